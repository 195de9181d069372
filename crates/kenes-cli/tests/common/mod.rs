//! A folder to work in, and the program run in it.

#![allow(dead_code, reason = "each test program uses a part of this")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is removed when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub fn copy(&self, from: &str, to: &str) {
        fs::copy(self.path(from), self.path(to)).unwrap();
    }

    /// Copies a file of `tests/cmd/fixture`.
    pub fn fixture(&self, name: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/fixture").join(name);
        fs::copy(from, self.path(name)).unwrap();
    }

    /// The names of the files in a folder that end like this, sorted.
    pub fn files(&self, folder: &str, end: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> =
            names.filter(|name| name.ends_with(end)).map(|name| format!("{folder}/{name}")).collect();
        names.sort();
        names
    }

    /// The one file in a folder that ends like this.
    pub fn file(&self, folder: &str, end: &str) -> String {
        let mut files = self.files(folder, end);
        assert_eq!(files.len(), 1, "{files:?}");
        files.remove(0)
    }

    pub fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).args(args).stdin(Stdio::null());
        command
    }

    /// Runs `kenes election …`.
    pub fn try_election(&self, args: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_kenes"), &["election"]).args(args).output().unwrap()
    }

    /// Runs `kenes election …`, which must succeed, and gives the first line of its data.
    pub fn election(&self, args: &[&str]) -> String {
        let output = self.try_election(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().lines().next().unwrap_or_default().into()
    }

    /// Runs `kenes election …`, which must fail with this code.
    pub fn refused(&self, args: &[&str], code: &str) {
        let output = self.try_election(args);
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {text}");
        assert!(text.contains(&format!("error[{code}]")), "{args:?}: {text}");
        assert!(text.contains("what to do: "), "{text}");
    }

    /// As [`Folder::election`], with standard input.
    pub fn election_with_input(&self, args: &[&str], input: &str) -> String {
        let mut command = self.command(env!("CARGO_BIN_EXE_kenes"), &["election"]);
        let command = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Which checks an audit says failed; empty when it accepts.
    pub fn failed_checks(&self, archive: &str) -> Vec<String> {
        let output = self.try_election(&["verify", "--json", archive]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let failures = report.get("failures").and_then(serde_json::Value::as_array).unwrap();
        assert_eq!(output.status.code(), Some(i32::from(!failures.is_empty())));
        failures
            .iter()
            .map(|failure| failure.get("name").and_then(serde_json::Value::as_str).unwrap().to_owned())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Serves the files of a folder over HTTP, as any web server does.
pub fn web_server(root: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut part = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                match stream.read(&mut part) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => request.extend_from_slice(part.get(..read).unwrap_or_default()),
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
            let (status, body) = match fs::read(root.join(path)) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head =
                format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            drop(stream.write_all(&[head.as_bytes(), &body].concat()));
        }
    });
    format!("http://{address}/")
}
