//! A least number of seats for a group of the candidates, where persons are elected.
//!
//! Source, by most votes: First Ordinance Implementing the Works Constitution Act of Germany (Wahlordnung), section 22: the seats of
//! the group go first, to those of it with the most votes; then all others, to whoever has the most votes; where fewer of the
//! group stand, the seats that they cannot take are among the others.
//!
//! Source, by ranked papers: I. D. Hill, *STV with constraints*, Voting matters 9 (1998), for one group with a least number:
//!
//! - *Guarded* are those of the group who continue when, with those elected, no more of it are left than it has to have. Nobody of
//!   them is excluded.
//! - *Doomed* is everybody else as soon as all seats that are left are the group's. The doomed are excluded together at once, before
//!   any surplus passes on, and their papers pass on at the values they have.
//! - Of several others who reach the quota at one stage, and for whom there is no room, those with the most votes are elected.
//!
//! The number that counts is at most that of those of the group who stand. Without a group nothing of this applies. A most
//! number for a group is a least number for everybody else.

use alloc::vec::Vec;

use crate::candidate::{Candidate, Candidates};
use crate::contest::Contest;

/// A group that has to have a number of seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Who is of it, in ballot-paper order.
    pub members: Vec<Candidate>,
    /// How many of those elected have to be of it.
    pub at_least: u32,
}

impl Group {
    /// How many of it are elected at least: as many as it has to have, or as stand.
    pub fn needed(&self, candidates: &Candidates) -> usize {
        let standing = self.members.iter().filter(|member| !candidates.is_withdrawn(**member)).count();
        usize::try_from(self.at_least).unwrap_or(usize::MAX).min(standing)
    }
}

/// The group while a count goes on.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    members: Vec<Candidate>,
    needed: usize,
    seats: usize,
}

impl Guard {
    /// Where the contest has a group.
    pub fn of(contest: &Contest) -> Option<Self> {
        let group = contest.group()?;
        let seats = usize::try_from(contest.seats()).unwrap_or(usize::MAX);
        let needed = group.needed(contest.candidates());
        Some(Self { members: group.members.clone(), needed, seats })
    }

    /// Whether somebody is of the group.
    pub fn has(&self, candidate: Candidate) -> bool {
        self.members.contains(&candidate)
    }

    /// How many of it are elected at least.
    pub fn needed(&self) -> usize {
        self.needed
    }

    /// How many who are not of the group can still be elected.
    pub fn room(&self, elected: &[Candidate]) -> usize {
        let others = elected.iter().filter(|candidate| !self.has(**candidate)).count();
        self.seats.saturating_sub(self.needed).saturating_sub(others)
    }

    /// Those who cannot be excluded.
    pub fn guarded(&self, elected: &[Candidate], continuing: &[Candidate]) -> Vec<Candidate> {
        let of_group =
            |these: &[Candidate]| these.iter().copied().filter(|who| self.has(*who)).collect::<Vec<_>>();
        let left = of_group(continuing);
        let all = left.len().saturating_add(of_group(elected).len());
        if all <= self.needed { left } else { Vec::new() }
    }

    /// Those who cannot be elected.
    pub fn doomed(&self, elected: &[Candidate], continuing: &[Candidate]) -> Vec<Candidate> {
        if self.room(elected) > 0 {
            return Vec::new();
        }
        continuing.iter().copied().filter(|candidate| !self.has(*candidate)).collect()
    }
}
