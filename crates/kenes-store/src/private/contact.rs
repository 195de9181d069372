//! Where persons can be reached, and in which language.

use std::fmt;
use std::future::Future;

use zeroize::Zeroizing;

use super::PersonId;
use crate::port::StoreError;

/// An e-mail address, as whoever keeps it wrote it. Wiped when dropped, and not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactAddress(Zeroizing<String>);

impl ContactAddress {
    /// The address with this text.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ContactAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactAddress(<redacted>)")
    }
}

/// Where a person can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The e-mail address; none for those who get everything on paper.
    pub address: Option<ContactAddress>,
    /// The tag of the language to write in; none where nobody said.
    pub language: Option<String>,
}

/// Where persons can be reached. The module says what all of its verbs promise.
pub trait Contacts: Send + Sync + 'static {
    /// Keeps where a person can be reached, in place of what it was.
    ///
    /// # Errors
    /// The store fails, or the person is not there.
    fn put_contact(
        &self,
        person: PersonId,
        contact: &Contact,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Where a person can be reached; none where nothing was kept.
    ///
    /// # Errors
    /// The store fails.
    fn contact(&self, person: PersonId) -> impl Future<Output = Result<Option<Contact>, StoreError>> + Send;

    /// Where everybody can be reached of whom something was kept, in no order that means anything.
    ///
    /// # Errors
    /// The store fails.
    fn contacts(&self) -> impl Future<Output = Result<Vec<(PersonId, Contact)>, StoreError>> + Send;

    /// Who is reached at exactly this address: nobody, somebody, or several who share it.
    ///
    /// # Errors
    /// The store fails.
    fn persons_at(
        &self,
        address: &ContactAddress,
    ) -> impl Future<Output = Result<Vec<PersonId>, StoreError>> + Send;
}
