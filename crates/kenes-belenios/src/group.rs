//! Groups of prime order q (Belenios 3.3.0 §5): elements, scalars, and what proofs need of them.
//!
//! An [`Element`] is canonical and in the prime-order subgroup by construction: [`Element::parse`] refuses anything
//! else, so no proof ever meets a point of small order. Three groups exist; they share nothing but the sealed trait
//! [`Group`], whose working operations only this crate can call. Secret exponents take the constant-time paths
//! (`pow`, `Table`), verification the variable-time ones (`commit_*`, `product_of_powers`).

mod decimal;
pub(crate) mod ed25519;
pub(crate) mod finite_field;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::iter::Sum;
use core::ops::{Add, Mul, Neg, Sub};

use rand_core::CryptoRng;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

use self::backend::Sink;
pub use self::ed25519::Ed25519;
pub use self::finite_field::{Belenios2048, Rfc3526};

/// A supported group (Belenios 3.3.0 §5).
///
/// Sealed: the working operations are methods of a private supertrait.
pub trait Group: backend::Backend + Copy + Eq + Ord + fmt::Debug + Default + Send + Sync + 'static {
    /// Which group this is.
    const ID: GroupId;
}

/// The name of a group, as in the field `group` of an election.
///
/// Exhaustive on purpose: a new group must break every match, [`with_group!`](crate::with_group) and its callers
/// included, rather than be taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupId {
    /// The prime-order subgroup of the curve of RFC 8032. The default.
    Ed25519,
    /// A 256-bit subgroup of a 2048-bit prime field, without an embedding.
    Belenios2048,
    /// The squares modulo the 2048-bit safe prime of RFC 3526, with an embedding of 8-bit integers.
    Rfc3526,
}

impl GroupId {
    /// Every group, the default first.
    pub const ALL: [Self; 3] = [Self::Ed25519, Self::Belenios2048, Self::Rfc3526];

    /// The text that stands in elections and is hashed in proofs of knowledge.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Belenios2048 => "BELENIOS-2048",
            Self::Rfc3526 => "RFC-3526-2048",
        }
    }

    /// The group of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }

    /// The most characters that an element or a scalar can have.
    pub(crate) const fn longest_text(self) -> usize {
        match self {
            Self::Ed25519 => 77,
            Self::Belenios2048 | Self::Rfc3526 => 617,
        }
    }

    /// How many integers of 8 bits one element can carry; 0 without an embedding.
    pub const fn max_embedded(self) -> usize {
        match self {
            Self::Ed25519 => 29,
            Self::Belenios2048 => 0,
            // Bytes above the padding; all but those that begin with eight times 255 are below p.
            Self::Rfc3526 => 255,
        }
    }

    /// Decimal digits of the longest scalar, q − 1: what buffers of secret numbers must hold without growing.
    pub(crate) const fn scalar_digits(self) -> usize {
        match self {
            Self::Ed25519 => 76,
            Self::Belenios2048 => 77,
            Self::Rfc3526 => 617,
        }
    }
}

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text is not an element of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ElementError {
    /// Wrong length, wrong digits, leading zeros, upper case.
    #[error("not a canonical text of a group element")]
    Text,
    /// A number outside the field, or another writing of an element.
    #[error("not the canonical encoding of a group element")]
    NotCanonical,
    /// No point of the curve has this encoding.
    #[error("not on the curve")]
    NotOnCurve,
    /// Outside the subgroup of prime order.
    #[error("not in the subgroup of prime order")]
    NotInSubgroup,
}

/// A text is not a scalar: not decimal, with leading zeros, or not below q.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a canonical decimal number below the order of the group")]
pub struct ScalarError;

pub(crate) mod backend {
    use super::*;

    /// A receiver of canonical bytes: a buffer or a hash.
    pub trait Sink {
        fn put(&mut self, bytes: &[u8]);
    }

    impl Sink for Vec<u8> {
        fn put(&mut self, bytes: &[u8]) {
            self.extend_from_slice(bytes);
        }
    }

