//! Ties in sentences, and how to draw a lot again.

use kenes_count::{By, Candidate, Lot, Purpose, Tie};

use super::super::facts;
use super::Story;

/// What is told of a tie.
pub(in super::super) struct TieStory {
    /// Who was tied and how it was resolved.
    pub told: Vec<String>,
    /// How a lot is drawn.
    pub how: Option<String>,
    /// The text that was hashed, where a lot was drawn.
    pub lot: Option<String>,
    /// What its hash says.
    pub drawn: Vec<String>,
    /// Who was chosen, or that a lot is needed.
    pub outcome: String,
}

impl Story<'_> {
    /// Every tie in the order in which they were met.
    pub fn ties(&self) -> Vec<TieStory> {
        self.transcript.ties.iter().map(|tie| self.tie(tie)).collect()
    }

    /// One tie, without what it takes to draw a lot again.
    pub fn tie_in_short(&self, tie: &Tie) -> Vec<String> {
        let TieStory { mut told, outcome, .. } = self.tie(tie);
        told.extend(
            tie.lot.as_ref().map(|lot| self.say("count-explain-lot", &[("names", self.names(&lot.among))])),
        );
        told.push(outcome);
        told
    }

    /// One tie.
    fn tie(&self, tie: &Tie) -> TieStory {
        let ids = ids(tie.purpose);
        let of_committee = self.transcript.committee.is_some();
        let met = if of_committee { "count-committee-tie" } else { ids.met };
        let mut told = vec![self.say(met, &[("stage", tie.stage.into()), ("names", self.names(&tie.tied))])];
        for step in &tie.steps {
            let args = [("stage", step.stage.into()), ("names", self.names(&step.remaining))];
            let id = match step.by {
                By::Pairs => "count-tie-by-pairs",
                By::Sum => "count-tie-by-sum",
                By::HighestScores => "count-tie-by-highest",
                By::Votes => ids.step,
                _ => ids.step,
            };
            told.push(self.say(id, &args));
        }
        let remaining = facts::remaining(tie);
        let by_stages = !matches!(tie.purpose, Purpose::Unbeaten | Purpose::Majority | Purpose::MajorityOver);
        if remaining.len() > 1 && tie.stage > 0 && by_stages && !of_committee {
            told.push(self.say("count-tie-same", &[("names", self.names(remaining))]));
        }
        let mut drawn = Vec::new();
        if let (Some(lot), Some(chosen)) = (&tie.lot, tie.chosen) {
            drawn = self.drawn(lot, chosen);
        }
        let how = tie.lot.as_ref().map(|lot| self.say("count-tie-lot", &[("names", self.names(&lot.among))]));
        let outcome = match tie.chosen {
            Some(chosen) => self.say(ids.chosen, &[("name", self.name(chosen))]),
            None => self.say("count-tie-needs-lot", &[("names", self.names(remaining))]),
        };
        TieStory { told, how, lot: tie.lot.as_ref().map(|lot| lot.text.clone()), drawn, outcome }
    }

    fn drawn(&self, lot: &Lot, chosen: Candidate) -> Vec<String> {
        let hash: String = lot.digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let place = lot.among.iter().position(|candidate| *candidate == chosen).unwrap_or(0);
        let rest = [
            ("divisor", lot.among.len().into()),
            ("rest", place.into()),
            ("names", self.names(&lot.among)),
            ("name", self.name(chosen)),
        ];
        vec![self.say("count-tie-lot-hash", &[("hash", hash.into())]), self.say("count-tie-lot-rest", &rest)]
    }
}

struct Ids {
    met: &'static str,
    step: &'static str,
    chosen: &'static str,
}

const fn ids(purpose: Purpose) -> Ids {
    const MOST: &str = "count-tie-most";
    match purpose {
        Purpose::Exclude => {
            Ids { met: "count-tie-exclude", step: "count-tie-fewest", chosen: "count-tie-chosen-exclude" }
        }
        Purpose::Transfer => {
            Ids { met: "count-tie-transfer", step: MOST, chosen: "count-tie-chosen-transfer" }
        }
        Purpose::Elect => Ids { met: "count-tie-elect", step: MOST, chosen: "count-tie-chosen-elect" },
        Purpose::SecondRound => {
            Ids { met: "count-tie-second-round", step: MOST, chosen: "count-tie-chosen-second-round" }
        }
        Purpose::Unbeaten => Ids { met: "count-tie-unbeaten", step: MOST, chosen: "count-tie-chosen-elect" },
        Purpose::Majority => {
            Ids { met: "count-tie-majority", step: MOST, chosen: "count-tie-chosen-majority" }
        }
        Purpose::MajorityOver => {
            Ids { met: "count-tie-majority-over", step: MOST, chosen: "count-tie-chosen-majority-over" }
        }
        Purpose::Seat => Ids { met: "count-tie-seat", step: MOST, chosen: "count-tie-chosen-seat" },
        Purpose::Fund | _ => Ids { met: "count-tie-other", step: MOST, chosen: "count-tie-chosen-other" },
    }
}
