//! Random contests for one seat have the same winner at the peer, votelib, wherever both have one.
//!
//! votelib names no winner at a tie and gives up at some; kenes has several then, or asks for a lot. How often which occurs is
//! pinned for one seed; other contests are drawn from the seed of the run.
#![expect(clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use conformance::Draw;
use conformance::one_seat::{OneSeatPeer, Papers};
use kenes_belenios::testing::rng;
use kenes_count::{Candidate, CountError, Rule, Transcript};
use serde_json::Value;

const RULES: [Rule; 5] = [Rule::Schulze, Rule::RankedPairs, Rule::MajorityJudgment, Rule::Score, Rule::Star];

/// How a count of both sides compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// One winner, the same.
    Same,
    /// Neither has one winner.
    Tied,
    /// kenes has one winner, votelib a tie.
    OnlyOurs,
    /// By majority judgment others who share the majority grade: votelib takes several grades away at once and goes on comparing
    /// those who fell behind, where the definition takes one away from each of the tied at a time.
    OtherTieBreak,
    /// Ranked pairs where two majorities have equal numbers for them: votelib takes them as they come, kenes first the one with
    /// fewer papers against it.
    EqualMajorities,
    /// votelib has one winner, who is one of several of ours, or a lot is needed.
    OnlyTheirs,
}

type Classes = BTreeMap<(Rule, Class), usize>;

fn compare(seed: u64, contests: usize) -> Option<Classes> {
    let peer = OneSeatPeer::find()?;
    let mut rng = rng(seed);
    let contests: Vec<Papers> = (0..contests).map(|_| Papers::random(&mut rng)).collect();
    let lines: Vec<Value> = contests.iter().map(Papers::to_json).collect();
    let mut classes = Classes::new();
    for (papers, theirs) in contests.iter().zip(peer.count(&lines)) {
        for rule in RULES {
            let theirs = theirs[rule.name()].as_u64().and_then(|winner| usize::try_from(winner).ok());
            let outcome = rule.count(&papers.contest(rule), None);
            let (ours, lot, transcript): (Vec<usize>, bool, &Transcript) = match &outcome {
                Ok(transcript) => {
                    (transcript.elected().into_iter().map(Candidate::index).collect(), false, transcript)
                }
                Err(CountError::NeedsLot(needs)) => {
                    (needs.among.iter().map(|who| who.index()).collect(), true, &needs.so_far)
                }
                Err(error) => panic!("{error}"),
            };
            let grade = |index: usize| transcript.stages[0].votes[index];
            let equal_majorities = || {
                transcript.pairwise.as_ref().is_some_and(|pairwise| {
                    pairwise.majorities.windows(2).any(|pair| pair[0].votes == pair[1].votes)
                })
            };
            let class = match (ours.as_slice(), theirs) {
                ([one, ..], Some(other))
                    if rule == Rule::MajorityJudgment
                        && !ours.contains(&other)
                        && grade(*one) == grade(other) =>
                {
                    Class::OtherTieBreak
                }
                ([one], Some(other)) if rule == Rule::RankedPairs && *one != other && equal_majorities() => {
                    Class::EqualMajorities
                }
                ([one], Some(other)) if !lot => {
                    assert_eq!(*one, other, "{rule} of {}", papers.to_json());
                    Class::Same
                }
                ([_], None) if !lot => Class::OnlyOurs,
                (several, Some(one)) => {
                    // With ranked pairs the lot is about a majority, not about who wins.
                    let member = lot || several.contains(&one);
                    assert!(member, "{rule}: {one} is not of {several:?} in {}", papers.to_json());
                    Class::OnlyTheirs
                }
                (_, None) => Class::Tied,
            };
            *classes.entry((rule, class)).or_default() += 1;
        }
    }
    Some(classes)
}

#[test]
fn two_thousand_contests_of_one_seed() {
    if let Some(classes) = compare(7, 2_000) {
        assert_eq!(classes, pinned());
    }
}

#[test]
fn other_contests_in_each_run() {
    let draw = Draw::of("other_contests_in_each_run");
    let _ = compare(draw.value, 300);
}

fn pinned() -> Classes {
    use Class::{EqualMajorities, OnlyOurs, OnlyTheirs, OtherTieBreak, Same, Tied};
    use Rule::{MajorityJudgment, RankedPairs, Schulze, Score, Star};
    Classes::from([
        ((Schulze, Same), 1857),
        ((Schulze, Tied), 118),
        ((Schulze, OnlyTheirs), 25),
        ((RankedPairs, Same), 1861),
        ((RankedPairs, EqualMajorities), 6),
        ((RankedPairs, OnlyTheirs), 133),
        ((MajorityJudgment, Same), 1927),
        ((MajorityJudgment, Tied), 52),
        ((MajorityJudgment, OnlyOurs), 1),
        ((MajorityJudgment, OtherTieBreak), 20),
        ((Score, Same), 1914),
        ((Score, Tied), 86),
        ((Star, Same), 1803),
        ((Star, Tied), 92),
        // Its own protocol for ties elects somebody; votelib has none.
        ((Star, OnlyOurs), 105),
    ])
}