    /// Arithmetic modulo q. Everything is constant time unless its name says otherwise.
    pub trait RawScalar: Copy + Zeroize + ConstantTimeEq + Send + Sync + 'static {
        const ZERO: Self;
        const ONE: Self;
        fn add(&self, other: &Self) -> Self;
        fn sub(&self, other: &Self) -> Self;
        fn mul(&self, other: &Self) -> Self;
        fn neg(&self) -> Self;
        /// The inverse of a non-zero scalar; zero for zero.
        fn invert(&self) -> Self;
        fn from_u64(value: u64) -> Self;
        /// A big-endian number of at most 64 bytes, modulo q.
        fn reduce(bytes: &[u8]) -> Self;
        /// Uniform; the bias is below 2^-128.
        fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self;
        /// Canonical decimal below q. Variable time.
        fn parse_vartime(text: &[u8]) -> Option<Self>;
        /// Decimal; leaves no copy of the number behind but what `out` keeps. How long it takes tells the number of
        /// digits.
        fn write_text(&self, out: &mut impl Sink);
    }

    /// The working operations of a group.
    ///
    /// `Point` is the working form, in any representation; `Encoding` the canonical one, whose order is the order
    /// of the tally (Belenios 3.3.0 §4.18).
    pub trait Backend: Sized {
        type Scalar: RawScalar;
        type Point: Copy + Zeroize + Send + Sync + 'static;
        type Encoding: Copy + Eq + Ord + Send + Sync + 'static;
        /// A fixed base prepared for constant-time powers.
        type Table: Send + Sync;
        /// A fixed base prepared for [`Backend::commit`].
        type PublicBase: Send + Sync;

        fn identity() -> Self::Point;
        fn generator() -> Self::Point;
        fn mul(a: &Self::Point, b: &Self::Point) -> Self::Point;
        fn inverse(a: &Self::Point) -> Self::Point;
        fn is_identity(a: &Self::Point) -> bool;
        fn pow(base: &Self::Point, exponent: &Self::Scalar) -> Self::Point;
        fn pow_generator(exponent: &Self::Scalar) -> Self::Point;
        fn table(base: &Self::Point) -> Self::Table;
        fn pow_table(table: &Self::Table, exponent: &Self::Scalar) -> Self::Point;

        fn public_base(base: &Self::Point) -> Self::PublicBase;
        /// g^response · point^challenge. Variable time.
        fn commit_generator(
            response: &Self::Scalar,
            point: &Self::Point,
            challenge: &Self::Scalar,
        ) -> Self::Point;
        /// base^response · point^challenge. Variable time.
        fn commit(
            base: &Self::PublicBase,
            response: &Self::Scalar,
            point: &Self::Point,
            challenge: &Self::Scalar,
        ) -> Self::Point;
        /// ∏ pointᵢ^exponentᵢ. Variable time.
        fn product_of_powers(terms: &[(Self::Scalar, Self::Point)]) -> Self::Point;

        /// The canonical encodings of many points, sharing inversions.
        fn encode(points: &[Self::Point]) -> Vec<Self::Encoding>;
        /// Reads a canonical text; the subgroup is not checked.
        fn decode(text: &[u8]) -> Result<(Self::Point, Self::Encoding), ElementError>;
        fn write_text(encoding: &Self::Encoding, out: &mut impl Sink);
        fn is_in_subgroup(point: &Self::Point) -> bool;
        /// Whether all points are in the subgroup. A false yes has probability 2^-128 over `seed`, which must depend
        /// on all the points or be unknown to whoever chose them.
        fn are_in_subgroup(points: &[Self::Point], seed: &[u8; 32]) -> bool;

        /// `of_ints` of Belenios 3.3.0 §5; `None` when there are too many values or no embedding.
        fn embed(values: &[u8]) -> Option<Self::Point>;
        /// `to_ints`, the inverse of [`Backend::embed`] for `n` values.
        fn extract(encoding: &Self::Encoding, n: usize) -> Option<Vec<u8>>;
        /// `GetGenerator(i)` of Belenios 3.3.0 §6: an element whose discrete logarithm nobody knows.
        fn independent_generator(i: i64) -> Self::Point;
        /// An element that is not the neutral one and whose logarithm nobody knows, uniform where the blocks are (`docs/spec/lot.md`,
        /// "The base"). Takes blocks until it has one. Variable time.
        fn hash_to_group(block: impl FnMut() -> [u8; 32]) -> Self::Point;
    }
}

/// An integer modulo the order q of the group.
///
/// `Debug` shows nothing: many scalars are secret.
#[derive(Clone, Copy)]
pub struct Scalar<G: Group>(pub(crate) G::Scalar);

impl<G: Group> Scalar<G> {
    /// 0.
    pub const ZERO: Self = Self(<G::Scalar as backend::RawScalar>::ZERO);
    /// 1.
    pub const ONE: Self = Self(<G::Scalar as backend::RawScalar>::ONE);

    /// Reads the canonical decimal form. Variable time.
    ///
    /// # Errors
    /// [`ScalarError`] for any other writing and for numbers not below q.
    pub fn parse(text: &[u8]) -> Result<Self, ScalarError> {
        backend::RawScalar::parse_vartime(text).map(Self).ok_or(ScalarError)
    }

    /// A uniform scalar.
    pub fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        Self(backend::RawScalar::random(rng))
    }

    /// A big-endian number of at most 64 bytes, modulo q.
    pub fn reduce(bytes: &[u8]) -> Self {
        Self(backend::RawScalar::reduce(bytes))
    }

    /// The inverse modulo q; 0 for 0.
    pub fn invert(&self) -> Self {
        Self(backend::RawScalar::invert(&self.0))
    }

    pub(crate) fn write_text(&self, out: &mut impl Sink) {
        backend::RawScalar::write_text(&self.0, out);
    }

    /// The decimal form, for numbers that are public (challenges, responses).
    pub(crate) fn to_public_text(self) -> String {
        let mut text = Vec::new();
        self.write_text(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }
}

