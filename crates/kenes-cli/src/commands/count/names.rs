//! Candidates by name, as people write them.

use kenes_count::{Candidate, Candidates};

use super::CountingError;

/// The candidate with this name: exactly, or else whatever the case of the letters, or else the only one with it as a part.
pub fn find(candidates: &Candidates, name: &str) -> Result<Candidate, CountingError> {
    if let Some(candidate) = candidates.find(name) {
        return Ok(candidate);
    }
    let wanted = name.trim().to_lowercase();
    let whole = matching(candidates, |name| name.to_lowercase() == wanted);
    let found = if whole.is_empty() && !wanted.is_empty() {
        matching(candidates, |name| name.to_lowercase().contains(&wanted))
    } else {
        whole
    };
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(CountingError::NoSuchCandidate {
            name: name.into(),
            known: names(candidates, candidates.iter()),
        }),
        several => {
            let found = names(candidates, several.iter().copied());
            Err(CountingError::SeveralCandidates { name: name.into(), found })
        }
    }
}

/// Their names.
pub fn names(candidates: &Candidates, these: impl IntoIterator<Item = Candidate>) -> Vec<String> {
    these.into_iter().map(|candidate| candidates.name(candidate).to_owned()).collect()
}

fn matching(candidates: &Candidates, fits: impl Fn(&str) -> bool) -> Vec<Candidate> {
    candidates.iter().filter(|candidate| fits(candidates.name(*candidate))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_people_write_them() {
        let all = ["Ann Smith", "ANN SMITH", "Bob Smith", "Ágnes Kiss"].map(str::to_owned);
        let candidates = Candidates::new(all).unwrap();
        let found = |name| find(&candidates, name).map(|candidate| candidate.number());
        assert_eq!(found("Ann Smith").unwrap(), 1);
        assert_eq!(found("ANN SMITH").unwrap(), 2);
        assert_eq!(found("bob").unwrap(), 3);
        assert_eq!(found(" ágnes kiss ").unwrap(), 4);
        let several = |name| match found(name) {
            Err(CountingError::SeveralCandidates { found, .. }) => found.len(),
            _ => 0,
        };
        assert_eq!((several("ann smith"), several("smith")), (2, 3));
        for name in ["", " ", "Cy"] {
            assert!(
                matches!(found(name), Err(CountingError::NoSuchCandidate { known, .. }) if known.len() == 4)
            );
        }
    }
}
