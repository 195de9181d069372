//! The texts and documents that acts name, whatever the effect of the acts.
//!
//! A text may be deleted, and people must be able to have it deleted even where the act that names it came to nothing. A
//! document is read by rules and stays. What is one must not become the other: else whoever named somebody's text, or a
//! charter, as a text of their own could have it deleted.

use alloc::collections::{BTreeMap, BTreeSet};

use kenes_record::Hash;
use kenes_record::act::{ActId, Body, NamedBlob};

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

impl Blobs {
    /// Whether acts named it as a text and none before them as a document. What was a document first stays one, whoever names
    /// it as a text later.
    pub fn is_only_text(&self, blob: &Hash) -> bool {
        self.texts.contains_key(blob) && !self.documents.contains(blob)
    }

    /// Notes what an act names that these members signed. A text stays with the first act that named it, and is never a
    /// document.
    pub fn note(&mut self, act: ActId, body: &Body, authors: impl Fn() -> BTreeSet<MemberId>) {
        self.documents.extend(documents(body).filter(|document| !self.texts.contains_key(document)));
        for named in body.blobs() {
            if let NamedBlob::Text(text) = named {
                let naming = || Naming { act, authors: authors() };
                self.texts.entry(*text.digest()).or_insert_with(naming);
            }
        }
    }
}

/// The documents that a body names.
pub(crate) fn documents(body: &Body) -> impl Iterator<Item = Hash> {
    body.blobs().filter_map(|named| match named {
        NamedBlob::Document(document) => Some(*document.digest()),
        NamedBlob::Text(_) => None,
    })
}
