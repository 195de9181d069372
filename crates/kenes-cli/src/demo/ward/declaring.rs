//! The councillors: counted from the verified archive, and compared with the official count.

use std::path::PathBuf;

use kenes_count::format::Parsed;
use kenes_count::{Candidates, Contest, Decimal, LotSeed, Rule, Transcript};
use kenes_text::Language;

use super::official::Official;
use super::story::{Story, count};
use crate::board::Board;
use crate::commands::count::write::{FILE_WIDTH, Format, text};
use crate::commands::count::{Counted, CountingError};
use crate::demo::{G, Surprise, counting};
use crate::error::Result;
use crate::files::{self, Secrecy};

/// The rule of Scottish council elections.
const RULE: Rule = Rule::ScottishStv;

/// Who was elected, and where that stands.
pub struct Declared {
    /// The names, in order of election.
    pub elected: Vec<String>,
    /// Whether all ballots of the scenario voted, so that the count had to be the official one, and was.
    pub official: bool,
    /// The page of the count.
    pub page: PathBuf,
    /// The count for programs.
    pub document: PathBuf,
}

impl Story {
    /// Counts the rankings of the archive into seats.
    pub fn declare(&mut self) -> Result<Declared> {
        self.teller.chapter("The councillors are declared")?;
        self.teller.step("the rankings in the archive are counted");
        let board = Board::<G>::read(&self.archive())?;
        let transcript = self.count(&board)?;
        self.tell_count(&transcript)?;
        let official = self.compare(&transcript)?;
        self.tell_lots(&transcript, &board)?;
        let elected = names(&transcript.candidates, &transcript);
        let (page, document) = self.write_count(transcript)?;
        Ok(Declared { elected, official, page, document })
    }

    fn count(&self, board: &Board<G>) -> Result<Transcript> {
        let Parsed { candidates, votes, .. } = counting::rankings(board)?;
        let path = || board.path.clone();
        let contest = Contest::new(candidates, votes, self.cast.seats)
            .map_err(|source| CountingError::Contest { path: path(), source })?;
        RULE.count(&contest, Some(&seed(board))).map_err(|source| CountingError::NotCounted { source }.into())
    }

    fn tell_count(&self, transcript: &Transcript) -> Result<()> {
        let quota = transcript.quota.map(plain).unwrap_or_default();
        self.teller.tell(format_args!(
            "The rankings that were decrypted, from the archive that was audited, are now counted into {} seats by the rule of \
             Scottish council elections, the single transferable vote: whoever has the quota of {quota} votes is elected, what is above it passes \
             on to the next preferences, and when nobody has too many the last is excluded. Anybody can count again, from \
             the same file or by hand.",
            self.cast.seats
        ))?;
        for stage in &transcript.stages {
            for elected in &stage.elected {
                let name = transcript.candidates.name(elected.candidate);
                let (votes, number, rule) = (plain(elected.votes), stage.number, elected.source);
                self.teller.line(format_args!(
                    "    {name:<28} elected at stage {number} with {votes} votes ({rule})"
                ))?;
            }
        }
        Ok(())
    }

    /// Compares with the official count, which the count of all ballots must be.
    fn compare(&self, transcript: &Transcript) -> Result<bool> {
        let official = Official::dundee().map_err(|source| Surprise::Official { source })?;
        let (votes, all) = (self.cast.votes.len(), self.cast.available);
        if votes == all {
            official.compare(transcript).map_err(|source| Surprise::Official { source })?;
            self.teller.tell(format_args!(
                "That is the official result: the same quota, and at each of {} stages the same votes for everybody to five \
                 decimals, and the same councillors.",
                count(transcript.stages.len())
            ))?;
            return Ok(true);
        }
        let elected = names(&transcript.candidates, transcript);
        let same = compared(&elected, &official.elected());
        self.teller.tell(format_args!(
            "This is a sample of {} of the {} ballots of the ward, and a sample may elect others. All ballots together elected {}. \
             {same} Without --ballots the whole ward votes, and then the count has to equal the official one in every number.",
            count(votes),
            count(all),
            official.elected().join(", ")
        ))?;
        Ok(false)
    }

    fn tell_lots(&self, transcript: &Transcript, board: &Board<G>) -> Result<()> {
        if transcript.ties.iter().all(|tie| tie.lot.is_none()) {
            return Ok(());
        }
        self.teller.tell(format_args!(
            "Candidates were tied, and a lot was drawn from the hash of the last event, {}. In a real election it would be \
             drawn from a number that nobody could know or choose before the vote ended.",
            seed(board)
        ))
    }

    fn write_count(&self, transcript: Transcript) -> Result<(PathBuf, PathBuf)> {
        let [page, document] = ["result.html", "count.json"].map(|name| self.folder.root().join(name));
        let counted = Counted { transcript, title: Some(self.cast.title.clone()), stopped: None };
        for (path, format) in [(&page, Format::Html), (&document, Format::Json)] {
            let text = text(&counted, format, Language::English, FILE_WIDTH);
            files::write_new(path, text.as_bytes(), Secrecy::Public)?;
        }
        self.teller.line("")?;
        self.teller
            .item(self.folder.shown(&page), "the count as a page: open it in a browser, or print it")?;
        self.teller.item(self.folder.shown(&document), "the count for programs")?;
        Ok((page, document))
    }
}

/// Whether a sample elects those whom all ballots elect.
fn compared(elected: &[String], official: &[&str]) -> &'static str {
    if elected == official {
        "The sample elects the same, in the same order."
    } else if elected.len() == official.len()
        && official.iter().all(|name| elected.iter().any(|other| other == name))
    {
        "The sample elects the same, in another order."
    } else {
        "The sample elects others, and that is no mistake of the count."
    }
}

/// A number without places where it is whole.
fn plain(decimal: Decimal) -> String {
    let text = decimal.to_string();
    match text.split_once('.') {
        Some((whole, places)) if places.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text,
    }
}

/// What lots are drawn from here: the hash of the last event.
fn seed(board: &Board<G>) -> LotSeed {
    LotSeed::of_text(&board.published.summary.surveyed.head.to_hex())
}

fn names(candidates: &Candidates, transcript: &Transcript) -> Vec<String> {
    transcript.elected().into_iter().map(|candidate| candidates.name(candidate).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_compared() {
        let elected = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (names, word) in
            [(["A", "B"], "the same order"), (["B", "A"], "another order"), (["A", "C"], "others")]
        {
            assert!(compared(&elected(&names), &["A", "B"]).contains(word), "{names:?}");
        }
    }

    #[test]
    fn whole_numbers_have_no_places() {
        assert_eq!(plain(Decimal::new(1_600_000, 5)), "16");
        assert_eq!(plain(Decimal::new(1_600_010, 5)), "16.00010");
        assert_eq!(plain(Decimal::new(16, 0)), "16");
    }
}
