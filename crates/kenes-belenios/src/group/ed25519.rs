//! The group `Ed25519` (Belenios 3.3.0 §5.2.1), on curve25519-dalek.

use alloc::vec;
use alloc::vec::Vec;

use crypto_bigint::{U256, Uint};
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{
    CompressedEdwardsY, EdwardsBasepointTable, EdwardsPoint, VartimeEdwardsPrecomputation,
};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{
    BasepointTable as _, Identity as _, IsIdentity as _, VartimeMultiscalarMul as _,
    VartimePrecomputedMultiscalarMul as _,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::backend::{Backend, RawScalar};
use super::decimal::{parse_decimal, write_secret_decimal};
use super::{ElementError, Group, GroupId};
use crate::hash::{Sink, Transcript};

/// The prime-order subgroup of the curve of RFC 8032, the default group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ed25519;

impl Group for Ed25519 {
    const ID: GroupId = GroupId::Ed25519;
}

/// The order q, big-endian.
const ORDER: U256 = U256::from_be_hex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

/// The field prime 2²⁵⁵ − 19.
const FIELD_PRIME: U256 =
    U256::from_be_hex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");

/// Bits below the embedded integers, free for the search of a point.
const PADDING_BITS: u32 = 14;

impl RawScalar for Scalar {
    const ZERO: Self = Self::ZERO;
    const ONE: Self = Self::ONE;

    fn add(&self, other: &Self) -> Self {
        self + other
    }

    fn sub(&self, other: &Self) -> Self {
        self - other
    }

    fn mul(&self, other: &Self) -> Self {
        self * other
    }

    fn neg(&self) -> Self {
        -self
    }

    fn invert(&self) -> Self {
        self.invert()
    }

    fn from_u64(value: u64) -> Self {
        Self::from(value)
    }

    fn reduce(bytes: &[u8]) -> Self {
        let mut wide = Zeroizing::new([0; 64]);
        for (to, from) in wide.iter_mut().zip(bytes.iter().rev()) {
            *to = *from;
        }
        Self::from_bytes_mod_order_wide(&wide)
    }

    fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut wide = Zeroizing::new([0; 64]);
        rng.fill_bytes(&mut *wide);
        Self::from_bytes_mod_order_wide(&wide)
    }

    fn parse_vartime(text: &[u8]) -> Option<Self> {
        let value = Zeroizing::new(parse_decimal::<{ U256::LIMBS }>(text)?);
        (*value < ORDER)
            .then(|| Self::from_canonical_bytes(value.to_le_bytes().into()).into_option())
            .flatten()
    }

    fn write_text(&self, out: &mut impl Sink) {
        write_secret_decimal(&Zeroizing::new(U256::from_le_slice(self.as_bytes())), out);
    }
}

/// The powers of the generator: compiled in, or made at the first use where every byte goes over a network.
#[cfg(not(all(target_arch = "wasm32", feature = "std")))]
fn generator_table() -> &'static EdwardsBasepointTable {
    curve25519_dalek::constants::ED25519_BASEPOINT_TABLE
}

/// The powers of the generator: compiled in, or made at the first use where every byte goes over a network.
#[cfg(all(target_arch = "wasm32", feature = "std"))]
fn generator_table() -> &'static EdwardsBasepointTable {
    static TABLE: std::sync::OnceLock<EdwardsBasepointTable> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| EdwardsBasepointTable::create(&ED25519_BASEPOINT_POINT))
}

impl Backend for Ed25519 {
    type Scalar = Scalar;
    type Point = EdwardsPoint;
    /// Compressed y, little-endian (RFC 8032).
    type Encoding = [u8; 32];
    type Table = EdwardsBasepointTable;
    type PublicBase = VartimeEdwardsPrecomputation;

    fn identity() -> EdwardsPoint {
        EdwardsPoint::identity()
    }

    fn generator() -> EdwardsPoint {
        ED25519_BASEPOINT_POINT
    }

