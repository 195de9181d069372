//! Why a candidate was elected or was not, in sentences.

mod seats;

use std::collections::BTreeMap;

use kenes_count::rule::Family;
use kenes_count::{Action, Candidate, Clause, Decimal, Destination, Elected, Rule, Stage, Tie, Transcript};

use super::facts::{self, Bystander};
use super::story::Story;
use crate::words::{Words, decimal};

/// Why the candidate was elected or was not: the stages that mattered, one after the other. Empty for somebody who is not on
/// the ballot paper.
pub fn explain(transcript: &Transcript, candidate: Candidate, words: &Words) -> Vec<String> {
    let story = Story::new(transcript, *words);
    if candidate.index() >= transcript.candidates.len() {
        return Vec::new();
    }
    if transcript.candidates.is_withdrawn(candidate) {
        return vec![story.say("count-explain-withdrawn", &[("name", story.name(candidate))])];
    }
    if let Some(apportionment) = &transcript.apportionment {
        let mut told = seats::explain(&story, apportionment, candidate);
        told.extend(stopped(&story, candidate));
        return told;
    }
    if transcript.committee.is_some() {
        let mut told = story.committee_reasons(candidate);
        told.extend(stopped(&story, candidate));
        return told;
    }
    let why = Why { story, candidate };
    if let Some(told) = why.looks_on() {
        return vec![told];
    }
    let mut told = why.stages();
    told.extend(why.end());
    told.extend(stopped(&why.story, candidate));
    told
}

/// That the count has stopped.
fn stopped(story: &Story<'_>, candidate: Candidate) -> Option<String> {
    let among = facts::needs_lot(story.transcript)?;
    let id = if among.contains(&candidate) {
        "count-explain-stopped"
    } else if facts::election(story.transcript, candidate).is_some() {
        return None;
    } else {
        "count-explain-stopped-elsewhere"
    };
    Some(story.say(id, &[("names", story.names(&among)), ("name", story.name(candidate))]))
}

/// Whose reasons are told.
struct Why<'a> {
    story: Story<'a>,
    candidate: Candidate,
}

