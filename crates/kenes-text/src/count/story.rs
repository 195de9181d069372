//! A transcript in sentences, which the table, the page and the reasons share.

mod check;
pub(super) mod committee;
mod lists;
mod orders;
mod stage;
mod tie;

use kenes_count::rule::Family;
use kenes_count::rule::countback::Basis;
use kenes_count::{Action, Candidate, Clause, Decimal, Reading, Rule, Transcript};

pub(super) use self::stage::StageStory;
pub(super) use self::tie::TieStory;
use super::facts::{self, Bystander};
use crate::words::{Arg, Words, shown};

/// Tells of one count in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story<'a> {
    pub transcript: &'a Transcript,
    pub words: Words,
}

/// One of those elected, or a list with its seats, and why.
pub(super) struct ResultLine {
    pub candidate: Candidate,
    pub why: String,
}

impl<'a> Story<'a> {
    pub fn new(transcript: &'a Transcript, words: Words) -> Self {
        Self { transcript, words }
    }

    pub fn say(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        self.words.t(id, args)
    }

    /// A name to be filled into a message.
    pub fn name(&self, candidate: Candidate) -> Arg {
        Arg::Text(shown(self.transcript.candidates.name(candidate)))
    }

    /// Several names to be filled into a message.
    pub fn names(&self, candidates: &[Candidate]) -> Arg {
        let names: Vec<String> =
            candidates.iter().map(|who| self.words.name(self.transcript.candidates.name(*who))).collect();
        Arg::Text(self.words.list(&names))
    }

    /// What the rule is called.
    pub fn rule(&self) -> String {
        self.say(rule_ids(self.transcript.rule).0, &[])
    }

    /// What the rule does.
    pub fn about(&self) -> String {
        self.say(rule_ids(self.transcript.rule).1, &[])
    }

    /// The text that the rule is taken from.
    pub fn source(&self) -> String {
        self.say("count-label-source", &[("source", self.transcript.rule.source().into())])
    }

    /// What there was to fill, what elects and, where it stopped, why.
    pub fn introduction(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(among) = facts::needs_lot(self.transcript) {
            told.push(self.say("count-result-stopped", &[("names", self.names(&among))]));
        }
        let id = if self.transcript.apportionment.is_some() {
            "count-result-distributed"
        } else {
            "count-result-seats"
        };
        told.push(self.say(id, &[("seats", self.transcript.seats.into())]));
        if let Some(quota) = self.transcript.quota {
            told.push(self.say("count-result-quota", &[("quota", quota.into())]));
        }
        told.extend(self.vacated());
        told.extend(self.rankings());
        told.extend(self.lists());
        told.extend(self.group());
        told
    }

    /// What stands above the list of results.
    pub fn result_title(&self) -> String {
        let id = match &self.transcript.apportionment {
            Some(_) => "count-result-seats-of",
            None if self.transcript.elected().is_empty() => "count-result-nobody",
            None => "count-result-elected",
        };
        self.say(id, &[])
    }

    /// Those elected in order, or those with seats.
    pub fn result(&self) -> Vec<ResultLine> {
        let why = |candidate| ResultLine { candidate, why: self.why(candidate) };
        self.transcript.elected().into_iter().map(why).collect()
    }

    /// Seats that nobody stood for.
    pub fn vacant(&self) -> Option<String> {
        let filled = match &self.transcript.apportionment {
            Some(apportionment) => apportionment.seats.iter().map(|seats| u64::from(*seats)).sum(),
            None => u64::try_from(self.transcript.elected().len()).unwrap_or(u64::MAX),
        };
        let vacant = u64::from(self.transcript.seats).saturating_sub(filled);
        let open = vacant > 0 && facts::needs_lot(self.transcript).is_none();
        open.then(|| self.say("count-result-vacant", &[("seats", vacant.into())]))
    }

    fn why(&self, candidate: Candidate) -> String {
        if let Some(apportionment) = &self.transcript.apportionment {
            let seats = apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
            let votes = apportionment.votes.get(candidate.index()).copied().unwrap_or(0);
            let votes = crate::words::number(votes);
            return self.say("count-why-seats", &[("seats", seats.into()), ("votes", votes.into())]);
        }
        let Some((stage, elected)) = facts::election(self.transcript, candidate) else {
            return String::new();
        };
        let id = match elected.clause {
            Clause::Quota => "count-why-quota",
            Clause::LastVacancies => "count-why-last-vacancies",
            Clause::Majority => "count-why-majority",
            Clause::MostVotes => "count-why-most-votes",
            Clause::OfGroup => "count-why-of-group",
            Clause::Unbeaten => "count-why-unbeaten",
            Clause::HighestGrade => "count-why-highest-grade",
            Clause::Preferred => "count-why-preferred",
            Clause::InProportion => return self.chosen_by(candidate),
            Clause::ActiveVote => "count-why-other",
            _ => "count-why-other",
        };
        let quota = stage.quota.or(self.transcript.quota).map_or_else(|| "".into(), Arg::from);
        let sentence = self.say(
            id,
            &[
                ("votes", elected.votes.into()),
                ("stage", stage.number.into()),
                ("quota", quota),
                ("grade", self.grade(elected.votes)),
            ],
        );
        self.with_clause(sentence, elected.source)
    }

