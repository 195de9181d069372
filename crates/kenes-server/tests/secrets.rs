//! What is secret is where it belongs and nowhere else: voting codes, addresses, visits and links, looked for in the raw bytes
//! of every file, in what is logged, and in letters, which go to a mail server.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod files;
#[allow(dead_code, reason = "the tests of letters use more of it")]
#[path = "mail/sink.rs"]
mod sink;
mod support;
mod world;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_server::config::{Encryption, SmtpSettings};
use kenes_server::host::{Host, Name};
use kenes_server::mail::{Kind, Letter, Outbox, Smtp, name_of};
use kenes_store::private::{
    Code, Codes as _, Contact, ContactAddress, Contacts as _, Handover, MessageState, Messages as _,
    VotingCode,
};

use self::sink::Sink;
use self::support::{Browser, Seen};
use self::world::{Trustees, World};

const CANDIDATES: [usize; 9] = [3, 4, 5, 6, 7, 8, 9, 10, 11];
/// Who has an address; the mail server does not take the letters of one at once, and never those of another.
const WRITTEN_TO: [(usize, &str); 4] = [
    (3, "ana.secret@example.org"),
    (4, "bela.secret@example.org"),
    (5, "later@example.org"),
    (6, "nobody@example.org"),
];

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The files below a folder that hold a text: as it is, or as the 32 bytes that it is in Base64.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let decoded = Base64UrlUnpadded::decode_vec(text).ok().filter(|bytes| bytes.len() == 32);
    let mut found = files::holding(folder, text.as_bytes());
    found.extend(decoded.into_iter().flat_map(|bytes| files::holding(folder, &bytes)));
    found
}

/// Everything but the private store, whose files are named after it.
fn outside_private(folder: &Path, text: &str) -> Vec<PathBuf> {
    let is_private = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("private.db");
    holding(folder, text).into_iter().filter(|path| !is_private(path)).collect()
}

/// A code for each voter, and addresses.
async fn hand_codes(browser: &Browser, call: &kenes_record::act::ActId, codes: &[String]) {
    let office = &browser.office;
    let mut kept = Vec::new();
    for (number, code) in (0_u32..).zip(codes) {
        let person = {
            let host = office.host().await;
            let (member, _) = host.council().members().nth(usize::try_from(number).unwrap()).unwrap();
            host.person_of(member).await.unwrap()
        };
        let code = VotingCode::new(code);
        kept.push(Code {
            election: *call.hash(),
            number,
            person,
            code,
            handover: Handover::None,
            shown_again: 0,
        });
    }
    office.private().put_codes(&kept).await.unwrap();
    for (number, address) in WRITTEN_TO {
        let contact = Contact { address: Some(ContactAddress::new(address)), language: None };
        office.private().put_contact(kept.get(number).unwrap().person.unwrap(), &contact).await.unwrap();
    }
}

async fn post(browser: &Browser, path: &str, cookie: &str, body: &str) -> Seen {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie);
    browser.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