    fn mul(a: &EdwardsPoint, b: &EdwardsPoint) -> EdwardsPoint {
        a + b
    }

    fn inverse(a: &EdwardsPoint) -> EdwardsPoint {
        -a
    }

    fn is_identity(a: &EdwardsPoint) -> bool {
        a.is_identity()
    }

    fn pow(base: &EdwardsPoint, exponent: &Scalar) -> EdwardsPoint {
        base * exponent
    }

    fn pow_generator(exponent: &Scalar) -> EdwardsPoint {
        generator_table() * exponent
    }

    fn table(base: &EdwardsPoint) -> EdwardsBasepointTable {
        EdwardsBasepointTable::create(base)
    }

    fn pow_table(table: &EdwardsBasepointTable, exponent: &Scalar) -> EdwardsPoint {
        table * exponent
    }

    fn public_base(base: &EdwardsPoint) -> VartimeEdwardsPrecomputation {
        VartimeEdwardsPrecomputation::new([base])
    }

    fn commit_generator(response: &Scalar, point: &EdwardsPoint, challenge: &Scalar) -> EdwardsPoint {
        EdwardsPoint::vartime_double_scalar_mul_basepoint(challenge, point, response)
    }

    fn commit(
        base: &VartimeEdwardsPrecomputation,
        response: &Scalar,
        point: &EdwardsPoint,
        challenge: &Scalar,
    ) -> EdwardsPoint {
        base.vartime_mixed_multiscalar_mul([response], [challenge], [point])
    }

    fn product_of_powers(terms: &[(Scalar, EdwardsPoint)]) -> EdwardsPoint {
        EdwardsPoint::vartime_multiscalar_mul(terms.iter().map(|(s, _)| s), terms.iter().map(|(_, p)| p))
    }

    fn encode(points: &[EdwardsPoint]) -> Vec<[u8; 32]> {
        match points {
            [point] => vec![point.compress().to_bytes()],
            _ => {
                EdwardsPoint::compress_batch_alloc(points).iter().map(CompressedEdwardsY::to_bytes).collect()
            }
        }
    }

    fn decode(text: &[u8]) -> Result<(EdwardsPoint, [u8; 32]), ElementError> {
        let mut encoding = [0; 32];
        let length = base16ct::lower::decode(text, &mut encoding).map_err(|_| ElementError::Text)?.len();
        if length != 32 {
            return Err(ElementError::Text);
        }
        encoding.reverse();
        let point = CompressedEdwardsY(encoding).decompress().ok_or(ElementError::NotOnCurve)?;
        if is_canonical(&encoding) { Ok((point, encoding)) } else { Err(ElementError::NotCanonical) }
    }

    fn write_text(encoding: &[u8; 32], out: &mut impl Sink) {
        let mut bytes = *encoding;
        bytes.reverse();
        let mut text = [0; 64];
        if let Ok(text) = base16ct::lower::encode(&bytes, &mut text) {
            out.put(text);
        }
    }

    fn is_in_subgroup(point: &EdwardsPoint) -> bool {
        point.is_torsion_free()
    }

    fn are_in_subgroup(points: &[EdwardsPoint], seed: &[u8; 32]) -> bool {
        subgroup::all_torsion_free(points, seed)
    }

    fn embed(values: &[u8]) -> Option<EdwardsPoint> {
        if values.len() > GroupId::Ed25519.max_embedded() {
            return None;
        }
        let mut bytes = [0; 32];
        for (to, from) in bytes.iter_mut().rev().zip(values.iter().rev()) {
            *to = *from;
        }
        let start = U256::from_be_slice(&bytes).shl_vartime(PADDING_BITS);
        // Half of all encodings are on the curve and an eighth of those in the subgroup: about 16 trials.
        (0..1u32 << PADDING_BITS).find_map(|epsilon| {
            let encoding = start.wrapping_add(&U256::from_u32(epsilon)).to_le_bytes().into();
            let point = CompressedEdwardsY(encoding).decompress()?;
            (is_canonical(&encoding) && point.is_torsion_free()).then_some(point)
        })
    }

