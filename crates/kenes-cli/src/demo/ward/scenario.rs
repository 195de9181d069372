//! Whose votes the election is held with, and on what questions.

use kenes_belenios::PlainAnswer;
use kenes_belenios::election::Template;
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_count::format::blt;
use kenes_count::{Ballots, MarkKind, Votes};
use rand_core::Rng as _;

use crate::demo::Surprise;
use crate::error::{CliError, Result};
use crate::random::rng;

/// The ballots of Dundee, Ward 5 (`vectors/count/README.md` says where they come from).
const DUNDEE: &[u8] = include_bytes!("../../../../../vectors/count/stv-scottish/dundee_2022_ward5.blt");

/// The text of the second question, which was not asked in Dundee.
const MEETING: &str = "Shall the residents of the ward meet once a year?";

/// What one voter wants.
#[derive(Clone, PartialEq, Eq)]
pub struct Vote {
    /// For each candidate the place that the voter gave it, from 1; 0 where the voter gave none.
    pub ranks: Vec<u8>,
    /// The answer to the second question: 0 blank, 1 yes, 2 no.
    pub meeting: usize,
}

/// The ward, read.
pub struct Cast {
    /// What the contest is called.
    pub title: String,
    /// The candidates, in the order of the ballot paper.
    pub candidates: Vec<String>,
    /// How many seats are filled.
    pub seats: u32,
    /// How many ballots the ward has in all.
    pub available: usize,
    pub votes: Vec<Vote>,
}

/// Where the ballots come from, for the story.
pub const ORIGIN: &str = "Dundee City Council election of 5 May 2022";

/// Takes `count` of the ballots, or all.
pub fn read(count: Option<usize>) -> Result<Cast> {
    let parsed = blt::parse(DUNDEE).map_err(|source| CliError::from(Surprise::Scenario { source }))?;
    let Votes::Ballots(ballots) = parsed.votes else { return Err(Surprise::Questions.into()) };
    let candidates: Vec<String> =
        parsed.candidates.iter().map(|candidate| parsed.candidates.name(candidate).to_owned()).collect();
    let papers = papers(&ballots);
    let available = papers.len();
    let count = count.unwrap_or(available);
    if count > available {
        return Err(CliError::Usage {
            needs: "--ballots is more than the scenario has; leave it out for all of them",
        });
    }
    let mut random = rng()?;
    // Made up: of six, three say yes and two no, and one votes blank.
    let mut meeting = || match random.next_u32() % 6 {
        0..3 => 1,
        3..5 => 2,
        _ => 0,
    };
    let sample = sample(&papers, count).into_iter();
    let votes = sample.map(|ranks| Vote { ranks: ranks.to_vec(), meeting: meeting() }).collect();
    let (title, seats) = (parsed.title.unwrap_or_default(), parsed.seats.unwrap_or(0));
    Ok(Cast { title, candidates, seats, available, votes })
}

/// Every paper as the places of the candidates.
fn papers(ballots: &Ballots) -> Vec<Vec<u8>> {
    let one = |marks: &[kenes_count::Mark]| {
        let mut ranks = vec![0; ballots.candidates()];
        for (rank, mark) in (1..).zip(marks) {
            // The published papers are strict orders: no mark is of another kind.
            if let MarkKind::Next(candidate) = mark.kind()
                && let Some(place) = ranks.get_mut(candidate.index())
            {
                *place = rank;
            }
        }
        ranks
    };
    let repeated = |count: u64, ranks| std::iter::repeat_n(ranks, usize::try_from(count).unwrap_or(0));
    ballots.iter().flat_map(|ballot| repeated(ballot.count, one(ballot.marks))).collect()
}

/// `count` papers, taken at equal distances: a smaller picture of all of them.
fn sample(papers: &[Vec<u8>], count: usize) -> Vec<&[u8]> {
    let place = |index: usize| index.saturating_mul(papers.len()).checked_div(count).unwrap_or(0);
    (0..count.min(papers.len())).filter_map(|index| papers.get(place(index)).map(Vec::as_slice)).collect()
}

impl Vote {
    /// How many answers the second question has, the blank vote included.
    pub const MEETING: [&'static str; 3] = ["(blank)", "Yes", "No"];

    /// As it is encrypted.
    pub fn answers(&self) -> Vec<PlainAnswer> {
        let meeting = (0..Self::MEETING.len()).map(|answer| u8::from(answer == self.meeting));
        vec![PlainAnswer::NonHomomorphic(self.ranks.clone()), PlainAnswer::Homomorphic(meeting.collect())]
    }

    /// Somebody else's will: the same places for other candidates, and another answer to the second question.
    pub fn other(&self) -> Self {
        let mut ranks = self.ranks.clone();
        ranks.rotate_right(1.min(self.ranks.len()));
        Self { ranks, meeting: if self.meeting == 1 { 2 } else { 1 } }
    }
}

impl Cast {
    /// The election that is held with these votes.
    pub fn template(&self) -> Template {
        let names = self.candidates.clone();
        let ranking = NonHomomorphic {
            answers: names,
            question: "Number the candidates in your order of preference: 1 for the first, 2 for the second and so on; \
                       0 for those you do not want to number."
                .into(),
            extra: None,
        };
        let meeting = Homomorphic {
            answers: Vote::MEETING.iter().skip(1).map(|answer| (*answer).into()).collect(),
            blank: Some(true),
            min: 1,
            max: 1,
            question: MEETING.into(),
        };
        Template {
            description: "A demonstration with published ballots. Nothing is decided by it.".into(),
            name: self.title.clone(),
            questions: vec![Question::NonHomomorphic(ranking), Question::Homomorphic(meeting)],
            administrator: Some("kenes demo".into()),
            credential_authority: Some("kenes demo".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::official::Official;
    use super::*;

    /// First preferences, by candidate.
    fn firsts(cast: &Cast) -> Vec<usize> {
        let first =
            |candidate| cast.votes.iter().filter(|vote| vote.ranks.get(candidate) == Some(&1)).count();
        (0..cast.candidates.len()).map(first).collect()
    }

    #[test]
    fn the_ward_is_that_of_the_official_count() {
        let official = Official::dundee().unwrap();
        let all = read(None).unwrap();
        assert_eq!((all.votes.len(), all.available), (4213, 4213));
        for (name, firsts) in all.candidates.iter().zip(firsts(&all)) {
            assert_eq!(official.first(name), Some(format!("{firsts}.00000").as_str()), "{name}");
        }
    }

    #[test]
    fn a_part_resembles_the_whole() {
        let part = read(Some(400)).unwrap();
        assert_eq!(part.votes.len(), 400);
        // A tenth or so of the official numbers.
        assert!(firsts(&part).iter().all(|firsts| *firsts >= 3), "{:?}", firsts(&part));
        assert!(matches!(read(Some(4214)), Err(CliError::Usage { .. })));
    }

    #[test]
    fn orders_become_ranks() {
        let parsed = blt::parse(b"3 1\n2 2 1 0\n1 3 0\n1 0\n0\nA\nB\nC\n").unwrap();
        let Votes::Ballots(ballots) = parsed.votes else { panic!() };
        let papers = papers(&ballots);
        assert_eq!(papers, [[2, 1, 0], [2, 1, 0], [0, 0, 1], [0, 0, 0]]);
        assert_eq!((sample(&papers, 2), sample(&papers, 9).len()), (vec![&[2, 1, 0][..], &[0, 0, 1]], 4));
        let other = Vote { ranks: vec![3, 0, 1, 2], meeting: 1 }.other();
        assert_eq!((other.ranks, other.meeting), (vec![2, 3, 0, 1], 2));
    }
}
