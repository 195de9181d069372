//! What of the private data has run out is deleted, without anybody asking.
//!
//! Visits and links end by the clock of the machine, whatever a clock for trying out shows; the rest is as old as the
//! council's clock says.

use kenes_store::port::StoreError;
use kenes_store::private::{Counters as _, Drafts as _, Links as _, Visits as _};

use super::Office;

/// How long it can still be told of a link that it is over, in milliseconds: 30 days.
const LINKS: i64 = 30 * 86_400_000;
/// How long acts wait for signatures, in milliseconds: 90 days, longer than any election takes.
const DRAFTS: i64 = 90 * 86_400_000;
/// How long tries are counted, in milliseconds: two hours, longer than any period.
const COUNTS: i64 = 2 * 3_600_000;

impl Office {
    /// Deletes visits that are over, links that were over long ago, acts that nobody signed for long, and how often somebody
    /// tried something hours ago. Called after every tick.
    ///
    /// # Errors
    /// The store fails; the next tick tries again.
    pub async fn forget(&self) -> Result<(), StoreError> {
        let (real, at) = (self.clock.real_milliseconds(), self.clock.milliseconds());
        self.private.forget_visits(real).await?;
        self.private.forget_links(real.saturating_sub(LINKS)).await?;
        self.private.forget_drafts(at.saturating_sub(DRAFTS)).await?;
        self.private.forget_counts(at.saturating_sub(COUNTS)).await?;
        Ok(())
    }
}
