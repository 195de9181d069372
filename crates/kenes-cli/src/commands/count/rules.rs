//! `kenes count rules`, and the names of the rules on the command line.

use std::fmt::Write as _;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use kenes_count::Rule;
use kenes_count::rule::Family;
use serde_json::json;

use crate::error::Result;
use crate::output::Output;

/// Lists the rules with their sources
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    /// Prints the list.
    pub fn run(self, output: Output) -> Result<()> {
        let Self {} = self;
        let rules: Vec<_> = Rule::ALL
            .iter()
            .map(|rule| json!({ "rule": rule.name(), "does": does(*rule), "source": rule.source() }))
            .collect();
        let mut text = String::new();
        for rule in Rule::ALL {
            let _ = writeln!(text, "{:<24} {}\n{:<24} {}", rule.name(), does(*rule), "", rule.source());
        }
        output.data(&json!({ "rules": rules }), text.trim_end())
    }
}

/// Reads the name of a rule.
pub fn parser() -> impl TypedValueParser<Value = Rule> {
    let values = Rule::ALL.iter().map(|rule| PossibleValue::new(rule.name()).help(does(*rule)));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Rule>())
}

/// What a rule does, in a line.
fn does(rule: Rule) -> &'static str {
    match rule {
        Rule::ScottishStv => "ranked ballots; several seats, or one",
        Rule::Plurality => "one choice a ballot, or sums; the most votes",
        Rule::Approval => "any number of choices a ballot, or sums; the most votes",
        Rule::TwoRound => "ranked ballots, or a second vote; one seat by a majority",
        Rule::SainteLague => "sums; seats in proportion, divisors 1, 3, 5, …",
        Rule::Dhondt => "sums; seats in proportion, divisors 1, 2, 3, …",
        Rule::Hamilton => "sums; seats in proportion, largest remainders",
        Rule::HuntingtonHill => "sums; seats in proportion, at least one each",
        Rule::Countback => "the ballots of the election that filled a seat; whoever follows",
        Rule::MeekPrf | Rule::MeekHww => "ranked ballots; several seats, surpluses shared exactly",
        Rule::Warren => "ranked ballots; several seats, surpluses shared by price",
        Rule::WigmPrf => "ranked ballots; several seats, weighted transfers of four decimals",
        Rule::Ers97 => "ranked ballots; several seats, transfers of the last papers received",
        Rule::MajorityJudgment => "grades; one seat, the highest median",
        Rule::Score => "scores; the highest sums",
        Rule::Star => "scores; one seat, a second round between the two highest sums",
        Rule::Schulze => "ranked ballots; one seat, by the strongest paths of majorities",
        Rule::SchulzeMargins => "the same, majorities measured by margins",
        Rule::RankedPairs => "ranked ballots; one seat, majorities kept from the strongest down",
        Rule::SeqPav => "approvals; a committee in proportion, whoever adds most satisfaction",
        Rule::RevSeqPav => "approvals; a committee in proportion, whoever is missed least leaves",
        Rule::SeqPhragmen => "approvals; a committee in proportion, by equal loads",
        Rule::EqualShares => "approvals, or a budget (.pb); equal shares, projects worth their cost",
        Rule::EqualSharesCardinality => "a budget (.pb); equal shares, projects worth the same",
        Rule::Greedy => "a budget (.pb); by votes, passing over what is too dear",
        Rule::GreedyNoSkip => "a budget (.pb); by votes, up to the first that is too dear",
        _ => match rule.family() {
            Family::Ranked => "ranked ballots",
            Family::Pairs => "ranked ballots; one seat, by pairs",
            Family::Scores => "grades or scores",
            Family::Sums => "choices, or sums",
            Family::Apportionment => "sums; seats in proportion",
            Family::Committee => "approvals; a committee",
            Family::Budget => "a budget",
        },
    }
}
