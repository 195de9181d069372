//! Founders: persons of whom nothing stands in the record but a key.

use std::future::Future;

use super::{Person, PersonId, PutPersonError};
use crate::port::StoreError;

/// Who of the persons are founders. The module says what all of its verbs promise.
pub trait Founders: Send + Sync + 'static {
    /// Keeps a person as the founder with this number, both or neither. What older programs kept of the founder, the setting
    /// `founder/N` with the name, is deleted and overwritten with it.
    ///
    /// # Errors
    /// As for [`put_person`](super::PrivateStore::put_person), or there is a founder with this number.
    fn put_founder(
        &self,
        number: u32,
        person: &Person,
    ) -> impl Future<Output = Result<(), PutPersonError>> + Send;

    /// The founders who were not erased, by their numbers.
    ///
    /// # Errors
    /// The store fails.
    fn founders(&self) -> impl Future<Output = Result<Vec<(u32, PersonId)>, StoreError>> + Send;
}

/// The setting in which older programs kept a founder's name.
pub(crate) fn old_setting(number: u32) -> String {
    format!("founder/{number}")
}
