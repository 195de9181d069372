//! From a verified archive to who is elected, or to what is funded.

use std::path::{Path, PathBuf};

use kenes_count::budget::Budget;
use kenes_count::format::{Parsed, pabulib};
use kenes_count::lists::{self, Order};
use kenes_count::{Contest, Terms, Transcript};
use kenes_text::{Language, Words, budget as funding_text};

use super::papers::Paper;
use crate::board::Board;
use crate::commands::count::write::{FILE_WIDTH, Format, text};
use crate::commands::count::{Counted, CountingError, archive};
use crate::demo::folder::Folder;
use crate::demo::{G, Surprise, counting};
use crate::error::Result;
use crate::files::{self, Secrecy};

/// What came of an election.
pub struct Declared {
    /// Who is elected, or the ids of the projects that are funded.
    pub elected: Vec<String>,
    /// The count as a table.
    pub table: String,
    /// The count as a page.
    pub page: PathBuf,
    /// The count for programs.
    pub document: PathBuf,
}

/// Counts the result of an archive, and writes the count to `folder`.
pub fn declare(paper: &Paper, path: &Path, folder: &Folder) -> Result<Declared> {
    let board = Board::<G>::read(path)?;
    let result = counting::published_result(&board)?;
    let (Some(question), Some(found)) = (board.election.questions().first(), result.questions.first()) else {
        return Err(Surprise::Questions.into());
    };
    let Some(seats) = paper.seats else {
        let budget = archive::budget(path, paper.title.into(), question, found)?;
        return fund(paper, budget, folder);
    };
    let Parsed { candidates, votes, .. } = archive::votes(path, question, found)?;
    let failed = |source| CountingError::Contest { path: path.into(), source };
    let mut contest = Contest::new(candidates, votes, seats).map_err(failed)?;
    let persons = archive::persons(question, found);
    if let Some(persons) = &persons {
        let room = persons.iter().map(|list| u32::try_from(list.len()).unwrap_or(u32::MAX)).collect();
        contest = contest.with_terms(Terms { room, ..Terms::default() }).map_err(failed)?;
    }
    let counted = paper.rule.count(&contest, None);
    let mut transcript = counted.map_err(|source| CountingError::NotCounted { source })?;
    if let Some(persons) = &persons {
        let order = if paper.open_lists { Order::ByVotes } else { Order::OfList };
        let settled = lists::settle(transcript, persons, order, 0, None);
        transcript = settled.map_err(|source| CountingError::Lists { source })?;
    }
    seat(paper, transcript, folder)
}

fn seat(paper: &Paper, transcript: Transcript, folder: &Folder) -> Result<Declared> {
    let elected =
        transcript.elected().into_iter().map(|candidate| transcript.candidates.name(candidate).to_owned());
    let elected = elected.collect();
    let counted = Counted { transcript, title: Some(paper.title.into()), stopped: None };
    let written = |format| text(&counted, format, Language::English, FILE_WIDTH);
    let page = write(paper, folder, "html", &written(Format::Html))?;
    let document = write(paper, folder, "json", &written(Format::Json))?;
    Ok(Declared { elected, table: written(Format::Table), page, document })
}

fn fund(paper: &Paper, budget: Budget, folder: &Folder) -> Result<Declared> {
    let funding = budget.count(paper.rule, paper.completion, None);
    let funding = funding.map_err(|source| CountingError::NotFunded { source })?;
    let words = Words::new(Language::English);
    let table = funding_text::table(&budget, &funding, &words, FILE_WIDTH);
    let page = write(paper, folder, "html", &funding_text::page(&budget, &funding, &words, paper.title))?;
    let document = write(paper, folder, "json", &funding_text::json(&budget, &funding).to_string())?;
    let elected = funding.elected();
    let ids = elected.iter().map(|project| budget.id(*project).to_owned()).collect();
    write(paper, folder, "pb", &pabulib::write(&budget.into(), Some(&elected)))?;
    Ok(Declared { elected: ids, table, page, document })
}

/// Writes a file of a paper.
fn write(paper: &Paper, folder: &Folder, extension: &str, text: &str) -> Result<PathBuf> {
    let path = folder.root().join(format!("{}.{extension}", paper.name));
    let text = text.strip_suffix('\n').unwrap_or(text);
    files::write_new(&path, format!("{text}\n").as_bytes(), Secrecy::Public)?;
    Ok(path)
}