    /// The sentence with the clause of the rule behind it, where there is one.
    pub fn with_clause(&self, sentence: String, clause: &str) -> String {
        if clause.is_empty() {
            return sentence;
        }
        let clause = match clause.strip_prefix("rule ") {
            Some(number) => self.say("count-clause-rule", &[("number", number.into())]),
            None => clause.to_owned(),
        };
        self.say("count-stage-clause", &[("sentence", sentence.into()), ("clause", clause.into())])
    }

    fn vacated(&self) -> Vec<String> {
        let Some(vacated) = &self.transcript.vacated else { return Vec::new() };
        let name = || ("name", self.name(vacated.vacating));
        let basis = match vacated.basis {
            Basis::Quota => self.say("count-vacated-quota", &[name()]),
            Basis::AllVotes => self.say("count-vacated-all-votes", &[]),
            _ => String::new(),
        };
        let standing = self.say("count-vacated-standing", &[("names", self.names(&vacated.standing))]);
        vec![self.say("count-vacated-by", &[name()]), standing, basis]
    }

    /// What stands above what was done with the papers, or above the sums where nobody saw papers.
    pub fn reading_title(&self) -> String {
        let read = self.transcript.reading.or(self.transcript.second_reading).is_some();
        self.say(if read { "count-label-reading" } else { "count-label-votes" }, &[])
    }

    /// What was done with the papers before the count; of sums, how many votes they make.
    pub fn reading(&self) -> Vec<String> {
        let mut told = match &self.transcript.reading {
            Some(reading) => self.papers(reading),
            None => self.sums(),
        };
        let second = self.transcript.second_reading.iter().flat_map(|reading| self.papers(reading));
        told.extend(self.of_second(second));
        told.extend(self.withdrawn());
        told
    }

    /// What was done with papers that are not as they should be.
    pub fn odd_papers(&self) -> Vec<String> {
        let mut told: Vec<String> =
            self.transcript.reading.iter().flat_map(|reading| self.odd(reading)).collect();
        let second = self.transcript.second_reading.iter().flat_map(|reading| self.odd(reading));
        told.extend(self.of_second(second));
        told
    }

    /// That it is said of a second vote.
    fn of_second(&self, told: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
        told.map(|sentence| self.say("count-reading-second", &[("sentence", sentence.into())]))
    }

    fn papers(&self, reading: &Reading) -> Vec<String> {
        let args = [("papers", reading.papers.into()), ("valid", reading.valid.into())];
        let mut told = vec![self.say("count-reading-papers", &args)];
        told.extend(self.odd(reading));
        let cut = [reading.cut_at_skip, reading.cut_at_equal, reading.cut_at_repeat];
        let ranked = self.transcript.rule.family() == Family::Ranked;
        if ranked && reading.valid > 0 && cut.iter().all(|papers| *papers == 0) {
            told.push(self.say("count-reading-whole", &[]));
        }
        told
    }

    fn sums(&self) -> Vec<String> {
        // Of a profile of grades nobody knows the papers, and its numbers are no votes.
        if self.transcript.grading.is_some() {
            return Vec::new();
        }
        let votes = match (&self.transcript.apportionment, self.transcript.stages.first()) {
            (Some(apportionment), _) => {
                apportionment.votes.iter().map(|votes| Decimal::whole(*votes)).collect()
            }
            (None, Some(stage)) => stage.votes.clone(),
            (None, None) => return Vec::new(),
        };
        vec![self.say("count-reading-votes", &[("votes", facts::sum(&votes).into())])]
    }

    fn odd(&self, reading: &Reading) -> Vec<String> {
        // In a countback more do not take part than those who withdrew.
        let passed_over = if self.transcript.vacated.is_some() {
            "count-reading-nobody-stands"
        } else {
            "count-reading-nobody-standing"
        };
        let odd = [
            ("count-reading-blank", reading.blank),
            ("count-reading-no-first", reading.no_first),
            (passed_over, reading.nobody_standing),
            ("count-reading-cut-at-skip", reading.cut_at_skip),
            ("count-reading-cut-at-equal", reading.cut_at_equal),
            ("count-reading-cut-at-repeat", reading.cut_at_repeat),
        ];
        let found = odd.into_iter().filter(|(_, papers)| *papers > 0);
        found.map(|(id, papers)| self.say(id, &[("papers", papers.into())])).collect()
    }

    fn withdrawn(&self) -> Option<String> {
        let candidates = &self.transcript.candidates;
        let withdrawn: Vec<Candidate> =
            candidates.iter().filter(|candidate| candidates.is_withdrawn(*candidate)).collect();
        let read = self.transcript.reading.is_some();
        let id = if read { "count-reading-withdrawn" } else { "count-reading-withdrawn-sums" };
        (!withdrawn.is_empty()).then(|| self.say(id, &[("names", self.names(&withdrawn))]))
    }

