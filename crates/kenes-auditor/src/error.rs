//! Why a message has no answer: a code that stays, and what a page needs to say more. Never a sentence.

use serde_json::{Value, json};

/// Why a message has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditorError {
    /// Not an object of JSON.
    #[error("the message is no object of JSON")]
    Message,
    /// No op of this name.
    #[error("no op of this name")]
    Op,
    /// A field is missing, or is not what stands there.
    #[error("the field {field} is missing or is not what stands there")]
    Field {
        /// Which.
        field: &'static str,
    },
    /// The op is for another moment of the audit.
    #[error("the op is for another moment of the audit")]
    Order,
    /// There is no record among the files.
    #[error("there is no record among the files")]
    NoRecord,
    /// The files have more bytes than are taken.
    #[error("the files have more than {limit} bytes")]
    TooMuch {
        /// How many are taken.
        limit: u64,
    },
    /// Not a tar file with plain files.
    #[error("not a tar file with plain files")]
    Tar,
}

impl AuditorError {
    /// Its code, which stays.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Message => "K-BOOTH-001",
            Self::Op => "K-BOOTH-002",
            Self::Field { field: _ } => "K-BOOTH-003",
            Self::Order => "K-BOOTH-050",
            Self::NoRecord => "K-BOOTH-051",
            Self::TooMuch { limit: _ } => "K-BOOTH-052",
            Self::Tar => "K-BOOTH-053",
        }
    }

    /// The code and what a page needs to say more.
    pub(crate) fn to_value(self) -> Value {
        let code = self.code();
        match self {
            Self::Field { field } => json!({ "code": code, "field": field }),
            Self::TooMuch { limit } => json!({ "code": code, "limit": limit }),
            Self::Message | Self::Op | Self::Order | Self::NoRecord | Self::Tar => json!({ "code": code }),
        }
    }
}
