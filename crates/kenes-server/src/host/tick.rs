//! What time it is: the newest head, by the word of witnesses, or of this machine where the policy wants none.

use std::time::Duration;

use kenes_core::{Command, Time};
use kenes_record::act::Holder;
use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature;
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::policy::PolicyLog;
use tokio::time::timeout;

use super::submit::Taken;
use super::{Host, HostError};

/// How long a tick waits for its witnesses.
const PATIENCE: Duration = Duration::from_secs(10);

impl Host {
    /// Writes a tick: the newest head with what was cosigned, and the table of the seats as they are. Without witnesses the time
    /// is this machine's word, given by its own cosignature of the head.
    ///
    /// # Errors
    /// The time is not later than that of the last tick, too few witnesses have cosigned, or the act cannot be written.
    pub async fn tick(&mut self, at: Time) -> Result<Taken, HostError> {
        let mut checkpoint = self.witnessed_head().await?;
        if self.fold.policy().is_quorum([]) {
            self.cosign(&mut checkpoint, at)?;
        }
        let table = self.council().seats_hash();
        self.submit_own(&Command::Tick { checkpoint, table }, at).await
    }

    /// The newest head with a quorum of cosignatures; without one where the witnesses take too long, which the rules then say.
    async fn witnessed_head(&self) -> Result<Checkpoint, HostError> {
        let head = self.head().await?;
        let log = PolicyLog { key: self.key.verifier().clone(), url: None };
        let Ok(policy) = self.fold.policy().for_log(log) else { return Ok(head) };
        let is_enough = |head: &Checkpoint| policy.verify(head).is_ok();
        let size = head.head().size;
        let mut progress = self.sequencer.progress();
        let cosigned = progress.wait_for(|progress| {
            progress.head.as_ref().is_some_and(|head| head.head().size >= size && is_enough(head))
        });
        match timeout(PATIENCE, cosigned).await {
            Ok(found) => found.map_err(|_| HostError::Ended)?.head.clone().ok_or(HostError::Ended),
            Err(_) => Ok(head),
        }
    }

    /// Adds the machine's own word.
    fn cosign(&self, checkpoint: &mut Checkpoint, at: Time) -> Result<(), HostError> {
        let secret = self.key.dangerously_expose_secret();
        let own = NoteSigner::self_named(Holder::Witness.prefix(), KeyUse::Cosignature, &secret)?;
        let line = cosignature::cosign(checkpoint.head(), &own, at.seconds());
        checkpoint.note_mut().push(line);
        Ok(())
    }
}
