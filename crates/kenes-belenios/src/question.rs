//! Questions (Belenios 3.3.0 §4.9): homomorphic, non-homomorphic and lists.

use alloc::string::String;
use alloc::vec::Vec;

use crate::group::{GroupId, backend::Sink as _};
use crate::scan::{FormError, Scanner};
use crate::wire::{write_array, write_string};

/// One question of an election.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Question {
    /// Select from `min` to `max` answers, or vote blank where allowed; only the totals are decrypted.
    Homomorphic(Homomorphic),
    /// Give each answer a number from 0 to 255 (a rank, a grade); each shuffled ballot is decrypted.
    NonHomomorphic(NonHomomorphic),
    /// Select one list and at least one of its candidates; only the totals are decrypted.
    Lists(Lists),
}

/// A homomorphic question (`question_h` in Belenios 3.3.0 §4.9.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Homomorphic {
    /// The texts of the answers.
    pub answers: Vec<String>,
    /// The field `blank`: present and true where a blank vote is allowed.
    pub blank: Option<bool>,
    /// Fewest answers that a vote which is not blank selects.
    pub min: u64,
    /// Most answers that a vote selects.
    pub max: u64,
    /// The text of the question.
    pub question: String,
}

impl Homomorphic {
    /// Whether a blank vote is allowed.
    pub fn allows_blank(&self) -> bool {
        self.blank == Some(true)
    }

    /// Ciphertexts in an answer: one per answer text, and one for the blank vote in front where it is allowed.
    pub fn choices(&self) -> usize {
        self.answers.len() + usize::from(self.allows_blank())
    }

    /// Branches of the overall proof.
    pub(crate) fn overall_proofs(&self) -> u64 {
        (self.max - self.min).saturating_add(1 + u64::from(self.allows_blank()))
    }
}

/// A non-homomorphic question (`question_nh` in Belenios 3.3.0 §4.9.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonHomomorphic {
    /// The texts of the answers.
    pub answers: Vec<String>,
    /// The text of the question.
    pub question: String,
    /// The field `extra`, a hint on the counting method, as its JSON text.
    pub extra: Option<String>,
}

/// A lists question (`question_l` in Belenios 3.3.0 §4.9.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// For each list its name followed by the names of its candidates.
    pub answers: Vec<Vec<String>>,
    /// The text of the question.
    pub question: String,
    /// The field `extra` as its JSON text.
    pub extra: Option<String>,
}

/// A question that no ballot could answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// `min` is above `max`, or `max` above the number of answers.
    #[error("the bounds {min} to {max} do not fit {answers} answers")]
    Bounds {
        /// The field `min`.
        min: u64,
        /// The field `max`.
        max: u64,
        /// How many answers there are.
        answers: usize,
    },
    /// The group cannot carry that many numbers in one element.
    #[error("{answers} answers, but an element of the group {group} carries at most {max}", max = group.max_embedded())]
    TooManyAnswers {
        /// How many answers there are.
        answers: usize,
        /// The group of the election.
        group: GroupId,
    },
    /// A lists question without lists.
    #[error("a lists question needs at least one list")]
    NoLists,
    /// A list without a name or without a candidate.
    #[error("list {list} needs a name and at least one candidate")]
    EmptyList {
        /// Which list, from 1.
        list: usize,
    },
}

impl Question {
    /// The text of the question.
    pub fn text(&self) -> &str {
        match self {
            Self::Homomorphic(q) => &q.question,
            Self::NonHomomorphic(q) => &q.question,
            Self::Lists(q) => &q.question,
        }
    }

    /// Whether ballots are shuffled and decrypted one by one.
    pub fn is_shuffled(&self) -> bool {
        matches!(self, Self::NonHomomorphic(_))
    }

