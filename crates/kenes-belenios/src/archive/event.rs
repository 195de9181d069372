//! Events and their chain (`event` in Belenios 3.3.0 §4.4).

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use super::tar::escaped;
use crate::hash::{Digest, Sink as _};
use crate::scan::{FormError, Scanner};
use crate::wire::quoted;

/// One step of an election, `event` in Belenios 3.3.0 §4.4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Hash of the event before this one; the first event has none.
    pub parent: Option<Digest>,
    /// How many events come before this one.
    pub height: u64,
    /// What happened.
    pub kind: EventKind,
    /// Hash of the data record that says the rest; exactly the kinds with [`EventKind::has_payload`] have one.
    pub payload: Option<Digest>,
}

/// What an event says, `event_type` in Belenios 3.3.0 §4.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The election, its trustees and its public credentials are fixed.
    Setup,
    /// A ballot was accepted.
    Ballot,
    /// No more ballots are accepted.
    EndBallots,
    /// The ballots were combined into the encrypted tally.
    EncryptedTally,
    /// A trustee shuffled the answers to non-homomorphic questions.
    Shuffle,
    /// No more shuffles are accepted.
    EndShuffles,
    /// A trustee gave its decryption factors.
    PartialDecryption,
    /// The result.
    Result,
}

impl EventKind {
    /// Every kind, in the order of an archive.
    pub const ALL: [Self; 8] = [
        Self::Setup,
        Self::Ballot,
        Self::EndBallots,
        Self::EncryptedTally,
        Self::Shuffle,
        Self::EndShuffles,
        Self::PartialDecryption,
        Self::Result,
    ];

    /// The text of the field `type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Setup => "Setup",
            Self::Ballot => "Ballot",
            Self::EndBallots => "EndBallots",
            Self::EncryptedTally => "EncryptedTally",
            Self::Shuffle => "Shuffle",
            Self::EndShuffles => "EndShuffles",
            Self::PartialDecryption => "PartialDecryption",
            Self::Result => "Result",
        }
    }

    /// Whether events of this kind refer to data; the two that only end a phase do not.
    pub const fn has_payload(self) -> bool {
        match self {
            Self::EndBallots | Self::EndShuffles => false,
            Self::Setup
            | Self::Ballot
            | Self::EncryptedTally
            | Self::Shuffle
            | Self::PartialDecryption
            | Self::Result => true,
        }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A record is not an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// Not the form of the specification: white space, another order of fields, an unknown field.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The specification has no event of this type.
    #[error("unknown event type {found:?}")]
    UnknownType {
        /// The type it claims.
        found: Box<str>,
    },
    /// The payload that events of this kind have is absent.
    #[error("a {kind} event without payload")]
    NoPayload {
        /// The kind of the event.
        kind: EventKind,
    },
    /// A payload where events of this kind have none.
    #[error("a {kind} event with a payload")]
    ExtraPayload {
        /// The kind of the event.
        kind: EventKind,
    },
}

impl Event {
    /// Reads the one serialization of an event: the fields in the order parent, height, type, payload, absent ones
    /// omitted.
    ///
    /// # Errors
    /// Another form, an unknown type, or a payload missing or present against the type.
    pub fn parse(bytes: &[u8]) -> Result<Self, EventError> {
        Scanner::whole(bytes, |scan| {
            scan.expect("{")?;
            let mut parent = None;
            if scan.take("\"parent\":") {
                parent = Some(scan_digest(scan)?);
                scan.expect(",")?;
            }
            scan.expect("\"height\":")?;
            let height = scan.integer()?;
            scan.expect(",\"type\":")?;
            let kind = scan_kind(scan)?;
            let mut payload = None;
            if scan.take(",\"payload\":") {
                payload = Some(scan_digest(scan)?);
            }
            scan.expect("}")?;
            match (kind.has_payload(), payload.is_some()) {
                (true, false) => Err(EventError::NoPayload { kind }),
                (false, true) => Err(EventError::ExtraPayload { kind }),
                (true, true) | (false, false) => Ok(Self { parent, height, kind, payload }),
            }
        })
    }

    /// The serialization that is hashed and stands in the archive.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(200);
        out.put(b"{");
        if let Some(parent) = &self.parent {
            out.put(b"\"parent\":");
            write_digest(&mut out, parent);
            out.put(b",");
        }
        out.put(format!("\"height\":{},\"type\":\"{}\"", self.height, self.kind).as_bytes());
        if let Some(payload) = &self.payload {
            out.put(b",\"payload\":");
            write_digest(&mut out, payload);
        }
        out.put(b"}");
        out
    }
}

