//! The pages of voters, of a real council: a ballot before, in and after the vote, what is refused, a lost code, practice.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;
mod world;

use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use kenes_belenios::PlainAnswer;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::election::Election as Asked;
use kenes_belenios::hash::Digest;
use kenes_belenios::sealing::Sealer;
use kenes_core::Time;
use kenes_record::act::ActId;
use kenes_server::host::Name;
use kenes_server::mail::Outbox;
use kenes_server::web::Network;
use kenes_store::private::{
    Code, Codes as _, Contact, ContactAddress, Contacts as _, Handover, PrivateStore as _, VotingCode,
};
use kenes_text::Language;
use serde_json::{Value, json};

use self::support::{Browser, Seen, unknown_messages};
use self::world::{G, Trustees, World, ballot, rng};

const CANDIDATES: [usize; 9] = [3, 4, 5, 6, 7, 8, 9, 10, 11];

/// Everything that was logged by the tests of this file.
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

fn listen() {
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(|| Log);
    drop(tracing::subscriber::set_global_default(subscriber.finish()));
}

fn logged() -> String {
    String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned()
}

/// A vote that opens soon, and the codes.
struct Vote {
    browser: Browser,
    call: ActId,
    codes: Vec<PrivateCredential>,
    opens: Time,
    closes: Time,
}

impl Vote {
    async fn prepare(dir: &Path, counting: &str) -> Self {
        listen();
        let mut world = World::found_with(dir, counting).await;
        for founder in 0..3 {
            let name = Name::new(&format!("Founder {founder}"));
            world.host.read().await.put_founder(founder, &name).await.unwrap();
        }
        world.days(1).await;
        world.fill(24).await;
        world.days(32).await;
        let call = world.call(&CANDIDATES).await;
        let codes = world.prepare(call, &mut Trustees::default()).await;
        let (election, now) = (world.election(&call).await, world.now());
        world.stop().await;
        let browser = Browser::open(dir, now).await;
        Self { browser, call, codes, opens: election.opens, closes: election.closes }
    }

    async fn go_to(&self, at: Time) {
        self.browser.office.clock().skip_to(at);
        drop(self.browser.office.host_now().await.unwrap());
    }

    fn address(&self, end: &str) -> String {
        format!("/elections/{}{end}", self.call.to_hex())
    }

    /// The election, as a device reads it.
    async fn asked(&self) -> Asked<G> {
        Asked::parse(self.browser.get(&self.address("/election.json")).await.bytes).unwrap()
    }

    async fn cast(&self, ballot: &[u8]) -> (StatusCode, Value) {
        let sent = json!({ "ballot": String::from_utf8(ballot.to_vec()).unwrap() });
        let seen = post_json(&self.browser, &self.address("/ballots"), &sent.to_string()).await;
        (seen.status, serde_json::from_slice(&seen.bytes).unwrap())
    }

    async fn refused(&self, ballot: &[u8], status: StatusCode, code: &str) {
        let (found, answer) = self.cast(ballot).await;
        assert_eq!((found, answer["code"].as_str().unwrap()), (status, code), "{answer}");
        assert!(
            !answer["what"].as_str().unwrap().is_empty() && !answer["remedy"].as_str().unwrap().is_empty()
        );
    }

    async fn square(&self, tracker: &Value) -> Value {
        let sent = json!({ "tracker": tracker }).to_string();
        let seen = post_json(&self.browser, &self.address("/square"), &sent).await;
        serde_json::from_slice(&seen.bytes).unwrap()
    }

    async fn look(&self, tracker: &str) -> Seen {
        self.browser.get(&self.address(&format!("/ballot?tracker={}", tracker.replace('+', "%2B")))).await
    }
}

