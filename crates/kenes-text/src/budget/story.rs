//! A funding in sentences, which the table, the page and the reasons share.

use kenes_count::budget::{Budget, Completion, Funding, Purchase};
use kenes_count::{Candidate, Tie};

use super::json::rounded;
use crate::count::rule_ids;
use crate::words::{Arg, Words, decimal, number, shown};

/// Tells of one funding in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story<'a> {
    pub budget: &'a Budget,
    pub funding: &'a Funding,
    pub words: Words,
}

impl Story<'_> {
    pub fn say(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        self.words.t(id, args)
    }

    /// The id of a project and its name, where it has one.
    pub fn name(&self, project: Candidate) -> String {
        let (id, name) = (self.budget.id(project), self.budget.name(project));
        shown(&if id == name { id.to_owned() } else { format!("{id} {name}") })
    }

    pub fn names(&self, projects: &[Candidate]) -> Arg {
        let names: Vec<String> =
            projects.iter().map(|project| self.words.name(&self.name(*project))).collect();
        self.words.list(&names).into()
    }

    pub fn rule(&self) -> String {
        let rule = self.say(rule_ids(self.funding.rule).0, &[]);
        match self.completion() {
            Some(completion) => {
                self.say("count-budget-completed", &[("rule", rule.into()), ("how", completion.into())])
            }
            None => rule,
        }
    }

    pub fn about(&self) -> Vec<String> {
        let mut told = vec![self.say(rule_ids(self.funding.rule).1, &[])];
        told.extend(self.completion());
        let source = ("source", self.funding.rule.source().into());
        told.push(self.say("count-label-source", &[source]));
        told
    }

    fn completion(&self) -> Option<String> {
        let id = match self.funding.completion {
            Completion::Add1 => "count-budget-add1",
            Completion::Add1Utilitarian => "count-budget-add1u",
            Completion::Utilitarian => "count-budget-utilitarian",
            Completion::None | _ => return None,
        };
        Some(self.say(id, &[]))
    }

    /// What there was, what was spent and, where it stopped, why.
    pub fn introduction(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(tie) = self.open_tie() {
            told.push(self.say("count-result-stopped", &[("names", self.names(&tie.tied))]));
        }
        let budget = self.budget;
        let args = [
            ("money", decimal(budget.money()).into()),
            ("projects", budget.ids().len().into()),
            ("voters", number(budget.voters()).into()),
        ];
        told.push(self.say("count-budget-money", &args));
        if let Some(share) = &self.funding.share {
            let share = rounded(share, budget.places());
            told.push(self.say("count-budget-share", &[("share", decimal(share).into())]));
        }
        if self.funding.increments > 0 {
            let times = number(self.funding.increments);
            told.push(self.say("count-budget-increments", &[("times", times.into())]));
        }
        let left = budget.money().units().saturating_sub(self.funding.spent.units());
        let left = kenes_count::Decimal::new(left, budget.places());
        let args = [("spent", decimal(self.funding.spent).into()), ("left", decimal(left).into())];
        told.push(self.say("count-budget-spent", &args));
        told
    }

    pub fn result_title(&self) -> String {
        let nothing = self.funding.elected().is_empty();
        self.say(if nothing { "count-budget-nothing" } else { "count-budget-funded" }, &[])
    }

    /// The funded projects in order, and why.
    pub fn result(&self) -> Vec<(Candidate, String)> {
        let elected = self.funding.elected().into_iter();
        elected.map(|project| (project, self.say(self.how(project), &self.facts(project)))).collect()
    }

    fn how(&self, project: Candidate) -> &'static str {
        let bought = self.funding.purchases.iter().any(|purchase| purchase.project == project);
        match (bought, self.funding.share.is_some()) {
            (true, _) => "count-budget-by-shares",
            (false, true) => "count-budget-with-the-rest",
            (false, false) => "count-budget-by-votes",
        }
    }

    fn facts(&self, project: Candidate) -> [(&'static str, Arg); 3] {
        [
            ("name", self.name(project).into()),
            ("cost", decimal(self.budget.cost(project)).into()),
            ("votes", number(self.budget.points(project)).into()),
        ]
    }

    /// Who paid what for a project.
    pub fn payers(&self, purchase: &Purchase) -> Vec<String> {
        let mut told = Vec::new();
        for payment in &purchase.full {
            let args = [
                ("voters", number(payment.voters).into()),
                ("points", payment.points.into()),
                ("each", decimal(payment.each).into()),
            ];
            let id = if self.budget.is_scored() { "count-budget-full-points" } else { "count-budget-full" };
            told.push(self.say(id, &args));
        }
        let gave = purchase.gave.iter();
        let voters = gave.clone().fold(0, |sum: u64, payment| sum.saturating_add(payment.voters));
        if let (Some(most), Some(least)) = (purchase.gave.first(), purchase.gave.last()) {
            let args = [
                ("voters", number(voters).into()),
                ("sum", decimal(rounded(&purchase.last_together, self.budget.places())).into()),
                ("least", decimal(least.each).into()),
                ("most", decimal(most.each).into()),
            ];
            told.push(self.say("count-budget-last", &args));
        }
        let full = purchase.full.iter().fold(0, |sum: u64, payment| sum.saturating_add(payment.voters));
        let without = self.budget.votes(purchase.project).saturating_sub(full).saturating_sub(voters);
        if without > 0 {
            told.push(self.say("count-budget-nothing-left", &[("voters", number(without).into())]));
        }
        told
    }

    /// Why a project is not funded.
    pub fn why_not(&self, project: Candidate) -> String {
        let [name, cost, votes] = self.facts(project);
        if self.budget.points(project) == 0 {
            return self.say("count-budget-no-votes", &[name]);
        }
        if self.open_tie().is_some() {
            return self.say("count-budget-stopped", &[name]);
        }
        match self.funding.unpaid.iter().find(|(other, _)| *other == project) {
            Some((_, have)) => {
                let have = ("have", decimal(*have).into());
                self.say("count-budget-not-paid", &[name, cost, votes, have])
            }
            None => self.say("count-budget-too-dear", &[name, cost, votes]),
        }
    }

    pub fn ties(&self) -> Vec<(String, Option<String>)> {
        let told = |tie: &Tie| {
            let names = ("names", self.names(&tie.tied));
            match (tie.chosen, &tie.lot) {
                (Some(chosen), Some(lot)) => {
                    let hash: String = lot.digest.iter().map(|byte| format!("{byte:02x}")).collect();
                    let chosen = ("chosen", self.name(chosen).into());
                    (
                        self.say("count-budget-lot", &[names, chosen, ("hash", hash.into())]),
                        Some(lot.text.clone()),
                    )
                }
                _ => (self.say("count-result-stopped", &[names]), None),
            }
        };
        self.funding.ties.iter().map(told).collect()
    }

    fn open_tie(&self) -> Option<&Tie> {
        self.funding.ties.last().filter(|tie| tie.chosen.is_none())
    }
}

/// Why a project is funded or is not, and who pays for it.
pub fn explain(budget: &Budget, funding: &Funding, project: Candidate, words: &Words) -> Vec<String> {
    let story = Story { budget, funding, words: *words };
    if !funding.elected().contains(&project) {
        return vec![story.why_not(project)];
    }
    let id = match story.how(project) {
        "count-budget-by-shares" => "count-budget-why-shares",
        "count-budget-with-the-rest" => "count-budget-why-rest",
        _ => "count-budget-why-votes",
    };
    let mut told = vec![story.say(id, &story.facts(project))];
    let purchase = funding.purchases.iter().find(|purchase| purchase.project == project);
    told.extend(purchase.into_iter().flat_map(|purchase| story.payers(purchase)));
    told
}
