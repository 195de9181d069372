//! The pages for everybody, of a real council: in every language, with hostile names, at each stage of an election.

#![expect(clippy::unwrap_used, reason = "a test")]

mod support;
mod world;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use axum::http::StatusCode;
use kenes_belenios::lot::{LotDocument, open};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_core::{Command, Duration, Gained, Occasion, Phase, SeatName, Text, Wanted};
use kenes_record::act::{ActId, Holder, SignerName};
use kenes_record::blob::Media;
use kenes_server::host::Name;
use kenes_server::poll::{Poll, Turn};
use kenes_text::Language;
use kenes_verify::questions_document;

use self::support::{Browser, Seen, unknown_messages};
use self::world::{Trustees, World, ballot, signer};

const CANDIDATES: [usize; 9] = [3, 4, 5, 6, 7, 8, 9, 10, 11];
/// What hostile people call themselves, and write.
const HOSTILE: &str = "<script>alert(1)</script>";

fn name_of(person: usize) -> SignerName {
    signer(Holder::Member, person).verifier().name().as_str().parse().unwrap()
}

/// A council with a candidate who has a hostile name and a hostile statement.
async fn with_candidates(dir: &Path) -> (World, ActId) {
    let mut world = World::found(dir).await;
    world.host.read().await.put_founder(2, &Name::new(HOSTILE)).await.unwrap();
    world.days(1).await;
    world.fill(24).await;
    world.days(32).await;
    let opens = world.now().plus(Duration::days(17));
    let command = {
        let host = world.host.read().await;
        let questions = questions_document("Council 2027 <b>", "First.\n\nSecond <i>.", "Rank them.");
        let wanted = Wanted {
            body: 0,
            occasion: Occasion::Seats,
            motion: None,
            backed: false,
            nominations: world.now().plus(Duration::days(14)),
            opens,
            closes: opens.plus(Duration::days(3)),
            questions: host.put_blob(&questions, Media::Json).await.unwrap(),
            registrars: [0, 1].map(name_of).into(),
            trustees: [0, 1, 2].map(name_of).into(),
        };
        host.council().call_for(&wanted).unwrap()
    };
    let call = world.act(&command, &[0]).await;
    for person in CANDIDATES.into_iter().chain([2]) {
        let said =
            if person == 2 { format!("{HOSTILE}\n\n[x](javascript:1)\n") } else { "I stand.\n".into() };
        let statement = world.host.read().await.put_blob(said.as_bytes(), Media::Markdown).await.unwrap();
        let command = Command::Stand { election: call, interests: None, statement: Text(statement) };
        world.act(&command, &[person]).await;
    }
    (world, call)
}

/// Every page in every language: shown, all words there, nothing hostile in it, nothing inline.
async fn every_language(browser: &Browser, paths: &[String]) {
    for path in paths {
        for language in Language::ALL {
            let seen = browser.get(&format!("/{}{path}", language.tag())).await;
            let page = seen.text();
            assert_eq!(seen.status, StatusCode::OK, "{path}: {page}");
            assert!(page.contains(&format!("<html lang=\"{}\"", language.tag())), "{path}");
            assert_eq!(unknown_messages(page), Vec::<String>::new(), "{path} {language}");
            assert!(
                !page.contains("<script>") && !page.contains(" style=\"") && !page.contains("<style"),
                "{path}"
            );
            for word in ["witness", "digest"] {
                assert!(!page.to_lowercase().contains(word), "{path}: {word}");
            }
            // Links stay in the language.
            assert!(!page.contains("href=\"/elections\""), "{path}");
        }
    }
}

