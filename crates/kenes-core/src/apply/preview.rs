//! What an act would do, before it is in the record: for whoever must not take in what has no effect.

use kenes_record::act::VerifiedAct;

use super::{Context, Outcome, Said, Stop};
use crate::council::Council;
use crate::evidence::Evidence;
use crate::refusal::Refusal;

impl Council {
    /// What [`Council::apply`] would answer if this were the next act. Nothing changes.
    pub fn preview(&self, act: &VerifiedAct, evidence: &impl Evidence) -> Outcome {
        if self.ids.contains(&act.id()) {
            return Outcome::None(Refusal::Again);
        }
        let context = Context { act: Said::of_act(act), evidence };
        match self.check_envelope(&context).and_then(|()| self.check(&context).map(drop)) {
            Ok(()) => Outcome::Effect,
            Err(Stop::Refused(refusal)) => Outcome::None(refusal),
            Err(Stop::Missing(digest)) => Outcome::Incomplete { digest },
            Err(Stop::NeedsNewer(version)) => Outcome::NeedsNewer { version },
        }
    }
}
