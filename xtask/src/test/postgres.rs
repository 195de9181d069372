//! A private PostgreSQL server for the tests of the store and for measuring it: in a temporary folder, on a free port of
//! this machine only, and gone at the end.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use super::tools::Tools;
use crate::run;

/// The variable that tells the tests the server's address.
pub const VARIABLE: &str = "KENES_TEST_POSTGRES_URL";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
const STEP: Duration = Duration::from_millis(100);

/// What a server does with its disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// It forgets on a crash, which makes tests quick.
    Lazy,
    /// What was committed is on the disk, as wherever people rely on it.
    Durable,
}

/// A running server. It is stopped when dropped.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    process: Option<Child>,
}

/// The folder of the server's programs; in CI they are installed.
pub fn programs(tools: &mut Tools) -> Result<Option<PathBuf>> {
    let found = find();
    if found.is_some() || !tools.ci || !tools.install("postgresql")? {
        return Ok(found);
    }
    Ok(find())
}

/// Debian keeps them apart by version and out of the path.
fn find() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let elsewhere = run::stdout(Command::new("pg_config").arg("--bindir"));
    let folders = versions.into_iter().rev().map(|(_, folder)| folder);
    let mut folders = folders.chain(elsewhere.map(|folder| PathBuf::from(folder.trim())));
    folders.find(|folder| folder.join("initdb").exists())
}

impl Server {
    /// Makes a server and waits until it answers.
    pub fn start(programs: PathBuf, disk: Disk) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("kenes-postgres-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        // Free now; nothing else on this machine is likely to take it in the next moments.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = Self { programs, folder, port, process: None };
        if is_root() {
            ensure!(run::succeeds(Command::new("chown").arg("postgres").arg(&server.folder)), "chown failed");
        }
        let made = run::stream(server.program("initdb").arg("-D").arg(server.data()).args([
            "-U",
            "kenes",
            "--auth=trust",
            "--no-sync",
            "--no-locale",
            "-E",
            "UTF8",
        ]))?;
        ensure!(made.success, "initdb failed");
        let log = File::create(server.folder.join("log"))?;
        let port = server.port.to_string();
        let process = server
            .program("postgres")
            .arg("-D")
            .arg(server.data())
            .args(["-h", "127.0.0.1", "-p", &port, "-k"])
            .arg(&server.folder)
            .args(["-c", "max_connections=200"])
            .args(if disk == Disk::Lazy {
                &["-c", "fsync=off", "-c", "full_page_writes=off"][..]
            } else {
                &[]
            })
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        server.process = Some(process);
        server.wait()?;
        Ok(server)
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("postgres://kenes@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&self) -> Result<()> {
        let mut waited = Duration::ZERO;
        let mut ready = self.program("pg_isready");
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        while !run::succeeds(&mut ready) {
            ensure!(waited < PATIENCE, "PostgreSQL did not start: {}", self.log());
            sleep(STEP);
            waited = waited.saturating_add(STEP);
        }
        Ok(())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of its programs. The server refuses to run as root, so root becomes the user of Debian's package.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        // Not where it was called: the other user may not enter there.
        command.current_dir(if self.folder.exists() { &self.folder } else { Path::new("/") });
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.arg("-D").arg(self.data()).args(["-m", "immediate", "-w", "stop"]);
        if let Some(process) = &mut self.process {
            if !run::succeeds(&mut stop) {
                let _ = process.kill();
            }
            let _ = process.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    run::stdout(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_starts_and_leaves_nothing() {
        let Some(programs) = find() else { return println!("skipped: PostgreSQL is not here") };
        let server = Server::start(programs, Disk::Lazy).expect("a server");
        let (folder, port) = (server.folder.clone(), server.port);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(server);
        assert!(!folder.exists());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
