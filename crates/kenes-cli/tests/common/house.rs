//! A small council by commands alone, and the votes of it.

#![allow(dead_code, reason = "each test program uses a part of this")]

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::common::Folder;

pub const BEGIN: u64 = 1_795_046_400;
pub const MINUTE: u64 = 60;
pub const DAY: u64 = 86_400;

/// A council in the folder `d`, at a time.
pub struct Council {
    pub folder: Folder,
    pub now: u64,
}

impl Council {
    /// A council founded by one person, now.
    pub fn new(name: &str) -> Self {
        Self::with_seats(name, "2")
    }

    /// The same with so many seats.
    pub fn with_seats(name: &str, seats: &str) -> Self {
        let council = Self { folder: Folder::new(name), now: BEGIN };
        let founder = ["--preset", "small", "--seats", seats, "--name", "House", "--founder", "Sam Lee"];
        let at = BEGIN.to_string();
        council.run(&[&["new", "d", "--no-passphrase", "--at", &at], &founder[..]].concat());
        council
    }

    pub fn try_run(&self, args: &[&str]) -> Output {
        let kenes = env!("CARGO_BIN_EXE_kenes");
        self.folder.command(kenes, &[&["--json", "council"], args].concat()).output().unwrap()
    }

    /// Runs a command of the program that needs no time.
    pub fn run(&self, args: &[&str]) -> Value {
        let output = self.try_run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Runs a command on the council, now.
    pub fn at(&self, args: &[&str]) -> Value {
        self.run(&[args, &["--data", "d", "--at", &self.now.to_string()]].concat())
    }

    /// Runs a command that must be refused, by this code of the rules.
    pub fn refused(&self, args: &[&str], code: &str) {
        let output = self.try_run(&[args, &["--data", "d", "--at", &self.now.to_string()]].concat());
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {text}");
        assert!(text.contains(code) && text.contains("what to do: "), "{args:?}: {text}");
    }

    pub fn join(&self, name: &str) {
        self.at(&["enrol", name, "--by", "Sam Lee"]);
        self.at(&["bind", name, "--no-passphrase"]);
    }

    /// What `status` says comes next: the commands.
    pub fn next(&self) -> Vec<String> {
        let status = self.at(&["status"]);
        let steps = status["next"].as_array().unwrap();
        steps.iter().map(|step| step["command"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Checks that the public files alone lead to this council.
    pub fn audit(&self) -> Value {
        let args = ["--json", "audit", "d/public", "--at", &self.now.to_string()];
        let output = self.folder.command(env!("CARGO_BIN_EXE_kenes"), &args).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        assert_eq!(report["verdict"], "accepted", "{}", report["failures"]);
        // The machine's own fold is the one of anybody who has the files.
        let status = self.at(&["status"]);
        assert_eq!(
            (&report["state_hash"], &report["seats_hash"]),
            (&status["state_hash"], &status["seats_hash"])
        );
        report
    }

    /// The holder of each seat, by the council's own machine.
    pub fn holders(&self) -> Vec<(u64, u64, Value)> {
        let seats = self.at(&["seats"]);
        let seats = seats["seats"].as_array().unwrap();
        let line = |seat: &Value| {
            (seat["body"].as_u64().unwrap(), seat["seat"].as_u64().unwrap(), seat["holder"]["name"].clone())
        };
        seats.iter().map(line).collect()
    }
}

/// From the nominations to the archive on the board: what `kenes election` does.
pub struct Vote {
    pub draft: String,
    pub trustee: String,
}

impl Vote {
    pub fn draft(folder: &Folder, voters: usize) -> Self {
        let draft = folder.election(&["new", "--template", "template.json", "--dir", "admin"]);
        let names: Vec<String> = (1..=voters).map(|voter| format!("voter{voter}")).collect();
        folder.write("voters.txt", names.join("\n"));
        folder.election(&["credentials", &draft, "--voters", "voters.txt", "--dir", "creds"]);
        folder.election(&["trustee", "keygen", &draft, "--dir", "trustee"]);
        Self { draft, trustee: folder.file("trustee", ".pubkey") }
    }

    pub fn open(&self, folder: &Folder) -> String {
        let credentials = "creds/for-administrator/public_creds.json";
        let args =
            ["open", &self.draft, "--credentials", credentials, "--trustee", &self.trustee, "--dir", "admin"];
        folder.election(&args)
    }

    pub fn rehearse(&self, folder: &Folder) -> String {
        let args =
            ["trustee", "rehearse", "begin", &self.draft, "--trustee", &self.trustee, "--dir", "rehearsal"];
        let archive = folder.election(&args);
        decrypt(folder, &archive, "rehearsal");
        archive
    }
}

pub fn decrypt(folder: &Folder, archive: &str, dir: &str) {
    let key = folder.file("trustee", ".privkey");
    fs::create_dir_all(folder.path(dir)).unwrap();
    folder.election(&["trustee", "decrypt", archive, "--key", &key, "--dir", dir]);
    folder.election(&["decrypt", archive, "--from", &format!("{dir}/decryption-1.jsons")]);
    folder.election(&["result", archive]);
}
