//! Counts in every form, language and rule.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kenes_count::rule::Family;
use kenes_count::rule::countback::{self, Basis, Vacancy};
use kenes_count::rule::two_round;
use kenes_count::{Contest, Rule, Transcript};
use kenes_text::{Language, Words, count};
use serde_json::Value;
use support::{all, at, candidates, contest, hostile, lots, six, stopped, totals};

const ENGLISH: Words = Words::new(Language::English);

/// The forms that are words, and what they are called.
fn forms(transcript: &Transcript, words: &Words) -> Vec<(&'static str, String)> {
    let reasons =
        transcript.candidates.iter().flat_map(|candidate| count::explain(transcript, candidate, words));
    vec![
        ("table", count::table(transcript, words, 80)),
        ("flow", count::flow(transcript, words)),
        ("page", count::page(transcript, words, "Ward <1> & \"more\"")),
        ("explain", reasons.collect::<Vec<_>>().join("\n")),
    ]
}

/// A page as XML: its tags are all closed.
fn xml(page: &str) -> roxmltree::Document<'_> {
    let page = page.strip_prefix("<!doctype html>").unwrap_or(page);
    roxmltree::Document::parse(page).unwrap_or_else(|error| panic!("{error}:\n{page}"))
}

#[test]
fn every_language_tells_of_every_rule() {
    let all = all();
    let rules: BTreeSet<Rule> = all.iter().map(|(_, transcript)| transcript.rule).collect();
    let of_seats = Rule::ALL.iter().filter(|rule| rule.family() != Family::Budget);
    assert_eq!(rules.len(), of_seats.count());
    for language in Language::ALL {
        let words = Words::new(*language);
        for (name, transcript) in &all {
            let own = |candidate| transcript.candidates.name(candidate).contains("{ $");
            let is_hostile = transcript.candidates.iter().any(own);
            for (form, text) in forms(transcript, &words) {
                let unknown = ["Unknown localization", "count-", "main-", "{ $"];
                let found = unknown.iter().find(|unknown| text.contains(**unknown) && !is_hostile);
                assert_eq!(found, None, "{language} {name} {form}:\n{text}");
                let marks = text.contains(['\u{2068}', '\u{2069}']);
                assert!(form == "page" || !marks, "{language} {name} {form} has marks");
            }
        }
    }
}

#[test]
fn pages_and_drawings_are_well_formed() {
    for language in [Language::English, Language::Korean] {
        for (name, transcript) in all() {
            let words = Words::new(language);
            let drawing = count::flow(&transcript, &words);
            check_drawing(&name, &xml(&drawing));
            let page = count::page(&transcript, &words, "Ward");
            check_page(&name, &xml(&page));
        }
    }
}

fn check_drawing(name: &str, drawing: &roxmltree::Document<'_>) {
    let root = drawing.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")), "{name}");
    for child in ["title", "desc", "style"] {
        let text = root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", child)));
        assert!(
            text.is_some_and(|node| !node.text().unwrap_or_default().trim().is_empty()),
            "{name}: {child}"
        );
    }
    let width: f64 = root.attribute("width").unwrap().parse().unwrap();
    let height: f64 = root.attribute("height").unwrap().parse().unwrap();
    for bar in root.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "rect"))) {
        let number = |name: &str| bar.attribute(name).unwrap().parse::<f64>().unwrap();
        assert!(number("x") + number("width") <= width && number("y") + number("height") <= height, "{name}");
    }
}

fn check_page(name: &str, page: &roxmltree::Document<'_>) {
    let mut ids = BTreeSet::new();
    let mut heading = 0;
    for node in page.root().descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        assert!(!["script", "link", "img", "iframe", "base"].contains(&tag), "{name}: {tag}");
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            assert!(key != "style" && !key.starts_with("on"), "{name}: {key}={value}");
            assert!(key != "href" || value.starts_with('#'), "{name}: {key}={value}");
            assert!(key != "src", "{name}: {key}={value}");
        }
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id.to_owned()), "{name}: id {id} twice");
        }
        if let Some(level) = tag.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) {
            assert!(level <= heading + 1, "{name}: h{level} after h{heading}");
            heading = level;
        }
    }
    for node in page.root().descendants() {
        let labels = node.attribute("aria-labelledby").unwrap_or_default();
        let skips = node.attribute("href").map(|target| target.trim_start_matches('#'));
        for id in labels.split_whitespace().chain(skips) {
            assert!(ids.contains(id), "{name}: nothing has the id {id}");
        }
        if node.has_tag_name("th") {
            assert!(node.attribute("scope").is_some(), "{name}: a th without scope");
        }
    }
}

