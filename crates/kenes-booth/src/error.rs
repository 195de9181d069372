//! Why a message has no answer: a code that stays, and what a page needs to say more. Never a secret, never a sentence.

use kenes_belenios::PlainAnswerError;
use kenes_belenios::credential::CredentialTextError;
use kenes_belenios::election::ElectionError;
use kenes_belenios::sealing::{OpeningError, SealError};
use kenes_record::act::{ActError, BodyError};
use kenes_record::json::{Object, Value};
use kenes_record::member_key::KeyTextError;

use crate::message::{insert, number};

/// Why a message has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoothError {
    /// Not an object of canonical JSON.
    #[error("the message is no object of canonical JSON")]
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
    /// A field that the op does not have.
    #[error("a field that the op does not have")]
    UnknownField,
    /// Not a member's key or a joining code.
    #[error(transparent)]
    Key(#[from] KeyTextError),
    /// Not the text of an act.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Another act than the one that was shown.
    #[error("another act than the one that was shown")]
    OtherAct,
    /// Acts of this type are not signed by such a key.
    #[error("acts of this type are not signed by such a key")]
    Signers,
    /// The act is not one for this joining code and key.
    #[error("the act's {field} is not that of the joining code or the key")]
    Token {
        /// Which field differs.
        field: &'static str,
    },
    /// Not the text of a challenge.
    #[error("not the text of a challenge")]
    Challenge,
    /// The challenge of another site.
    #[error("the challenge of another site")]
    Origin,
    /// The file is not the one that the act names.
    #[error("the file is not the one that the act names")]
    Blob,
    /// The election cannot be read.
    #[error(transparent)]
    Election(#[from] ElectionError),
    /// The election is in another group than this booth knows.
    #[error("an election in another group")]
    Group,
    /// Not a voting code.
    #[error(transparent)]
    Credential(#[from] CredentialTextError),
    /// The answers are not in their form.
    #[error("the answers, at byte {at}")]
    AnswersForm {
        /// Where.
        at: usize,
    },
    /// An answer that its question does not allow.
    #[error(transparent)]
    Answers(#[from] SealError),
    /// No such sealed ballot: it was cast, challenged or forgotten.
    #[error("no such sealed ballot")]
    Handle,
    /// An opened ballot cannot be read, or does not hold its answers.
    #[error(transparent)]
    Opening(#[from] OpeningError),
    /// A trustee's part.
    #[cfg(feature = "trustee")]
    #[error(transparent)]
    Trustee(#[from] crate::TrusteeError),
}

impl BoothError {
    /// Its code, which stays.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Message => "K-BOOTH-001",
            Self::Op => "K-BOOTH-002",
            Self::Field { field: _ } => "K-BOOTH-003",
            Self::UnknownField => "K-BOOTH-004",
            Self::Key(_) => "K-BOOTH-010",
            Self::Act(_) => "K-BOOTH-011",
            Self::OtherAct => "K-BOOTH-012",
            Self::Signers => "K-BOOTH-013",
            Self::Token { field: _ } => "K-BOOTH-014",
            Self::Challenge => "K-BOOTH-015",
            Self::Origin => "K-BOOTH-016",
            Self::Blob => "K-BOOTH-017",
            Self::Election(_) => "K-BOOTH-020",
            Self::Group => "K-BOOTH-021",
            Self::Credential(_) => "K-BOOTH-022",
            Self::AnswersForm { at: _ } => "K-BOOTH-023",
            Self::Answers(_) => "K-BOOTH-024",
            Self::Handle => "K-BOOTH-025",
            Self::Opening(_) => "K-BOOTH-026",
            #[cfg(feature = "trustee")]
            Self::Trustee(error) => error.code(),
        }
    }

    /// The code and what a page needs to say more.
    pub(crate) fn to_value(&self) -> Value {
        let mut object = Object::new();
        insert(&mut object, "code", Value::string(self.code()));
        for (name, value) in self.evidence() {
            insert(&mut object, name, value);
        }
        Value::Object(object)
    }

    fn evidence(&self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Field { field } | Self::Token { field } => vec![("field", Value::string(*field))],
            Self::Key(KeyTextError::Line { line }) => {
                vec![("line", number(*line))]
            }
            Self::Act(error) => act(error),
            Self::Credential(error) => credential(*error),
            Self::AnswersForm { at } => vec![("at", size(*at))],
            Self::Answers(error) => answers(error),
            Self::Opening(error) => opening(error),
            #[cfg(feature = "trustee")]
            Self::Trustee(error) => error.evidence(),
            Self::Message
            | Self::Op
            | Self::UnknownField
            | Self::Key(_)
            | Self::OtherAct
            | Self::Signers
            | Self::Challenge
            | Self::Origin
            | Self::Blob
            | Self::Election(_)
            | Self::Group
            | Self::Handle => Vec::new(),
        }
    }
}

pub(crate) type Evidence = Vec<(&'static str, Value)>;

fn size(number: usize) -> Value {
    crate::message::number(u64::try_from(number).unwrap_or(u64::MAX))
}

/// What is wrong in the words of the vectors, and with which field.
fn act(error: &ActError) -> Evidence {
    let mut evidence = vec![("why", Value::string(error.code()))];
    let field = match error {
        ActError::MissingField { field }
        | ActError::UnwantedField { field }
        | ActError::EnvelopeField { field, why: _ }
        | ActError::Body {
            act_type: _,
            why: BodyError::Missing { field } | BodyError::Field { field, why: _ },
        } => Some(*field),
        ActError::TooLarge
        | ActError::Note(_)
        | ActError::Lines
        | ActError::Json(_)
        | ActError::NotObject
        | ActError::UnknownField
        | ActError::UnknownType
        | ActError::Body { act_type: _, why: _ }
        | ActError::Signature { line: _ }
        | ActError::Order { line: _ }
        | ActError::Signers { act_type: _ }
        | ActError::By
        | _ => None,
    };
    evidence.extend(field.map(|field| ("field", Value::string(field))));
    evidence
}

fn credential(error: CredentialTextError) -> Evidence {
    match error {
        CredentialTextError::Shape => vec![("why", Value::string("shape"))],
        CredentialTextError::Character { position } => {
            vec![("position", size(position)), ("why", Value::string("character"))]
        }
        CredentialTextError::Checksum => vec![("why", Value::string("check"))],
        _ => Vec::new(),
    }
}

fn answers(error: &SealError) -> Evidence {
    match error {
        SealError::AnswerCount { expected, found } => {
            vec![("expected", size(*expected)), ("found", size(*found)), ("why", Value::string("count"))]
        }
        SealError::Answer { question, source } => {
            let why = match source {
                PlainAnswerError::Type => "type",
                PlainAnswerError::Length { expected: _, found: _ } => "length",
                PlainAnswerError::Value => "value",
                PlainAnswerError::Selected { min: _, max: _ } => "selected",
                PlainAnswerError::BlankAndSelected => "blank",
                PlainAnswerError::Lists => "lists",
                _ => "other",
            };
            vec![("question", size(*question)), ("why", Value::string(why))]
        }
        _ => Vec::new(),
    }
}

fn opening(error: &OpeningError) -> Evidence {
    let why = |why| ("why", Value::string(why));
    match error {
        OpeningError::Shape { question } => vec![("question", size(*question)), why("shape")],
        OpeningError::Differs { question, index } => {
            vec![("index", size(*index)), ("question", size(*question)), why("differs")]
        }
        OpeningError::Ballot(_) | _ => vec![why("ballot")],
    }
}
