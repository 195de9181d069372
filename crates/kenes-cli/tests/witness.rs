//! The witness as a process: what it answers over HTTP, and that nothing it cosigned is forgotten.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
#![cfg(unix)]

mod common;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use common::Folder;
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature;
use kenes_record::key::{KeyName, KeyUse, NoteSigner, VerifierKey};
use kenes_record::witness::{AddCheckpoint, checkpoint_path};
use kenes_record::{Hash, Tree, proof};
use ureq::Agent;

const ORIGIN: &str = "log.example/k/test";

/// A log with a tree, and its key.
struct Log {
    signer: NoteSigner,
    tree: Tree,
}

impl Log {
    /// A log of many leaves, which another `history` does not have.
    fn new(origin: &str, history: &str) -> Self {
        let mut tree = Tree::new();
        for number in 0..600_u64 {
            tree.push(Hash::leaf(format!("{history}{number}").as_bytes()));
        }
        let name = KeyName::new(origin).unwrap();
        Self { signer: NoteSigner::from_secret(name, KeyUse::Note, &[7; 32]).unwrap(), tree }
    }

    fn key(&self) -> String {
        self.signer.verifier().to_string()
    }

    fn checkpoint(&self, size: u64) -> Checkpoint {
        let root = proof::root(&self.tree, size).unwrap();
        Head { origin: self.signer.verifier().name().clone(), size, root }.sign(&self.signer).unwrap()
    }

    fn proof(&self, old: u64, size: u64) -> Vec<Hash> {
        if old == 0 || old > size {
            Vec::new()
        } else {
            proof::prove_consistency(&self.tree, old, size).unwrap()
        }
    }

    fn request(&self, old: u64, size: u64) -> Vec<u8> {
        AddCheckpoint::new(old, self.proof(old, size), self.checkpoint(size)).unwrap().to_bytes()
    }
}

fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .proxy(None)
        .build()
        .into()
}

struct Answer {
    status: u16,
    content_type: String,
    body: String,
}

/// A running witness, which is killed when the test ends.
struct Process {
    child: Child,
    url: String,
    agent: Agent,
}

impl Process {
    fn start(folder: &Folder, log: &Log) -> Self {
        let mut child = serve(folder, log, "witness.key", "state").spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(url) = line.trim_end().strip_prefix("listening on ").map(str::to_owned) else {
            let mut error = String::new();
            child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
            panic!("{error}");
        };
        // Whatever it says is read, so that it never waits.
        let mut errors = child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        Self { child, url, agent: agent() }
    }

    fn try_post(&self, body: &[u8]) -> Option<Answer> {
        let mut answer = self.agent.post(format!("{}/add-checkpoint", self.url)).send(body).ok()?;
        let content_type = answer.headers().get("content-type")?.to_str().ok()?.to_owned();
        let status = answer.status().as_u16();
        Some(Answer { status, content_type, body: answer.body_mut().read_to_string().ok()? })
    }

    fn post(&self, body: &[u8]) -> Answer {
        self.try_post(body).unwrap()
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut answer = self.agent.get(format!("{}/{path}", self.url)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap())
    }

    /// The size of the latest checkpoint that was cosigned.
    fn size(&self, log: &Log, key: &VerifierKey) -> u64 {
        match self.get(&checkpoint_path(log.signer.verifier().name())) {
            (404, _) => 0,
            (200, note) => {
                let checkpoint = Checkpoint::parse(&note).unwrap();
                checkpoint.verify(log.signer.verifier()).unwrap();
                cosignature::verify(&checkpoint, key).unwrap();
                checkpoint.head().size
            }
            (status, _) => panic!("{status}"),
        }
    }

