//! Orders of candidates and grades in words.

use kenes_count::{Decimal, Transcript};

use super::Story;
use crate::words::{Arg, shown};

impl Story<'_> {
    /// The order of all, where the rule makes one; who beats everybody; and that several are level at the top.
    pub fn rankings(&self) -> Vec<String> {
        let mut told = Vec::new();
        let transcript = self.transcript;
        if let Some(condorcet) = transcript.pairwise.as_ref().and_then(|pairwise| pairwise.condorcet) {
            told.push(self.say("count-result-condorcet", &[("name", self.name(condorcet))]));
        }
        let groups = ranking(transcript);
        if !groups.is_empty() {
            let name =
                |candidate: &kenes_count::Candidate| self.words.name(transcript.candidates.name(*candidate));
            let group =
                |group: &Vec<kenes_count::Candidate>| group.iter().map(name).collect::<Vec<_>>().join(" = ");
            let ranking = groups.iter().map(group).collect::<Vec<_>>().join(" > ");
            told.push(self.say("count-result-ranking", &[("ranking", ranking.into())]));
            if transcript.elected().len() > 1 {
                told.push(self.say("count-result-several", &[]));
            }
        }
        told
    }

    /// The grade that has this number, where there are grades.
    pub fn grade(&self, number: Decimal) -> Arg {
        let grades = self.transcript.grading.as_ref().map_or(&[][..], |grading| &grading.grades);
        let grade = usize::try_from(number.units()).ok().and_then(|number| grades.get(number));
        Arg::Text(grade.map(|grade| shown(grade)).unwrap_or_default())
    }
}

/// Everybody in order, those who are equal together.
fn ranking(transcript: &Transcript) -> &[Vec<kenes_count::Candidate>] {
    match (&transcript.pairwise, &transcript.grading) {
        (Some(pairwise), _) => &pairwise.ranking,
        (None, Some(grading)) => &grading.ranking,
        (None, None) => &[],
    }
}