    fn extract(encoding: &[u8; 32], n: usize) -> Option<Vec<u8>> {
        if n > GroupId::Ed25519.max_embedded() {
            return None;
        }
        let value = U256::from_le_slice(encoding).shr_vartime(PADDING_BITS);
        let bytes: [u8; 32] = value.to_be_bytes().into();
        bytes.get(32 - n..).map(<[u8]>::to_vec)
    }

    fn independent_generator(i: i64) -> EdwardsPoint {
        let digest = Transcript::new("ggen|").with(alloc::format!("{i}")).digest().0;
        let start = U256::from_be_slice(&digest).shr_vartime(2);
        let mut epsilon = U256::ZERO;
        loop {
            let encoding: [u8; 32] = start.wrapping_add(&epsilon).to_le_bytes().into();
            let point = CompressedEdwardsY(encoding).decompress().filter(|_| is_canonical(&encoding));
            if let Some(point) = point {
                return point.mul_by_cofactor();
            }
            epsilon = epsilon.wrapping_add(&Uint::ONE);
        }
    }

    fn hash_to_group(mut block: impl FnMut() -> [u8; 32]) -> EdwardsPoint {
        // Half of all blocks are points; a point of small order, which gives the neutral element, is never met.
        loop {
            let encoding = block();
            let point = CompressedEdwardsY(encoding).decompress().filter(|_| is_canonical(&encoding));
            if let Some(point) = point.map(|point| point.mul_by_cofactor())
                && !point.is_identity()
            {
                return point;
            }
        }
    }
}

/// Whether a decodable encoding is the one that encoding its point gives: y below the field prime, and no sign on
/// x = 0 (y = ±1). Variable time.
fn is_canonical(encoding: &[u8; 32]) -> bool {
    let value = U256::from_le_slice(encoding);
    let sign = value.bit_vartime(255);
    let y = value.bitand(&FIELD_PRIME.bitor(&U256::from_u8(31)));
    let x_is_zero = y == U256::ONE || y == FIELD_PRIME.wrapping_sub(&U256::ONE);
    y < FIELD_PRIME && !(sign && x_is_zero)
}

mod subgroup {
    //! Membership of many points at once.
    //!
    //! A point of the curve is P + T with P in the subgroup and T of order dividing 8. For a subset chosen by fair
    //! coins, a fixed T ≠ 0 leaves the sum outside the subgroup with probability at least 1/2; 128 independent
    //! subsets leave 2^-128. The subset sums share their additions: points in blocks of six, all 64 sums of a block at
    //! one addition each, then one addition per block and subset. That is 64/6 + 128/6 = 32 additions a point, the
    //! least over all sizes of blocks, where an exact check costs some 80 of them.

    use super::*;

    const SUBSETS: usize = 128;
    const BLOCK: usize = 6;

    /// Below this many points the exact checks cost less: the 128 final checks alone cost 128 of them.
    const WORTHWHILE: usize = 256;

    pub(super) fn all_torsion_free(points: &[EdwardsPoint], seed: &[u8; 32]) -> bool {
        if points.len() < WORTHWHILE {
            return points.iter().all(EdwardsPoint::is_torsion_free);
        }
        let mut sums = vec![EdwardsPoint::identity(); SUBSETS];
        for (index, block) in points.chunks(BLOCK).enumerate() {
            let table = subset_sums(block);
            for (sum, selection) in sums.iter_mut().zip(selections(seed, index)) {
                if let Some(part) = table.get(usize::from(selection) % table.len()) {
                    *sum += part;
                }
            }
        }
        sums.iter().all(EdwardsPoint::is_torsion_free)
    }

    /// The sums of all subsets of a block, indexed by the bits of the subset.
    fn subset_sums(block: &[EdwardsPoint]) -> Vec<EdwardsPoint> {
        let mut sums = Vec::with_capacity(1 << block.len());
        sums.push(EdwardsPoint::identity());
        for point in block {
            for index in 0..sums.len() {
                if let Some(sum) = sums.get(index) {
                    sums.push(sum + point);
                }
            }
        }
        sums
    }

