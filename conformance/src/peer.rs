//! The peer: belenios-tool, run as a program.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use kenes_belenios::group::GroupId;

use crate::{BLOCK, Folder, ballots, size_of};

/// A release of belenios-tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// 2.0: the finite-field groups, no lists, its own threshold trustees.
    V2,
    /// 3.3.0.
    V3,
}

impl Release {
    /// Both.
    pub const ALL: [Self; 2] = [Self::V2, Self::V3];

    /// As in the manifest of the vectors.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V3 => "3.3.0",
        }
    }

    /// The environment variable with the path of the program, set by `cargo xtask test`.
    const fn variable(self) -> &'static str {
        match self {
            Self::V2 => "KENES_BELENIOS_TOOL_20",
            Self::V3 => "KENES_BELENIOS_TOOL_33",
        }
    }

    /// The option of `election generate-ballot` that names the file of answers.
    const fn choice(self) -> &'static str {
        match self {
            Self::V2 => "--ballot",
            Self::V3 => "--choice",
        }
    }

    /// Whether it knows a group.
    pub fn knows(self, group: GroupId) -> bool {
        self == Self::V3 || group != GroupId::Ed25519
    }
}

/// A release of belenios-tool that is here.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Which release.
    pub release: Release,
    program: PathBuf,
}

impl Peer {
    /// The peer, if it is here. Otherwise this says so; in CI, release 2.0 must be here, and release 3.3.0 too unless
    /// its variable is set to nothing, which is how `cargo xtask test` says that it cannot be had.
    pub fn find(release: Release) -> Option<Self> {
        let variable = release.variable();
        let found = env::var_os(variable).filter(|path| !path.is_empty());
        if let Some(program) = found {
            return Some(Self { release, program: program.into() });
        }
        let said = release == Release::V3 && env::var_os(variable).is_some();
        let name = release.name();
        let missing = format!("belenios-tool {name} is not here: set {variable} to its path");
        assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()) || said, "{missing}");
        println!("SKIPPED, NOT CHECKED BY THE PEER: {missing}");
        None
    }

    /// Those that are here and know the group.
    pub fn all(group: GroupId) -> Vec<Self> {
        Release::ALL.into_iter().filter(|release| release.knows(group)).filter_map(Self::find).collect()
    }

    /// Runs a command such as `election verify` in a folder.
    pub fn run(&self, folder: &Folder, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(&self.program)
            .args(arguments)
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.program.display()));
        let mut stdin = child.stdin.take().unwrap();
        let output = thread::scope(|scope| {
            // It need not read its input, so a broken pipe is no failure.
            scope.spawn(move || stdin.write_all(input));
            child.wait_with_output().unwrap()
        });
        Output {
            command: format!("belenios-tool {} {}", self.release.name(), arguments.join(" ")),
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// `election verify` of an archive.
    pub fn verify(&self, archive: &[u8], uuid: &str) -> Output {
        self.run(&Folder::with(archive, uuid), &["election", "verify", "--dir", "."], b"")
    }

    /// `election verify-ballot` of each ballot, against the Setup of the archive. Release 3.3.0 has it.
    pub fn verify_ballots(&self, archive: &[u8], uuid: &str) -> Vec<Output> {
        let folder = Folder::with(&setup_of(archive), uuid);
        ballots(archive).iter().map(|ballot| self.verify_ballot(&folder, ballot)).collect()
    }

    /// `election verify-ballot` in a folder whose archive ends with the Setup.
    pub fn verify_ballot(&self, folder: &Folder, ballot: &[u8]) -> Output {
        folder.write("ballot.json", ballot);
        self.run(folder, &["election", "verify-ballot", "--dir", ".", "--ballot", "ballot.json"], b"")
    }

    /// Asserts that it accepts an archive, and each of its ballots.
    pub fn assert_accepts(&self, archive: &[u8], uuid: &str) {
        self.verify(archive, uuid).accepted();
        if self.release == Release::V3 {
            for output in self.verify_ballots(archive, uuid) {
                output.accepted();
            }
        }
    }

    /// `election generate-ballot`: a ballot with these answers (JSON).
    pub fn seal(&self, folder: &Folder, credential: &str, answers: &[u8]) -> Vec<u8> {
        folder.write("credential.txt", credential.as_bytes());
        folder.write("answers.json", answers);
        let choice = self.release.choice();
        let seal = ["election", "generate-ballot", "--privcred", "credential.txt", choice, "answers.json"];
        self.run(folder, &seal, b"").accepted()
    }

    /// `archive add-event`: adds what a command printed to the archive of the folder.
    pub fn add(&self, folder: &Folder, kind: &str, content: &[u8]) {
        self.run(folder, &["archive", "add-event", "--type", kind], content).accepted();
    }
}

/// The part of an archive up to its Setup.
fn setup_of(archive: &[u8]) -> Vec<u8> {
    // The header, the three structures, the payload, the event: as many records as the Setup has.
    let next = |start: usize, _| {
        let header = archive.get(start..start + BLOCK).unwrap();
        start + BLOCK + size_of(header).next_multiple_of(BLOCK)
    };
    let end = (0..6).fold(0, next);
    archive.get(..end).unwrap().to_vec()
}

/// How a command of the peer ended.
#[derive(Clone, Debug)]
pub struct Output {
    /// The command.
    pub command: String,
    /// 0 accepted, 124 refused.
    pub code: Option<i32>,
    /// Data.
    pub stdout: Vec<u8>,
    /// Talk.
    pub stderr: String,
}

impl Output {
    /// What it printed; panics unless it ended well.
    pub fn accepted(self) -> Vec<u8> {
        let Self { command, code, stdout, stderr } = self;
        assert!(code == Some(0), "{command} refuses, exit code {code:?}: {stderr}");
        stdout
    }

    /// Asserts that it refused.
    pub fn refused(&self) {
        let Self { command, code, stdout: _, stderr } = self;
        assert!(*code == Some(124), "{command} does not refuse, exit code {code:?}: {stderr}");
    }

    /// Whether it accepted.
    pub fn is_accepted(&self) -> bool {
        self.code == Some(0)
    }
}
