//! `kenes council setup`.

use std::fs;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::Stage;
use kenes_belenios::election::Template;
use kenes_belenios::group::Group;
use kenes_belenios::question::Question;
use kenes_belenios::with_group;
use kenes_core::{Asked, Command, Election, Phase};
use serde_json::json;

use super::CouncilError;
use super::board::{Board, board_note, hash};
use super::desk::{Desk, Place};
use super::paper::questions;
use super::signing::Signing;
use super::which::WhichElection;
use crate::board::{Board as Checked, Published};
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// Certifies the setup of an election: data, trustees, credentials (registrars)
///
/// Checks the archive that `kenes election open` made: every proof, the texts and marks of the ballot paper, and that there are no
/// more credentials than members who may vote. Then its hashes go into the record, and nothing of it can change any more. The
/// archive is copied into DIR/archives: from there the vote goes on.
///
/// With --json: act, leaf, archive, credentials.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive with its Setup event
    file: PathBuf,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Certifies.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.which.find(desk, &[Phase::Called])?;
            let published = Published::read(&self.file, kenes_belenios::archive::Form::Strict)?;
            published.need(&[Stage::Setup], "the setup comes before the first ballot")?;
            let credentials = with_group!(published.group()?, G => check::<G>(desk, &election, published))?;
            let board = Board::read(&self.file)?;
            let command = command(&election, &board, credentials)?;
            let path = keep(desk, &election, &self.file)?;
            let done = self.signing.carry_out(desk, &command)?;
            say("Next: the trustees rehearse (`kenes election trustee rehearse`, then `kenes council rehearse`).");
            let json = json!({ "archive": path, "credentials": credentials });
            done.tell(output, &json, &path.display().to_string())
        })
    }
}

/// Checks what the record cannot: proofs and texts. Gives the number of credentials.
fn check<G: Group>(desk: &Desk, election: &Election, published: Published) -> Result<u64> {
    let board = Checked::<G>::of(published)?;
    let wrong = |what| Err(CouncilError::Board { what }.into());
    let Template { description, name, questions: asked, administrator: _, credential_authority: _ } =
        board.election.template();
    let texts = questions(desk, election)?;
    if (name, description) != (&texts.name, &texts.description) {
        return wrong("its name or its description is not that of the call");
    }
    let [question] = asked.as_slice() else { return wrong("it must ask exactly one question") };
    let (text, answers, asks) = match question {
        Question::Homomorphic(question) => {
            (&question.question, &question.answers, Asked::Choices { most: question.max })
        }
        Question::NonHomomorphic(question) => (&question.question, &question.answers, Asked::Rankings),
        // Lists, and whatever comes later.
        Question::Lists(_) | _ => return wrong("it does not ask for an order or a choice"),
    };
    if *text != texts.question {
        return wrong("its question is not that of the call");
    }
    if asks != election.asks() {
        return wrong("it does not ask what the counting rule needs");
    }
    let marks: Vec<String> = answers.iter().map(|answer| mark(answer)).collect();
    if marks != election.marks() {
        return wrong("its answers are not the lines of the ballot paper, in their order, with their marks");
    }
    Ok(u64::try_from(board.credentials.len()).unwrap_or(u64::MAX))
}

/// What stands between the last `[` and a `]` at the end.
fn mark(answer: &str) -> String {
    let inside = answer.strip_suffix(']').and_then(|answer| answer.rsplit_once('['));
    inside.map(|(_, mark)| mark.to_owned()).unwrap_or_default()
}

fn command(election: &Election, board: &Board, count: u64) -> Result<Command> {
    let setup = board.outline.setup.as_ref().ok_or(CouncilError::Board { what: "it has no setup" })?;
    Ok(Command::SetUp {
        count,
        credentials: hash(&setup.data.credentials),
        data: hash(&setup.data.election),
        election: election.call,
        header: hash(&board.outline.header),
        paper: 0,
        setup: hash(&setup.event),
        trustees: hash(&setup.data.trustees),
    })
}

/// Copies the archive to where the vote goes on.
fn keep(desk: &Desk, election: &Election, file: &Path) -> Result<PathBuf> {
    let none = || CliError::Usage { needs: "the archive must be a file, such as UUID.bel" };
    let name = file.file_name().and_then(|name| name.to_str()).ok_or_else(none)?;
    let path = desk.host().data().archives().join(name);
    let failed = |source| CliError::Write { path: path.clone(), source };
    let is_there = path.is_file() && fs::read(&path).map_err(failed)? == fs::read(file).map_err(failed)?;
    if !is_there {
        if path.exists() {
            return Err(CliError::Exists { path });
        }
        fs::copy(file, &path).map_err(failed)?;
        kenes_store::files::sync(&path).map_err(failed)?;
        kenes_store::files::sync_folder(&path).map_err(failed)?;
    }
    desk.keep_note(&board_note(&election.call), name.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_at_the_end() {
        for (answer, found) in
            [("Ana [1a]", "1a"), ("[x] Ana [2b]", "2b"), ("Ana", ""), ("Ana [1a] ", ""), ("]", "")]
        {
            assert_eq!(mark(answer), found, "{answer}");
        }
    }
}