    /// Checks that the question can be answered in `group`.
    ///
    /// The specification is silent on impossible bounds; refusing them keeps every later length small and known.
    ///
    /// # Errors
    /// [`QuestionError`] says what does not fit.
    pub fn check(&self, group: GroupId) -> Result<(), QuestionError> {
        match self {
            Self::Homomorphic(q) => {
                let answers = q.answers.len();
                let fits = q.min <= q.max && usize::try_from(q.max).is_ok_and(|max| max <= answers);
                if fits { Ok(()) } else { Err(QuestionError::Bounds { min: q.min, max: q.max, answers }) }
            }
            Self::NonHomomorphic(q) => {
                let answers = q.answers.len();
                if answers <= group.max_embedded() && group.max_embedded() > 0 {
                    Ok(())
                } else {
                    Err(QuestionError::TooManyAnswers { answers, group })
                }
            }
            Self::Lists(q) if q.answers.is_empty() => Err(QuestionError::NoLists),
            Self::Lists(q) => match q.answers.iter().position(|list| list.len() < 2) {
                None => Ok(()),
                Some(index) => Err(QuestionError::EmptyList { list: index + 1 }),
            },
        }
    }

    pub(crate) fn read(scan: &mut Scanner<'_>) -> Result<Self, FormError> {
        if scan.sees("{\"type\":") { Self::read_general(scan) } else { Self::read_homomorphic(scan) }
    }

    fn read_homomorphic(scan: &mut Scanner<'_>) -> Result<Self, FormError> {
        scan.expect("{\"answers\":")?;
        let answers = scan.array(Scanner::string)?;
        let blank = if scan.take(",\"blank\":") { Some(scan.boolean()?) } else { None };
        scan.expect(",\"min\":")?;
        let min = scan.integer()?;
        scan.expect(",\"max\":")?;
        let max = scan.integer()?;
        scan.expect(",\"question\":")?;
        let question = scan.string()?;
        scan.expect("}")?;
        Ok(Self::Homomorphic(Homomorphic { answers, blank, min, max, question }))
    }

    /// `question_gen`: the type, the question proper, perhaps a hint.
    fn read_general(scan: &mut Scanner<'_>) -> Result<Self, FormError> {
        if scan.take("{\"type\":\"NonHomomorphic\",\"value\":{\"answers\":") {
            let answers = scan.array(Scanner::string)?;
            let (question, extra) = Self::read_end(scan)?;
            return Ok(Self::NonHomomorphic(NonHomomorphic { answers, question, extra }));
        }
        scan.expect("{\"type\":\"Lists\",\"value\":{\"answers\":")?;
        let answers = scan.array(|scan| scan.array(Scanner::string))?;
        let (question, extra) = Self::read_end(scan)?;
        Ok(Self::Lists(Lists { answers, question, extra }))
    }

    fn read_end(scan: &mut Scanner<'_>) -> Result<(String, Option<String>), FormError> {
        scan.expect(",\"question\":")?;
        let question = scan.string()?;
        scan.expect("}")?;
        let extra = if scan.take(",\"extra\":") {
            Some(String::from_utf8_lossy(scan.value()?).into_owned())
        } else {
            None
        };
        scan.expect("}")?;
        Ok((question, extra))
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Homomorphic(q) => write_homomorphic(q, out),
            Self::NonHomomorphic(q) => {
                out.put(b"{\"type\":\"NonHomomorphic\",\"value\":{\"answers\":");
                write_array(out, &q.answers, |answer, out| write_string(out, answer));
                write_end(&q.question, q.extra.as_deref(), out);
            }
            Self::Lists(q) => {
                out.put(b"{\"type\":\"Lists\",\"value\":{\"answers\":");
                write_array(out, &q.answers, |list, out| {
                    write_array(out, list, |name, out| write_string(out, name));
                });
                write_end(&q.question, q.extra.as_deref(), out);
            }
        }
    }
}

fn write_homomorphic(q: &Homomorphic, out: &mut Vec<u8>) {
    let Homomorphic { answers, blank, min, max, question } = q;
    out.put(b"{\"answers\":");
    write_array(out, answers, |answer, out| write_string(out, answer));
    if let Some(blank) = blank {
        out.put(alloc::format!(",\"blank\":{blank}").as_bytes());
    }
    out.put(alloc::format!(",\"min\":{min},\"max\":{max},\"question\":").as_bytes());
    write_string(out, question);
    out.put(b"}");
}

fn write_end(question: &str, extra: Option<&str>, out: &mut Vec<u8>) {
    out.put(b",\"question\":");
    write_string(out, question);
    out.put(b"}");
    if let Some(extra) = extra {
        out.put(b",\"extra\":");
        out.put(extra.as_bytes());
    }
    out.put(b"}");
}
