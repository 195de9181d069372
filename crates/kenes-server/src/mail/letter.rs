//! What is sent: to whom, about what, in words that are ready.

use std::fmt;

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::address::{Address, is_forbidden};

/// The longest subject, in characters.
const MOST_SUBJECT: usize = 200;
/// The longest text, in bytes.
const MOST_BODY: usize = 100_000;

/// What a letter is about, so that the page of the outbox can say it in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A link by which one enters.
    Enter,
    /// The invitation to vote, with the code.
    Invitation,
    /// That the election is open, or ends soon.
    Reminder,
    /// What a trustee has to do now.
    Trustee,
    /// That something has to be signed.
    Signature,
    /// What came of an election, or of a motion.
    Outcome,
    /// Something else.
    Notice,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Enter,
        Self::Invitation,
        Self::Reminder,
        Self::Trustee,
        Self::Signature,
        Self::Outcome,
        Self::Notice,
    ];

    /// Its word, in the store and in names of messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::Trustee => "trustee",
            Self::Signature => "signature",
            Self::Outcome => "outcome",
            Self::Notice => "notice",
        }
    }
}

/// A letter. Its words are wiped when it is dropped, and not printed by accident: they can hold links and voting codes.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    to: Address,
    kind: Kind,
    subject: Zeroizing<String>,
    body: Zeroizing<String>,
}

/// A letter was not written or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LetterError {
    /// The subject.
    #[error("a subject that is empty, longer than {MOST_SUBJECT} characters, or not one line")]
    Subject,
    /// The text.
    #[error("a text that is empty, longer than {MOST_BODY} bytes, or holds control characters")]
    Body,
    /// What was kept is no letter.
    #[error("what is kept of a message is damaged")]
    Kept,
}

impl Letter {
    /// A letter. The marks by which messages set names apart from their sentences are left away: mail programs show them.
    ///
    /// # Errors
    /// The subject is not one line, or the text is not one.
    pub fn new(to: Address, kind: Kind, subject: &str, body: &str) -> Result<Self, LetterError> {
        let subject = without_marks(subject);
        let subject_fits = (1..=MOST_SUBJECT).contains(&subject.chars().count());
        if !subject_fits || subject.chars().any(is_forbidden) {
            return Err(LetterError::Subject);
        }
        let body = without_marks(body);
        let is_odd = |character: char| is_forbidden(character) && character != '\n';
        if !(1..=MOST_BODY).contains(&body.len()) || body.chars().any(is_odd) {
            return Err(LetterError::Body);
        }
        Ok(Self { to, kind, subject, body })
    }

    /// To whom it is.
    pub fn to(&self) -> &Address {
        &self.to
    }

    /// What it is about.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its subject.
    pub fn expose_subject(&self) -> &str {
        &self.subject
    }

    /// Its text; lines end with a line feed.
    pub fn expose_body(&self) -> &str {
        &self.body
    }

    /// As the private store keeps it.
    pub(super) fn to_content(&self) -> Zeroizing<Vec<u8>> {
        let Self { to, kind, subject, body } = self;
        let content = json!({
            "to": to.expose(), "name": to.expose_name(), "kind": kind.name(),
            "subject": subject.as_str(), "body": body.as_str(),
        });
        Zeroizing::new(content.to_string().into_bytes())
    }

    /// Reads what the private store kept.
    ///
    /// # Errors
    /// [`LetterError::Kept`].
    pub(super) fn of_content(content: &[u8]) -> Result<Self, LetterError> {
        let kept: Value = serde_json::from_slice(content).map_err(|_| LetterError::Kept)?;
        let text = |name: &str| kept.get(name).and_then(Value::as_str).ok_or(LetterError::Kept);
        let to: Address = text("to")?.parse().map_err(|_| LetterError::Kept)?;
        let to = match kept.get("name").and_then(Value::as_str) {
            Some(name) => to.named(name).map_err(|_| LetterError::Kept)?,
            None => to,
        };
        let word = text("kind")?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == word).ok_or(LetterError::Kept)?;
        Self::new(to, kind, text("subject")?, text("body")?)
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({}, <redacted>)", self.kind.name())
    }
}

/// Without the isolates of Unicode, and with line feeds alone.
fn without_marks(text: &str) -> Zeroizing<String> {
    let kept = text.replace("\r\n", "\n");
    Zeroizing::new(kept.chars().filter(|character| !matches!(character, '\u{2066}'..='\u{2069}')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str, body: &str) -> Result<Letter, LetterError> {
        let to: Address = "Ana <ana@example.org>".parse().unwrap();
        Letter::new(to, Kind::Invitation, subject, body)
    }

    #[test]
    fn a_letter_is_kept_and_read_back() {
        let written = letter("Vote, \u{2068}Ana\u{2069}", "Dear Ana,\r\nyour code: K\n").unwrap();
        assert_eq!(
            (written.expose_subject(), written.expose_body()),
            ("Vote, Ana", "Dear Ana,\nyour code: K\n")
        );
        assert_eq!(Letter::of_content(&written.to_content()).unwrap(), written);
        assert!(!format!("{written:?}").contains("Ana"));
        assert_eq!(Letter::of_content(b"{}"), Err(LetterError::Kept));
    }

    #[test]
    fn a_subject_is_one_line() {
        for subject in ["", "a\nBcc: b@example.org", "a\rb", "a\u{2028}b", &"a".repeat(201)] {
            assert_eq!(letter(subject, "b"), Err(LetterError::Subject), "{subject:?}");
        }
        for body in ["", "a\u{0}b", "a\rb"] {
            assert_eq!(letter("s", body), Err(LetterError::Body), "{body:?}");
        }
    }
}
