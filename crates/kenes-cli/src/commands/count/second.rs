//! A second vote, for the candidates of the first.

use std::path::Path;

use kenes_count::format::Parsed;
use kenes_count::{Ballots, BallotsBuilder, BallotsError, Candidate, Candidates, MarkKind, Votes};

use super::CountingError;

/// Finds the candidates of the second vote among those of the first, by name, and gives the votes their numbers.
pub fn votes(path: &Path, second: Parsed, first: &Candidates) -> Result<Votes, CountingError> {
    let found: Result<Vec<Candidate>, CountingError> = second
        .candidates
        .iter()
        .map(|candidate| {
            let name = second.candidates.name(candidate);
            first.find(name).ok_or_else(|| CountingError::NoSuchCandidate {
                name: name.into(),
                known: super::names::names(first, first.iter()),
            })
        })
        .collect();
    let found = found?;
    match second.votes {
        Votes::Ballots(ballots) => {
            let papers = renumber(&ballots, &found, first.len());
            papers.map(Votes::Ballots).map_err(|source| CountingError::Papers { path: path.into(), source })
        }
        Votes::Totals(totals) => {
            let of = |candidate| found.iter().position(|other| *other == candidate);
            let votes = |candidate| of(candidate).and_then(|place| totals.get(place)).copied().unwrap_or(0);
            Ok(Votes::Totals(first.iter().map(votes).collect()))
        }
        // The rule refuses them.
        scores @ Votes::Scores(_) => Ok(scores),
    }
}

fn renumber(ballots: &Ballots, found: &[Candidate], candidates: usize) -> Result<Ballots, BallotsError> {
    let mut builder = BallotsBuilder::new(candidates);
    let of_first = |candidate: Candidate| found.get(candidate.index()).copied().unwrap_or(candidate);
    for ballot in ballots.iter() {
        for mark in ballot.marks {
            match mark.kind() {
                MarkKind::Next(candidate) | MarkKind::Repeated(candidate) => {
                    builder.mark(of_first(candidate))?;
                }
                MarkKind::Equal(candidate) => {
                    builder.mark_equal(of_first(candidate))?;
                }
                MarkKind::Skipped => builder.skip(),
            }
        }
        builder.finish_ballot(ballot.count)?;
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(names: &[&str]) -> Candidates {
        Candidates::new(names.iter().map(|name| (*name).to_owned())).unwrap()
    }

    fn second(votes: Votes) -> Parsed {
        Parsed { title: None, candidates: candidates(&["C", "A"]), votes, seats: None }
    }

    #[test]
    fn papers_are_renumbered_by_name() {
        let first = candidates(&["A", "B", "C"]);
        let mut builder = BallotsBuilder::new(2);
        builder.mark_ranks(&[1, 2]).unwrap();
        builder.finish_ballot(5).unwrap();
        let papers = votes(Path::new("x"), second(Votes::Ballots(builder.finish())), &first).unwrap();
        let mut expected = BallotsBuilder::new(3);
        expected.mark_ranks(&[2, 0, 1]).unwrap();
        expected.finish_ballot(5).unwrap();
        assert_eq!(papers, Votes::Ballots(expected.finish()));
    }

    #[test]
    fn sums_are_renumbered_by_name() {
        let first = candidates(&["A", "B", "C"]);
        let sums = votes(Path::new("x"), second(Votes::Totals(vec![5, 7])), &first).unwrap();
        assert_eq!(sums, Votes::Totals(vec![7, 0, 5]));
        let unknown = votes(Path::new("x"), second(Votes::Totals(vec![0, 7])), &candidates(&["A", "B"]));
        assert!(matches!(unknown, Err(CountingError::NoSuchCandidate { name, .. }) if name == "C"));
    }
}
