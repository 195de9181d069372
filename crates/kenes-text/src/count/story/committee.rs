//! Committees from approvals: why somebody was chosen.

use kenes_count::{Candidate, Round, RoundKind};
use num_bigint::BigInt;
use num_rational::BigRational;

use super::Story;

impl Story<'_> {
    /// Why somebody is in the committee, behind the name.
    pub fn chosen_by(&self, candidate: Candidate) -> String {
        match self.round_of(candidate) {
            Some(round) => self.round(round),
            None => self.say("count-committee-left", &[]),
        }
    }

    /// Why somebody is in the committee or is not, in sentences.
    pub fn committee_reasons(&self, candidate: Candidate) -> Vec<String> {
        let name = || ("name", self.name(candidate));
        let votes =
            self.transcript.committee.iter().flat_map(|committee| committee.votes.get(candidate.index()));
        let mut told: Vec<String> = votes
            .map(|votes| self.say("count-committee-votes", &[name(), ("votes", (*votes).into())]))
            .collect();
        let is_elected = self.transcript.elected().contains(&candidate);
        told.push(match self.round_of(candidate) {
            Some(round) if round.kind == RoundKind::Remove => {
                let by = round.by.as_ref().map(shown).unwrap_or_default();
                let args = [name(), ("round", round.number.into()), ("by", by.into())];
                self.say("count-committee-removed", &args)
            }
            Some(round) => {
                let why = ("why", self.round(round).into());
                self.say("count-committee-chosen", &[name(), ("round", round.number.into()), why])
            }
            None if is_elected => {
                format!(
                    "{}: {}.",
                    self.words.name(self.transcript.candidates.name(candidate)),
                    self.chosen_by(candidate)
                )
            }
            None => self.say("count-committee-not-chosen", &[name()]),
        });
        told
    }

    fn round_of(&self, candidate: Candidate) -> Option<&Round> {
        let rounds = self.transcript.committee.iter().flat_map(|committee| &committee.rounds);
        rounds.into_iter().find(|round| round.candidate == candidate)
    }

    fn round(&self, round: &Round) -> String {
        let Some(by) = &round.by else { return self.say("count-committee-nobody", &[]) };
        let id = match round.kind {
            RoundKind::Gain => "count-committee-gain",
            RoundKind::Load => "count-committee-load",
            RoundKind::Price => "count-committee-price",
            RoundKind::Remove | _ => "count-committee-left",
        };
        self.say(id, &[("by", shown(by).into())])
    }
}

/// An exact fraction where it is short, else its first four decimals, the rest cut.
pub(crate) fn shown(number: &BigRational) -> String {
    const LONGEST: usize = 12;
    let exact = crate::count::fraction(number);
    if exact.len() <= LONGEST {
        return exact;
    }
    let ten_thousandths = (number * BigInt::from(10_000)).floor().to_integer();
    let sign = if ten_thousandths < BigInt::from(0) { "-" } else { "" };
    let digits = format!("{:0>5}", ten_thousandths.magnitude());
    let (whole, rest) = digits.split_at_checked(digits.len().saturating_sub(4)).unwrap_or((&digits, ""));
    format!("{sign}{whole}.{rest}…")
}