/// Waits until each letter was tried and what came of it is noted: only who is not reached has one waiting then.
async fn until_noted(outbox: &Outbox<kenes_store::sql::SqlPrivate>) -> Vec<String> {
    for _ in 0..4_800 {
        let waiting = outbox.unsent(100).await.unwrap();
        if waiting.iter().all(|entry| entry.attempts > 0) {
            return waiting.iter().map(|entry| entry.letter.to().expose().to_owned()).collect();
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("letters are not tried")
}

/// Each letter has the code of its person and of nobody else.
fn each_has_the_own_code(sink: &Sink, codes: &[String]) {
    let letters = sink.letters();
    for (number, address) in WRITTEN_TO.into_iter().take(2) {
        let (_, letter) = letters.iter().find(|(to, _)| to == address).unwrap();
        let letter = letter.replace("=\n", "");
        for (other, code) in codes.iter().enumerate() {
            assert_eq!(letter.contains(code.as_str()), other == number, "{address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_reach_whom_they_are_for_and_no_secret_is_anywhere_else() {
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(|| Log);
    tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut world = World::found(&dir).await;
    for founder in 0..3 {
        let name = Name::new(&format!("Founder {founder}"));
        world.host.read().await.put_founder(founder, &name).await.unwrap();
    }
    world.days(1).await;
    world.fill(24).await;
    world.days(32).await;
    let call = world.call(&CANDIDATES).await;
    let codes = world.prepare(call, &mut Trustees::default()).await;
    let codes: Vec<String> = codes.iter().map(|code| code.expose().to_owned()).collect();
    let (opens, now) = (world.election(&call).await.opens, world.now());
    world.stop().await;
    let browser = Browser::open(&dir, now).await;
    hand_codes(&browser, &call, &codes).await;

    let (sink, address) = Sink::listen().await;
    let settings = SmtpSettings {
        host: address.ip().to_string(),
        port: address.port(),
        encryption: Encryption::None,
        login: None,
        from: "council@example.org".parse().unwrap(),
    };
    browser.site.carry_mail(Smtp::new(&settings).unwrap()).await;

    // The secretary comes in by a link and sends the invitations.
    let link = browser.site.link_for_secretary().await.unwrap();
    let path = link.strip_prefix("http://council.example").unwrap();
    let entered = post(&browser, path, "", "").await;
    let cookie = entered.headers.get("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let office = format!("/elections/{}/office", call.to_hex());
    let request = Request::get(&office).header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    let page = browser.send(request).await;
    let token =
        page.text().split_once("name=\"token\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let invite = format!("/elections/{}/invite", call.to_hex());
    assert_eq!(
        post(&browser, &invite, &cookie, &format!("token={token}")).await.status,
        StatusCode::SEE_OTHER
    );
    // What was sent is in the outbox no longer.
    let outbox = Outbox::new(browser.office.private().clone());
    let mut waiting = until_noted(&outbox).await;
    waiting.sort_unstable();
    assert_eq!(waiting, ["later@example.org", "nobody@example.org"]);
    each_has_the_own_code(&sink, &codes);

    // Nothing of it is in another file than the private store, and visits and links are in none.
    browser.office.clock().skip_to(opens);
    drop(browser.office.host_now().await.unwrap());
    let addresses = WRITTEN_TO.map(|(_, address)| address.to_owned());
    for secret in codes.iter().chain(&addresses) {
        assert_eq!(outside_private(&dir, secret), Vec::<PathBuf>::new(), "{secret}");
    }
    let visit = cookie.split_once('=').unwrap().1;
    let redeemed = path.strip_prefix("/link/").unwrap();
    for secret in [visit, redeemed] {
        assert_eq!(holding(&dir, secret), Vec::<PathBuf>::new(), "{secret}");
    }
    let log = String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned();
    let names = ["Founder 1".to_owned(), "Person 3".to_owned(), token, visit.to_owned(), redeemed.to_owned()];
    for secret in codes.iter().chain(&addresses).chain(&names) {
        assert!(!log.contains(secret.as_str()), "{secret} was logged");
    }

    // Once the codes are destroyed no byte of them is left, nor of the letters that carried them.
    browser.office.private().destroy_codes(*call.hash()).await.unwrap();
    for code in &codes {
        assert_eq!(holding(&dir, code), Vec::<PathBuf>::new(), "{code} is still there");
    }
    assert!(outbox.unsent(100).await.unwrap().is_empty());
    ends_with_its_letter(browser, &sink, &dir).await;
}

/// The end waits for the letter that is under way, and then the folder is free.
async fn ends_with_its_letter(browser: Browser, sink: &Sink, dir: &Path) {
    let Browser { site, office } = browser;
    let id = name_of(Kind::Notice, None, None, 9);
    let letter = Letter::new("slow@example.org".parse().unwrap(), Kind::Notice, "a", "b").unwrap();
    let made = office.clock().milliseconds();
    assert!(office.outbox().put(id, &letter, None, None, made).await.unwrap());
    drop(office);
    while !sink.letters().iter().any(|(to, _)| to == "slow@example.org") {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let end = tokio::spawn(site.end());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!end.is_finished(), "the letter is not confirmed yet");
    sink.release();
    end.await.unwrap();
    let host = Host::open(dir).await.unwrap();
    assert_eq!(host.private().message_state(id).await.unwrap(), Some(MessageState::Sent));
    host.stop().await.unwrap();
}
