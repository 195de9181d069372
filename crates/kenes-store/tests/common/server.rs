//! A PostgreSQL server of a test's own, which it may stop as a crash would.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::is_root;

/// A server in a temporary folder, on a free port of this machine. Unlike that of the other tests it syncs to the disk.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl Server {
    /// Makes one and starts it; none, with a line that says so, where PostgreSQL's programs are not.
    pub fn new() -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: the programs of a PostgreSQL server are not here");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let mut server = Self { programs, folder, port: 0, process: None };
        if is_root() {
            assert!(
                Command::new("chown").arg("postgres").arg(server.folder.path()).status().unwrap().success()
            );
        }
        let mut make = server.program("initdb");
        make.arg("-D").arg(server.data()).args(["-U", "kenes", "--auth=trust", "--no-sync", "--no-locale"]);
        assert!(make.args(["-E", "UTF8"]).stdout(Stdio::null()).status().unwrap().success());
        // Only now, so that it is free for no longer than it has to be.
        server.port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        server.start();
        Some(server)
    }

    pub fn start(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let mut server = self.program("postgres");
        server.arg("-D").arg(self.data()).args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-k"]);
        server.arg(self.folder.path()).stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        self.process = Some(server.spawn().unwrap());
        for _ in 0..600 {
            let mut ready = self.program("pg_isready");
            ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if ready.status().unwrap().success() {
                return;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("{}", fs::read_to_string(self.folder.path().join("log")).unwrap_or_default());
    }

    /// Stops it at once, without an orderly end: the next start reads its log again.
    pub fn crash(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.arg("-D").arg(self.data()).args(["-m", "immediate", "-s", "-w", "stop"]);
        let stopped = stop.status().unwrap().success();
        if let Some(mut process) = self.process.take() {
            if !stopped {
                let _ = process.kill();
            }
            let _ = process.wait();
        }
    }

    pub fn url(&self) -> String {
        format!("postgres://kenes@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The server refuses to run as root, so root becomes the user of Debian's package.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.crash();
    }
}

/// Debian keeps them apart by version and out of the path.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = std::env::split_paths(&path).collect::<Vec<_>>();
    debian.chain(elsewhere).find(|folder: &PathBuf| folder.join("initdb").exists())
}
