//! `kenes election show`.

use std::fmt::Write as _;
use std::path::PathBuf;

use kenes_belenios::archive::Form;
use kenes_belenios::group::Group;
use kenes_belenios::question::Question;
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeItem};
use kenes_belenios::with_group;
use serde_json::{Value, json};

use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::output::Output;

/// Shows an election to people: questions, stage, trustees, turnout, result
///
/// Checks container, chain and setup only; whether ballots, decryptions and the result hold is for `verify` to say.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Accept a container of another form, as other programs write it
    #[arg(long)]
    lenient: bool,
}

impl Args {
    /// Shows it.
    pub fn run(self, output: Output) -> Result<()> {
        let form = if self.lenient { Form::Lenient } else { Form::Strict };
        let published = Published::read(&self.file, form)?;
        with_group!(published.group()?, G => show::<G>(published, output))
    }
}

fn show<G: Group>(published: Published, output: Output) -> Result<()> {
    let board = Board::<G>::of(published)?;
    let questions = board.election.questions();
    let parse = |bytes| ElectionResult::parse(bytes, questions);
    let result = board.published.result.as_deref().map(parse).transpose();
    let result = result.map_err(|source| CliError::Result { path: board.path.clone(), source })?;
    output.data(&to_json(&board, result.as_ref()), text(&board, result.as_ref()).trim_end())
}

fn to_json<G: Group>(board: &Board<G>, result: Option<&ElectionResult>) -> Value {
    let template = board.election.template();
    let result = result.and_then(|result| serde_json::from_slice::<Value>(&result.to_bytes()).ok());
    let trustees = board.trustees.owners().map(|owner| {
        let key = board.trustees.key_of(owner).map(ToString::to_string);
        let (has_shuffled, has_decrypted) = (shuffled(board, owner), decrypted(board, owner));
        json!({ "trustee": owner.get(), "public_key": key, "shuffled": has_shuffled, "decrypted": has_decrypted })
    });
    let asked = board.election.questions().iter().map(|question| {
        json!({ "question": question.text(), "answers": answers(question), "rule": rule(question) })
    });
    json!({
        "uuid": board.election.uuid().as_str(),
        "fingerprint": board.election.fingerprint(),
        "group": G::ID.name(),
        "name": template.name,
        "description": template.description,
        "stage": board.published.stage().name(),
        "questions": asked.collect::<Vec<_>>(),
        "trustees": trustees.collect::<Vec<_>>(),
        "voters": board.credentials.len(),
        "voted": board.published.voted(),
        "ballots": board.published.summary.surveyed.ballots,
        "result": result.as_ref().and_then(|result| result.get("result")),
    })
}

fn text<G: Group>(board: &Board<G>, result: Option<&ElectionResult>) -> String {
    let template = board.election.template();
    let mut text = format!("{}\n", template.name);
    if !template.description.is_empty() {
        let _ = writeln!(text, "{}", template.description);
    }
    let _ = writeln!(text, "\nelection     {}", board.election.uuid());
    let _ = writeln!(text, "fingerprint  {}", board.election.fingerprint());
    let _ = writeln!(text, "group        {}", G::ID);
    let _ = writeln!(text, "stage        {}", board.published.stage());
    for (item, title) in
        board.trustees.items().iter().zip(std::iter::once("trustees").chain(std::iter::repeat("")))
    {
        let _ = writeln!(text, "{title:<12} {}", describe(board, *item));
    }
    let (voted, voters) = (board.published.voted(), board.credentials.len());
    let ballots = board.published.summary.surveyed.ballots;
    let _ = writeln!(text, "turnout      {voted} of {voters} voters, {ballots} ballots");
    for (index, question) in board.election.questions().iter().enumerate() {
        let _ = writeln!(text, "\n{}. {} ({})", index.saturating_add(1), question.text(), rule(question));
        match result.and_then(|result| result.questions.get(index)) {
            None => answers(question).iter().for_each(|answer| {
                let _ = writeln!(text, "   - {answer}");
            }),
            Some(result) => text.push_str(&show_result(question, result)),
        }
    }
    text
}

