//! The official count of the ballots that a scenario takes.

use kenes_count::{Candidate, Decimal, Stage, Transcript};
use serde_json::Value;

/// The official count of Dundee, Ward 5 (`vectors/count/README.md` says where it comes from).
const DUNDEE: &str =
    include_str!("../../../../../vectors/count/stv-scottish/dundee_2022_ward5.scottish-stv.rounds.json");

/// An official count, stage by stage.
#[derive(Debug)]
pub struct Official(Value);

/// Where a count differs from the official one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Difference {
    #[error("the official count of the scenario cannot be read")]
    Unread,
    #[error("the quota is not the official one")]
    Quota,
    #[error("there are {found} stages, and officially {expected}")]
    Stages { found: usize, expected: usize },
    #[error("stage {stage} is not the official one")]
    Stage { stage: u32 },
}

impl Official {
    /// The count of Dundee, Ward 5.
    pub fn dundee() -> Result<Self, Difference> {
        serde_json::from_str(DUNDEE).map(Self).map_err(|_| Difference::Unread)
    }

    /// Who was elected, in order.
    pub fn elected(&self) -> Vec<&str> {
        let elected = self.stages().iter().filter_map(|stage| stage.get("elected_this_stage")?.as_array());
        elected.flatten().filter_map(Value::as_str).collect()
    }

    /// Checks that a count is this one: the quota, and in each stage every number and who was elected.
    pub fn compare(&self, transcript: &Transcript) -> Result<(), Difference> {
        let quota = transcript.quota.map(|quota| quota.to_string());
        if quota.is_none() || self.0.get("quota").and_then(Value::as_str) != quota.as_deref() {
            return Err(Difference::Quota);
        }
        let (stages, expected) = (&transcript.stages, self.stages());
        if stages.len() != expected.len() {
            return Err(Difference::Stages { found: stages.len(), expected: expected.len() });
        }
        let differs = stages.iter().zip(expected).find(|(stage, expected)| !is(transcript, stage, expected));
        differs.map_or(Ok(()), |(stage, _)| Err(Difference::Stage { stage: stage.number }))
    }

    /// The first preferences for a candidate.
    #[cfg(test)]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.stages().first()?.get("votes")?.get(name)?.as_str()
    }

    fn stages(&self) -> &[Value] {
        self.0.get("stages").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

fn is(transcript: &Transcript, stage: &Stage, expected: &Value) -> bool {
    let name = |candidate: Candidate| transcript.candidates.name(candidate);
    let number =
        |value: Option<&Value>, found: &Decimal| value.and_then(Value::as_str) == Some(&found.to_string());
    let votes = transcript.candidates.iter().zip(&stage.votes);
    let elected = expected.get("elected_this_stage").and_then(Value::as_array);
    let elected = elected.into_iter().flatten().filter_map(Value::as_str);
    elected.eq(stage.elected.iter().map(|elected| name(elected.candidate)))
        && number(expected.get("non_transferable"), &stage.non_transferable)
        && votes.into_iter().all(|(candidate, votes)| {
            number(expected.get("votes").and_then(|all| all.get(name(candidate))), votes)
        })
}
