//! Acts that wait for signatures.
//!
//! Whoever wants something fills in a form; the office writes the acts that carry it out, and keeps them until everybody who
//! has to sign has signed, each on a device of their own. What was not signed by anybody yet is written anew when something
//! came between, since acts count up.

use kenes_core::Council;
use kenes_record::act::{Act, ActError, Draft as Written, Seen, SignerName, UnsignedAct};
use kenes_record::key::{KeyUse, VerifierKey};
use kenes_record::note::{Note, NoteSignature};
use serde_json::{Value, json};

/// Acts that wait for signatures.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The acts, in the order in which they are to be taken.
    pub acts: Vec<UnsignedAct>,
    /// Whose lines each of them needs.
    pub signers: Vec<SignerName>,
    /// The lines that are there, for each act.
    pub lines: Vec<Vec<NoteSignature>>,
    /// What it is about: the message that says so.
    pub what: String,
    /// Where its signers go afterwards.
    pub next: String,
}

/// What is kept of a draft cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// It has another form.
    #[error("what is kept of an act to be signed is damaged")]
    Form,
    /// An act.
    #[error(transparent)]
    Act(#[from] ActError),
    /// A line is by nobody who is asked, or there is not one for each act.
    #[error("the signatures are not those that are asked for")]
    Lines,
}

impl Draft {
    /// Acts that nobody has signed yet, counted up from the first.
    ///
    /// # Errors
    /// A value cannot stand in an act.
    pub fn new(
        acts: Vec<UnsignedAct>,
        signers: Vec<SignerName>,
        what: &str,
        next: &str,
    ) -> Result<Self, DraftError> {
        let acts = counted(acts)?;
        let lines = acts.iter().map(|_| Vec::new()).collect();
        Ok(Self { acts, signers, lines, what: what.into(), next: next.into() })
    }

    /// Reads the text of one act.
    ///
    /// # Errors
    /// It is none.
    pub fn read_act(text: &str) -> Result<UnsignedAct, DraftError> {
        Ok(UnsignedAct::parse(text.as_bytes())?)
    }

    /// Adds the lines of one signer, one for each act.
    ///
    /// # Errors
    /// The signer is not asked, or there is not one line for each act.
    pub fn sign(&mut self, lines: Vec<NoteSignature>) -> Result<(), DraftError> {
        let name = lines.first().map(|line| line.name().clone()).ok_or(DraftError::Lines)?;
        let is_asked = self.signers.iter().any(|signer| signer.to_string() == name.as_str());
        if !is_asked || lines.len() != self.acts.len() || lines.iter().any(|line| *line.name() != name) {
            return Err(DraftError::Lines);
        }
        for (kept, line) in self.lines.iter_mut().zip(lines) {
            kept.retain(|before| before.name() != line.name());
            kept.push(line);
        }
        Ok(())
    }

    /// Who has not signed yet.
    pub fn missing(&self) -> Vec<SignerName> {
        let has = |signer: &SignerName| {
            let is_by = |line: &NoteSignature| line.name().as_str() == signer.to_string();
            self.lines.iter().all(|lines| lines.iter().any(is_by))
        };
        self.signers.iter().copied().filter(|signer| !has(signer)).collect()
    }

    /// Whether anybody has signed.
    pub fn is_begun(&self) -> bool {
        self.lines.iter().any(|lines| !lines.is_empty())
    }

    /// The acts with their lines.
    ///
    /// # Errors
    /// They do not go together.
    pub fn assemble(self) -> Result<Vec<Act>, DraftError> {
        let whole = self.acts.into_iter().zip(self.lines).map(|(act, lines)| act.assemble(lines));
        Ok(whole.collect::<Result<_, _>>()?)
    }

    /// The same acts with counters that are right now; none where they are right already.
    ///
    /// # Errors
    /// A value cannot stand in an act.
    pub fn renewed(&self, council: &Council, seen: Seen) -> Result<Option<Self>, DraftError> {
        let Some(first) = self.acts.first() else { return Ok(None) };
        let (Some(counter), by) = (first.envelope().counter, first.envelope().by) else { return Ok(None) };
        let last = council.counter(&by);
        if last.is_none_or(|last| counter > last) {
            return Ok(None);
        }
        let from = last.unwrap_or(counter).saturating_add(1);
        let acts = (from..).zip(&self.acts).map(|(counter, act)| {
            let mut envelope = *act.envelope();
            envelope.counter = Some(counter);
            envelope.seen = envelope.seen.map(|_| seen);
            Written { act_type: act.act_type(), envelope, body: act.body().clone() }.write()
        });
        Ok(Some(Self { acts: acts.collect::<Result<_, _>>()?, ..self.clone() }))
    }

