//! A count for spreadsheets.
//!
//! Quoted as RFC 4180 says, lines end with CR LF. A name that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is
//! given a single quote in front: a spreadsheet would take it for a formula.

use kenes_count::{Apportionment, Candidate, Stage, Transcript};

use super::{facts, json};

/// The count as a table: a row for each candidate, a column for each stage; or, where seats were distributed, `name`,
/// `votes` and `seats`.
///
/// Two rows under the header say what each stage does and with whom, and stand apart by brackets, as do the votes of
/// nobody at the end.
pub fn csv(transcript: &Transcript) -> String {
    let mut text = String::new();
    match &transcript.apportionment {
        Some(apportionment) => seats(transcript, apportionment, &mut text),
        None => stages(transcript, &mut text),
    }
    text
}

fn seats(transcript: &Transcript, apportionment: &Apportionment, text: &mut String) {
    row(text, ["name", "votes", "seats"].map(str::to_owned));
    for candidate in transcript.candidates.iter() {
        let votes = apportionment.votes.get(candidate.index()).copied().unwrap_or(0);
        let seats = apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
        row(text, [harmless(transcript.candidates.name(candidate)), votes.to_string(), seats.to_string()]);
    }
}

fn stages(transcript: &Transcript, text: &mut String) {
    let name = |candidate: Candidate| harmless(transcript.candidates.name(candidate));
    let mut line = |first: &str, second: String, cell: &dyn Fn(&Stage) -> String| {
        row(text, [first.to_owned(), second].into_iter().chain(transcript.stages.iter().map(cell)));
    };
    line("candidate", "elected at stage".to_owned(), &|stage| format!("stage {}", stage.number));
    line("(action)", String::new(), &|stage| json::action(&stage.action).to_owned());
    line("(of)", String::new(), &|stage| facts::subject(&stage.action).map_or_else(String::new, name));
    for candidate in transcript.candidates.iter() {
        let elected = facts::election(transcript, candidate).map(|(stage, _)| stage.number.to_string());
        line(&name(candidate), elected.unwrap_or_default(), &|stage| {
            facts::votes(stage, candidate).to_string()
        });
    }
    line("(non-transferable)", String::new(), &|stage| stage.non_transferable.to_string());
    line("(of these lost by truncation)", String::new(), &|stage| stage.lost.to_string());
    if let Some(quota) = transcript.quota {
        line("(quota)", String::new(), &|stage| stage.quota.unwrap_or(quota).to_string());
    }
}

fn row(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A name as a cell.
pub(crate) fn cell(name: &str) -> String {
    quoted(harmless(name))
}

fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

fn harmless(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        for (name, cell) in [
            ("Ann", "Ann"),
            ("Ann, \"the\" B", "\"Ann, \"\"the\"\" B\""),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("-1", "'-1"),
            ("@a\nb", "\"'@a\nb\""),
            ("O'Neil-Smith", "O'Neil-Smith"),
        ] {
            assert_eq!(quoted(harmless(name)), cell);
        }
    }
}