fn size_of(seen: &Seen) -> usize {
    seen.bytes.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn before_a_vote_everybody_sees_who_stands_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let (world, call) = with_candidates(&dir).await;
    let now = world.now();
    world.stop().await;
    let browser = Browser::open(&dir, now).await;
    let size = browser.office.host().await.size();
    let election = format!("/elections/{}", call.to_hex());
    let paths = ["/", "/elections", &election, "/seats/0/0", "/seats/1/0", "/check"].map(str::to_owned);
    every_language(&browser, &paths).await;

    let front = browser.get("/").await;
    for part in [
        "&#60;script&#62;",
        "<svg",
        "founder, elected by nobody",
        "vacant",
        "/stand\"",
        "Council 2027 &#60;b&#62;",
    ] {
        assert!(front.text().contains(part), "{part}: {}", front.text());
    }
    assert!(size_of(&front) < 20_000, "{}", size_of(&front));
    let page = browser.get(&election).await;
    for part in [
        "&#60;script&#62;alert(1)",
        "[x](javascript:1)",
        "<p><bdi>Second &#60;i&#62;.</bdi></p>",
        "24 members",
        "2 of 3 together",
    ] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    assert!(!page.text().contains("/vote\"") && !page.text().contains("/ballot\""));
    let seat = browser.get("/seats/1/0").await;
    assert!(seat.text().contains("The council was founded."), "{}", seat.text());

    assert!(browser.get_in("/elections", "ko-KR,en;q=0.5").await.text().contains("<html lang=\"ko\""));
    assert!(browser.get_in("/", "de").await.text().contains("<html lang=\"en\""));
    for nothing in [
        "/seats/0/99",
        "/seats/x/0",
        "/elections/00",
        "/elections/x/result",
        "/nothing",
        "/record/../keys/log.key",
    ] {
        assert_eq!(browser.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    assert_eq!(browser.get(&format!("{election}/result")).await.status, StatusCode::CONFLICT);
    assert_eq!(browser.office.host().await.size(), size, "to look changes nothing");
    copy_is_whole(&browser, &dir).await;
}

/// The copy of everything is the public folder.
async fn copy_is_whole(browser: &Browser, dir: &Path) {
    let copy = browser.get("/record.tar").await;
    assert_eq!(copy.headers.get("content-type").unwrap(), "application/x-tar");
    let mut archive = tar::Archive::new(Cursor::new(copy.bytes));
    let mut files = 0;
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
        assert_eq!(content, fs::read(dir.join("public").join(path.strip_prefix("record").unwrap())).unwrap());
        files += 1;
    }
    assert!(files > 10, "{files}");
}

/// From the end of nominations to the count.
async fn elect(world: &World, call: ActId) {
    world.tick(world.election(&call).await.nominations).await;
    let mut trustees = Trustees::default();
    let codes = world.prepare(call, &mut trustees).await;
    world.tick(world.election(&call).await.opens).await;
    let poll = Poll::open(world.desk(), call).await.unwrap();
    for (place, code) in codes.iter().enumerate() {
        poll.cast(ballot(&poll.board().election, code, place)).await.unwrap();
    }
    world.tick(world.election(&call).await.closes).await;
    poll.advance().await.unwrap();
    let index = |number| TrusteeIndex::new(number).unwrap();
    for owner in [index(1), index(2)] {
        poll.shuffle(owner, trustees.shuffle(poll.archive())).await.unwrap();
    }
    poll.advance().await.unwrap();
    for owner in [index(1), index(2)] {
        let (decryption, bound) = trustees.decrypt(owner, poll.archive());
        poll.decryption(owner, decryption, bound).await.unwrap();
    }
    if poll.advance().await.unwrap() == Turn::Lot {
        let (lot, _) = poll.lot().await.unwrap();
        for owner in [index(1), index(2)] {
            let key = trustees.key(owner, &poll.board().trustees);
            let mut document = LotDocument::new(&lot);
            document.insert(open(&lot, owner, &key, &mut world::rng())).unwrap();
            poll.lot_share(owner, &document.to_bytes()).await.unwrap();
        }
        poll.advance().await.unwrap();
    }
    poll.stop().await;
    assert_eq!(world.election(&call).await.phase, Phase::Counted);
}

/// Whoever is asked accepts.
async fn accept(world: &World) {
    let asked: Vec<_> = {
        let host = world.host.read().await;
        let asked = host.council().seats().filter_map(|(name, seat)| Some((name, seat.elected.clone()?)));
        asked.collect()
    };
    for (name, elect) in asked {
        let (Gained::Election(election) | Gained::Countback(election, _)) = elect.gained else { continue };
        let person = usize::try_from(elect.member.number()).unwrap();
        world.act(&Command::AcceptSeat { election, seat: name.seat }, &[person]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_vote_everybody_sees_the_count_and_the_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let (world, call) = with_candidates(&dir).await;
    elect(&world, call).await;
    accept(&world).await;
    world.days(1).await;
    let leaver = {
        let host = world.host.read().await;
        host.council().holder(SeatName { body: 0, seat: 0 }).unwrap().member.number()
    };
    world.act(&Command::Resign { body: 0, seat: 0 }, &[usize::try_from(leaver).unwrap()]).await;
    world.tick(world.now().plus(Duration::hours(1))).await;
    let now = world.now();
    world.stop().await;

    let browser = Browser::open(&dir, now).await;
    let result = format!("/elections/{}/result", call.to_hex());
    let back = format!("{result}/1");
    let election = format!("/elections/{}", call.to_hex());
    let paths = ["/", "/elections", &election, &result, &back, "/seats/0/0", "/seats/0/1", "/check"];
    every_language(&browser, &paths.map(str::to_owned)).await;
    let page = browser.get(&result).await;
    for part in ["Elected: ", "class=\"flow\"", "holds seat", "result.csv", "came free on", "See this count"]
    {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    assert!(browser.get(&back).await.text().contains("class=\"count\""));
    let seat = browser.get("/seats/0/1").await;
    for part in ["The roll was frozen here", "accepted the seat", "kenes record show record"] {
        assert!(seat.text().contains(part), "{part}: {}", seat.text());
    }
    assert!(browser.get("/seats/0/0").await.text().contains("resigned"));
    assert!(browser.get(&election).await.text().contains("24 ballots; 24 may vote"));
    let front = browser.get("/").await;
    assert!(size_of(&front) < 20_000, "{}", size_of(&front));
    let json = browser.get(&format!("{result}.json")).await;
    assert_eq!(json.headers.get("content-type").unwrap(), "application/json");
    assert!(json.text().contains("\"elected\""));
    assert!(browser.get(&format!("{result}.csv")).await.text().starts_with("candidate,"));
    assert_eq!(browser.get(&format!("{result}/9")).await.status, StatusCode::NOT_FOUND);
    copy_is_whole(&browser, &dir).await;
}

/// What every answer has, over a socket.
#[tokio::test(flavor = "multi_thread")]
async fn answers_keep_pages_to_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let world = World::found(&dir).await;
    let now = world.now();
    world.stop().await;
    let browser = Browser::open(&dir, now).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let served =
        tokio::spawn(kenes_server::web::serve(listener, browser.site.clone(), std::future::pending()));
    let asked = tokio::task::spawn_blocking(move || {
        for path in ["/", "/check", "/elections", "/nothing"] {
            let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
            let answer = agent.get(format!("{base}{path}")).call().unwrap();
            let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
            assert!(header("content-security-policy").contains("default-src 'none'"), "{path}");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "no-store");
        }
    });
    asked.await.unwrap();
    served.abort();
}

#[test]
fn the_drawing_has_the_styles_of_the_text() {
    assert_eq!(include_str!("../static/flow.css"), kenes_text::count::DRAWING_STYLES);
}
