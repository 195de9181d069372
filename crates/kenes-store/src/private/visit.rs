//! Browsers that entered.
//!
//! A browser keeps 32 random bytes in a cookie; the store has only their hash, so that who reads the store cannot enter.

use std::fmt;
use std::future::Future;

use kenes_record::Hash;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::PersonId;
use crate::port::StoreError;

/// The name of a visit: the SHA-256 of what the browser keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VisitId(Hash);

impl VisitId {
    /// The name of the visit whose browser keeps these bytes.
    pub fn of_cookie(cookie: &[u8; 32]) -> Self {
        Self(Hash::of(cookie))
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// What the forms of a visit carry, so that no other site can send one. Wiped when dropped.
#[derive(Clone)]
pub struct FormToken(Zeroizing<[u8; 32]>);

impl FormToken {
    /// The token with these random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Its bytes, for the forms.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether a form carries this token; how long it takes tells nothing.
    pub fn is(&self, bytes: &[u8]) -> bool {
        self.0.as_slice().ct_eq(bytes).into()
    }
}

impl fmt::Debug for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormToken(<redacted>)")
    }
}

/// A browser that entered. Times are milliseconds since 1970.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What names it.
    pub id: VisitId,
    /// Whose it is; none for whoever begins in an empty folder.
    pub person: Option<PersonId>,
    /// What its forms carry.
    pub token: FormToken,
    /// When it began.
    pub made: i64,
    /// When it was last seen.
    pub seen: i64,
    /// From when on it is over.
    pub ends: i64,
}

/// Browsers that entered. The module says what all of its verbs promise.
pub trait Visits: Send + Sync + 'static {
    /// Keeps a visit.
    ///
    /// # Errors
    /// The store fails, the person is not there, or there is a visit of this name.
    fn put_visit(&self, visit: &Visit) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// A visit that is not over at this time.
    ///
    /// # Errors
    /// The store fails.
    fn visit(&self, id: VisitId, at: i64) -> impl Future<Output = Result<Option<Visit>, StoreError>> + Send;

    /// Notes that a visit goes on, and until when; false when it was over or is none.
    ///
    /// # Errors
    /// The store fails.
    fn visit_seen(
        &self,
        id: VisitId,
        at: i64,
        ends: i64,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Ends a visit; false when there is none.
    ///
    /// # Errors
    /// The store fails.
    fn end_visit(&self, id: VisitId) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Ends every visit of a person; says how many.
    ///
    /// # Errors
    /// The store fails.
    fn end_visits_of(&self, person: PersonId) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Deletes the visits that are over at this time; says how many.
    ///
    /// # Errors
    /// The store fails.
    fn forget_visits(&self, at: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
