//! The texts and documents that acts name, whatever the effect of the acts.
//!
//! A text may be deleted, and people must be able to have it deleted even where the act that names it came to nothing. A
//! document is read by rules and stays. What is one must not become the other: else whoever named somebody's text, or a
//! charter, as a text of their own could have it deleted.

use alloc::collections::{BTreeMap, BTreeSet};

use kenes_record::Hash;
use kenes_record::act::{ActId, Body, Datum};

use crate::member::MemberId;

/// The blobs that acts name, by digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Blobs {
    /// The texts.
    pub texts: BTreeMap<Hash, Naming>,
    /// The documents.
    pub documents: BTreeSet<Hash>,
}

/// The first act that named a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Naming {
    /// The act.
    pub act: ActId,
    /// The members who signed it.
    pub authors: BTreeSet<MemberId>,
}

/// A blob that a body names.
enum Named {
    Text(Hash),
    Document(Hash),
}

impl Blobs {
    /// Notes what an act names that these members signed. A text stays with the first act that named it.
    pub fn note(&mut self, act: ActId, body: &Body, authors: impl Fn() -> BTreeSet<MemberId>) {
        for named in body.fields().iter().filter_map(|(_, datum)| named(datum)) {
            match named {
                Named::Text(text) => {
                    self.texts.entry(text).or_insert_with(|| Naming { act, authors: authors() });
                }
                Named::Document(document) => {
                    self.documents.insert(document);
                }
            }
        }
    }
}

/// The documents that a body names.
pub(crate) fn documents(body: &Body) -> impl Iterator<Item = Hash> {
    body.fields().iter().filter_map(|(_, datum)| match named(datum) {
        Some(Named::Document(document)) => Some(document),
        Some(Named::Text(_)) | None => None,
    })
}

fn named(datum: &Datum) -> Option<Named> {
    match datum {
        Datum::Text(text) => Some(Named::Text(*text.digest())),
        Datum::Document(document) => Some(Named::Document(*document.digest())),
        // No list of the schema holds blobs: a test says so.
        Datum::Digest(_)
        | Datum::Act(_)
        | Datum::Commitment(_)
        | Datum::PublicKey(_)
        | Datum::Key(_)
        | Datum::Number(_)
        | Datum::Minute(_)
        | Datum::Code(_)
        | Datum::Checkpoint(_)
        | Datum::List(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use kenes_record::act::{ActType, Kind};

    #[test]
    fn no_list_of_the_schema_holds_blobs() {
        for field in ActType::ALL.iter().flat_map(|act_type| act_type.fields()) {
            if let Kind::List { of, .. } = field.kind {
                assert!(
                    !matches!(of, Kind::Text(_) | Kind::Document(_) | Kind::List { .. }),
                    "{}",
                    field.name
                );
            }
        }
    }
}
