//! Who stands: names in the order of the ballot paper.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

/// The most candidates of one contest.
pub const MAX_CANDIDATES: usize = 1_000;

/// A candidate, a list or a unit that is given seats: its place on the ballot paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate(u16);

impl Candidate {
    /// The candidate at `index`, from 0; `None` from [`MAX_CANDIDATES`] on.
    pub fn new(index: usize) -> Option<Self> {
        u16::try_from(index).ok().filter(|_| index < MAX_CANDIDATES).map(Self)
    }

    /// The place on the ballot paper, from 0.
    pub fn index(self) -> usize {
        self.0.into()
    }

    /// The number on the ballot paper, from 1.
    pub fn number(self) -> u32 {
        u32::from(self.0).saturating_add(1)
    }

    pub(crate) const fn raw(self) -> u16 {
        self.0
    }

    pub(crate) const fn from_raw(raw: u16) -> Self {
        Self(raw)
    }
}

/// Prints the number on the ballot paper, from 1.
impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

/// The candidates of one contest in the order of the ballot paper, and who of them has withdrawn.
///
/// No two have the same name: the second of two namesakes becomes `NAME (2)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidates {
    names: Vec<String>,
    withdrawn: Vec<bool>,
}

/// Names do not make a ballot paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CandidatesError {
    /// Nobody stands.
    #[error("there is no candidate")]
    None,
    /// More than [`MAX_CANDIDATES`].
    #[error("there are more than {MAX_CANDIDATES} candidates")]
    TooMany,
}

impl Candidates {
    /// The candidates with these names, in the order of the ballot paper. Namesakes are told apart.
    ///
    /// # Errors
    /// There is none, or there are too many.
    pub fn new(names: impl IntoIterator<Item = String>) -> Result<Self, CandidatesError> {
        let names: Vec<String> = names.into_iter().take(MAX_CANDIDATES.saturating_add(1)).collect();
        match names.len() {
            0 => Err(CandidatesError::None),
            count if count > MAX_CANDIDATES => Err(CandidatesError::TooMany),
            count => Ok(Self { names: tell_apart(names), withdrawn: vec![false; count] }),
        }
    }

    /// How many there are, the withdrawn included.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// All of them, the withdrawn included.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Candidate> + ExactSizeIterator + use<> {
        (0..u16::try_from(self.names.len()).unwrap_or(u16::MAX)).map(Candidate)
    }

    /// Those who have not withdrawn.
    pub fn standing(&self) -> impl Iterator<Item = Candidate> {
        self.iter().filter(|candidate| !self.is_withdrawn(*candidate))
    }

    /// The name; empty for a candidate of another contest.
    pub fn name(&self, candidate: Candidate) -> &str {
        self.names.get(candidate.index()).map_or("", String::as_str)
    }

    /// The candidate with this name.
    pub fn find(&self, name: &str) -> Option<Candidate> {
        self.iter().find(|candidate| self.name(*candidate) == name)
    }

    /// Takes a candidate out of the contest: preferences for it are passed over as if they were not there.
    pub fn withdraw(&mut self, candidate: Candidate) {
        if let Some(withdrawn) = self.withdrawn.get_mut(candidate.index()) {
            *withdrawn = true;
        }
    }

    /// Whether the candidate has withdrawn, or is none of these.
    pub fn is_withdrawn(&self, candidate: Candidate) -> bool {
        self.withdrawn.get(candidate.index()).copied().unwrap_or(true)
    }
}

/// Appends ` (2)`, ` (3)` to repeated names, avoiding names that are there already.
fn tell_apart(names: Vec<String>) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for name in &names {
        *taken.entry(name.clone()).or_default() += 1;
    }
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut apart = Vec::with_capacity(names.len());
    for name in names {
        let number = met.entry(name.clone()).or_default();
        *number += 1;
        if *number == 1 {
            apart.push(name);
            continue;
        }
        let mut new = format!("{name} ({number})");
        while taken.contains_key(&new) {
            *number += 1;
            new = format!("{name} ({number})");
        }
        taken.insert(new.clone(), 1);
        apart.push(new);
    }
    apart
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned as _;

    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        let candidates = Candidates::new(list.iter().map(|name| (*name).to_owned())).unwrap();
        candidates.iter().map(|candidate| candidates.name(candidate).to_owned()).collect()
    }

    #[test]
    fn namesakes_are_told_apart() {
        assert_eq!(names(&["A", "B", "A", "A"]), ["A", "B", "A (2)", "A (3)"]);
        assert_eq!(names(&["A", "A (2)", "A"]), ["A", "A (2)", "A (3)"]);
        assert_eq!(names(&["A", "A", "A (2)"]), ["A", "A (3)", "A (2)"]);
    }

    #[test]
    fn nobody_and_too_many_are_refused() {
        assert_eq!(Candidates::new([]), Err(CandidatesError::None));
        let many = core::iter::repeat_n(String::new(), 1_001);
        assert_eq!(Candidates::new(many), Err(CandidatesError::TooMany));
    }

    #[test]
    fn the_withdrawn_do_not_stand() {
        let mut candidates = Candidates::new(["A".to_owned(), "B".to_owned()]).unwrap();
        let first = candidates.find("A").unwrap();
        candidates.withdraw(first);
        assert_eq!(candidates.standing().map(Candidate::number).collect::<Vec<_>>(), [2]);
        assert!(candidates.is_withdrawn(Candidate::new(7).unwrap()));
    }
}
