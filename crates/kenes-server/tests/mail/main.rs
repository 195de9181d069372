//! Letters: kept once, sent by a job, tried again, given up, handed over; and nothing about them in the log.

#![expect(clippy::unwrap_used, reason = "tests")]

mod sink;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kenes_record::Hash;
use kenes_server::config::{Encryption, SmtpSettings};
use kenes_server::mail::{Carrier as _, CarryError, Delivered, Kind, Letter, Outbox, Smtp, name_of, run};
use kenes_store::memory::MemoryPrivate;
use kenes_store::private::{MessageState, Messages as _};
use tokio::sync::oneshot;

use self::sink::Sink;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn letter(to: &str) -> Letter {
    let body = "Қайырлы күн, Ана!\n.\nA line that begins with a full stop: see above.\n";
    Letter::new(to.parse().unwrap(), Kind::Invitation, "Дауыс беру: \u{2068}Ана\u{2069}", body).unwrap()
}

fn smtp(address: SocketAddr) -> Smtp {
    let settings = SmtpSettings {
        host: address.ip().to_string(),
        port: address.port(),
        encryption: Encryption::None,
        login: None,
        from: "The council <council@example.org>".parse().unwrap(),
    };
    Smtp::new(&settings).unwrap()
}

fn id(number: u32) -> Hash {
    name_of(Kind::Invitation, None, None, number)
}

async fn put(outbox: &Outbox<MemoryPrivate>, number: u32, to: &str) {
    assert!(outbox.put(id(number), &letter(to), None, None, 0).await.unwrap());
}

fn delivered(sent: u32, again: u32, given_up: u32) -> Delivered {
    Delivered { sent, again, given_up }
}

