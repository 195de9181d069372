//! A mail server that keeps what it gets, and fails on request: the part of an address before the sign says how.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What it got.
#[derive(Clone, Debug, Default)]
pub struct Sink(Arc<Mutex<Got>>, Arc<Notify>);

#[derive(Debug, Default)]
struct Got {
    letters: Vec<(String, String)>,
    /// How often it saw each recipient.
    tries: BTreeMap<String, u32>,
    commands: Vec<String>,
}

impl Sink {
    /// Listens on a free port.
    pub async fn listen() -> (Self, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let sink = Self::default();
        let clone = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(clone.clone(), stream));
            }
        });
        (sink, address)
    }

    /// The letters that it took: to whom, and everything after DATA.
    pub fn letters(&self) -> Vec<(String, String)> {
        self.0.lock().unwrap().letters.clone()
    }

    /// Confirms a letter to `slow@…`, which it took and kept waiting.
    pub fn release(&self) {
        self.1.notify_one();
    }

    pub fn tries(&self, to: &str) -> u32 {
        self.0.lock().unwrap().tries.get(to).copied().unwrap_or_default()
    }

    pub fn commands(&self) -> Vec<String> {
        self.0.lock().unwrap().commands.clone()
    }

    fn tried(&self, to: &str) -> u32 {
        let mut got = self.0.lock().unwrap();
        let tries = got.tries.entry(to.to_owned()).or_default();
        *tries += 1;
        *tries
    }
}

async fn talk(sink: Sink, stream: TcpStream) -> Option<()> {
    let mut stream = BufReader::new(stream);
    say(&mut stream, "220 sink ESMTP").await?;
    let mut to = String::new();
    loop {
        let line = line(&mut stream).await?;
        sink.0.lock().unwrap().commands.push(line.clone());
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-sink\r\n250 8BITMIME",
            "MAIL" => "250 sender fine",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                recipient(&sink, &to)
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                if data(&sink, &mut stream, &to).await? { "250 taken" } else { return None }
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await?;
                return None;
            }
            _ => "502 what?",
        };
        say(&mut stream, answer).await?;
    }
}

fn recipient(sink: &Sink, to: &str) -> &'static str {
    let tries = sink.tried(to);
    match to.split('@').next().unwrap_or_default() {
        "nobody" => "550 5.1.1 no such mailbox: nobody@example.org",
        "later" if tries < 3 => "451 4.7.1 greylisted, later@example.org",
        "never" => "451 4.7.1 not now",
        "locked" => "535 5.7.8 who are you?",
        _ => "250 recipient fine",
    }
}

/// Takes a letter; false when the connection is to be dropped, after everything was there.
async fn data(sink: &Sink, stream: &mut BufReader<TcpStream>, to: &str) -> Option<bool> {
    let mut letter = String::new();
    loop {
        let line = line(stream).await?;
        if line == "." {
            break;
        }
        letter.push_str(&line);
        letter.push('\n');
    }
    sink.0.lock().unwrap().letters.push((to.to_owned(), letter));
    if to.starts_with("slow@") {
        sink.1.notified().await;
    }
    Some(!(to.starts_with("dropped@") && sink.tries(to) == 1))
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read != 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()
}
