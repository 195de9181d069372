//! Acts of the record by their ids.

use kenes_record::act::{Act, ActId};
use kenes_store::port::{RecordStore as _, StoreError};

use super::Host;

impl Host {
    /// An act of the record; none where there is none with this id.
    ///
    /// # Errors
    /// The store fails.
    pub async fn act(&self, id: &ActId) -> Result<Option<Act>, StoreError> {
        let Some(index) = self.store.index_of(*id.hash()).await? else { return Ok(None) };
        let leaves = self.store.leaves(index..index.saturating_add(1)).await?;
        // What the fold took is an act.
        Ok(leaves.first().and_then(|leaf| Act::parse(&leaf.bytes).ok()))
    }
}
