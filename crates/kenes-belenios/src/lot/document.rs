//! The document of lot shares: its one form, and what it opens.

use alloc::format;
use alloc::vec::Vec;

use super::{Lot, LotShare, VerifiedLotValue};
use crate::decryption::lagrange;
use crate::group::{Element, Group, backend::Sink as _};
use crate::hash::Digest;
use crate::proof::{Equations, Proof};
use crate::trustee::{TrusteeIndex, TrusteeItem, VerifiedTrustees};
use crate::wire::{Reader, Wire, WireError, parse_with};

/// The head of the document.
const FORMAT: &str = "{\"format\":\"kenes/lot/v1\",\"setup\":";

/// The shares of a lot, one for each trustee who opened it, not yet verified (`docs/spec/lot.md`, "Form").
///
/// A trustee hands over a document with its own share alone; whoever collects them merges them into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotDocument<G: Group> {
    setup: Digest,
    head: Digest,
    /// By owner, in increasing order.
    shares: Vec<LotShare<G>>,
}

/// Bytes are not a document of lot shares.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LotDocumentError {
    /// Not the form of `docs/spec/lot.md`.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The trustees are not in increasing order.
    #[error("the share of trustee {owner} is out of order or a duplicate")]
    Order {
        /// The first trustee whose number is not above the one before.
        owner: TrusteeIndex,
    },
}

/// Shares do not go into one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LotMergeError {
    /// The other document is for another Setup event or another EndBallots event.
    #[error("the other shares are for another lot")]
    OtherLot,
    /// A trustee has two shares with different values: one of them is false.
    #[error("trustee {owner} has two shares with different values")]
    Conflict {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
    },
}

/// A document does not open the lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LotValueError {
    /// The document is for another election.
    #[error("the shares are for another election, with the Setup event {found}")]
    Setup {
        /// The field `setup`.
        found: Digest,
    },
    /// The document is for another close of the vote.
    #[error("the shares are for another close of the vote, with the EndBallots event {found}")]
    Head {
        /// The field `head`.
        found: Digest,
    },
    /// There is no such trustee.
    #[error("a share of trustee {owner}, but there are {trustees} trustees")]
    UnknownOwner {
        /// The number given.
        owner: TrusteeIndex,
        /// How many trustees there are.
        trustees: usize,
    },
    /// A proof does not hold: the share is false, or somebody else's.
    #[error("trustee {owner}: the proof of the share does not hold")]
    Proof {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
    },
    /// A trustee who is always needed gave none.
    #[error("the share of trustee {owner} is missing")]
    Missing {
        /// The trustee's number, from 1.
        owner: TrusteeIndex,
    },
    /// Fewer threshold trustees than needed gave one.
    #[error("trustees {first} to {last}: {needed} shares are needed, {supplied} are there")]
    TooFew {
        /// The first trustee of the group.
        first: TrusteeIndex,
        /// The last trustee of the group.
        last: TrusteeIndex,
        /// How many are needed.
        needed: u32,
        /// How many there are.
        supplied: usize,
    },
}

impl<G: Group> LotDocument<G> {
    /// A document without shares.
    pub fn new(lot: &Lot<G>) -> Self {
        Self { setup: lot.setup, head: lot.head, shares: Vec::new() }
    }

    /// Adds a trustee's share. One that the trustee gave before stays, if its value is the same.
    ///
    /// # Errors
    /// [`LotMergeError::Conflict`] when there is one with another value; the document is then as it was.
    pub fn insert(&mut self, share: LotShare<G>) -> Result<(), LotMergeError> {
        let owner = share.owner;
        match self.shares.binary_search_by_key(&owner, LotShare::owner) {
            Ok(place) if self.shares.get(place).is_some_and(|known| known.value == share.value) => Ok(()),
            Ok(_) => Err(LotMergeError::Conflict { owner }),
            Err(place) => {
                self.shares.insert(place, share);
                Ok(())
            }
        }
    }

    /// Adds the shares of another document for the same lot.
    ///
    /// # Errors
    /// [`LotMergeError`]; the document is then as it was.
    pub fn merge(&mut self, other: Self) -> Result<(), LotMergeError> {
        let Self { setup, head, shares } = other;
        if (setup, head) != (self.setup, self.head) {
            return Err(LotMergeError::OtherLot);
        }
        let mut merged = self.clone();
        shares.into_iter().try_for_each(|share| merged.insert(share))?;
        *self = merged;
        Ok(())
    }

    /// The hash of the Setup event that it says it is for.
    pub fn setup(&self) -> Digest {
        self.setup
    }

    /// The hash of the EndBallots event that it says it is for.
    pub fn head(&self) -> Digest {
        self.head
    }

    /// The shares, by trustee.
    pub fn shares(&self) -> &[LotShare<G>] {
        &self.shares
    }

