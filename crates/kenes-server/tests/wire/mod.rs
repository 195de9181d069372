//! A voter's device as the server sees it: a connection that stays open, over which ballots are sent one after the other.

#![allow(clippy::unwrap_used, dead_code, reason = "tests, each of which uses another part")]

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use kenes_core::Time;
use kenes_record::act::ActId;
use kenes_server::office::{Clock, Office};
use kenes_server::web::{Setting, Site, serve};
use kenes_text::Language;
use serde_json::{Value, json};

/// A connection to a server.
pub struct Wire(BufReader<TcpStream>);

impl Wire {
    pub fn connect(to: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(to)?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a ballot as the booth does; the status, and what the voter is answered.
    pub fn cast(&mut self, call: &ActId, ballot: &[u8]) -> io::Result<(u16, Value)> {
        let body = json!({ "ballot": std::str::from_utf8(ballot).unwrap() }).to_string();
        let request = format!(
            "POST /elections/{}/ballots HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            call.to_hex(),
            body.len(),
        );
        self.0.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut length = 0;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut answer = vec![0; length];
        self.0.read_exact(&mut answer)?;
        Ok((status.ok_or(io::ErrorKind::InvalidData)?, serde_json::from_slice(&answer)?))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// The real server of a council, on a port that the system chooses; its time begins at this one.
pub async fn begin(dir: &Path, at: Time) -> (Arc<Office>, SocketAddr) {
    let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let clock = Clock::for_trying_out(at.seconds().saturating_sub(machine));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let base = format!("http://{address}");
    let language = Language::English;
    let setting = Setting { dir: dir.into(), base, language, trying_out: true, behind_proxy: false };
    let office = Office::open(dir, clock, &setting.base, setting.language).await.unwrap();
    let site = Site::council(setting, Arc::clone(&office));
    tokio::spawn(async move { serve(listener, site, std::future::pending()).await.unwrap() });
    (office, address)
}
