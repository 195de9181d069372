//! Audits in every form and language: of a council with a real election, and of one whose files were tampered with.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "../../kenes-verify/tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kenes_core::testing::World;
use kenes_core::{Alarm, Clock, SeatName, Time, Trust};
use kenes_record::act::ActId;
use kenes_text::{Language, Words, audit};
use kenes_verify::{CheckId, Report, Verdict, why};
use serde_json::Value;

use self::support::{Vote, audited, council};

const ENGLISH: Words = Words::new(Language::English);

/// The seat that the election gave to the first of the elected.
const SEAT: SeatName = SeatName { body: 1, seat: 0 };

/// A council with two elected registrars.
static ELECTED: LazyLock<World> = LazyLock::new(|| {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &[&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]]);
    world.accept_all(vote.call);
    world.tick();
    // Somebody files what the rules refuse.
    world.resign(1, 0, 11);
    world
});

static REPORT: LazyLock<Report> = LazyLock::new(|| audited(&ELECTED.files()));

static TAMPERED: LazyLock<Report> = LazyLock::new(|| {
    let mut files = ELECTED.files();
    let path = files.0.keys().find(|path| path.starts_with("tile/entries/")).unwrap().clone();
    let tile = files.0.get_mut(&path).unwrap();
    let last = tile.len() - 10;
    tile[last] ^= 1;
    files.0.insert("extra".to_owned(), b"\x1b[2J".to_vec());
    audited(&files)
});

/// Without digests and keys, which change with every change of the tests' keys.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    let mut run = String::new();
    let is_of_digest = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '=' | '/');
    for char in text.chars().chain(['\0']) {
        if is_of_digest(char) {
            run.push(char);
            continue;
        }
        masked.push_str(&masked_run(&run));
        run.clear();
        masked.push(char);
    }
    masked.trim_end_matches('\0').to_owned()
}

