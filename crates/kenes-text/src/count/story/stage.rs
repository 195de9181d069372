//! One stage in sentences.

use kenes_count::{Action, Candidate, Clause, Decimal, Destination, Elected, Rule, Stage, Transfer};

use super::super::facts;
use super::Story;
use crate::words::{Arg, number};

/// What is told of a stage.
pub(in super::super) struct StageStory {
    pub heading: String,
    /// What is done, and under which clause.
    pub done: Vec<String>,
    /// Which papers go where.
    pub moves: Vec<String>,
    /// Who is elected.
    pub outcome: Vec<String>,
}

impl Story<'_> {
    /// Every stage.
    pub fn stages(&self) -> Vec<StageStory> {
        self.transcript.stages.iter().enumerate().map(|(index, stage)| self.stage(index, stage)).collect()
    }

    fn stage(&self, index: usize, stage: &Stage) -> StageStory {
        let heading = self.say(
            "count-label-stage-of",
            &[("stage", stage.number.into()), ("action", self.action(&stage.action).into())],
        );
        let mut done = vec![self.with_clause(self.done(index, stage), stage.clause)];
        if let Some(quota) = stage.quota {
            done.push(self.say("count-stage-recalculated", &[("quota", quota.into())]));
        }
        if !stage.guarded.is_empty() {
            done.push(self.say("count-stage-guarded", &[("names", self.names(&stage.guarded))]));
        }
        let mut moves: Vec<String> =
            stage.transfers.iter().map(|transfer| self.moved(stage, transfer)).collect();
        let passes_on = matches!(stage.action, Action::Surplus(_) | Action::Exclude(_));
        // With keep factors nothing is moved: the papers are counted again.
        if moves.is_empty() && passes_on && stage.keep.is_empty() {
            moves.push(self.say("count-move-none", &[]));
        }
        let mut outcome: Vec<String> =
            stage.elected.iter().map(|elected| self.outcome(stage, elected)).collect();
        if outcome.is_empty() {
            outcome.push(self.say("count-outcome-nobody", &[]));
        }
        StageStory { heading, done, moves, outcome }
    }

    fn done(&self, index: usize, stage: &Stage) -> String {
        let before = facts::before(self.transcript, index);
        let had = |candidate| before.map_or(Decimal::whole(0), |before| facts::votes(before, candidate));
        match &stage.action {
            Action::FirstPreferences if self.transcript.reading.is_none() => {
                self.say("count-stage-sums", &[])
            }
            Action::FirstPreferences if self.transcript.rule == Rule::Approval => {
                self.say("count-stage-approvals", &[])
            }
            Action::FirstPreferences => self.say("count-stage-first-preferences", &[]),
            Action::Surplus(candidate) => self.surplus(stage, *candidate, had(*candidate)),
            Action::Exclude(candidate) => self.say(
                "count-stage-exclude",
                &[("name", self.name(*candidate)), ("votes", had(*candidate).into())],
            ),
            Action::SecondRound(two) if self.transcript.rule == Rule::Star => {
                self.say("count-stage-preferred", &[("names", self.names(two))])
            }
            Action::SecondRound(two) => self.say("count-stage-second-round", &[("names", self.names(two))]),
            Action::ExcludeTogether(candidates) if stage.is_for_group => {
                self.say("count-stage-for-group", &[("names", self.names(candidates))])
            }
            Action::ExcludeTogether(candidates) => {
                self.say("count-stage-exclude-together", &[("names", self.names(candidates))])
            }
            Action::Reweigh => self.say("count-stage-reweigh", &[]),
            Action::Compare => self.say("count-stage-compare", &[]),
            Action::Grade => self.say("count-stage-grade", &[]),
            Action::Score => self.say("count-stage-score", &[]),
            Action::HeldPapers(candidate) => {
                self.say("count-stage-held-papers", &[("name", self.name(*candidate))])
            }
            _ => self.say("count-stage-other", &[]),
        }
    }

    fn surplus(&self, stage: &Stage, candidate: Candidate, had: Decimal) -> String {
        let keeps = facts::votes(stage, candidate);
        let args = [
            ("name", self.name(candidate)),
            ("votes", had.into()),
            ("quota", keeps.into()),
            ("surplus", facts::minus(had, keeps).into()),
            ("places", had.places().into()),
        ];
        self.say("count-stage-surplus", &args)
    }

    /// Papers of one value that go one way. Where all come from one candidate it is not named each time.
    fn moved(&self, stage: &Stage, transfer: &Transfer) -> String {
        let between = facts::subject(&stage.action).is_none();
        let (id, name) = match (transfer.to, between) {
            (Destination::Candidate(to), false) => ("count-move-to", self.name(to)),
            (Destination::Candidate(to), true) => ("count-move-between", self.name(to)),
            (Destination::NonTransferable, _) if transfer.papers == 0 => ("count-move-rest", "".into()),
            (Destination::NonTransferable, false) => ("count-move-nowhere", "".into()),
            (Destination::NonTransferable, true) => ("count-move-between-nowhere", "".into()),
            (Destination::Lost, _) => ("count-move-lost", "".into()),
        };
        let args = [
            ("name", name),
            ("from", self.name(transfer.from)),
            ("papers", transfer.papers.into()),
            ("value", transfer.value.into()),
            ("votes", transfer.votes.into()),
        ];
        self.say(id, &args)
    }

    /// Why somebody is elected at a stage.
    pub fn outcome(&self, stage: &Stage, elected: &Elected) -> String {
        let id = match elected.clause {
            Clause::Quota => "count-outcome-quota",
            Clause::LastVacancies => "count-outcome-last-vacancies",
            Clause::Majority => "count-outcome-majority",
            Clause::MostVotes => "count-outcome-most-votes",
            Clause::OfGroup => "count-outcome-of-group",
            Clause::Unbeaten => "count-outcome-unbeaten",
            Clause::HighestGrade => "count-outcome-highest-grade",
            Clause::Preferred => "count-outcome-preferred",
            Clause::InProportion | _ => "count-outcome-other",
        };
        let quota = stage.quota.or(self.transcript.quota).map_or_else(|| number(0).into(), Arg::from);
        let args = [
            ("name", self.name(elected.candidate)),
            ("votes", elected.votes.into()),
            ("quota", quota),
            ("grade", self.grade(elected.votes)),
        ];
        self.with_clause(self.say(id, &args), elected.source)
    }
}
