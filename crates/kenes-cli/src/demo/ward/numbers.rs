//! The numbers of the ward's two questions, compared with what was put in.

use std::path::Path;

use kenes_belenios::result::QuestionResult;

use super::scenario::Vote;
use crate::board::Board;
use crate::demo::Surprise;
use crate::demo::counting::published_result;
use crate::error::Result;

/// The numbers of the two questions.
pub struct Numbers {
    /// Every ranking, in the order in which the last shuffle left it.
    pub rankings: Vec<Vec<u8>>,
    /// Blank, yes, no.
    pub meeting: Vec<u64>,
}

impl Numbers {
    /// Reads the published result.
    pub fn read(path: &Path) -> Result<Self> {
        let result = published_result(&Board::read(path)?)?;
        match <[QuestionResult; 2]>::try_from(result.questions) {
            Ok([QuestionResult::Values(rankings), QuestionResult::Counts(meeting)]) => {
                Ok(Self { rankings, meeting })
            }
            _ => Err(Surprise::Questions.into()),
        }
    }

    /// First preferences for each of `candidates`.
    pub fn firsts(&self, candidates: usize) -> Vec<u64> {
        let mut firsts = vec![0; candidates];
        for ranking in &self.rankings {
            for (count, rank) in firsts.iter_mut().zip(ranking) {
                *count += u64::from(*rank == 1);
            }
        }
        firsts
    }

    /// Checks that what came out is what was put in; returns how many different rankings there are.
    pub fn compare(&self, votes: &[Vote]) -> Result<usize> {
        let mut put_in: Vec<&[u8]> = votes.iter().map(|vote| vote.ranks.as_slice()).collect();
        let mut came_out: Vec<&[u8]> = self.rankings.iter().map(Vec::as_slice).collect();
        put_in.sort_unstable();
        came_out.sort_unstable();
        if put_in != came_out {
            return Err(Surprise::Rankings.into());
        }
        let meeting = |answer| votes.iter().filter(|vote| vote.meeting == answer).count();
        let meeting =
            (0..Vote::MEETING.len()).map(|answer| u64::try_from(meeting(answer)).unwrap_or(u64::MAX));
        if !meeting.eq(self.meeting.iter().copied()) {
            return Err(Surprise::Counts.into());
        }
        put_in.dedup();
        Ok(put_in.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::CliError;

    #[test]
    fn a_single_change_is_noticed() {
        let vote = |ranks: &[u8], meeting| Vote { ranks: ranks.to_vec(), meeting };
        let votes = [vote(&[1, 2, 0], 1), vote(&[0, 1, 0], 2), vote(&[1, 2, 0], 0)];
        let rankings = vec![vec![0, 1, 0], vec![1, 2, 0], vec![1, 2, 0]];
        let right = Numbers { rankings, meeting: vec![1, 1, 1] };
        assert_eq!(right.compare(&votes).unwrap(), 2);
        assert_eq!(right.firsts(3), [2, 1, 0]);
        let wrong = Numbers { rankings: vec![vec![0, 1, 0]; 3], meeting: vec![1, 1, 1] };
        assert!(matches!(wrong.compare(&votes), Err(CliError::Demo(Surprise::Rankings))));
        let wrong = Numbers { rankings: right.rankings, meeting: vec![1, 2, 0] };
        assert!(matches!(wrong.compare(&votes), Err(CliError::Demo(Surprise::Counts))));
    }
}
