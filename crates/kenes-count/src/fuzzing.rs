//! The places where untrusted bytes come in, one function each, for fuzzing and for property tests of the same.
//!
//! Each takes any bytes and must return, in time and memory linear in their length; what can be read must be the same
//! again once it was written. Only a failure of that panics.

use alloc::string::String;

use crate::candidate::Candidates;
use crate::contest::Votes;
use crate::format::{self, Format, MAX_NAME, Options, Parsed, parse};

/// Takes bytes from outside.
pub type EntryPoint = fn(&[u8]);

/// Every entry point by its name, which is also the name of its fuzz target and of the folder of its corpus.
pub const ENTRY_POINTS: [(&str, EntryPoint); 5] =
    [("blt", blt), ("csv", csv), ("preflib", preflib), ("pabulib", pabulib), ("persons", persons)];

/// A file of ballots in BLT.
pub fn blt(bytes: &[u8]) {
    if let Some((parsed, again)) = written_and_read(Format::Blt, bytes) {
        assert_eq!(parsed, again);
    }
}

/// A file of votes or ballots in CSV.
pub fn csv(bytes: &[u8]) {
    if let Some((parsed, again)) = written_and_read(Format::Csv, bytes) {
        // BLT does not say that a candidate was marked twice.
        assert_eq!(parsed.candidates, again.candidates);
        assert_eq!(papers(&parsed), papers(&again));
    }
}

/// A file of ballots in PrefLib's format.
pub fn preflib(bytes: &[u8]) {
    if let Some((parsed, again)) = written_and_read(Format::PrefLib, bytes) {
        assert_eq!(parsed.candidates, again.candidates);
        assert_eq!(parsed.votes, again.votes);
        assert_eq!(parsed.title, again.title);
    }
}

/// A vote on a budget in pabulib's format.
pub fn pabulib(bytes: &[u8]) {
    let parsed = match format::pabulib::parse(bytes) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert!(error.line > 0 && error.column > 0 && !error.fault.remedy().is_empty());
            return;
        }
    };
    let text = format::pabulib::write(&parsed, None);
    let again = match format::pabulib::parse(text.as_bytes()) {
        Ok(again) => again,
        Err(error) => unreachable!("{error} in {text}"),
    };
    let (one, other) = (&parsed.budget, &again.budget);
    assert_eq!(one.ids(), other.ids());
    assert!(one.projects().all(|project| {
        (one.name(project), one.cost(project)) == (other.name(project), other.cost(project))
    }));
    assert_eq!((one.title(), one.money(), one.voters()), (other.title(), other.money(), other.voters()));
    assert_eq!(one.ballots(), other.ballots());
}

/// Who stands on two lists.
pub fn persons(bytes: &[u8]) {
    let Ok(candidates) = Candidates::new(["A", "B"].map(String::from)) else { return };
    match format::persons::parse(bytes, &candidates) {
        Ok(lists) => assert_eq!(lists.len(), candidates.len()),
        Err(error) => assert!(error.line > 0 && error.column > 0 && !error.fault.remedy().is_empty()),
    }
}

/// What the file says, and what is read of it once it was written as BLT.
fn written_and_read(format: Format, bytes: &[u8]) -> Option<(Parsed, Parsed)> {
    let seems = Format::of_content(bytes);
    let parsed = match parse(format, Options::default(), bytes) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert!(error.line > 0 && error.column > 0 && !error.fault.remedy().is_empty());
            return None;
        }
    };
    assert!(seems.is_some() || format == Format::Csv, "what can be read is recognised");
    let Votes::Ballots(ballots) = &parsed.votes else { return None };
    let candidates = &parsed.candidates;
    // The names that tell namesakes apart may be too long to be read.
    if candidates.iter().any(|candidate| candidates.name(candidate).chars().count() > MAX_NAME) {
        return None;
    }
    let text = format::blt::write(parsed.title.as_deref(), candidates, ballots, parsed.seats.unwrap_or(1));
    match format::blt::parse(text.as_bytes()) {
        Ok(again) => Some((parsed, again)),
        Err(error) => unreachable!("{error} in {text}"),
    }
}

fn papers(parsed: &Parsed) -> Option<u64> {
    match &parsed.votes {
        Votes::Ballots(ballots) => Some(ballots.papers()),
        Votes::Totals(_) | Votes::Scores(_) => None,
    }
}