    /// Ends it as an operator does.
    fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn serve(folder: &Folder, log: &Log, key: &str, state: &str) -> Command {
    let args = ["witness", "serve", "--key", key, "--state", state, "--listen", "127.0.0.1:0", "--log"];
    let mut command = folder.command(env!("CARGO_BIN_EXE_kenes"), &args);
    command.arg(log.key()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A witness's folder with its key.
fn witness(name: &str) -> (Folder, VerifierKey) {
    let folder = Folder::new(name);
    let args = ["witness", "new", "--name", "witness.example/test", "--key", "witness.key"];
    let output = folder.command(env!("CARGO_BIN_EXE_kenes"), &args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let key = String::from_utf8(output.stdout).unwrap();
    (folder, key.trim_end().parse().unwrap())
}

/// Starting it must fail with this code.
fn refused(mut command: Command, code: &str) {
    let output = command.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains(&format!("error[{code}]")) && error.contains("what to do: "), "{error}");
}

#[test]
fn each_status_is_that_of_the_specification() {
    let (folder, key) = witness("witness-status");
    let log = Log::new(ORIGIN, "");
    let fork = Log::new(ORIGIN, "other");
    let other = Log::new("other.example/k/test", "");
    let process = Process::start(&folder, &log);
    let status = |body: &[u8]| process.post(body).status;

    assert_eq!(process.get("healthz").0, 200);
    assert_eq!(process.get(&checkpoint_path(log.signer.verifier().name())).0, 404);
    assert_eq!(process.get("add-checkpoint").0, 405);
    assert_eq!(process.get("nothing").0, 404);
    assert_eq!(status(&other.request(0, 5)), 404);
    for malformed in
        [b"".as_slice(), b"old 0\n", b"old 00\n\n", b"old x\n\nnote\n", &[0xff; 100], &[b'x'; 200_000]]
    {
        assert_eq!(status(malformed), 400, "{} bytes", malformed.len());
    }
    let text = String::from_utf8(log.request(0, 5)).unwrap();
    assert_eq!(status(text.replace("old 0", "old 6").as_bytes()), 400, "the old size is larger");

    // Not signed by the log: by another key of this name; by a wrong signature.
    let name = KeyName::new(ORIGIN).unwrap();
    let stranger = NoteSigner::from_secret(name, KeyUse::Note, &[8; 32]).unwrap();
    let foreign = log.checkpoint(5).head().sign(&stranger).unwrap();
    assert_eq!(status(&AddCheckpoint::new(0, Vec::new(), foreign).unwrap().to_bytes()), 403);
    let moved = log.checkpoint(6).note().to_bytes();
    let line = String::from_utf8(moved).unwrap().lines().last().unwrap().to_owned();
    let wrong = text.replace(text.lines().last().unwrap(), &line);
    assert_eq!(status(wrong.as_bytes()), 403);

    // A first checkpoint needs no proof, and must not have one.
    let with_proof = AddCheckpoint::new(0, vec![Hash::of(b"")], log.checkpoint(5)).unwrap();
    assert_eq!(status(&with_proof.to_bytes()), 422);
    let name = log.signer.verifier().name().clone();
    let empty = Head { origin: name, size: 0, root: Hash::of(b"x") }.sign(&log.signer).unwrap();
    assert_eq!(status(&AddCheckpoint::new(0, Vec::new(), empty).unwrap().to_bytes()), 422);

    let answer = process.post(&log.request(0, 5));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut cosigned = log.checkpoint(5).note().to_bytes();
    cosigned.extend_from_slice(answer.body.as_bytes());
    assert!(
        cosignature::verify(&Checkpoint::parse(&cosigned).unwrap(), &key).unwrap().time() > 1_700_000_000
    );
    assert_eq!(process.size(&log, &key), 5);

    // The size is wrong.
    for old in [0, 3] {
        let answer = process.post(&log.request(old, 9));
        assert_eq!((answer.status, answer.body.as_str()), (409, "5\n"));
        assert_eq!(answer.content_type, "text/x.tlog.size");
    }
    assert_eq!(status(&log.request(5, 9)), 200);
    assert_eq!(status(&log.request(9, 9)), 200, "again");
    // Back.
    let answer = process.post(&log.request(5, 5));
    assert_eq!((answer.status, answer.body.as_str()), (409, "9\n"));
    assert_eq!(status(&log.request(9, 5)), 400);

    // Another history.
    assert_eq!(status(&fork.request(9, 9)), 422);
    assert_eq!(status(&fork.request(9, 12)), 422);
    let bad_proof = AddCheckpoint::new(9, log.proof(8, 12), log.checkpoint(12)).unwrap();
    assert_eq!(status(&bad_proof.to_bytes()), 422);
    assert_eq!(process.size(&log, &key), 9);
    let evidence = folder.files("state.evidence", ".txt");
    assert!(evidence.iter().any(|name| name.contains("/fork-")), "{evidence:?}");
    let fork_file = evidence.iter().find(|name| {
        name.contains("/fork-") && {
            let text = String::from_utf8(folder.read(name)).unwrap();
            let root = |log: &Log| proof::root(&log.tree, 9).unwrap().to_base64();
            text.contains(&root(&log)) && text.contains(&root(&fork))
        }
    });
    assert!(fork_file.is_some());
    // The same again is not kept again.
    assert_eq!(status(&fork.request(9, 9)), 422);
    assert_eq!(folder.files("state.evidence", ".txt").len(), evidence.len());
    assert_eq!(process.stop(), Some(0));
}

#[test]
fn a_killed_witness_goes_on_where_it_was() {
    let (folder, key) = witness("witness-kill");
    let log = Log::new(ORIGIN, "");
    let fork = Log::new(ORIGIN, "other");
    let cosigned = AtomicU64::new(0);
    for round in 0..50_u64 {
        let process = Process::start(&folder, &log);
        let before = cosigned.load(Ordering::SeqCst);
        let found = process.size(&log, &key);
        assert!(found >= before, "round {round}: {before} was cosigned, {found} is remembered");
        if found > 0 {
            // What was cosigned cannot be had again for another history.
            assert_eq!(process.post(&fork.request(found, found)).status, 422);
            assert_eq!(process.post(&fork.request(0, found)).status, 409);
        }
        std::thread::scope(|scope| {
            let ask = || {
                let mut size = found;
                for _ in 0..50 {
                    if size == 600 {
                        return;
                    }
                    let Some(answer) = process.try_post(&log.request(size, size + 1)) else { return };
                    assert_eq!(answer.status, 200, "{}", answer.body);
                    size += 1;
                    cosigned.store(size, Ordering::SeqCst);
                }
            };
            let asking = scope.spawn(ask);
            // In some rounds not before it has cosigned, however slow the machine is.
            let waits = || round % 4 == 0 && cosigned.load(Ordering::SeqCst) <= found;
            while waits() && !asking.is_finished() {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(round * 7 % 40));
            let pid = process.child.id().to_string();
            assert!(Command::new("kill").args(["-9", &pid]).status().unwrap().success());
            asking.join().unwrap();
        });
        process.kill();
    }
    assert!(cosigned.load(Ordering::SeqCst) > 10, "{cosigned:?}");
}

#[test]
fn a_used_key_is_refused_without_its_state() {
    let (folder, key) = witness("witness-lost");
    let log = Log::new(ORIGIN, "");
    let start = || serve(&folder, &log, "witness.key", "state");
    // Before the first cosignature a state may be made anew.
    assert_eq!(Process::start(&folder, &log).stop(), Some(0));
    std::fs::remove_file(folder.path("state")).unwrap();
    let process = Process::start(&folder, &log);
    folder.copy("state", "empty");
    assert_eq!(process.post(&log.request(0, 5)).status, 200);
    folder.copy("state", "older");
    assert_eq!(process.post(&log.request(5, 9)).status, 200);
    refused(start(), "K-CLI-151");
    assert_eq!(process.stop(), Some(0));

    folder.copy("state", "newest");
    std::fs::remove_file(folder.path("state")).unwrap();
    refused(start(), "K-CLI-152");
    for other in ["empty", "older"] {
        folder.copy(other, "state");
        refused(start(), "K-CLI-152");
    }
    let mut damaged = folder.read("newest");
    damaged[100] ^= 1;
    folder.write("state", &damaged);
    refused(start(), "K-CLI-153");
    folder.write("state", &folder.read("newest")[..50]);
    refused(start(), "K-CLI-153");
    // The state of another key; a state that another key began.
    let args = ["witness", "new", "--name", "witness.example/test", "--key", "other.key"];
    assert!(folder.command(env!("CARGO_BIN_EXE_kenes"), &args).output().unwrap().status.success());
    folder.copy("newest", "state");
    refused(serve(&folder, &log, "other.key", "state"), "K-CLI-153");
    let process = Process::start(&folder, &log);
    assert_eq!(process.size(&log, &key), 9);
    // It ended between the first write of the state and the mark: the mark is made again.
    process.kill();
    std::fs::remove_file(folder.path("witness.key.used")).unwrap();
    assert_eq!(Process::start(&folder, &log).stop(), Some(0));
    assert!(folder.path("witness.key.used").exists());
}

#[test]
fn keys_of_other_uses_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, key) = witness("witness-keys");
    let log = Log::new(ORIGIN, "");
    refused(serve(&folder, &log, "no.key", "state"), "K-CLI-150");
    let args =
        ["witness", "serve", "--key", "witness.key", "--state", "state", "--listen", "127.0.0.1:0", "--log"];
    let mut command = folder.command(env!("CARGO_BIN_EXE_kenes"), &args);
    command.arg(key.to_string());
    refused(command, "K-CLI-150");
    std::fs::set_permissions(folder.path("witness.key"), std::fs::Permissions::from_mode(0o644)).unwrap();
    refused(serve(&folder, &log, "witness.key", "state"), "K-CLI-150");
    let again = ["witness", "new", "--name", "witness.example/test", "--key", "witness.key"];
    refused(folder.command(env!("CARGO_BIN_EXE_kenes"), &again), "K-CLI-003");
}