async fn post_json(browser: &Browser, path: &str, body: &str) -> Seen {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    browser.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn post_form(browser: &Browser, path: &str, cookie: &str, body: &str) -> Seen {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(Network::of([192, 0, 2, 1].into()))
        .header(header::COOKIE, cookie);
    browser.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_is_taken_while_the_vote_is_open_and_found_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let vote = Vote::prepare(&folder.path().join("d"), "stv_scottish").await;
    let election = vote.asked().await;
    let first = ballot(&election, &vote.codes[0], 0);

    // Before: the page says when, and nothing is taken.
    let page = vote.browser.get(&vote.address("/vote")).await;
    assert!(!page.text().contains("data-vote") && page.text().contains("opens on"), "{}", page.text());
    vote.refused(&first, StatusCode::CONFLICT, "K-WEB-014").await;

    vote.go_to(vote.opens).await;
    let page = vote.browser.get(&vote.address("/vote")).await;
    for part in [
        "data-vote",
        "data-kind=\"rank\"",
        "data-mixed",
        "in another order for each voter",
        "Rank next: Person 3",
        "I stand.",
        "I lost my code",
        "Founder 0",
    ] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    assert!(!page.text().contains(" checked") && !page.text().contains(" selected"));
    let listed: Vec<String> =
        serde_json::from_slice(&vote.browser.get(&vote.address("/credentials.json")).await.bytes).unwrap();
    assert_eq!(listed.len(), 24);

    let (status, taken) = vote.cast(&first).await;
    assert_eq!(status, StatusCode::OK, "{taken}");
    assert_eq!(taken["tracker"].as_str().unwrap(), Digest::of(&first).to_base64());
    assert!(taken["receipt"].as_str().unwrap().starts_with("c2sp.org/tlog-proof@v1\n"));
    assert!(vote.square(&taken["tracker"]).await["drawing"].as_str().unwrap().starts_with("<svg"));
    for wrong in ["x", &Digest::of(b"nobody's").to_base64()] {
        assert!(vote.square(&wrong.into()).await["drawing"].is_null(), "{wrong}");
    }
    // Once more: the same receipt, no second ballot.
    assert_eq!(vote.cast(&first).await.1["entry"], taken["entry"]);
    // Another one with the same code takes its place; both are in the ballot box.
    let (_, again) = vote.cast(&ballot(&election, &vote.codes[0], 1)).await;
    assert_ne!(again["entry"], taken["entry"]);
    for one in [&taken, &again] {
        let seen = vote.look(one["tracker"].as_str().unwrap()).await;
        assert!(
            seen.text().contains("is in the ballot box")
                && seen.text().contains("only the last ballot counts")
        );
        let seen = vote.browser.get(one["look"].as_str().unwrap()).await;
        assert!(seen.text().contains("is in the ballot box"), "{}", seen.text());
    }
    assert!(
        vote.look(&Digest::of(b"no ballot").to_base64()).await.text().contains("No ballot with this receipt")
    );
    assert!(vote.look("%3Cb%3E").await.text().contains("That is no receipt"));

    vote.go_to(vote.closes).await;
    vote.refused(&ballot(&election, &vote.codes[1], 1), StatusCode::CONFLICT, "K-WEB-014").await;
    assert_eq!(vote.cast(&first).await.1["entry"], taken["entry"], "who heard nothing can still ask");
    assert!(vote.browser.get(&vote.address("/vote")).await.text().contains("The vote is closed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_ballot_of_this_election_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let vote = Vote::prepare(&folder.path().join("d"), "approval").await;
    vote.go_to(vote.opens).await;
    let election = vote.asked().await;
    let good = ballot(&election, &vote.codes[0], 0);
    let text = String::from_utf8(good.clone()).unwrap();
    let size = vote.browser.office.host().await.size();
    let other = text.replace(election.uuid().as_str(), "AAAAAAAAAAAAAA");
    let unlisted = ballot(&election, &PrivateCredential::generate(&mut rng()), 0);
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    for wrong in [other.as_bytes(), &unlisted, b"", b"{}", &good[..good.len() - 1], "\u{0}<b>".as_bytes()] {
        vote.refused(wrong, unprocessable, "K-WEB-016").await;
    }
    let (_, told) = vote.cast(&unlisted).await;
    assert!(told["what"].as_str().unwrap().contains("not on the list"), "{told}");
    let long = format!("{{\"ballot\":\"{}\"}}", "x".repeat(2 << 20));
    for (body, status) in [
        ("", unprocessable),
        ("{}", unprocessable),
        ("[1]", unprocessable),
        (&long, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let seen = post_json(&vote.browser, &vote.address("/ballots"), body).await;
        assert_eq!(seen.status, status, "{}", seen.text());
    }
    let nowhere = format!("/elections/{}/ballots", "0".repeat(64));
    assert_eq!(
        post_json(&vote.browser, &nowhere, &json!({ "ballot": text }).to_string()).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(vote.browser.office.host().await.size(), size, "what is refused leaves nothing");
    assert_eq!(vote.cast(&good).await.0, StatusCode::OK);

    let page = vote.browser.get(&vote.address("/vote")).await;
    assert!(page.text().contains("type=\"checkbox\"") && page.text().contains("data-kind=\"many\""));
    for path in ["/vote", "/check", "/ballot"] {
        for language in Language::ALL {
            let page = vote.browser.get(&format!("/{}{}", language.tag(), vote.address(path))).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(unknown_messages(page.text()), Vec::<String>::new(), "{path}");
            assert!(!page.text().contains("<script>") && !page.text().contains(" style=\""), "{path}");
        }
    }
    let log = logged();
    assert!(!log.contains(&text) && vote.codes.iter().all(|code| !log.contains(code.expose())));
}

/// Somebody with a code and an address, and one with a code alone.
async fn with_codes(vote: &Vote) {
    let office = &vote.browser.office;
    let mut codes = Vec::new();
    for (number, code) in (0_usize..).zip(&vote.codes).take(2) {
        let person = {
            let host = office.host().await;
            let (member, _) = host.council().members().nth(number + 3).unwrap();
            host.person_of(member).await.unwrap()
        };
        codes.push(Code {
            election: *vote.call.hash(),
            number: u32::try_from(number).unwrap(),
            person,
            code: VotingCode::new(code.expose()),
            handover: Handover::None,
            shown_again: 0,
        });
    }
    office.private().put_codes(&codes).await.unwrap();
    let contact = Contact { address: Some(ContactAddress::new("Ana@Example.org")), language: None };
    office.private().put_contact(codes[0].person.unwrap(), &contact).await.unwrap();
}

async fn letters(vote: &Vote) -> usize {
    Outbox::new(vote.browser.office.private().clone()).unsent(100).await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_a_code_hears_the_same_whether_the_address_is_known_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let vote = Vote::prepare(&folder.path().join("d"), "stv_scottish").await;
    vote.go_to(vote.opens).await;
    with_codes(&vote).await;
    let path = vote.address("/lost");
    let ask = async |address: &str| post_form(&vote.browser, &path, "", &format!("address={address}")).await;

    let known = ask("ana%40example.org").await;
    let unknown = ask("bob%40example.org").await;
    assert_eq!((known.status, known.text()), (StatusCode::OK, unknown.text()));
    assert!(known.text().contains("If it is the address on the roll") && known.text().contains("Founder 1"));
    for _ in 0..5 {
        assert_eq!(ask("ana%40example.org").await.text(), known.text(), "also when it is too often");
    }
    // As long as it takes on a slow machine, and then a little longer: no fourth one comes.
    let codes = async || vote.browser.office.private().codes(*vote.call.hash()).await.unwrap();
    for _ in 0..1_200 {
        let is_noted = codes().await.iter().any(|code| code.handover == Handover::Message);
        if letters(&vote).await == 3 && is_noted {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(letters(&vote).await, 3, "three an hour for an address");
    let told: Vec<_> =
        codes().await.iter().map(|code| (code.number, code.shown_again, code.handover)).collect();
    assert_eq!(told, [(0, 3, Handover::Message), (1, 0, Handover::None)]);

    assert_eq!(ask("no-address").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..13 {
        assert_eq!(ask("bob%40example.org").await.status, StatusCode::OK);
    }
    assert_eq!(ask("ana%40example.org").await.status, StatusCode::TOO_MANY_REQUESTS);
    let log = logged();
    for secret in ["ana@example.org", "Ana@Example.org", "bob@example.org", vote.codes[0].expose()] {
        assert!(!log.contains(secret), "{secret}");
    }
    vote.go_to(vote.closes).await;
    assert_eq!(ask("ana%40example.org").await.status, StatusCode::CONFLICT);
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_is_the_same_page_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let vote = Vote::prepare(&folder.path().join("d"), "stv_scottish").await;
    let (browser, size) = (&vote.browser, vote.browser.office.host().await.size());
    for seen in [browser.get("/office/practice").await, post_form(browser, "/office/practice", "", "").await]
    {
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
    }
    let link = browser.site.link_for_secretary().await.unwrap();
    let entered = post_form(browser, &link.replace("http://council.example", ""), "", "").await;
    let cookie = entered.headers["set-cookie"].split(';').next().unwrap().to_owned();
    let page = async || {
        let request = Request::get("/office/practice").header(header::COOKIE, &cookie);
        browser.send(request.body(Body::empty()).unwrap()).await
    };
    let token = between(page().await.text(), "name=\"token\" value=\"", "\"").to_owned();
    let begun = post_form(browser, "/office/practice", &cookie, &format!("token={token}")).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let shown = page().await;
    let address = format!("/practice/{}", between(shown.text(), "href=\"/practice/", "\""));

    let booth = browser.get(&address).await;
    assert!(booth.text().contains("Nothing here counts") && booth.text().contains("Ada Apple"));
    assert!(!booth.text().contains("I lost my code"));
    let code = between(booth.text(), "data-part=\"code\" value=\"", "\"");
    let code = PrivateCredential::parse(code).unwrap();
    let election = Asked::<G>::parse(browser.get(&format!("{address}/election.json")).await.bytes).unwrap();
    let answer = PlainAnswer::NonHomomorphic(vec![2, 1, 0]);
    let sealed = Sealer::new(&election).seal(&code, vec![answer], &mut rng()).unwrap().cast().bytes;
    let sent = json!({ "ballot": String::from_utf8(sealed.clone()).unwrap() }).to_string();
    assert!(browser.get(&format!("{address}/result")).await.text().contains("There is no ballot yet"));
    assert!(browser.office.private().setting("practised").await.unwrap().is_none());
    let taken = post_json(browser, &format!("{address}/ballots"), &sent).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    assert!(browser.office.private().setting("practised").await.unwrap().is_some());
    let result = browser.get(&format!("{address}/result")).await;
    let second = between(result.text(), "Ben Birch", "</tr>");
    assert!(second.contains("<td class=\"number\">1</td><td class=\"number\">0</td>"), "{}", result.text());
    assert!(page().await.text().contains("One ballot so far"));
    assert_eq!(browser.get(&format!("{address}/check")).await.status, StatusCode::OK);

    // A practice ballot is none of an election, and the other way round.
    vote.go_to(vote.opens).await;
    vote.refused(&sealed, StatusCode::UNPROCESSABLE_ENTITY, "K-WEB-016").await;
    let real = ballot(&vote.asked().await, &vote.codes[0], 0);
    let sent = json!({ "ballot": String::from_utf8(real).unwrap() }).to_string();
    let refused = post_json(browser, &format!("{address}/ballots"), &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for end in ["", "/result", "/election.json", "/credentials.json", "/check"] {
        assert_eq!(browser.get(&format!("/practice/nothing{end}")).await.status, StatusCode::NOT_FOUND);
    }
    // The tick at the opening is all that came into the record.
    assert!(browser.office.host().await.size() <= size + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn slips_are_counted_as_shown_again_when_they_are_printed_again_and_not_when_a_page_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let vote = Vote::prepare(&folder.path().join("d"), "stv_scottish").await;
    with_codes(&vote).await;
    let (browser, key) = (&vote.browser, *vote.call.hash());
    let own = browser.visit(0, 3_600_000).await;
    let states = async || {
        let codes = browser.office.private().codes(key).await.unwrap();
        codes.iter().map(|code| (code.handover, code.shown_again)).collect::<Vec<_>>()
    };
    let open = async || {
        let request = Request::get(vote.address("/slips")).header(header::COOKIE, &own.cookie);
        browser.send(request.body(Body::empty()).unwrap()).await
    };
    let post = async |path: &str, fields: &str| {
        post_form(browser, &vote.address(path), &own.cookie, &format!("token={}{fields}", own.token)).await
    };
    let has = |seen: &Seen, number: usize| seen.text().contains(vote.codes[number].expose());

    // The first printing: the page shows them, and one click says that they were handed over, of those alone that it showed.
    let first = open().await;
    assert!(has(&first, 0) && has(&first, 1) && first.text().contains("name=\"shown\" value=\"0,1\""));
    assert!(!first.text().contains("/slips/again"));
    assert_eq!(post("/slips", "&shown=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post("/slips", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(states().await, [(Handover::None, 0); 2]);
    assert_eq!(post("/slips", "&shown=1,7").await.status, StatusCode::SEE_OTHER);
    assert_eq!(states().await, [(Handover::None, 0), (Handover::Slip, 0)]);

    // Opening it again, as often as somebody likes, shows and counts nothing of what was handed over.
    for _ in 0..3 {
        let again = open().await;
        assert!(has(&again, 0) && !has(&again, 1) && again.text().contains("/slips/again"));
    }
    assert_eq!(states().await, [(Handover::None, 0), (Handover::Slip, 0)]);
    let printed = post("/slips/again", "").await;
    assert!(printed.status == StatusCode::OK && !has(&printed, 0) && has(&printed, 1));
    assert_eq!(states().await, [(Handover::None, 0), (Handover::Slip, 1)]);

    // Once the vote is over there is nothing to hand over.
    vote.go_to(Time::from_seconds(vote.closes.seconds() + 1)).await;
    browser.office.tend().await;
    for refused in [open().await, post("/slips", "&shown=0").await, post("/slips/again", "").await] {
        assert_eq!((refused.status, refused.text().contains("K-WEB-014")), (StatusCode::CONFLICT, true));
    }
}