#[tokio::test]
async fn a_letter_arrives_once_with_its_name() {
    let (sink, address) = Sink::listen().await;
    let store = MemoryPrivate::new();
    let outbox = Outbox::new(store.clone());
    put(&outbox, 1, "Ана <ana@example.org>").await;
    assert!(!outbox.put(id(1), &letter("ana@example.org"), None, None, 0).await.unwrap());
    assert_eq!(outbox.deliver(&smtp(address), 0, 9).await.unwrap(), delivered(1, 0, 0));
    assert_eq!(outbox.deliver(&smtp(address), DAY, 9).await.unwrap(), Delivered::default());
    assert!(!outbox.put(id(1), &letter("ana@example.org"), None, None, 0).await.unwrap());
    let letters = sink.letters();
    assert_eq!((letters.len(), letters[0].0.as_str()), (1, "ana@example.org"));
    let (head, body) = letters[0].1.split_once("\n\n").unwrap();
    assert!(head.contains(&format!("Message-ID: <{}@example.org>", id(1).to_hex())), "{head}");
    assert!(head.contains("From: \"The council\" <council@example.org>"), "{head}");
    for header in ["To: ", "Subject: ", "Date: ", "Content-Type: text/plain; charset=utf-8"] {
        assert_eq!(head.matches(header).count(), 1, "{header}: {head}");
    }
    assert!(head.is_ascii() && body.is_ascii());
    let commands = sink.commands();
    let verbs: Vec<&str> = commands.iter().filter_map(|line| line.split([' ', ':']).next()).collect();
    assert!(verbs.starts_with(&["EHLO", "MAIL", "RCPT", "DATA"]), "{verbs:?}");
    assert_eq!(store.message_state(id(1)).await.unwrap(), Some(MessageState::Sent));
    assert!(outbox.unsent(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_fails_is_tried_again_and_what_is_refused_is_given_up() {
    let (sink, address) = Sink::listen().await;
    let outbox = Outbox::new(MemoryPrivate::new());
    let smtp = smtp(address);
    for (number, to) in [(1, "nobody"), (2, "later"), (3, "dropped"), (4, "locked"), (5, "ana")] {
        put(&outbox, number, &format!("{to}@example.org")).await;
    }
    assert_eq!(outbox.deliver(&smtp, 0, 9).await.unwrap(), delivered(1, 3, 1));
    assert_eq!(outbox.deliver(&smtp, MINUTE - 1, 9).await.unwrap(), Delivered::default());
    // After one minute: the dropped one arrives again, under the same name; the password is still wrong.
    assert_eq!(outbox.deliver(&smtp, MINUTE, 9).await.unwrap(), delivered(1, 2, 0));
    assert_eq!(outbox.deliver(&smtp, 3 * MINUTE, 9).await.unwrap(), delivered(1, 1, 0));
    assert_eq!((sink.tries("later@example.org"), sink.tries("nobody@example.org")), (3, 1));
    let letters = sink.letters().into_iter().filter(|(to, _)| to == "dropped@example.org");
    let name = |text: String| text.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    let dropped: Vec<Option<String>> = letters.map(|(_, text)| name(text)).collect();
    assert_eq!((dropped.len(), &dropped[0]), (2, &dropped[1]));
    // What was given up is shown, until somebody hands it over.
    let shown = outbox.unsent(9).await.unwrap();
    let states: Vec<_> =
        shown.iter().map(|entry| (entry.state, entry.letter.to().expose().to_owned())).collect();
    assert!(states.contains(&(MessageState::GivenUp, "nobody@example.org".to_owned())));
    assert_eq!(shown.len(), 2);
    let one = outbox.one(id(1)).await.unwrap().unwrap();
    assert_eq!((one.letter.kind(), one.attempts), (Kind::Invitation, 1));
    assert!(outbox.handed_over(id(1)).await.unwrap());
    assert!(!outbox.handed_over(id(1)).await.unwrap());
    assert!(outbox.one(id(1)).await.unwrap().is_none());
}

#[tokio::test]
async fn after_three_days_it_is_given_up() {
    let (_, address) = Sink::listen().await;
    let outbox = Outbox::new(MemoryPrivate::new());
    put(&outbox, 1, "never@example.org").await;
    let (mut now, mut tries) = (0, 0);
    loop {
        let found = outbox.deliver(&smtp(address), now, 9).await.unwrap();
        tries += found.again + found.given_up;
        if found.given_up == 1 {
            break;
        }
        now = outbox.one(id(1)).await.unwrap().unwrap().due;
    }
    assert!((3 * DAY..=3 * DAY + 240 * MINUTE).contains(&now), "{now}");
    assert!((20..40).contains(&tries), "{tries}");
    assert_eq!(outbox.one(id(1)).await.unwrap().unwrap().state, MessageState::GivenUp);
}

#[tokio::test]
async fn without_a_mail_server_it_waits() {
    let outbox = Outbox::new(MemoryPrivate::new());
    put(&outbox, 1, "ana@example.org").await;
    let entry = outbox.one(id(1)).await.unwrap().unwrap();
    assert_eq!(
        (entry.state, entry.attempts, entry.letter),
        (MessageState::Waiting, 0, letter("ana@example.org"))
    );
    assert!(outbox.handed_over(id(1)).await.unwrap());
    assert!(outbox.unsent(9).await.unwrap().is_empty());
    // A server that is not there is not there for now.
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    let carried = smtp(nowhere).carry(id(1), &letter("ana@example.org")).await;
    assert_eq!(carried, Err(CarryError::Later { code: None }));
}

/// Everything that is logged by anybody in this process.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_job_sends_what_is_put_there_and_logs_nobody() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let (sink, address) = Sink::listen().await;
    let outbox = Outbox::new(MemoryPrivate::new());
    let (stop, stopped) = oneshot::channel::<()>();
    let time = Arc::new(AtomicI64::new(0));
    let clock = {
        let time = Arc::clone(&time);
        move || time.load(Ordering::Relaxed)
    };
    let job = run(outbox.clone(), smtp(address), clock, async { drop(stopped.await) });
    let job = tokio::spawn(job);
    // More than one round.
    for number in 0..45 {
        put(&outbox, number, &format!("ana{number}@example.org")).await;
    }
    put(&outbox, 100, "nobody@example.org").await;
    put(&outbox, 101, "later@example.org").await;
    for _ in 0..3_000 {
        if sink.letters().len() == 45 && sink.tries("later@example.org") > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(sink.letters().len(), 45);
    stop.send(()).unwrap();
    job.await.unwrap();
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("given_up"), "{log}");
    for word in ["ana", "example.org", "nobody", "Ана", "greylisted", "mailbox"] {
        assert!(!log.contains(word), "{word}: {log}");
    }
}

#[tokio::test]
async fn a_letter_that_is_under_way_is_finished_and_no_other_is_begun() {
    let (sink, address) = Sink::listen().await;
    let store = MemoryPrivate::new();
    let outbox = Outbox::new(store.clone());
    for number in 0..3 {
        put(&outbox, number, "slow@example.org").await;
    }
    let (stop, stopped) = oneshot::channel::<()>();
    let job = tokio::spawn(run(outbox.clone(), smtp(address), || 0, async { drop(stopped.await) }));
    while sink.letters().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!job.is_finished(), "it waits for the letter");
    sink.release();
    job.await.unwrap();
    assert_eq!((sink.letters().len(), outbox.unsent(9).await.unwrap().len()), (1, 2));
    let mut states = Vec::new();
    for number in 0..3 {
        states.push(store.message_state(id(number)).await.unwrap());
    }
    assert_eq!(states.iter().filter(|state| **state == Some(MessageState::Sent)).count(), 1);
}
