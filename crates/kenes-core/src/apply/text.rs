//! A text is deleted: by who wrote it, or by the registrars.

use alloc::boxed::Box;

use kenes_record::Hash;
use kenes_record::act::ActId;

use super::{Change, Context, Stop};
use crate::act::body;
use crate::council::Council;
use crate::evidence::Evidence;
use crate::refusal::Refusal;

body! {
    /// `blob.withdrawn`.
    BlobWithdrawn {
        act: ActId,
        blob: Hash,
    }
}

impl Council {
    /// The first act that named a text says whose it is, so that nobody takes another's text by naming it too. What rules
    /// read is never deleted.
    pub(super) fn blob_withdrawn(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let BlobWithdrawn { act, blob } = BlobWithdrawn::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let signers = context.members(self)?;
        let text = self.blobs.texts.get(&blob);
        let wrote = |signer| text.is_some_and(|text| text.authors.contains(signer));
        if !signers.iter().all(wrote) {
            self.check_only_registrars(&signers)?;
        }
        if !self.ids.contains(&act) {
            return Err(Refusal::Reference.into());
        }
        if text.is_none_or(|text| text.act != act) || self.blobs.documents.contains(&blob) {
            return Err(Refusal::Text.into());
        }
        if self.is_withdrawn(&blob) {
            return Err(Refusal::Withdrawn.into());
        }
        Ok(Box::new(move |council| {
            council.withdrawn.insert(blob);
        }))
    }
}
