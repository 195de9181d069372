//! Fundings in every form and language: nothing is missing, and every number of the count is told.
#![expect(clippy::unwrap_used, reason = "tests")]

use kenes_count::budget::{Budget, Completion, Funding, FundingError};
use kenes_count::format::pabulib;
use kenes_count::{LotSeed, Rule};
use kenes_text::{Language, Words, budget};

/// Names that try to be more than names, a tie, a project without votes and one that is too dear.
const FILE: &str = "META\nkey;value\ndescription;<b>Ward</b>\nbudget;100.50\nvote_type;TYPE\n\
    PROJECTS\nproject_id;cost;name\np1;40;<script>alert(1)</script>\np2;40;=A & \"B\"\np3;30;Shade \u{202e}x\np4;90;Tower\np5;5;\n\
    VOTES\nvoter_id;vote;points\n1;p1,p3;2,1\n2;p1;1\n3;p2;1\n4;p2,p4;2,1\n5;p3,p4;3,3\n6;p3;1\n7;;\n";

fn all() -> Vec<(String, Budget, Funding)> {
    let mut all = Vec::new();
    for kind in ["approval", "scoring"] {
        for rule in [Rule::EqualShares, Rule::EqualSharesCardinality, Rule::Greedy, Rule::GreedyNoSkip] {
            for completion in
                [Completion::None, Completion::Add1, Completion::Add1Utilitarian, Completion::Utilitarian]
            {
                for seed in [None, Some(LotSeed::new([7; 32]))] {
                    let budget = pabulib::parse(FILE.replace("TYPE", kind).as_bytes()).unwrap().budget;
                    let funding = match budget.count(rule, completion, seed.as_ref()) {
                        Ok(funding) => funding,
                        Err(FundingError::NeedsLot(needs)) => *needs.so_far,
                        Err(_) => continue,
                    };
                    all.push((format!("{kind} {rule} {completion} {seed:?}"), budget, funding));
                }
            }
        }
    }
    assert!(all.len() >= 20 && all.iter().any(|(_, _, funding)| !funding.ties.is_empty()));
    all
}

fn forms(budget: &Budget, funding: &Funding, words: &Words) -> Vec<(&'static str, String)> {
    let reasons = budget.projects().flat_map(|project| budget::explain(budget, funding, project, words));
    vec![
        ("table", budget::table(budget, funding, words, 80)),
        ("page", budget::page(budget, funding, words, "")),
        ("drawing", budget::drawing(budget, funding, words)),
        ("reasons", reasons.collect::<Vec<_>>().join("\n")),
    ]
}

#[test]
fn every_language_tells_of_every_funding() {
    for language in Language::ALL {
        let words = Words::new(*language);
        for (name, budget, funding) in all() {
            for (form, text) in forms(&budget, &funding, &words) {
                let unknown = ["Unknown localization", "count-", "main-", "{ $"];
                let found = unknown.iter().find(|unknown| text.contains(**unknown));
                assert_eq!(found, None, "{language} {name} {form}:\n{text}");
                assert!(!text.contains("<script>alert") || form == "table" || form == "reasons");
                if form == "page" || form == "drawing" {
                    let xml = text.trim_start_matches("<!doctype html>");
                    let read = roxmltree::Document::parse(xml);
                    assert!(read.is_ok(), "{language} {name} {form}: {:?}\n{text}", read.err());
                }
                if form == "table" {
                    let wide = text.lines().find(|line| line.chars().count() > 80);
                    assert!(wide.is_none_or(|line| line.contains("  ")), "{wide:?}");
                }
            }
        }
    }
}

#[test]
fn programs_are_told_who_paid() {
    for (name, budget, funding) in all() {
        let json = budget::json(&budget, &funding);
        let ids = |key: &str| serde_json::from_value::<Vec<String>>(json[key].clone()).unwrap();
        let funded: Vec<String> =
            funding.elected().into_iter().map(|project| budget.id(project).to_owned()).collect();
        assert_eq!(ids("elected"), funded, "{name}");
        assert_eq!(json["seats"], funded.len(), "{name}");
        assert_eq!(json["budget"], "100.5", "{name}");
        assert_eq!(ids("candidates"), ["p1", "p2", "p3", "p4", "p5"]);
        let stopped = funding.ties.last().is_some_and(|tie| tie.chosen.is_none());
        assert_eq!(json["needs_lot"].is_array(), stopped, "{name}");
        for purchase in json["purchases"].as_array().unwrap_or(&Vec::new()) {
            assert!(purchase["price"].is_string() && purchase["full"][0]["voters"].is_u64());
        }
        let csv = budget::csv(&budget, &funding);
        assert_eq!(csv.lines().count(), 6);
        assert!(csv.contains("p2,\"'=A & \"\"B\"\"\",40.0,"), "{csv}");
    }
}