impl Why<'_> {
    fn transcript(&self) -> &Transcript {
        self.story.transcript
    }

    fn name(&self) -> crate::words::Arg {
        self.story.name(self.candidate)
    }

    fn looks_on(&self) -> Option<String> {
        let id = match facts::bystander(self.transcript(), self.candidate)? {
            Bystander::Vacates => "count-explain-vacated",
            Bystander::HoldsSeat => "count-explain-holds-a-seat",
            Bystander::DoesNotStand => "count-explain-did-not-stand",
        };
        Some(self.story.say(id, &[("name", self.name())]))
    }

    /// Everything in which the candidate took part, stage by stage.
    fn stages(&self) -> Vec<String> {
        let mut told = Vec::new();
        for (index, stage) in self.transcript().stages.iter().enumerate() {
            // A tie is met at the end of the stage before the one it decides about.
            let before = index.checked_sub(1).and_then(|before| self.transcript().stages.get(before));
            told.extend(before.into_iter().flat_map(|before| self.ties(before.number)));
            told.extend(self.at(index, stage, before));
            let elected = stage.elected.iter().find(|elected| elected.candidate == self.candidate);
            told.extend(elected.map(|elected| self.elected(stage, elected)));
        }
        let last = self.transcript().stages.last().map_or(0, |stage| stage.number);
        told.extend(self.ties(last));
        told
    }

    /// What a stage did with the candidate.
    fn at(&self, index: usize, stage: &Stage, before: Option<&Stage>) -> Vec<String> {
        let Some(before) = before else { return self.first(stage) };
        match &stage.action {
            Action::Surplus(candidate) if *candidate == self.candidate => {
                vec![self.passed("count-explain-surplus", stage)]
            }
            Action::Exclude(candidate) if *candidate == self.candidate => self.excluded(index, stage, before),
            Action::ExcludeTogether(candidates)
                if stage.is_for_group && candidates.contains(&self.candidate) =>
            {
                let votes = facts::votes(before, self.candidate);
                let args = [("stage", stage.number.into()), ("name", self.name()), ("votes", votes.into())];
                vec![self.story.say("count-explain-for-group", &args)]
            }
            Action::ExcludeTogether(candidates) if candidates.contains(&self.candidate) => {
                self.excluded(index, stage, before)
            }
            Action::SecondRound(two) => {
                let mut told = vec![self.second_round(two, before)];
                told.extend(self.received(stage));
                told
            }
            Action::Surplus(_)
            | Action::Exclude(_)
            | Action::ExcludeTogether(_)
            | Action::Reweigh
            | Action::Compare
            | Action::Grade
            | Action::Score
            | Action::HeldPapers(_)
            | Action::FirstPreferences => self.received(stage).into_iter().collect(),
            _ => self.received(stage).into_iter().collect(),
        }
    }

    /// The votes of the first stage, and what elects.
    fn first(&self, stage: &Stage) -> Vec<String> {
        let votes = facts::votes(stage, self.candidate);
        let places = facts::places(self.transcript());
        let units = |candidate| facts::units(facts::votes(stage, candidate), places);
        let standing = facts::standing(self.transcript());
        let ahead = standing.iter().filter(|other| units(**other) > units(self.candidate)).count();
        let approvals =
            self.transcript().rule.family() == Family::Sums && self.transcript().rule == Rule::Approval;
        let ranked = stage.action == Action::FirstPreferences && !approvals;
        let args = [
            ("name", self.name()),
            ("votes", votes.into()),
            ("place", ahead.saturating_add(1).into()),
            ("number", standing.len().into()),
        ];
        let mut told =
            vec![self.story.say(if ranked { "count-explain-first" } else { "count-explain-votes" }, &args)];
        if let Some(quota) = self.transcript().quota {
            told.push(self.story.say("count-explain-quota", &[("quota", quota.into())]));
        }
        told
    }

    /// What others' papers brought.
    fn received(&self, stage: &Stage) -> Option<String> {
        let to = Destination::Candidate(self.candidate);
        let arrived = || stage.transfers.iter().filter(|transfer| transfer.to == to);
        let papers = arrived().fold(0, |sum: u64, transfer| sum.saturating_add(transfer.papers));
        let votes = arrived().fold(Decimal::whole(0), |sum, transfer| facts::plus(sum, transfer.votes));
        let args = [
            ("papers", papers.into()),
            ("stage", stage.number.into()),
            ("action", self.story.action(&stage.action).into()),
            ("name", self.name()),
            ("received", votes.into()),
            ("votes", facts::votes(stage, self.candidate).into()),
        ];
        (papers > 0).then(|| self.story.say("count-explain-received", &args))
    }

    fn elected(&self, stage: &Stage, elected: &Elected) -> String {
        let id = match elected.clause {
            Clause::Quota => "count-explain-elected-quota",
            Clause::LastVacancies => "count-explain-elected-last-vacancies",
            Clause::Majority => "count-explain-elected-majority",
            Clause::MostVotes => "count-explain-elected-most-votes",
            Clause::OfGroup => return self.story.outcome(stage, elected),
            Clause::Unbeaten | Clause::HighestGrade | Clause::Preferred => {
                return self.story.outcome(stage, elected);
            }
            Clause::InProportion | _ => "count-explain-elected-other",
        };
        let quota = stage.quota.or(self.transcript().quota).unwrap_or(Decimal::whole(0));
        let args = [
            ("stage", stage.number.into()),
            ("name", self.name()),
            ("votes", elected.votes.into()),
            ("quota", quota.into()),
        ];
        self.story.with_clause(self.story.say(id, &args), elected.source)
    }

    /// Where the candidate's papers went.
    fn passed(&self, id: &str, stage: &Stage) -> String {
        let mut moves: BTreeMap<Option<Candidate>, Decimal> = BTreeMap::new();
        for transfer in stage.transfers.iter().filter(|transfer| transfer.from == self.candidate) {
            let to = match transfer.to {
                Destination::Candidate(to) => Some(to),
                Destination::NonTransferable | Destination::Lost => None,
            };
            let votes = moves.entry(to).or_insert(Decimal::whole(0));
            *votes = facts::plus(*votes, transfer.votes);
        }
        if moves.is_empty() {
            return self.story.say("count-move-none", &[]);
        }
        let (nowhere, somewhere): (Vec<_>, Vec<_>) = moves.into_iter().partition(|(to, _)| to.is_none());
        let told = somewhere.into_iter().chain(nowhere).map(|(to, votes)| {
            let id = if to.is_some() { "count-explain-move" } else { "count-explain-move-nowhere" };
            let name = to.map_or_else(|| "".into(), |to| self.story.name(to));
            self.story.say(id, &[("votes", decimal(votes).into()), ("name", name)])
        });
        let moves = self.story.words.list(&told.collect::<Vec<_>>());
        let args = [("stage", stage.number.into()), ("name", self.name()), ("moves", moves.into())];
        self.story.say(id, &args)
    }

    fn excluded(&self, index: usize, stage: &Stage, before: &Stage) -> Vec<String> {
        let votes = facts::votes(before, self.candidate);
        let args = [("stage", stage.number.into()), ("name", self.name()), ("votes", votes.into())];
        let mut told =
            vec![self.story.with_clause(self.story.say("count-explain-excluded", &args), stage.clause)];
        told.extend(self.next_above(index, before));
        if stage.keep.is_empty() {
            told.push(self.passed("count-explain-passed", stage));
        }
        told
    }

    /// Who of those who went on was nearest, where it was not a tie.
    fn next_above(&self, index: usize, before: &Stage) -> Option<String> {
        let continues = |candidate: &Candidate| {
            let gone = self.transcript().stages.get(..=index).unwrap_or_default().iter();
            let excluded = gone.clone().any(|stage| stage.action == Action::Exclude(*candidate));
            let elected = gone
                .take(index)
                .any(|stage| stage.elected.iter().any(|elected| elected.candidate == *candidate));
            !excluded && !elected
        };
        let places = facts::places(self.transcript());
        let votes = |candidate: Candidate| facts::votes(before, candidate);
        let standing = facts::standing(self.transcript()).into_iter().filter(continues);
        let next = standing.min_by_key(|candidate| facts::units(votes(*candidate), places))?;
        let short = facts::minus(votes(next), votes(self.candidate));
        let args = [("other", self.story.name(next)), ("votes", votes(next).into()), ("short", short.into())];
        (!short.is_zero()).then(|| self.story.say("count-explain-next", &args))
    }

    fn second_round(&self, two: &[Candidate], before: &Stage) -> String {
        if two.contains(&self.candidate) {
            return self.story.say("count-explain-in-second-round", &[("name", self.name())]);
        }
        let places = facts::places(self.transcript());
        let votes = two.iter().map(|candidate| facts::votes(before, *candidate));
        let least = votes.min_by_key(|votes| facts::units(*votes, places)).unwrap_or(Decimal::whole(0));
        let args = [("name", self.name()), ("names", self.story.names(two)), ("votes", least.into())];
        self.story.say("count-explain-not-in-second-round", &args)
    }

    /// The ties of the candidate that were met at the end of a stage.
    fn ties(&self, stage: u32) -> Vec<String> {
        let own = |tie: &&Tie| tie.stage == stage && tie.tied.contains(&self.candidate);
        let ties = self.transcript().ties.iter().filter(own);
        ties.flat_map(|tie| self.story.tie_in_short(tie)).collect()
    }

    /// How near it was in the end.
    fn end(&self) -> Vec<String> {
        if facts::election(self.transcript(), self.candidate).is_some() {
            return self.ahead().into_iter().collect();
        }
        if facts::needs_lot(self.transcript()).is_some() {
            return Vec::new();
        }
        let mut told = Vec::new();
        if self.transcript().rule.family() == Family::Sums {
            told.extend(self.behind());
            return told;
        }
        told.extend(self.left());
        told.extend(self.short_of_quota());
        told.extend(self.last_elected());
        told
    }

    /// By sums of votes: the first of those not elected.
    fn ahead(&self) -> Option<String> {
        let stage =
            self.transcript().stages.last().filter(|_| self.transcript().rule.family() == Family::Sums)?;
        let places = facts::places(self.transcript());
        let votes = |candidate: Candidate| facts::votes(stage, candidate);
        let others = self.transcript().candidates.standing();
        let others = others.filter(|other| facts::election(self.transcript(), *other).is_none());
        // Whoever is elected for a group competes with the rest of the group alone.
        let others = others.filter(|other| !self.is_for_group() || self.is_of_group(*other));
        // Of equal ones the first on the ballot paper.
        let first = others.reduce(|best, other| {
            if facts::units(votes(other), places) > facts::units(votes(best), places) { other } else { best }
        })?;
        let short = facts::minus(votes(self.candidate), votes(first));
        Some(self.compare("count-explain-ahead", first, votes(first), short))
    }

    /// By sums of votes: the last of those elected.
    fn behind(&self) -> Option<String> {
        let stage = self.transcript().stages.last()?;
        let competes =
            |elected: &&Elected| elected.clause != Clause::OfGroup || self.is_of_group(self.candidate);
        let last = stage.elected.iter().rev().find(competes)?;
        let short = facts::minus(last.votes, facts::votes(stage, self.candidate));
        Some(self.compare("count-explain-behind", last.candidate, last.votes, short))
    }

    /// Whether the candidate is elected by the votes of a group alone.
    fn is_for_group(&self) -> bool {
        let election = facts::election(self.transcript(), self.candidate);
        election.is_some_and(|(_, elected)| elected.clause == Clause::OfGroup)
    }

    fn is_of_group(&self, candidate: Candidate) -> bool {
        self.transcript().group.as_ref().is_some_and(|group| group.members.contains(&candidate))
    }

    fn compare(&self, id: &str, other: Candidate, votes: Decimal, short: Decimal) -> String {
        let other = ("other", self.story.name(other));
        if short.is_zero() {
            return self.story.say("count-explain-level", &[other]);
        }
        self.story.say(id, &[other, ("votes", votes.into()), ("short", short.into())])
    }

    /// For those who were neither elected nor excluded.
    fn left(&self) -> Option<String> {
        let last = self.transcript().stages.last()?;
        let excluded = facts::exclusion(self.transcript(), self.candidate).is_some();
        let out = matches!(&last.action, Action::SecondRound(two) if !two.contains(&self.candidate));
        let votes = facts::votes(last, self.candidate);
        let args = [("name", self.name()), ("votes", votes.into())];
        (!excluded && !out).then(|| self.story.say("count-explain-left", &args))
    }

    /// The most votes that the candidate ever had.
    fn most(&self) -> Decimal {
        let places = facts::places(self.transcript());
        let votes = self.transcript().stages.iter().map(|stage| facts::votes(stage, self.candidate));
        votes.max_by_key(|votes| facts::units(*votes, places)).unwrap_or(Decimal::whole(0))
    }

    fn short_of_quota(&self) -> Option<String> {
        let quota = self.transcript().quota.filter(|_| self.transcript().rule != Rule::TwoRound)?;
        let most = self.most();
        let short = facts::minus(quota, most);
        let args = [("name", self.name()), ("votes", most.into()), ("short", short.into())];
        (!short.is_zero()).then(|| self.story.say("count-explain-short-of-quota", &args))
    }

    /// The last who was elected, where that was with more votes than the candidate ever had.
    fn last_elected(&self) -> Option<String> {
        let last =
            self.transcript().stages.iter().rev().flat_map(|stage| stage.elected.iter().rev()).next()?;
        let short = facts::minus(last.votes, self.most());
        let args = [
            ("other", self.story.name(last.candidate)),
            ("votes", last.votes.into()),
            ("short", short.into()),
            ("name", self.name()),
        ];
        (!short.is_zero()).then(|| self.story.say("count-explain-last-elected", &args))
    }
}
