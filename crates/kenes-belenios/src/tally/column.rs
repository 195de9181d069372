//! One thing for each ciphertext of a question: a ciphertext, a factor, a proof.

use alloc::vec::Vec;
use core::slice;

use crate::group::Group;
use crate::question::Question;
use crate::wire::{Reader, Wire, WireError};

/// The things of one question, in the shape of the wire: one list, or for a lists question one list for each of its
/// lists. An index counts through all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Column<T> {
    Flat(Vec<T>),
    Lists(Vec<Vec<T>>),
}

impl<T> Column<T> {
    fn parts(&self) -> &[Vec<T>] {
        match self {
            Self::Flat(list) => slice::from_ref(list),
            Self::Lists(lists) => lists,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.parts().iter().flatten()
    }

    pub(crate) fn len(&self) -> usize {
        self.parts().iter().map(Vec::len).sum()
    }

    pub(crate) fn has_shape_of<U>(&self, other: &Column<U>) -> bool {
        let same = |(a, b): (&Vec<T>, &Vec<U>)| a.len() == b.len();
        match (self, other) {
            (Self::Flat(a), Column::Flat(b)) => a.len() == b.len(),
            (Self::Lists(a), Column::Lists(b)) => a.len() == b.len() && a.iter().zip(b).all(same),
            (Self::Flat(_), Column::Lists(_)) | (Self::Lists(_), Column::Flat(_)) => false,
        }
    }

    /// The next things of `items`, as many as are here, in this shape.
    pub(crate) fn fill<U>(&self, items: &mut impl Iterator<Item = U>) -> Column<U> {
        let mut take = |list: &Vec<T>| items.by_ref().take(list.len()).collect();
        match self {
            Self::Flat(list) => Column::Flat(take(list)),
            Self::Lists(lists) => Column::Lists(lists.iter().map(take).collect()),
        }
    }
}

impl Column<()> {
    /// What an answer to `question` consists of.
    pub(crate) fn of_answer(question: &Question) -> Self {
        let units = |count| core::iter::repeat_n((), count).collect();
        match question {
            Question::Homomorphic(question) => Self::Flat(units(question.choices())),
            Question::NonHomomorphic(_) => Self::Flat(units(1)),
            Question::Lists(question) => {
                Self::Lists(question.answers.iter().map(|list| units(list.len())).collect())
            }
        }
    }
}

/// `T**`, or `T***` where a question has lists.
impl<G: Group, T: Wire<G>> Wire<G> for Column<T> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        if reader.scan.sees("[[") {
            reader.array(Reader::list).map(Self::Lists)
        } else {
            reader.list().map(Self::Flat)
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Flat(list) => list.write(out),
            Self::Lists(lists) => lists.write(out),
        }
    }
}