fn scan_kind(scan: &mut Scanner<'_>) -> Result<EventKind, EventError> {
    let text = scan.plain()?;
    EventKind::ALL
        .into_iter()
        .find(|kind| kind.name().as_bytes() == text)
        .ok_or_else(|| EventError::UnknownType { found: escaped(text) })
}

/// A hash in hexadecimal, in quotes.
pub(super) fn scan_digest(scan: &mut Scanner<'_>) -> Result<Digest, FormError> {
    let at = scan.position();
    Digest::parse_hex(scan.plain()?).ok_or(FormError { at, expected: "a hash of 64 hexadecimal digits" })
}

pub(super) fn write_digest(out: &mut Vec<u8>, digest: &Digest) {
    quoted(out, |out| out.put(digest.to_hex().as_bytes()));
}

/// The chain of events so far (Belenios 3.3.0 §4.4): the first has height 0 and no parent, each later one the hash of
/// the one before as parent and the next height.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    head: Option<Digest>,
    count: u64,
}

/// An event does not continue the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// The first event has a parent.
    #[error("the first event has a parent, {found}")]
    FirstHasParent {
        /// The parent it claims.
        found: Digest,
    },
    /// A later event has no parent.
    #[error("event {height} has no parent instead of {expected}")]
    NoParent {
        /// Number of the event, from 0.
        height: u64,
        /// Hash of the event before it.
        expected: Digest,
    },
    /// The parent is not the event before.
    #[error("event {height} has the parent {found} instead of {expected}")]
    Parent {
        /// Number of the event, from 0.
        height: u64,
        /// Hash of the event before it.
        expected: Digest,
        /// The parent it claims.
        found: Digest,
    },
    /// The height is not the number of events before.
    #[error("event {expected} has the height {found}")]
    Height {
        /// How many events come before it.
        expected: u64,
        /// The height it claims.
        found: u64,
    },
}

impl Chain {
    /// The chain before the first event.
    pub fn new() -> Self {
        Self::default()
    }

    /// The chain whose last event has the hash `head` and the given height.
    pub fn resume(head: Digest, height: u64) -> Self {
        Self { head: Some(head), count: height.saturating_add(1) }
    }