/// All text of a page, without the spaces between groups of digits.
fn text_of(page: &str) -> String {
    let page = xml(page);
    let body = page.descendants().find(|node| node.has_tag_name("body")).unwrap();
    let texts = body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
    texts.collect::<Vec<_>>().join(" ").replace('\u{202f}', "")
}

/// Every number in the JSON is on the page, too: as it is, or without places where these are zeros.
#[test]
fn the_page_has_every_number_of_the_transcript() {
    for (name, transcript) in all() {
        let page = text_of(&count::page(&transcript, &ENGLISH, "Ward"));
        let has: BTreeSet<&str> = page
            .split(|char: char| !char.is_ascii_alphanumeric() && !matches!(char, '.' | '/'))
            .map(|word| word.trim_matches('.'))
            .collect();
        let mut numbers = BTreeSet::new();
        collect_numbers(&count::json(&transcript), &mut numbers);
        for number in numbers {
            let whole = number.trim_end_matches('0').trim_end_matches('.');
            let spelled = number == "1" || number == "0" || whole == "0" || whole == "1" || whole.is_empty();
            assert!(has.contains(number.as_str()) || has.contains(whole) || spelled, "{name}: {number}");
        }
    }
}

fn collect_numbers(value: &Value, numbers: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => drop(numbers.insert(number.to_string())),
        // Fractions are on the page as they are where they are short, else as decimals.
        Value::String(text) if is_number(text) => drop(numbers.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| collect_numbers(value, numbers)),
        Value::Object(values) => values.values().for_each(|value| collect_numbers(value, numbers)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn is_number(text: &str) -> bool {
    let is_short_fraction = |(one, other): (&str, &str)| {
        text.len() <= 12 && one.parse::<u64>().is_ok() && other.parse::<u64>().is_ok()
    };
    text.parse::<f64>().is_ok() || text.split_once('/').is_some_and(is_short_fraction)
}

#[test]
fn names_are_only_names() {
    let transcript = support::count(Rule::ScottishStv, &hostile());
    for language in Language::ALL {
        for (form, text) in forms(&transcript, &Words::new(*language)) {
            let dangerous = ["\u{1b}", "\u{0}", "\u{202e}", "\r"];
            assert_eq!(dangerous.iter().find(|part| text.contains(**part)), None, "{form}");
            let is_markup = form == "page" || form == "flow";
            assert!(!(is_markup && (text.contains("<script") || text.contains("</style> "))), "{form}");
        }
    }
    let csv = count::csv(&transcript);
    assert!(csv.contains("\r\n\"'=HYPERLINK(\"\"http://x\"\")\","), "{csv}");
    let json = count::json(&transcript);
    assert!(json["candidates"][5].as_str().unwrap().contains("\u{1b}[2J\u{0}"));
}

#[test]
fn json_is_what_others_script_against() {
    let transcript = support::count(Rule::ScottishStv, &six());
    let json = count::json(&transcript);
    assert_eq!((&json["rule"], &json["seats"]), (&"scottish-stv".into(), &2.into()));
    assert_eq!((&json["quota"], &json["elected"]), (&"18.00000".into(), &serde_json::json!(["Dan", "Eve"])));
    let stages = json["stages"].as_array().unwrap();
    for stage in stages {
        assert_eq!(stage["votes"].as_object().unwrap().len(), 6);
        assert!(stage.get("quota").is_none());
        assert_eq!(stage["elected"], stage["elected_this_stage"]);
    }
    assert_eq!(stages[3]["elected"], serde_json::json!(["Dan"]));
    let because =
        serde_json::json!([{ "name": "Dan", "votes": "20.00000", "clause": "quota", "source": "rule 48" }]);
    assert_eq!(stages[3]["elected_because"], because);
    assert_eq!(stages[0]["candidate"], Value::Null);
    let tie = &json["ties"][0];
    assert_eq!((&tie["resolved_by"], &tie["chosen"]), (&"earlier-stage".into(), &"Bea".into()));

    let json = count::json(&support::count(Rule::ScottishStv, &lots()));
    let lot = &json["ties"][0]["lot"];
    assert_eq!(json["ties"][0]["resolved_by"], "lot");
    assert!(lot["text"].as_str().unwrap().starts_with("kenes/draw/v1\nseed 5e5e"));
    assert_eq!(lot["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(json["withdrawn"], serde_json::json!(["Eve"]));

    let json = count::json(&support::count(Rule::Dhondt, &totals(&["A", "B"], &[60, 40], 5)));
    assert_eq!(json["apportionment"], serde_json::json!({ "A": 3, "B": 2 }));
    assert_eq!(
        (&json["quota"], &json["stages"], &json["ties"]),
        (&Value::Null, &Value::from([0; 0]), &Value::from([0; 0]))
    );
}

#[test]
fn a_stopped_count_says_that_a_lot_is_needed() {
    let transcript = stopped(Rule::ScottishStv, &lots());
    let json = count::json(&transcript);
    assert_eq!(json["needs_lot"], serde_json::json!(["Cid", "Dan"]));
    assert_eq!(json["ties"][0]["resolved_by"], "needs-lot");
    for (form, text) in forms(&transcript, &ENGLISH) {
        let text = text.replace(['\u{2068}', '\u{2069}'], "");
        assert!(text.contains("lot is needed among Cid and Dan"), "{form}: {text}");
    }
}

/// With the votes that the sentence names a list has one seat more, with two votes fewer it has not; one fewer may be a tie.
#[test]
fn the_votes_short_of_a_seat_are_right() {
    let votes = [123_456, 80_000, 30_000, 20_000, 500];
    let names = ["A", "B", "C", "D", "E"];
    for rule in [Rule::Dhondt, Rule::SainteLague, Rule::HuntingtonHill] {
        let seats =
            |votes: &[u64]| support::count(rule, &totals(&names, votes, 17)).apportionment.unwrap().seats;
        let transcript = support::count(rule, &totals(&names, &votes, 17));
        let mut told = 0;
        for (index, candidate) in transcript.candidates.iter().enumerate() {
            let reasons = count::explain(&transcript, candidate, &ENGLISH);
            let last = reasons.last().unwrap().replace('\u{202f}', "");
            let Some(short) = last.strip_prefix("With ").and_then(|rest| rest.split(' ').next()) else {
                continue;
            };
            let short: u64 = short.parse().unwrap();
            let mut more = votes;
            more[index] += short;
            assert_eq!(seats(&more)[index], seats(&votes)[index] + 1, "{rule} {index}");
            more[index] -= 2;
            assert_eq!(seats(&more)[index], seats(&votes)[index], "{rule} {index}");
            told += 1;
        }
        assert_eq!(told, 4, "{rule}: all but the list that was given the last seat");
    }
}

#[test]
fn reasons_name_what_decided() {
    let told =
        |transcript: &Transcript, number: usize| count::explain(transcript, at(number), &ENGLISH).join("\n");
    let six = support::count(Rule::ScottishStv, &six());
    let bea = told(&six, 2);
    assert!(bea.contains("Bea and Eve have equally few votes") && bea.contains("Excluded: Bea."), "{bea}");
    let dan = told(&six, 4);
    assert!(dan.contains("20, at least the quota of 18, and was elected"), "{dan}");
    let lots = support::count(Rule::ScottishStv, &lots());
    assert_eq!(count::explain(&lots, at(5), &ENGLISH).len(), 1, "withdrawn");
    assert!(count::explain(&lots, at(6), &ENGLISH).is_empty(), "not on the ballot paper");
    let plain = support::count(Rule::Plurality, &totals(&["A", "B", "C"], &[5, 3, 1], 1));
    assert!(told(&plain, 1).contains("B, the first of those not elected, had 3: 2 fewer."));
    assert!(told(&plain, 3).contains("A, the last of those elected, had 5: 4 more."));
}

#[test]
fn many_candidates_are_drawn_as_bars() {
    let names: Vec<String> = (0..80).map(|number| format!("N{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let papers: Vec<(u64, Vec<usize>)> = (1..=80).map(|number| (number as u64, vec![number, 1])).collect();
    let papers: Vec<(u64, &[usize])> =
        papers.iter().map(|(count, order)| (*count, order.as_slice())).collect();
    let transcript = support::count(Rule::ScottishStv, &contest(candidates(&names), 3, &papers));
    let drawing = count::flow(&transcript, &ENGLISH);
    check_drawing("many", &xml(&drawing));
    assert!(drawing.contains("too many stages or candidates"));
}

/// 100 seats, at least 10 each: C and D are below the minimum, A and B share the other 80.
#[test]
fn a_minimum_of_shares_is_told_as_it_is_given() {
    let contest = totals(&["A", "B", "C", "D"], &[60, 30, 9, 1], 100).with_minimum(10).unwrap();
    let transcript = support::count(Rule::Hamilton, &contest);
    let told = |number| count::explain(&transcript, at(number), &ENGLISH).join("\n");
    let below = "The exact share was 1, below the minimum of 10 seats, which were given.";
    assert!(told(4).ends_with(below), "{}", told(4));
    assert!(told(2).contains("26.666…: 26 from its whole part"), "{}", told(2));
    for number in 1..=4 {
        assert!(!told(number).contains("before votes were compared"), "{}", told(number));
    }
    let page = count::page(&transcript, &ENGLISH, "Ward");
    assert!(page.contains("below 10 seats is given 10") && !page.contains("seats first"), "{page}");
}

/// Nobody has withdrawn where papers only name those who do not stand for a vacated seat.
#[test]
fn papers_for_nobody_who_stands_are_not_for_the_withdrawn() {
    let papers: &[(u64, &[usize])] = &[(6, &[1, 2]), (5, &[2]), (1, &[3])];
    let vacancy = Vacancy { vacating: at(1), standing: vec![at(2)], basis: Basis::AllVotes, seed: None };
    let contest = contest(candidates(&["A", "B", "C"]), 1, papers);
    let transcript = countback::count(&contest, None, &[vacancy]).unwrap();
    let told = count::odd_papers(&transcript, &ENGLISH);
    assert_eq!(
        told,
        ["One paper marks, as far as it is read, nobody for whom papers are counted and is not valid."]
    );
}

/// So that a sheet of paper holds a table; what is wider would be cut off in print.
#[test]
fn at_most_eight_stages_stand_side_by_side() {
    let papers: Vec<(u64, &[usize])> = vec![
        (9, &[1]),
        (8, &[2]),
        (7, &[3]),
        (6, &[4]),
        (5, &[5]),
        (4, &[6]),
        (3, &[7]),
        (2, &[8]),
        (1, &[9]),
    ];
    let names = candidates(&["A", "B", "C", "D", "E", "F", "G", "H", "I"]);
    let mut contest = contest(names, 1, &papers);
    for seats in [(1, 9), (2, 8)] {
        contest = Contest::new(contest.candidates().clone(), contest.votes().clone(), seats.0).unwrap();
        let transcript = support::count(Rule::ScottishStv, &contest);
        assert_eq!(transcript.stages.len(), seats.1);
        let page = count::page(&transcript, &ENGLISH, "Ward");
        let page = xml(&page);
        let columns =
            |head: roxmltree::Node<'_, '_>| head.descendants().filter(|node| node.has_tag_name("th")).count();
        let heads = page.descendants().filter(|node| node.has_tag_name("thead"));
        let found: Vec<usize> = heads.map(columns).collect();
        assert_eq!(found, if seats.1 == 9 { vec![9, 2] } else { vec![9] });
    }
}

#[test]
fn a_heading_has_something_under_it() {
    let transcript = support::count(Rule::Approval, &totals(&["A", "B"], &[2, 1], 1));
    assert!(!count::table(&transcript, &ENGLISH, 80).contains("How the papers were read"));
    assert!(!count::page(&transcript, &ENGLISH, "Ward").contains("How the papers were read"));
}

/// Nobody has half; of the second vote one paper is blank, one marks nobody first, and one leaves out a rank.
fn second_vote() -> Transcript {
    let first: &[(u64, &[usize])] = &[(5, &[1]), (4, &[2]), (3, &[3]), (1, &[])];
    let second: &[(u64, &[usize])] = &[(6, &[1]), (7, &[2]), (1, &[]), (1, &[0, 2]), (1, &[2, 0, 1])];
    let names = candidates(&["A", "B", "C"]);
    let second = contest(names.clone(), 1, second).votes().clone();
    two_round::count(&contest(names, 1, first), Some(&second), None).unwrap()
}

#[test]
fn the_papers_of_a_second_vote_are_told_in_every_form() {
    let transcript = second_vote();
    let odd = [
        "Second vote: One paper has no mark and is not valid.",
        "Second vote: One paper does not begin with one candidate alone at the first rank and is not valid.",
        "Second vote: One paper leaves out a rank: what it marks after that does not count.",
    ];
    let told = count::odd_papers(&transcript, &ENGLISH);
    assert_eq!(told, [&["One paper has no mark and is not valid."][..], &odd].concat());
    let table = count::table(&transcript, &ENGLISH, 160);
    let page = count::page(&transcript, &ENGLISH, "Ward").replace(['\u{2068}', '\u{2069}'], "");
    for sentence in ["Second vote: 16 papers were read; valid: 14."].iter().chain(&odd) {
        assert!(table.contains(sentence), "{table}");
        assert!(page.contains(sentence), "{page}");
    }
    let json = count::json(&transcript);
    let second = &json["second_reading"];
    assert_eq!((&json["reading"]["papers"], &second["papers"]), (&13.into(), &16.into()));
    assert_eq!((&second["valid"], &second["blank"], &second["no_first"]), (&14.into(), &1.into(), &1.into()));
    let one_vote = support::count(Rule::ScottishStv, &six());
    assert!(count::json(&one_vote).get("second_reading").is_none());
}

#[test]
fn nothing_is_said_about_papers_that_nobody_saw() {
    let contests = [
        (Rule::Plurality, totals(&["A", "B", "C"], &[5, 3, 1], 1)),
        (Rule::TwoRound, totals(&["A", "B", "C"], &[5, 3, 1], 1)),
        (Rule::Dhondt, totals(&["A", "B", "C"], &[5, 3, 1], 4)),
    ];
    for (rule, contest) in contests {
        let mut names = contest.candidates().clone();
        names.withdraw(at(3));
        let contest = Contest::new(names, contest.votes().clone(), contest.seats()).unwrap();
        let transcript = support::count(rule, &contest);
        assert!(count::json(&transcript).get("reading").is_none(), "{rule}");
        assert!(count::odd_papers(&transcript, &ENGLISH).is_empty());
        let page = text_of(&count::page(&transcript, &ENGLISH, "Ward")).replace(['\u{2068}', '\u{2069}'], "");
        for text in [count::table(&transcript, &ENGLISH, 80), page] {
            assert!(!text.contains("paper") && text.contains("8 votes were counted."), "{rule}: {text}");
            assert!(text.contains("Withdrawn: C. Votes for the withdrawn do not count."), "{rule}: {text}");
        }
    }
}

#[test]
fn a_page_without_a_title_is_headed_by_its_rule() {
    let transcript = support::count(Rule::Plurality, &totals(&["A", "B"], &[5, 3], 1));
    for title in ["", " ", "Plurality"] {
        let page = count::page(&transcript, &ENGLISH, title);
        assert!(page.contains("<title>Plurality</title>") && page.contains("<h1><bdi>Plurality</bdi></h1>"));
        assert!(!page.contains("<p>Plurality</p>"), "{page}");
    }
    assert!(count::page(&transcript, &ENGLISH, "Ward").contains("<p>Plurality</p>"));
}

/// Compares with a committed file; `KENES_BLESS=1` writes it.
fn golden(file: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if std::env::var_os("KENES_BLESS").is_some() {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{file} has changed; KENES_BLESS=1 writes it anew. Found:\n{found}");
}

#[test]
fn forms_are_as_committed() {
    let transcript = support::count(Rule::ScottishStv, &six());
    golden("six.csv", &count::csv(&transcript));
    golden("six.txt", &count::table(&transcript, &ENGLISH, 80));
    golden("six.svg", &count::flow(&transcript, &ENGLISH));
    golden("six.html", &count::page(&transcript, &ENGLISH, "Two seats on the council"));
    golden("six.ru.txt", &count::table(&transcript, &Words::new(Language::Russian), 80));
    let lots = support::count(Rule::ScottishStv, &lots());
    let reasons =
        lots.candidates.iter().map(|candidate| count::explain(&lots, candidate, &ENGLISH).join("\n"));
    golden("lots.explain.txt", &format!("{}\n", reasons.collect::<Vec<_>>().join("\n\n")));
    golden("lots.txt", &count::table(&lots, &ENGLISH, 80));
    let lists =
        support::count(Rule::SainteLague, &totals(&["Red", "Green", "Blue"], &[53_000, 24_000, 23_000], 7));
    golden("lists.csv", &count::csv(&lists));
    golden("lists.svg", &count::flow(&lists, &ENGLISH));
    golden("lists.txt", &count::table(&lists, &ENGLISH, 80));
}

/// The JSON is compared as a value: the order of keys means nothing.
#[test]
fn the_json_is_as_committed() {
    let found = count::json(&support::count(Rule::ScottishStv, &six()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/six.json");
    if std::env::var_os("KENES_BLESS").is_some() {
        fs::write(&path, format!("{}\n", serde_json::to_string_pretty(&found).unwrap())).unwrap();
    }
    let expected: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(found, expected);
}