impl<G: Group> From<u64> for Scalar<G> {
    fn from(value: u64) -> Self {
        Self(backend::RawScalar::from_u64(value))
    }
}

impl<G: Group> From<bool> for Scalar<G> {
    fn from(value: bool) -> Self {
        Self::from(u64::from(value))
    }
}

impl<G: Group> Add for Scalar<G> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(backend::RawScalar::add(&self.0, &other.0))
    }
}

impl<G: Group> Sub for Scalar<G> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(backend::RawScalar::sub(&self.0, &other.0))
    }
}

impl<G: Group> Mul for Scalar<G> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(backend::RawScalar::mul(&self.0, &other.0))
    }
}

impl<G: Group> Neg for Scalar<G> {
    type Output = Self;
    fn neg(self) -> Self {
        Self(backend::RawScalar::neg(&self.0))
    }
}

impl<G: Group> Sum for Scalar<G> {
    fn sum<I: Iterator<Item = Self>>(scalars: I) -> Self {
        scalars.fold(Self::ZERO, |a, b| a + b)
    }
}

impl<G: Group> ConstantTimeEq for Scalar<G> {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

impl<G: Group> PartialEq for Scalar<G> {
    fn eq(&self, other: &Self) -> bool {
        self.ct_eq(other).into()
    }
}

impl<G: Group> Eq for Scalar<G> {}

impl<G: Group> Zeroize for Scalar<G> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl<G: Group> fmt::Debug for Scalar<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scalar(<redacted>)")
    }
}

/// An element of the prime-order group with its canonical encoding.
///
/// Equality, order and text are those of the encoding; the order is the one of the tally and of credential lists
/// (by number in finite fields, by little-endian bytes in Ed25519).
#[derive(Clone, Copy)]
pub struct Element<G: Group> {
    pub(crate) point: G::Point,
    pub(crate) encoding: G::Encoding,
}

impl<G: Group> Element<G> {
    /// Reads the canonical text of an element of prime order.
    ///
    /// # Errors
    /// [`ElementError`] says which of form, curve or subgroup failed.
    pub fn parse(text: &[u8]) -> Result<Self, ElementError> {
        let element = Self::decode_without_subgroup_check(text)?;
        if G::is_in_subgroup(&element.point) { Ok(element) } else { Err(ElementError::NotInSubgroup) }
    }

    /// Reads a canonical text. The caller owes the subgroup check, one by one or in a batch, before the element
    /// leaves this crate or enters an equation.
    pub(crate) fn decode_without_subgroup_check(text: &[u8]) -> Result<Self, ElementError> {
        let (point, encoding) = G::decode(text)?;
        Ok(Self { point, encoding })
    }

    /// The generator g.
    pub fn generator() -> Self {
        Self::of(G::generator())
    }

    /// The canonical form of one computed point.
    pub(crate) fn of(point: G::Point) -> Self {
        let encoding = G::encode(&[point]);
        match encoding.first() {
            Some(&encoding) => Self { point, encoding },
            None => unreachable!("one point has one encoding"),
        }
    }

    /// The canonical forms of many computed points, sharing inversions.
    pub(crate) fn of_all(points: &[G::Point]) -> Vec<Self> {
        let encodings = G::encode(points);
        points.iter().zip(encodings).map(|(&point, encoding)| Self { point, encoding }).collect()
    }

    /// g^exponent, constant time.
    pub(crate) fn power_of_generator(exponent: &Scalar<G>) -> Self {
        Self::of(G::pow_generator(&exponent.0))
    }

    /// Whether this is the neutral element.
    pub fn is_identity(&self) -> bool {
        G::is_identity(&self.point)
    }

    pub(crate) fn write_text(&self, out: &mut impl Sink) {
        G::write_text(&self.encoding, out);
    }

    /// The canonical text.
    pub fn to_text(&self) -> String {
        let mut text = Vec::new();
        self.write_text(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }
}

impl<G: Group> PartialEq for Element<G> {
    fn eq(&self, other: &Self) -> bool {
        self.encoding == other.encoding
    }
}

impl<G: Group> Eq for Element<G> {}

impl<G: Group> PartialOrd for Element<G> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<G: Group> Ord for Element<G> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.encoding.cmp(&other.encoding)
    }
}

impl<G: Group> fmt::Display for Element<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl<G: Group> fmt::Debug for Element<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

/// Evaluates an expression with `$group` standing for the group type of a [`GroupId`].
#[macro_export]
macro_rules! with_group {
    ($id:expr, $group:ident => $body:expr) => {
        match $id {
            $crate::group::GroupId::Belenios2048 => {
                type $group = $crate::group::Belenios2048;
                $body
            }
            $crate::group::GroupId::Rfc3526 => {
                type $group = $crate::group::Rfc3526;
                $body
            }
            $crate::group::GroupId::Ed25519 => {
                type $group = $crate::group::Ed25519;
                $body
            }
        }
    };
}