    /// Appends `event`, whose bytes hash to `digest`.
    ///
    /// # Errors
    /// Its parent is not the last event, or its height not the next one; the chain is then unchanged.
    pub fn extend(&mut self, event: &Event, digest: Digest) -> Result<(), ChainError> {
        let Event { parent, height, kind: _, payload: _ } = event;
        match (self.head, *parent) {
            (None, Some(found)) => return Err(ChainError::FirstHasParent { found }),
            (Some(expected), None) => return Err(ChainError::NoParent { height: self.count, expected }),
            (Some(expected), Some(found)) if expected != found => {
                return Err(ChainError::Parent { height: self.count, expected, found });
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
        if *height != self.count {
            return Err(ChainError::Height { expected: self.count, found: *height });
        }
        *self = Self::resume(digest, *height);
        Ok(())
    }

    /// Makes the next event and appends it; returns its bytes.
    pub(super) fn append(&mut self, kind: EventKind, payload: Option<Digest>) -> Vec<u8> {
        let bytes = Event { parent: self.head, height: self.count, kind, payload }.to_bytes();
        *self = Self::resume(Digest::of(&bytes), self.count);
        bytes
    }

    /// Hash of the last event.
    pub fn head(&self) -> Option<Digest> {
        self.head
    }

    /// How many events there are, which is the height of the next one.
    pub fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;

    const HASH: &str = "b51ea645ba7254c9d85a7bc5e16794ec2bc22f97001fb39d3beb4c891662e3e5";

    fn check(text: &str, expected: Result<Event, EventError>) {
        let text = text.replace('H', HASH);
        assert_eq!(Event::parse(text.as_bytes()), expected, "{text}");
        if let Ok(event) = expected {
            assert_eq!(event.to_bytes(), text.as_bytes());
        }
    }

    fn hash() -> Option<Digest> {
        Digest::parse_hex(HASH.as_bytes())
    }

    #[test]
    fn events_have_one_form() {
        let setup = Event { parent: None, height: 0, kind: EventKind::Setup, payload: hash() };
        check(r#"{"height":0,"type":"Setup","payload":"H"}"#, Ok(setup));
        let end = Event { parent: hash(), height: 22, kind: EventKind::EndBallots, payload: None };
        check(r#"{"parent":"H","height":22,"type":"EndBallots"}"#, Ok(end));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "{}",
            r#" {"height":0,"type":"Setup","payload":"H"}"#,
            r#"{"height":0,"type":"Setup","payload":"H"} "#,
            r#"{"height": 0,"type":"Setup","payload":"H"}"#,
            r#"{"height":00,"type":"Setup","payload":"H"}"#,
            r#"{"height":-1,"type":"Setup","payload":"H"}"#,
            r#"{"height":"0","type":"Setup","payload":"H"}"#,
            r#"{"type":"Setup","height":0,"payload":"H"}"#,
            r#"{"height":1,"parent":"H","type":"EndBallots"}"#,
            r#"{"parent":null,"height":0,"type":"EndBallots"}"#,
            r#"{"height":0,"type":["Setup"],"payload":"H"}"#,
            r#"{"height":0,"type":"Setup","payload":"H","extra":1}"#,
            r#"{"height":0,"type":"Setup","payload":"h"}"#,
            r#"{"height":0,"type":"Setup","payload":"HH"}"#,
            r#"{"height":0,"height":0,"type":"Setup","payload":"H"}"#,
        ] {
            let found = Event::parse(text.replace('H', HASH).as_bytes());
            assert!(matches!(found, Err(EventError::Form(_))), "{text}: {found:?}");
        }
        let upper = HASH.to_uppercase();
        assert!(
            Event::parse(alloc::format!(r#"{{"height":0,"type":"Setup","payload":"{upper}"}}"#).as_bytes())
                .is_err()
        );
    }

    #[test]
    fn types_are_known_and_agree_with_the_payload() {
        check(
            r#"{"height":0,"type":"Recount","payload":"H"}"#,
            Err(EventError::UnknownType { found: "Recount".into() }),
        );
        check(
            r#"{"parent":"H","height":5,"type":"Ballot"}"#,
            Err(EventError::NoPayload { kind: EventKind::Ballot }),
        );
        check(
            r#"{"parent":"H","height":5,"type":"EndShuffles","payload":"H"}"#,
            Err(EventError::ExtraPayload { kind: EventKind::EndShuffles }),
        );
    }

    #[test]
    fn chain_links_parent_and_height() {
        let mut chain = Chain::new();
        let first = chain.append(EventKind::Setup, hash());
        let second = chain.append(EventKind::EndBallots, None);
        let (first, second) = (Event::parse(&first).unwrap(), Event::parse(&second).unwrap());
        let mut replay = Chain::new();
        let h = |event: &Event| Digest::of(&event.to_bytes());
        assert_eq!(replay.extend(&second, h(&second)), Err(ChainError::FirstHasParent { found: h(&first) }));
        assert_eq!(
            replay.extend(&Event { height: 1, ..first.clone() }, h(&first)),
            Err(ChainError::Height { expected: 0, found: 1 })
        );
        replay.extend(&first, h(&first)).unwrap();
        assert_eq!(
            replay.extend(&first, h(&first)),
            Err(ChainError::NoParent { height: 1, expected: h(&first) })
        );
        let fork = Event { parent: hash(), ..second.clone() };
        assert_eq!(
            replay.extend(&fork, h(&fork)),
            Err(ChainError::Parent { height: 1, expected: h(&first), found: hash().unwrap() })
        );
        replay.extend(&second, h(&second)).unwrap();
        assert_eq!(replay, chain);
        assert_eq!((chain.head(), chain.count()), (Some(h(&second)), 2));
    }

    proptest! {
        #[test]
        fn parse_inverts_to_bytes(parent: Option<[u8; 32]>, height: u64, kind in 0..8_usize, payload: [u8; 32]) {
            let kind = EventKind::ALL[kind];
            let payload = kind.has_payload().then_some(Digest(payload));
            let event = Event { parent: parent.map(Digest), height, kind, payload };
            prop_assert_eq!(Event::parse(&event.to_bytes()), Ok(event));
        }

        #[test]
        fn parse_never_panics(bytes: Vec<u8>, text: String) {
            let _ = Event::parse(&bytes);
            let _ = Event::parse(text.as_bytes());
        }
    }
}
