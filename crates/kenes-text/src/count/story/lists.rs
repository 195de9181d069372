//! What a statute adds to the distribution of seats, and who of each list is seated, in words.

use kenes_count::lists::{Jump, Persons};
use kenes_count::{Apportionment, Candidate};

use super::Story;
use crate::words::{decimal, shown};

impl Story<'_> {
    /// The threshold, the most seats, the alliances; then the persons of each list, and seats that went to the group.
    pub fn lists(&self) -> Vec<String> {
        let terms = self.transcript.apportionment.iter().flat_map(|apportionment| self.terms(apportionment));
        let mut told: Vec<String> = terms.collect();
        if let Some(persons) = &self.transcript.persons {
            told.extend(self.persons(persons));
        }
        told
    }

    /// The group of persons that has to have a number of seats.
    pub fn group(&self) -> Vec<String> {
        let Some(group) = &self.transcript.group else { return Vec::new() };
        let args = [("number", group.at_least.into()), ("names", self.names(&group.members))];
        let mut told = vec![self.say("count-result-group", &args)];
        let needed = group.needed(&self.transcript.candidates);
        if needed < usize::try_from(group.at_least).unwrap_or(usize::MAX) {
            told.push(self.say("count-result-group-short", &[("number", needed.into())]));
        }
        told
    }

    fn terms(&self, apportionment: &Apportionment) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(threshold) = apportionment.threshold {
            told.push(self.say("count-result-threshold", &[("percent", decimal(threshold).into())]));
        }
        if !apportionment.below.is_empty() {
            told.push(self.say("count-result-below", &[("names", self.names(&apportionment.below))]));
        }
        if let Some(maximum) = apportionment.maximum {
            told.push(self.say("count-result-maximum", &[("maximum", maximum.into())]));
        }
        told.extend(apportionment.alliances.iter().map(|alliance| {
            let args = [
                ("names", self.names(&alliance.members)),
                ("votes", alliance.votes.into()),
                ("seats", alliance.seats.into()),
            ];
            self.say("count-result-alliance", &args)
        }));
        told
    }

    fn persons(&self, persons: &Persons) -> Vec<String> {
        let of = |list: Candidate| {
            let names: Vec<String> = persons
                .seated
                .iter()
                .filter(|seated| seated.list == list)
                .map(|seated| self.words.name(&seated.person.name))
                .collect();
            let args = [("list", self.name(list)), ("names", self.words.list(&names).into())];
            (!names.is_empty()).then(|| self.say("count-person-list", &args))
        };
        let mut told: Vec<String> = self.transcript.candidates.iter().filter_map(of).collect();
        if persons.vacant > 0 {
            told.push(self.say("count-person-vacant", &[("seats", persons.vacant.into())]));
        }
        if persons.at_least > 0 {
            told.push(self.say("count-jump-group", &[("number", persons.at_least.into())]));
        }
        told.extend(persons.jumps.iter().map(|jump| self.jump(jump)));
        let has = persons.seated.iter().filter(|seated| seated.person.is_of_group).count();
        if u32::try_from(has).unwrap_or(u32::MAX) < persons.at_least {
            told.push(self.say("count-jump-short", &[("seats", has.into())]));
        }
        told
    }

    fn jump(&self, jump: &Jump) -> String {
        let ((list, from), (other, to)) = (&jump.from, &jump.to);
        let id = if list == other { "count-jump-within" } else { "count-jump-between" };
        let args = [
            ("from", shown(&from.name).into()),
            ("to", shown(&to.name).into()),
            ("list", self.name(*list)),
            ("other", self.name(*other)),
        ];
        self.say(id, &args)
    }
}