    /// Checks that each line that is there is by the key in force that it names.
    ///
    /// # Errors
    /// It is not.
    pub fn check(&self, council: &Council) -> Result<(), DraftError> {
        for (act, lines) in self.acts.iter().zip(&self.lines) {
            for line in lines {
                let is_it = |name: SignerName| name.to_string() == line.name().as_str();
                let member = council.members().find(|(_, member)| member.name().is_some_and(is_it));
                let key = member.and_then(|(_, member)| member.key).ok_or(DraftError::Lines)?.key;
                let key = VerifierKey::new(line.name().clone(), KeyUse::Note, key.as_bytes());
                let mut note = Note::new(act.text().to_owned()).map_err(|_| DraftError::Form)?;
                note.push(line.clone());
                note.verify(&key.map_err(|_| DraftError::Lines)?).map_err(|_| DraftError::Lines)?;
            }
        }
        Ok(())
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { acts, signers, lines, what, next } = self;
        let lines: Vec<Vec<String>> =
            lines.iter().map(|lines| lines.iter().map(NoteSignature::to_line).collect()).collect();
        json!({
            "acts": acts.iter().map(UnsignedAct::text).collect::<Vec<_>>(),
            "signers": signers.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "lines": lines, "what": what, "next": next,
        })
        .to_string()
        .into_bytes()
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// It is damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, DraftError> {
        let kept: Value = serde_json::from_slice(bytes).map_err(|_| DraftError::Form)?;
        let text =
            |name: &str| kept.get(name).and_then(Value::as_str).map(str::to_owned).ok_or(DraftError::Form);
        let acts = texts(kept.get("acts"))?;
        let acts: Vec<UnsignedAct> =
            acts.iter().map(|text| UnsignedAct::parse(text.as_bytes())).collect::<Result<_, _>>()?;
        let signers = texts(kept.get("signers"))?;
        let signers = signers.iter().map(|name| name.parse().map_err(|_| DraftError::Form));
        let lines = kept.get("lines").and_then(Value::as_array).ok_or(DraftError::Form)?;
        let lines: Vec<Vec<NoteSignature>> =
            lines.iter().map(|lines| read_lines(&texts(Some(lines))?)).collect::<Result<_, _>>()?;
        if lines.len() != acts.len() {
            return Err(DraftError::Form);
        }
        Ok(Self {
            acts,
            signers: signers.collect::<Result<_, _>>()?,
            lines,
            what: text("what")?,
            next: text("next")?,
        })
    }
}

/// Reads lines of signatures.
///
/// # Errors
/// One of them is none.
pub fn read_lines(lines: &[String]) -> Result<Vec<NoteSignature>, DraftError> {
    let read = |line: &String| NoteSignature::from_line(line.trim_end()).ok_or(DraftError::Lines);
    lines.iter().map(read).collect()
}

/// The acts with counters that go up by one, from that of the first: all are by the same signer.
fn counted(acts: Vec<UnsignedAct>) -> Result<Vec<UnsignedAct>, DraftError> {
    let first = acts.first().and_then(|act| act.envelope().counter);
    let Some(first) = first else { return Ok(acts) };
    let renumbered = (first..).zip(&acts).map(|(counter, act)| {
        let mut envelope = *act.envelope();
        envelope.counter = Some(counter);
        Written { act_type: act.act_type(), envelope, body: act.body().clone() }.write()
    });
    Ok(renumbered.collect::<Result<_, _>>()?)
}

fn texts(value: Option<&Value>) -> Result<Vec<String>, DraftError> {
    let items = value.and_then(Value::as_array).ok_or(DraftError::Form)?;
    items.iter().map(|item| item.as_str().map(str::to_owned).ok_or(DraftError::Form)).collect()
}