    /// The trustees who gave no share.
    pub fn absent(&self, trustees: &VerifiedTrustees<G>) -> impl Iterator<Item = TrusteeIndex> {
        trustees.owners().filter(|owner| self.shares.iter().all(|share| share.owner != *owner))
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`LotDocumentError`] for any other form.
    pub fn parse(bytes: &[u8]) -> Result<Self, LotDocumentError> {
        let document: Self = parse_with(bytes, Self::read)?;
        let mut last = None;
        for owner in document.shares.iter().map(LotShare::owner) {
            if Some(owner) <= last {
                return Err(LotDocumentError::Order { owner });
            }
            last = Some(owner);
        }
        Ok(document)
    }

    /// The one serialization.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { setup, head, shares } = self;
        let mut out = Vec::from(FORMAT.as_bytes());
        out.put(format!("\"{setup}\",\"head\":\"{head}\",\"shares\":").as_bytes());
        shares.write(&mut out);
        out.put(b"}");
        out
    }

    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect(FORMAT)?;
        let setup = reader.digest()?;
        reader.expect(",\"head\":")?;
        let head = reader.digest()?;
        reader.expect(",\"shares\":")?;
        let shares = reader.list()?;
        reader.expect("}")?;
        Ok(Self { setup, head, shares })
    }

    /// Checks that the document is for this lot and every share is right, however many there are (`docs/spec/lot.md`,
    /// "Verification").
    ///
    /// # Errors
    /// [`LotValueError`] names the trustee at fault.
    pub fn check(&self, trustees: &VerifiedTrustees<G>, lot: &Lot<G>) -> Result<(), LotValueError> {
        let &Self { setup, head, ref shares } = self;
        if setup != lot.setup {
            return Err(LotValueError::Setup { found: setup });
        }
        if head != lot.head {
            return Err(LotValueError::Head { found: head });
        }
        let mut equations = Equations::new();
        for share in shares {
            let owner = share.owner;
            let Some(key) = trustees.key_of(owner) else {
                return Err(LotValueError::UnknownOwner { owner, trustees: trustees.owners().count() });
            };
            share.equation(lot, key, LotValueError::Proof { owner }, &mut equations);
        }
        equations.settle()
    }

    /// Checks every share and opens the lot: of a group with a threshold the shares with the lowest numbers are taken, as many
    /// as are needed (`docs/spec/lot.md`, "Verification").
    ///
    /// # Errors
    /// [`LotValueError`] names the trustee at fault, or who is missing first.
    pub fn verify(
        &self,
        trustees: &VerifiedTrustees<G>,
        lot: &Lot<G>,
    ) -> Result<VerifiedLotValue, LotValueError> {
        self.check(trustees, lot)?;
        let value = trustees.items().iter().try_fold(G::identity(), |product, item| {
            self.part_of(*item).map(|part| G::mul(&product, &part))
        })?;
        let value = Element::<G>::of(value).to_text();
        Ok(VerifiedLotValue { setup: self.setup, head: self.head, value })
    }

    /// What the owners of one item contribute: P to the power of the item's private key.
    fn part_of(&self, item: TrusteeItem) -> Result<G::Point, LotValueError> {
        let needed = item.needed();
        let shares = self.shares.iter().filter_map(|share| Some((item.member(share.owner)?, &share.value)));
        let used: Vec<_> = shares.take(usize::try_from(needed).unwrap_or(usize::MAX)).collect();
        let supplied = used.len();
        match item {
            _ if u32::try_from(supplied) == Ok(needed) => {}
            TrusteeItem::Single { owner } => return Err(LotValueError::Missing { owner }),
            TrusteeItem::Pedersen { first, threshold: _, form: _ } => {
                let last = item.owners().last().unwrap_or(first);
                return Err(LotValueError::TooFew { first, last, needed, supplied });
            }
        }
        let members: Vec<_> = used.iter().map(|(member, _)| *member).collect();
        let term =
            |(member, value): &(TrusteeIndex, &Element<G>)| (lagrange::<G>(&members, *member).0, value.point);
        Ok(G::product_of_powers(&used.iter().map(term).collect::<Vec<_>>()))
    }
}

impl<G: Group> Wire<G> for LotShare<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"owner\":")?;
        let owner = TrusteeIndex::read(reader)?;
        reader.expect(",\"value\":")?;
        let value = reader.element()?;
        reader.expect(",\"proof\":")?;
        let proof = Proof::read(reader)?;
        reader.expect("}")?;
        Ok(Self { owner, value, proof })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { owner, value, proof } = self;
        out.put(b"{\"owner\":");
        Wire::<G>::write(owner, out);
        out.put(b",\"value\":");
        value.write(out);
        out.put(b",\"proof\":");
        proof.write(out);
        out.put(b"}");
    }
}