    /// What a stage does, in a word.
    pub fn action(&self, action: &Action) -> String {
        let name = facts::subject(action).map_or_else(|| "".into(), |candidate| self.name(candidate));
        let id = match action {
            Action::FirstPreferences if facts::is_of_approvals(self.transcript) => "count-action-approvals",
            Action::FirstPreferences => "count-action-first-preferences",
            Action::Surplus(_) => "count-action-surplus",
            Action::Exclude(_) => "count-action-exclude",
            Action::SecondRound(_) => "count-action-second-round",
            Action::HeldPapers(_) => "count-action-held-papers",
            Action::ExcludeTogether(_) => "count-action-exclude-together",
            Action::Reweigh => "count-action-reweigh",
            Action::Compare => "count-action-compare",
            Action::Grade => "count-action-grade",
            Action::Score => "count-action-score",
            _ => "count-action-other",
        };
        let together: &[Candidate] =
            if let Action::ExcludeTogether(candidates) = action { candidates } else { &[] };
        self.say(id, &[("name", name), ("names", self.names(together))])
    }

    /// What became of a candidate, in a word.
    pub fn fate(&self, candidate: Candidate) -> String {
        let stage = |number: u32| [("stage", number.into())];
        if self.transcript.candidates.is_withdrawn(candidate) {
            self.say("count-label-withdrawn", &[])
        } else if let Some((at, _)) = facts::election(self.transcript, candidate) {
            let only = self.transcript.stages.len() == 1;
            self.say(if only { "count-label-elected" } else { "count-label-elected-at" }, &stage(at.number))
        } else if let Some(at) = facts::exclusion(self.transcript, candidate) {
            self.say("count-label-excluded-at", &stage(at.number))
        } else {
            let id = match facts::bystander(self.transcript, candidate) {
                Some(Bystander::Vacates) => "count-label-vacated",
                Some(Bystander::HoldsSeat) => "count-label-holds-a-seat",
                Some(Bystander::DoesNotStand) => "count-label-does-not-stand",
                None => "count-label-not-elected",
            };
            self.say(id, &[])
        }
    }
}

/// What was done with papers that are not as they should be; nothing where all were.
pub fn odd_papers(transcript: &Transcript, words: &Words) -> Vec<String> {
    Story::new(transcript, *words).odd_papers()
}

/// The ids of a rule's name and of what it does.
pub(crate) const fn rule_ids(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::ScottishStv => ("count-rule-scottish-stv", "count-rule-scottish-stv-about"),
        Rule::Plurality => ("count-rule-plurality", "count-rule-plurality-about"),
        Rule::Approval => ("count-rule-approval", "count-rule-approval-about"),
        Rule::TwoRound => ("count-rule-two-round", "count-rule-two-round-about"),
        Rule::SainteLague => ("count-rule-sainte-lague", "count-rule-sainte-lague-about"),
        Rule::Dhondt => ("count-rule-dhondt", "count-rule-dhondt-about"),
        Rule::Hamilton => ("count-rule-hamilton", "count-rule-hamilton-about"),
        Rule::HuntingtonHill => ("count-rule-huntington-hill", "count-rule-huntington-hill-about"),
        Rule::SeqPav => ("count-rule-seqpav", "count-rule-seqpav-about"),
        Rule::RevSeqPav => ("count-rule-revseqpav", "count-rule-revseqpav-about"),
        Rule::SeqPhragmen => ("count-rule-seqphragmen", "count-rule-seqphragmen-about"),
        Rule::EqualShares => ("count-rule-equal-shares", "count-rule-equal-shares-about"),
        Rule::EqualSharesCardinality => {
            ("count-rule-equal-shares-cardinality", "count-rule-equal-shares-cardinality-about")
        }
        Rule::Greedy => ("count-rule-greedy", "count-rule-greedy-about"),
        Rule::GreedyNoSkip => ("count-rule-greedy-no-skip", "count-rule-greedy-no-skip-about"),
        Rule::Countback => ("count-rule-countback", "count-rule-countback-about"),
        Rule::MeekPrf => ("count-rule-meek-prf", "count-rule-meek-prf-about"),
        Rule::MeekHww => ("count-rule-meek-hww", "count-rule-meek-hww-about"),
        Rule::Warren => ("count-rule-warren", "count-rule-warren-about"),
        Rule::WigmPrf => ("count-rule-wigm-prf", "count-rule-wigm-prf-about"),
        Rule::Ers97 => ("count-rule-ers97", "count-rule-ers97-about"),
        Rule::Schulze => ("count-rule-schulze", "count-rule-schulze-about"),
        Rule::SchulzeMargins => ("count-rule-schulze-margins", "count-rule-schulze-margins-about"),
        Rule::RankedPairs => ("count-rule-ranked-pairs", "count-rule-ranked-pairs-about"),
        Rule::MajorityJudgment => ("count-rule-majority-judgment", "count-rule-majority-judgment-about"),
        Rule::Score => ("count-rule-score", "count-rule-score-about"),
        Rule::Star => ("count-rule-star", "count-rule-star-about"),
        _ => ("count-rule-other", "count-rule-other-about"),
    }
}