/// A digest in Base64, in which a slash may stand, or the parts of a path, each masked for itself.
fn masked_run(run: &str) -> String {
    let has_digit = |text: &str| text.chars().any(|char| char.is_ascii_digit());
    if matches!(run.len(), 43 | 44) && has_digit(run) {
        return "DIGEST".into();
    }
    let part =
        |part: &str| if part.len() >= 16 && has_digit(part) { "DIGEST".into() } else { part.to_owned() };
    run.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Compares with a committed file; `KENES_BLESS=1` writes it.
fn golden(file: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    let found = masked(found);
    if std::env::var_os("KENES_BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{file} has changed; KENES_BLESS=1 writes it anew. Found:\n{found}");
}

#[test]
fn forms_are_as_committed() {
    assert_eq!(REPORT.failures, []);
    assert_eq!(TAMPERED.verdict(), Verdict::Refused);
    golden("audit.txt", &audit::table(&REPORT, &ENGLISH, 80, false));
    golden("audit.verbose.txt", &audit::table(&REPORT, &ENGLISH, 100, true));
    golden("audit.tampered.txt", &audit::table(&TAMPERED, &ENGLISH, 80, false));
    golden("audit.ru.txt", &audit::table(&REPORT, &Words::new(Language::Russian), 80, false));
    let chain = why(&REPORT, SEAT).unwrap();
    golden("audit.why.txt", &audit::why(&chain, &REPORT, &ENGLISH, "record", 80));
    golden("audit.html", &audit::page(&REPORT, &ENGLISH, "record"));
}

#[test]
fn every_language_tells_of_everything() {
    for language in Language::ALL {
        let words = Words::new(*language);
        let mut texts = Vec::new();
        for report in [&*REPORT, &*TAMPERED] {
            texts.extend([60, 100].map(|width| audit::table(report, &words, width, true)));
            texts.push(audit::page(report, &words, "a folder"));
            for line in &report.seats {
                let chain = why(report, line.name).unwrap();
                texts.push(audit::why(&chain, report, &words, "a folder", 80));
            }
        }
        texts.extend(CheckId::ALL.iter().map(|check| audit::states(*check, &words)));
        texts.extend(kenes_core::Refusal::ALL.iter().map(|refusal| audit::reason(*refusal, &words)));
        texts.extend(trusts().iter().map(|trust| audit::trust(trust, &words)));
        texts.extend(alarms().iter().map(|alarm| audit::alarm(alarm, &words)));
        for text in &texts {
            let left_over =
                ["audit-label", "audit-why", "audit-check", "audit-trust", "audit-alarm", "{ $", "{$"];
            let found = left_over.iter().find(|part| text.contains(**part));
            assert!(found.is_none() && !text.is_empty(), "{language}: {found:?} in {text}");
            assert!(!text.contains('\u{1b}'), "{language}: {text}");
        }
    }
}

fn trusts() -> Vec<Trust> {
    let call = call();
    vec![
        Trust::Time(None),
        Trust::Time(Some(Clock::Server)),
        Trust::Time(Some(Clock::ServerAct)),
        Trust::Time(Some(Clock::Witnesses(3))),
        Trust::NoWitnesses,
        Trust::FewWitnesses { witnesses: 1 },
        Trust::Witnesses { witnesses: 5 },
        Trust::Registrars { needed: 1, registrars: 2, sponsors: 0 },
        Trust::CustodialKeys { keys: 3, members: 12 },
        Trust::Founders { seats: 7, of: 9 },
        Trust::Trustees { call, threshold: 1, trustees: 1 },
        Trust::Trustees { call, threshold: 2, trustees: 3 },
        Trust::Trustees { call, threshold: 3, trustees: 3 },
        Trust::Credentials { call, registrars: 2, eligible: 12 },
        Trust::Small { call, eligible: 4 },
    ]
}

fn alarms() -> Vec<Alarm> {
    let (call, since) = (call(), Time::from_seconds(1_795_046_400));
    let members: Vec<_> = ELECTED.council.members().map(|(id, _)| id).take(2).collect();
    let member = members[0];
    vec![
        Alarm::NoTick { last: None },
        Alarm::NoTick { last: Some(since) },
        Alarm::TimeAhead { last: since },
        Alarm::RollSurge { from: 10, to: 20, since },
        Alarm::ElectionOverdue { body: 0, seats: vec![SEAT] },
        Alarm::PastTerm { seat: SEAT, until: since },
        Alarm::ManySeats { member, seats: vec![SEAT, SEAT] },
        Alarm::RegistrarsAreTrustees { call, members: members.clone() },
        Alarm::CandidatesAreGuards { call, members: members.clone() },
        Alarm::RegistrarsNotElected { call, members },
        Alarm::RollLoss { from: 20, left: 5, since },
        Alarm::OneRegistrar,
        Alarm::OneTrustee { call },
    ]
}

fn call() -> ActId {
    ELECTED.council.elections().next().unwrap().call
}

#[test]
fn trust_and_alarms_say_no_more_than_they_know() {
    let texts: Vec<String> = trusts().iter().map(|trust| audit::trust(trust, &ENGLISH)).collect();
    assert!(texts[1].contains("server’s word") && texts[4].contains("different histories"), "{texts:?}");
    assert!(texts[10].contains("a single guard of 1"), "{texts:?}");
    assert!(texts[12].contains("the last to decrypt sees it first"), "{texts:?}");
    let texts: Vec<String> = alarms().iter().map(|alarm| audit::alarm(alarm, &ENGLISH)).collect();
    assert!(
        texts[3].contains("since 2026-11-19 00:00 UTC that it would have grown from 10 to 20"),
        "{texts:?}"
    );
    assert!(texts[6].contains("1/0 and 1/0"), "{texts:?}");
}

#[test]
fn lines_are_no_wider_than_asked_but_for_digests_and_messages() {
    let columns = |line: &str| -> usize {
        line.chars().map(|char| if ('\u{ac00}'..='\u{d7a3}').contains(&char) { 2 } else { 1 }).sum()
    };
    for language in Language::ALL {
        for width in [60, 80, 120] {
            let table = audit::table(&REPORT, &Words::new(*language), width, false);
            let wide = table.lines().filter(|line| columns(line) > width);
            let wide: Vec<&str> = wide.filter(|line| masked(line) == **line).collect();
            assert!(wide.is_empty(), "{language} {width}: {wide:?}");
        }
    }
}

#[test]
fn a_page_stands_alone() {
    for language in Language::ALL {
        for report in [&*REPORT, &*TAMPERED] {
            let page = audit::page(report, &Words::new(*language), "record");
            let text = page.strip_prefix("<!doctype html>").unwrap();
            let parsed =
                roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{language}: {error}"));
            for node in parsed.descendants().filter(roxmltree::Node::is_element) {
                let name = node.tag_name().name();
                assert!(!["script", "img", "link", "iframe", "object"].contains(&name), "{name}");
                for attribute in node.attributes() {
                    let (name, value) = (attribute.name(), attribute.value());
                    assert!(name != "style" && name != "src" && !name.starts_with("on"), "{name}");
                    assert!(name != "href" || value.starts_with('#'), "{value}");
                }
            }
            assert!(!page.contains("url(http") && !page.contains("@import"));
            let translated = page.contains("class=\"notice\"");
            assert_eq!(translated, *language != Language::English);
        }
    }
}

#[test]
fn the_same_report_is_told_in_the_same_words() {
    let again = audited(&ELECTED.files());
    assert_eq!(audit::json(&again), audit::json(&REPORT));
    assert_eq!(audit::page(&again, &ENGLISH, "r"), audit::page(&REPORT, &ENGLISH, "r"));
}

#[test]
fn the_json_keeps_its_contract() {
    let found = audit::json(&REPORT);
    assert_eq!(found["verdict"], "accepted");
    assert_eq!(found["failure_count"], 0);
    let ids: Vec<&str> =
        found["checks"].as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap()).collect();
    let all: Vec<&str> = CheckId::ALL.iter().map(|check| check.name()).collect();
    assert_eq!(ids, all);
    let seats = found["seats"].as_array().unwrap();
    assert_eq!(seats.len(), 9);
    let seat = seats.iter().find(|seat| seat["body"] == 1 && seat["seat"] == 0).unwrap();
    assert_eq!(seat["how"], "election");
    // From the ballot paper; the founders stood in no election.
    assert_eq!((&seat["name"], &seats[0]["name"]), (&"Somebody".into(), &Value::Null));
    assert_eq!(seat["call"], call().to_hex());
    assert!(seat["holder"].as_str().unwrap().starts_with("m/"));
    assert!(seat["since"].as_u64().unwrap() < seat["until"].as_u64().unwrap());
    assert!(seat["since_utc"].as_str().unwrap().ends_with('Z'));
    let election = &found["elections"][0];
    assert_eq!((&election["phase"], &election["ballots"]), (&Value::from("counted"), &Value::from(5)));
    assert_eq!(election["archives"].as_array().unwrap().len(), 2);
    assert_eq!(found["no_effect"].as_object().unwrap().len(), 1);
    assert_eq!(found["state_hash"], ELECTED.council.state_hash().to_hex());
    assert_eq!(found["seats_hash"], ELECTED.council.seats_hash().to_hex());
    for key in [
        "trust",
        "alarms",
        "origin",
        "size",
        "root",
        "effective",
        "now",
        "now_utc",
        "at",
        "witnesses",
        "counted",
    ] {
        assert!(!found[key].is_null(), "{key}");
    }
}

#[test]
fn the_json_of_a_tampered_record_names_leaf_and_file() {
    let found = audit::json(&TAMPERED);
    assert_eq!(found["verdict"], "refused");
    let failures = found["failures"].as_array().unwrap();
    assert!(failures.iter().any(|failure| failure["leaf"].is_u64()), "{failures:?}");
    assert!(
        failures.iter().any(|failure| failure["check"] == "files" && failure["file"] == "extra"),
        "{failures:?}"
    );
}

#[test]
fn a_chain_goes_from_the_founding_to_the_acceptance() {
    let chain = why(&REPORT, SEAT).unwrap();
    let json = audit::why_json(&chain);
    assert_eq!(json["name"], "Somebody");
    let kinds: Vec<&str> =
        json["steps"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&"founded"), Some(&"accepted")));
    for kind in ["charter", "roll-freeze", "called", "stood", "set-up", "closed", "archived", "counted"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    let text = audit::why(&chain, &REPORT, &ENGLISH, "my record", 80);
    assert!(text.contains("kenes record show 'my record' --index"), "{text}");
    assert!(text.contains("kenes count e.bel --rule scottish-stv --seats 2"), "{text}");
}
