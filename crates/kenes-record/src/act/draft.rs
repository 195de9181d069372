//! Acts on their way to being signed.

use alloc::string::String;
use alloc::vec::Vec;

use super::envelope::{self, Envelope};
use super::{Act, ActError, ActId, ActType, Body, Content};
use crate::key::NoteSigner;
use crate::note::{Note, NoteSignature};

/// What an act shall say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its type.
    pub act_type: ActType,
    /// Who says it, when, and after what.
    pub envelope: Envelope,
    /// What it says.
    pub body: Body,
}

/// The text of an act, right in form, to which signatures are missing. Several signers sign the same text apart; the
/// lines are put together by [`UnsignedAct::assemble`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedAct {
    note: Note,
    content: Content,
}

impl Draft {
    /// Writes the text.
    ///
    /// # Errors
    /// The fields are not those of the type.
    pub fn write(&self) -> Result<UnsignedAct, ActError> {
        let Self { act_type, envelope, body } = self;
        // The only values that cannot be written are numbers that no field may hold.
        let text = envelope::write(*act_type, envelope, body).ok_or(ActError::TooLarge)?;
        UnsignedAct::of_text(text)
    }
}

impl UnsignedAct {
    /// Reads the text of an act that somebody else has written, to show it and to sign it.
    ///
    /// # Errors
    /// The bytes are not the text of an act.
    pub fn parse(text: &[u8]) -> Result<Self, ActError> {
        let text = core::str::from_utf8(text).map_err(|_| crate::note::NoteError::NotText)?;
        Self::of_text(text.into())
    }

    fn of_text(text: String) -> Result<Self, ActError> {
        let content = envelope::parse(&text)?;
        Ok(Self { note: Note::new(text)?, content })
    }

    /// The text that is signed.
    pub fn text(&self) -> &str {
        self.note.text()
    }

    /// The name of the act.
    pub fn id(&self) -> ActId {
        self.content.id
    }

    /// Its type.
    pub fn act_type(&self) -> ActType {
        self.content.act_type
    }

    /// Who says it, when, and after what.
    pub fn envelope(&self) -> &Envelope {
        &self.content.envelope
    }

    /// What it says.
    pub fn body(&self) -> &Body {
        &self.content.body
    }

    /// The line of one signer.
    pub fn line(&self, signer: &NoteSigner) -> NoteSignature {
        NoteSignature::new(signer.verifier(), signer.sign(self.text().as_bytes()).to_vec())
    }

    /// The act of one signer.
    ///
    /// # Errors
    /// An act of this type is not signed by such a key alone.
    pub fn sign(self, signer: &NoteSigner) -> Result<Act, ActError> {
        let line = self.line(signer);
        self.assemble(Vec::from([line]))
    }

    /// The act with these lines, put into order.
    ///
    /// # Errors
    /// The lines are not those of an act of this type.
    pub fn assemble(mut self, mut lines: Vec<NoteSignature>) -> Result<Act, ActError> {
        lines.sort_by(|one, other| one.name().cmp(other.name()));
        lines.into_iter().for_each(|line| self.note.push(line));
        let signers = super::signers(self.note.signatures())?;
        self.content.check_signers(&signers)?;
        Ok(Act { note: self.note, content: self.content, signers })
    }
}