fn describe<G: Group>(board: &Board<G>, item: TrusteeItem) -> String {
    let state = |owner: TrusteeIndex| {
        let done = [(shuffled(board, owner), "shuffled"), (decrypted(board, owner), "decrypted")];
        let done: Vec<_> = done.iter().filter(|(done, _)| *done).map(|(_, what)| *what).collect();
        if done.is_empty() { owner.to_string() } else { format!("{owner} ({})", done.join(", ")) }
    };
    let owners: Vec<String> = item.owners().map(state).collect();
    match item {
        TrusteeItem::Single { .. } => format!("{}: needed", owners.join(", ")),
        TrusteeItem::Pedersen { .. } => {
            format!("{}: {} of {} needed", owners.join(", "), item.needed(), item.size())
        }
    }
}

fn shuffled<G: Group>(board: &Board<G>, owner: TrusteeIndex) -> bool {
    board.published.shuffles.iter().any(|(other, _)| *other == u64::from(owner.get()))
}

fn decrypted<G: Group>(board: &Board<G>, owner: TrusteeIndex) -> bool {
    board.published.decryptions.iter().any(|(other, _)| *other == u64::from(owner.get()))
}

/// How a question is answered.
fn rule(question: &Question) -> String {
    match question {
        Question::Homomorphic(q) => {
            let blank = if q.allows_blank() { ", or blank" } else { "" };
            if q.min == q.max {
                format!("choose {}{blank}", q.min)
            } else {
                format!("choose {} to {}{blank}", q.min, q.max)
            }
        }
        Question::NonHomomorphic(_) => "give each answer a number".into(),
        Question::Lists(_) | _ => "choose one list and at least one of its candidates".into(),
    }
}

/// The texts that the numbers of a result stand for.
fn answers(question: &Question) -> Vec<String> {
    match question {
        Question::Homomorphic(q) => {
            let blank = q.allows_blank().then(|| "(blank)".to_owned());
            blank.into_iter().chain(q.answers.iter().cloned()).collect()
        }
        Question::NonHomomorphic(q) => q.answers.clone(),
        Question::Lists(q) => q.answers.iter().flatten().cloned().collect(),
        _ => Vec::new(),
    }
}

fn show_result(question: &Question, result: &QuestionResult) -> String {
    let names = answers(question);
    match result {
        QuestionResult::Counts(counts) => bars(&names, counts),
        QuestionResult::Lists(lists) => bars(&names, &lists.concat()),
        QuestionResult::Values(ballots) => most_frequent(&names, ballots),
        _ => String::new(),
    }
}

/// Cells in the longest bar.
const WIDTH: u64 = 40;

/// One bar per count, the longest of full width.
fn bars(names: &[String], counts: &[u64]) -> String {
    let longest = counts.iter().copied().max().unwrap_or(0).max(1);
    let margin = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, &count) in names.iter().zip(counts) {
        // In 128 bits the product cannot overflow, and the quotient is at most the width.
        let cells = u128::from(count).saturating_mul(u128::from(WIDTH)).div_ceil(u128::from(longest));
        let bar = "█".repeat(usize::try_from(cells).unwrap_or(0));
        let _ = writeln!(text, "   {name:<margin$}  {bar} {count}");
    }
    text
}

/// How many different answers are shown.
const SHOWN: usize = 10;

/// The most frequent answers to a question where every answer gets a number.
fn most_frequent(names: &[String], ballots: &[Vec<u8>]) -> String {
    let mut counts = std::collections::BTreeMap::<&[u8], u64>::new();
    for ballot in ballots {
        let count = counts.entry(ballot).or_default();
        *count = count.saturating_add(1);
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|(values, count)| (std::cmp::Reverse(*count), *values));
    let different = sorted.len();
    sorted.truncate(SHOWN);
    let label = |(values, _): &(&[u8], u64)| {
        let pairs: Vec<String> =
            names.iter().zip(*values).map(|(name, value)| format!("{name} {value}")).collect();
        pairs.join(", ")
    };
    let labels: Vec<String> = sorted.iter().map(label).collect();
    let counts: Vec<u64> = sorted.iter().map(|(_, count)| *count).collect();
    let mut text = bars(&labels, &counts);
    let _ = writeln!(text, "   {} ballots, {different} different", ballots.len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_to_scale() {
        let names = ["a".to_owned(), "bb".to_owned(), "c".to_owned()];
        let text = bars(&names, &[u64::MAX, 1, 0]);
        let lengths: Vec<usize> = text.lines().map(|line| line.matches('█').count()).collect();
        assert_eq!(lengths, [40, 1, 0]);
        assert_eq!(bars(&names, &[0, 0, 0]).matches('█').count(), 0);
    }
}
