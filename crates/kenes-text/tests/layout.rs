//! Where things stand: nothing is wider than it may be, and nothing goes through what should be read.
#![expect(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "tests")]

mod support;

use kenes_count::Rule;
use kenes_text::{Language, Words, count};
use support::{all, candidates, contest, totals};

/// How many columns of a terminal a line takes: Hangul takes two each.
fn columns(line: &str) -> usize {
    line.chars()
        .map(|char| if matches!(char, '\u{1100}'..='\u{115f}' | '\u{ac00}'..='\u{d7a3}') { 2 } else { 1 })
        .sum()
}

/// Whether a line is one of the text that is hashed for a lot.
fn is_of_lot(line: &str) -> bool {
    let begin = ["kenes/draw/v1", "seed ", "count ", "stage ", "candidates "];
    line.strip_prefix("      ").is_some_and(|line| begin.iter().any(|begin| line.starts_with(begin)))
}

#[test]
fn a_table_is_no_wider_than_asked() {
    let mut all = all();
    let long = ["Ann-Margarethe Elisabeth Featherstonehaugh-Cholmondeley", "김".repeat(40).as_str(), "C"]
        .map(|name| name.to_owned());
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let papers: &[(u64, &[usize])] = &[(400_000_000_000, &[1, 2]), (300_000_000_000, &[2, 3]), (7, &[3, 1])];
    all.push(("long".to_owned(), support::count(Rule::ScottishStv, &contest(candidates(&long), 1, papers))));
    let most = totals(&long, &[u64::MAX / 4, u64::MAX / 4 - 1, 1], 1);
    all.push(("most".to_owned(), support::count(Rule::Dhondt, &most)));
    for language in Language::ALL {
        for (name, transcript) in &all {
            for width in [60, 80, 100] {
                let table = count::table(transcript, &Words::new(*language), width);
                for line in table.lines().filter(|line| !is_of_lot(line)) {
                    let hash =
                        line.split(|char: char| !char.is_ascii_hexdigit()).any(|word| word.len() == 64);
                    let most = if hash { width.max(80) } else { width };
                    let found = columns(line);
                    assert!(found <= most, "{language} {name}: {found} instead of {most}: {line}");
                }
            }
            let lots = transcript.ties.iter().filter_map(|tie| tie.lot.as_ref());
            let table = count::table(transcript, &Words::new(*language), 60);
            for line in lots.flat_map(|lot| lot.text.lines()) {
                assert!(table.contains(&format!("\n      {line}\n")), "{line} in {table}");
            }
        }
    }
}

/// The tags `name` of a drawing with this class.
fn with_class<'a>(
    drawing: &'a roxmltree::Document<'a>,
    name: &'static str,
    class: &'static str,
) -> impl Iterator<Item = roxmltree::Node<'a, 'a>> {
    drawing
        .descendants()
        .filter(move |node| node.tag_name().name() == name && node.attribute("class") == Some(class))
}

/// No line of the quota goes through the votes that stand beside it.
#[test]
fn the_line_of_the_quota_strikes_nothing_through() {
    // The quota is 501; A has a little less, then more, then as many, and in one stage only.
    let stages: &[(u64, &[usize])] = &[(495, &[1]), (300, &[2]), (190, &[3, 1]), (15, &[3, 2])];
    let one: &[(u64, &[usize])] = &[(520, &[1]), (470, &[2]), (10, &[3])];
    let mut all = all();
    for papers in [stages, one] {
        let contest = contest(candidates(&["A", "B", "C"]), 1, papers);
        all.push(("near".to_owned(), support::count(Rule::ScottishStv, &contest)));
    }
    let mut lines = 0;
    for (name, transcript) in all {
        let text = count::flow(&transcript, &Words::new(Language::English));
        let drawing = roxmltree::Document::parse(&text).unwrap();
        let number =
            |node: &roxmltree::Node<'_, '_>, key| node.attribute(key).unwrap().parse::<f64>().unwrap();
        let labels: Vec<(f64, f64)> = with_class(&drawing, "text", "flow-votes")
            .map(|node| (number(&node, "x"), number(&node, "y")))
            .collect();
        for line in with_class(&drawing, "path", "flow-quota") {
            for part in line.attribute("d").unwrap().split('M').skip(1) {
                let numbers: Vec<f64> = part
                    .split([' ', 'H', 'V'])
                    .filter(|word| !word.is_empty())
                    .map(|word| word.parse().unwrap())
                    .collect();
                let (x, y, to) = (numbers[0], numbers[1], numbers[2]);
                for (left, base) in &labels {
                    // Digits are 11 high; how long a label is nobody knows.
                    let across = part.contains('H') && y > base - 11.0 && y < base + 1.0;
                    let down = part.contains('V') && x >= *left && y < base + 1.0 && to > base - 11.0;
                    assert!(!across && !down, "{name}: {part} through the label at {left}, {base}");
                }
                lines += 1;
            }
        }
    }
    assert!(lines > 20);
}