    /// For each subset, which points of one block it takes.
    fn selections(seed: &[u8; 32], block: usize) -> impl Iterator<Item = u8> {
        (0u8..4).flat_map(move |part| {
            Transcript::new("kenes/subgroup/v1|").with(seed).with(block.to_le_bytes()).with([part]).digest().0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::EIGHT_TORSION;

    type Element = super::super::Element<Ed25519>;

    fn text(encoding: [u8; 32]) -> Vec<u8> {
        let mut text = Vec::new();
        Ed25519::write_text(&encoding, &mut text);
        text
    }

    #[test]
    fn the_generator_has_its_published_text() {
        assert_eq!(
            Element::generator().to_text(),
            "6666666666666666666666666666666666666666666666666666666666666658"
        );
    }

    #[test]
    fn small_order_points_are_refused() {
        for torsion in EIGHT_TORSION.into_iter().skip(1) {
            let point = ED25519_BASEPOINT_POINT + torsion;
            let result = Element::parse(&text(point.compress().to_bytes()));
            assert_eq!(result, Err(ElementError::NotInSubgroup));
        }
    }

    #[test]
    fn other_writings_of_a_point_are_refused() {
        let identity = "0000000000000000000000000000000000000000000000000000000000000001";
        assert!(Element::parse(identity.as_bytes()).is_ok());
        for other in [
            "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee", // p + 1
            "8000000000000000000000000000000000000000000000000000000000000001", // negative zero
        ] {
            assert_eq!(Element::parse(other.as_bytes()), Err(ElementError::NotCanonical));
        }
        let g = Element::generator().to_text();
        for bad in [&g[1..], &alloc::format!("0{g}"), &alloc::format!("{} ", &g[1..]), ""] {
            assert_eq!(Element::parse(bad.as_bytes()), Err(ElementError::Text));
        }
        assert_eq!(Element::parse(&[b'A'; 64]), Err(ElementError::Text));
    }

    #[test]
    fn scalars_are_canonical_decimals_below_q() {
        let q = "7237005577332262213973186563042994240857116359379907606001950938285454250989";
        let parse = |t: &str| Scalar::parse_vartime(t.as_bytes());
        assert_eq!(parse("0"), Some(Scalar::ZERO));
        assert_eq!(parse(&q.replace("989", "988")), Some(-Scalar::ONE));
        for bad in [q, "", "00", "01", "+1", "-1", "1_0", " 1", "0x1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(parse(&"9".repeat(500)), None);
    }

    #[test]
    fn one_bad_point_among_many_is_seen() {
        let mut points: Vec<_> = (0..700u64).map(|i| Scalar::from(i) * ED25519_BASEPOINT_POINT).collect();
        assert!(subgroup::all_torsion_free(&points, &[7; 32]));
        for torsion in EIGHT_TORSION.into_iter().skip(1) {
            let good = points[699];
            points[699] += torsion;
            assert!(!subgroup::all_torsion_free(&points, &[7; 32]));
            points[699] = good;
        }
    }

    #[test]
    fn two_bad_points_do_not_cancel() {
        let mut points: Vec<_> = (0..700u64).map(|i| Scalar::from(i) * ED25519_BASEPOINT_POINT).collect();
        points[3] += EIGHT_TORSION[4];
        points[4] += EIGHT_TORSION[4];
        assert!(!subgroup::all_torsion_free(&points, &[7; 32]));
    }

    #[test]
    fn embedding_round_trips() {
        for values in [vec![], vec![0], vec![255; 29], vec![0; 29], (0..29).collect()] {
            let point = Ed25519::embed(&values).unwrap();
            assert!(point.is_torsion_free());
            assert_eq!(Ed25519::extract(&point.compress().to_bytes(), values.len()).unwrap(), values);
        }
        assert!(Ed25519::embed(&[0; 30]).is_none());
    }
}
