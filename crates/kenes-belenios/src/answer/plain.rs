//! Plain answers as the peers' tools write them, `[[1,0],[3,1,2],[[1,1,0],[0,0]]]`, and as group elements.

use alloc::vec::Vec;

use super::{PlainAnswer, value};
use crate::group::{Group, Scalar, backend::Sink as _};
use crate::question::Question;
use crate::scan::{FormError, Scanner};
use crate::wire::write_array;

impl PlainAnswer {
    /// Reads the answers of one ballot.
    ///
    /// # Errors
    /// [`FormError`] at the first byte that does not fit.
    pub fn parse_all(bytes: &[u8], questions: &[Question]) -> Result<Vec<Self>, FormError> {
        Scanner::whole(bytes, |scan| Self::read_all(scan, questions))
    }

    pub(crate) fn read_all(scan: &mut Scanner<'_>, questions: &[Question]) -> Result<Vec<Self>, FormError> {
        let mut questions = questions.iter();
        scan.array(|scan| match questions.next() {
            Some(Question::Homomorphic(_)) => scan.array(value).map(Self::Homomorphic),
            Some(Question::NonHomomorphic(_)) => scan.array(value).map(Self::NonHomomorphic),
            Some(Question::Lists(_)) => scan.array(|scan| scan.array(value)).map(Self::Lists),
            None => scan.error("as many answers as questions"),
        })
    }

    /// What each ciphertext of the answer holds: g^bit, or the one element that carries all numbers. Variable time:
    /// for answers that a challenge revealed.
    pub(crate) fn messages<G: Group>(&self) -> Vec<G::Point> {
        let bit = |&value: &u8| G::pow_generator(&Scalar::<G>::from(u64::from(value)).0);
        match self {
            Self::Homomorphic(values) => values.iter().map(bit).collect(),
            Self::NonHomomorphic(values) => G::embed(values).into_iter().collect(),
            Self::Lists(lists) => lists.iter().flatten().map(bit).collect(),
        }
    }
}

/// Writes the answers of one ballot.
pub(crate) fn write_all(answers: &[PlainAnswer], out: &mut Vec<u8>) {
    let number = |value: &u8, out: &mut Vec<u8>| out.put(alloc::format!("{value}").as_bytes());
    write_array(out, answers, |answer, out| match answer {
        PlainAnswer::Homomorphic(values) | PlainAnswer::NonHomomorphic(values) => {
            write_array(out, values, number)
        }
        PlainAnswer::Lists(lists) => write_array(out, lists, |list, out| write_array(out, list, number)),
    });
}
