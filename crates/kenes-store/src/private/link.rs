//! Links by which one enters, once.
//!
//! A link carries 32 random bytes; the store has only their hash. Looking at a link changes nothing; redeeming uses it up,
//! and of those who redeem it at the same time exactly one succeeds.

use std::fmt;
use std::future::Future;
use std::str::FromStr;

use kenes_record::Hash;

use super::PersonId;
use crate::port::StoreError;

/// The name of a link: the SHA-256 of the bytes that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(Hash);

impl LinkId {
    /// The name of the link that carries these bytes.
    pub fn of_secret(secret: &[u8; 32]) -> Self {
        Self(Hash::of(secret))
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// What a link is for: a word of lower-case letters and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purpose(String);

/// A text is not the word of a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 1 to 32 lower-case letters and hyphens")]
pub struct PurposeError;

impl FromStr for Purpose {
    type Err = PurposeError;

    fn from_str(text: &str) -> Result<Self, PurposeError> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        let is_word = (1..=32).contains(&text.len()) && text.bytes().all(fits);
        if is_word { Ok(Self(text.to_owned())) } else { Err(PurposeError) }
    }
}

impl Purpose {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A link. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What names it.
    pub id: LinkId,
    /// What it is for.
    pub purpose: Purpose,
    /// Whom it lets enter; none for whoever begins in an empty folder.
    pub person: Option<PersonId>,
    /// When it was made.
    pub made: i64,
    /// From when on it lets nobody enter.
    pub ends: i64,
    /// When it was redeemed; none as long as it was not.
    pub used: Option<i64>,
}

/// Links by which one enters. The module says what all of its verbs promise.
pub trait Links: Send + Sync + 'static {
    /// Keeps a link.
    ///
    /// # Errors
    /// The store fails, the person is not there, or there is a link of this name.
    fn put_link(&self, link: &Link) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// A link, which this does not change.
    ///
    /// # Errors
    /// The store fails.
    fn link(&self, id: LinkId) -> impl Future<Output = Result<Option<Link>, StoreError>> + Send;

    /// Uses a link up.
    ///
    /// # Errors
    /// There is none, it is over, or it was used before.
    fn redeem_link(&self, id: LinkId, at: i64) -> impl Future<Output = Result<Link, RedeemError>> + Send;

    /// Deletes the links of a person for a purpose that nobody used; says how many.
    ///
    /// # Errors
    /// The store fails.
    fn cancel_links(
        &self,
        person: PersonId,
        purpose: &Purpose,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Deletes the links that were over before this time; says how many.
    ///
    /// # Errors
    /// The store fails.
    fn forget_links(&self, before: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;
}

/// A link was not redeemed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RedeemError {
    /// There is none.
    #[error("there is no such link")]
    Unknown,
    /// It is over.
    #[error("the link ended at {ends}")]
    Ended {
        /// When: milliseconds since 1970.
        ends: i64,
    },
    /// Somebody used it.
    #[error("the link was used at {at}")]
    Used {
        /// When: milliseconds since 1970.
        at: i64,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a link could not be redeemed that is there.
pub(crate) fn why_not(link: &Link) -> RedeemError {
    match link.used {
        Some(at) => RedeemError::Used { at },
        None => RedeemError::Ended { ends: link.ends },
    }
}
