//! A history that is data is applied again.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{Act, Origin, VerifiedAct};
use kenes_record::json::{self, Object, Value};
use kenes_record::key::{KeyName, VerifierKey};

use super::parts::{read_archive, read_hash, read_lot, read_text};
use super::word;
use crate::apply::Outcome;
use crate::council::Council;
use crate::testing::Papers;

/// A file is no history.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GoldenError {
    /// A line is not an object of a known kind with its fields.
    #[error("line {line} is not an object of a history")]
    Item {
        /// The line, from 1.
        line: usize,
    },
    /// An act is none, or its signatures are wrong, or it is before the first one.
    #[error("the act of line {line} cannot be taken")]
    Act {
        /// The line, from 1.
        line: usize,
    },
}

/// An act that was applied again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// The name of its type.
    pub act: &'static str,
    /// What it came to and the hash of the state after it.
    pub found: (String, String),
    /// The same as the file has it.
    pub expected: (String, String),
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    origin: Option<Origin>,
    keys: BTreeMap<KeyName, VerifierKey>,
    papers: Papers,
    council: Option<Council>,
    replayed: Vec<Replayed>,
}

/// Applies the acts of a history that [`super::write`] wrote.
///
/// # Errors
/// It is none.
pub fn replay(file: &[u8]) -> Result<Vec<Replayed>, GoldenError> {
    let mut reader = Reader::default();
    for (line, text) in (1..).zip(file.split(|byte| *byte == b'\n')) {
        let text = text.strip_suffix(b",").unwrap_or(text);
        if matches!(text, b"[" | b"]" | b"") {
            continue;
        }
        let Ok(Value::Object(item)) = json::parse(text) else { return Err(GoldenError::Item { line }) };
        if read_text(&item, "kind") == Some("act") {
            reader.act(&item).ok_or(GoldenError::Act { line })?;
        } else {
            reader.item(&item).ok_or(GoldenError::Item { line })?;
        }
    }
    Ok(reader.replayed)
}

impl Reader {
    fn item(&mut self, item: &Object) -> Option<()> {
        match read_text(item, "kind")? {
            "council" => self.origin = Some(read_text(item, "origin")?.parse().ok()?),
            "key" => {
                let key: VerifierKey = read_text(item, "key")?.parse().ok()?;
                self.keys.insert(key.name().clone(), key);
            }
            "document" => {
                let content = read_text(item, "content")?.as_bytes().to_vec();
                self.papers.documents.insert(read_hash(item, "digest")?, content);
            }
            "archive" => self.papers.archives.extend([read_archive(item)?]),
            "lot" => self.papers.lots.extend([read_lot(item)?]),
            _ => return None,
        }
        Some(())
    }

    fn act(&mut self, item: &Object) -> Option<()> {
        let leaf = read_text(item, "leaf")?.as_bytes();
        let act = Act::parse(leaf).ok()?;
        let act = act.verify(self.origin.as_ref()?, |name| self.keys.get(name).cloned()).ok()?;
        self.papers.tree.push(Hash::leaf(leaf));
        let (outcome, state) = self.apply(&act)?;
        self.replayed.push(Replayed {
            act: act.act_type().name(),
            found: (word(outcome), state.to_hex()),
            expected: (read_text(item, "outcome")?.to_string(), read_text(item, "state")?.to_string()),
        });
        Some(())
    }

    fn apply(&mut self, act: &VerifiedAct) -> Option<(Outcome, Hash)> {
        if let Some(council) = &mut self.council {
            return Some((council.apply(act, &self.papers), council.state_hash()));
        }
        let council = Council::open(act, &self.papers).ok()?;
        let state = council.state_hash();
        self.council = Some(council);
        Some((Outcome::Effect, state))
    }
}
