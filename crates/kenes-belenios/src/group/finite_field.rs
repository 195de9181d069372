//! The groups `BELENIOS-2048` and `RFC-3526-2048` (Belenios 3.3.0 §5.1): subgroups of prime order q modulo a prime p
//! of 2048 bits, on crypto-bigint.
//!
//! One implementation, generic over [`Parameters`]. Working form is Montgomery's, encoding the number itself.

mod params;
mod powers;
mod scalar;

use alloc::vec::Vec;
use core::fmt;

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{NonZero, U256, U2048, Uint};

pub use self::params::{Belenios2048, Rfc3526};
use self::powers::{Comb, PublicBase};
use self::scalar::Exponent;
use super::backend::Backend;
use super::decimal::{parse_decimal, write_public_decimal};
use super::{ElementError, Group, GroupId};
use crate::hash::{Sink, Transcript};

/// An integer modulo p.
pub type Residue<P> = ConstMontyForm<<P as Parameters>::Field, { U2048::LIMBS }>;

/// What tells one group from the other.
pub trait Parameters: Copy + Eq + Ord + fmt::Debug + Default + Send + Sync + 'static {
    /// The modulus p.
    type Field: ConstMontyParams<{ U2048::LIMBS }>;
    type Scalar: Exponent;

    const GROUP: GroupId;
    const GENERATOR: Residue<Self>;
    const ORDER: U2048 = Self::Scalar::ORDER;
    const ORDER_BITS: u32 = Self::ORDER.bits_vartime();

    /// Whether x^q = 1. Variable time.
    fn is_member(point: &Residue<Self>) -> bool;

    /// The place of the prepared generator.
    fn prepared_generator() -> &'static Prepared<Self>;
}

/// A base prepared for powers with secret and with public exponents.
#[derive(Debug)]
pub struct FixedBase<P: Parameters> {
    secret: Comb<P>,
    public: PublicBase<P>,
}

/// The generator, prepared when first used. Without `std` there is no place to keep it, and its powers are plain.
#[derive(Debug)]
pub struct Prepared<P: Parameters> {
    #[cfg(feature = "std")]
    base: std::sync::OnceLock<FixedBase<P>>,
    #[cfg(not(feature = "std"))]
    base: core::marker::PhantomData<FixedBase<P>>,
}

impl<P: Parameters> Prepared<P> {
    const fn new() -> Self {
        #[cfg(feature = "std")]
        let base = std::sync::OnceLock::new();
        #[cfg(not(feature = "std"))]
        let base = core::marker::PhantomData;
        Self { base }
    }

    fn ready(&self) -> Option<&FixedBase<P>> {
        #[cfg(feature = "std")]
        let base = Some(self.base.get_or_init(|| FixedBase {
            secret: Comb::new(&P::GENERATOR),
            public: PublicBase::new(&P::GENERATOR),
        }));
        #[cfg(not(feature = "std"))]
        let base = None;
        base
    }
}

impl Group for Belenios2048 {
    const ID: GroupId = Self::GROUP;
}

impl Group for Rfc3526 {
    const ID: GroupId = Self::GROUP;
}

impl<P: Parameters> Backend for P {
    type Scalar = P::Scalar;
    type Point = Residue<P>;
    /// The number, below p.
    type Encoding = U2048;
    type Table = Comb<P>;
    type PublicBase = PublicBase<P>;

    fn identity() -> Residue<P> {
        ConstMontyForm::ONE
    }

    fn generator() -> Residue<P> {
        P::GENERATOR
    }

    fn mul(a: &Residue<P>, b: &Residue<P>) -> Residue<P> {
        a.mul(b)
    }

    fn inverse(a: &Residue<P>) -> Residue<P> {
        // No element is zero.
        a.invert().unwrap_or(ConstMontyForm::ZERO)
    }

    fn is_identity(a: &Residue<P>) -> bool {
        *a == ConstMontyForm::ONE
    }

    fn pow(base: &Residue<P>, exponent: &P::Scalar) -> Residue<P> {
        base.pow_bounded_exp(&exponent.exponent(), P::ORDER_BITS)
    }

    fn pow_generator(exponent: &P::Scalar) -> Residue<P> {
        match P::prepared_generator().ready() {
            Some(generator) => generator.secret.pow(exponent),
            None => Self::pow(&P::GENERATOR, exponent),
        }
    }

    fn table(base: &Residue<P>) -> Comb<P> {
        Comb::new(base)
    }

    fn pow_table(table: &Comb<P>, exponent: &P::Scalar) -> Residue<P> {
        table.pow(exponent)
    }

    fn public_base(base: &Residue<P>) -> PublicBase<P> {
        PublicBase::new(base)
    }

    fn commit_generator(response: &P::Scalar, point: &Residue<P>, challenge: &P::Scalar) -> Residue<P> {
        match P::prepared_generator().ready() {
            Some(generator) => Self::commit(&generator.public, response, point, challenge),
            None => Self::product_of_powers(&[(*response, P::GENERATOR), (*challenge, *point)]),
        }
    }

    fn commit(
        base: &PublicBase<P>,
        response: &P::Scalar,
        point: &Residue<P>,
        challenge: &P::Scalar,
    ) -> Residue<P> {
        base.commit(&response.exponent(), point, &challenge.exponent())
    }

    fn product_of_powers(terms: &[(P::Scalar, Residue<P>)]) -> Residue<P> {
        terms.chunks(PRODUCT_CHUNK).fold(ConstMontyForm::ONE, |product, terms| {
            let terms: Vec<_> = terms.iter().map(|(scalar, point)| (*scalar.exponent(), *point)).collect();
            product.mul(&powers::product_vartime::<P>(&terms))
        })
    }

    fn encode(points: &[Residue<P>]) -> Vec<U2048> {
        points.iter().map(ConstMontyForm::retrieve).collect()
    }

    fn decode(text: &[u8]) -> Result<(Residue<P>, U2048), ElementError> {
        let number = parse_decimal(text).ok_or(ElementError::Text)?;
        let point = residue::<P>(&number).ok_or(ElementError::NotCanonical)?;
        Ok((point, number))
    }

    fn write_text(encoding: &U2048, out: &mut impl Sink) {
        write_public_decimal(encoding, out);
    }

    fn is_in_subgroup(point: &Residue<P>) -> bool {
        <P as Parameters>::is_member(point)
    }

    fn are_in_subgroup(points: &[Residue<P>], _seed: &[u8; 32]) -> bool {
        // Each by itself, exactly; the seed is for groups that check by random samples.
        points.iter().all(<P as Parameters>::is_member)
    }

    fn embed(values: &[u8]) -> Option<Residue<P>> {
        let most = P::GROUP.max_embedded();
        if values.len() > most || most == 0 {
            return None;
        }
        let start = values.iter().chain([&0]).fold(U2048::ZERO, append);
        // Half of all numbers are squares: about two trials. Their number is a function of the values, as in Ed25519.
        (0..=u8::MAX).find_map(|epsilon| {
            let point = residue::<P>(&start.bitor(&Uint::from_u8(epsilon)))?;
            <P as Parameters>::is_member(&point).then_some(point)
        })
    }

    fn extract(encoding: &U2048, n: usize) -> Option<Vec<u8>> {
        let most = P::GROUP.max_embedded();
        if n > most || most == 0 {
            return None;
        }
        let bytes = encoding.to_be_bytes();
        let (_padding, values) = bytes.as_slice().split_last()?;
        values.get(values.len().checked_sub(n)?..).map(<[u8]>::to_vec)
    }

    fn independent_generator(i: i64) -> Residue<P> {
        let digest = Transcript::new("ggen|").with(alloc::format!("{i}")).digest().0;
        let start = ConstMontyForm::new(&U256::from_be_slice(&digest).resize());
        powers::power_vartime::<P>(&start, &cofactor::<P>())
    }

    fn hash_to_group(mut block: impl FnMut() -> [u8; 32]) -> Residue<P> {
        let shift = ConstMontyForm::new(&U2048::ONE.shl_vartime(U256::BITS));
        let append = |number: Residue<P>, block: [u8; 32]| {
            number.mul(&shift).add(&ConstMontyForm::new(&U256::from_be_slice(&block).resize()))
        };
        loop {
            let number = (0..HASH_BLOCKS).fold(ConstMontyForm::ZERO, |number, _| append(number, block()));
            let point = powers::power_vartime::<P>(&number, &cofactor::<P>());
            if point != ConstMontyForm::ZERO && !Self::is_identity(&point) {
                return point;
            }
        }
    }
}

/// Blocks of a number that is uniform modulo p but for 2⁻²⁵⁶: one more than p has.
const HASH_BLOCKS: usize = 9;

/// Terms of a product that share squarings; more would share no better and take more memory.
const PRODUCT_CHUNK: usize = 128;

/// A number between 1 and p − 1 as an integer modulo p.
fn residue<P: Parameters>(number: &U2048) -> Option<Residue<P>> {
    let canonical = *number != U2048::ZERO && number < Residue::<P>::MODULUS.as_ref();
    canonical.then(|| ConstMontyForm::new(number))
}

/// The number with one more byte at its end.
fn append(number: U2048, byte: &u8) -> U2048 {
    number.shl_vartime(8).bitor(&Uint::from_u8(*byte))
}

/// (p − 1)/q. Variable time.
fn cofactor<P: Parameters>() -> U2048 {
    let order = NonZero::new(P::ORDER).unwrap_or(NonZero::ONE);
    // p = c·q + 1, so c is the quotient of p as well.
    Residue::<P>::MODULUS.as_ref().div_rem_vartime(&order).0
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString as _};
    use alloc::vec;

    use super::*;
    use crate::group::backend::RawScalar;
    use crate::group::{Element, Scalar};

    /// Both groups, with the types of the implementation visible.
    trait Either: Parameters + Group + Backend<Point = Residue<Self>, Encoding = U2048> {}

    impl Either for Belenios2048 {}

    impl Either for Rfc3526 {}

    fn number(value: &U2048) -> String {
        value.to_string_radix_vartime(10)
    }

    fn check_texts<P: Either>() {
        let g = Element::<P>::generator();
        let power = Element::<P>::power_of_generator(&Scalar::from(777));
        for element in [g, power, Element::of(P::identity())] {
            assert_eq!(Element::parse(element.to_text().as_bytes()), Ok(element));
        }
        assert_eq!(Element::<P>::parse(b"1"), Ok(Element::of(P::identity())));
        let p = Residue::<P>::MODULUS.get();
        let above = number(&p.wrapping_add(&power.encoding));
        for bad in ["0", &number(&p), &number(&p.wrapping_add(&U2048::ONE)), &number(&U2048::MAX), &above] {
            assert_eq!(Element::<P>::parse(bad.as_bytes()), Err(ElementError::NotCanonical), "{bad}");
        }
        let zeros = alloc::format!("0{power}");
        for bad in ["", "01", "00", "+1", "-1", "1_0", " 1", "1 ", "0x1", "1.0", &zeros, &"9".repeat(5000)] {
            assert_eq!(Element::<P>::parse(bad.as_bytes()), Err(ElementError::Text), "{bad}");
        }
    }

    #[test]
    fn an_element_has_one_text() {
        check_texts::<Belenios2048>();
        check_texts::<Rfc3526>();
    }

    fn check_subgroup<P: Either>() {
        let minus_one = ConstMontyForm::<P::Field, _>::ONE.neg();
        let mut members = 0;
        for i in 1..40 {
            let point = ConstMontyForm::new(&U2048::from_u64(i));
            let expected = point.pow(&P::ORDER) == ConstMontyForm::ONE;
            assert_eq!(P::is_in_subgroup(&point), expected, "{i}");
            assert!(P::is_in_subgroup(&point.pow(&cofactor::<P>())));
            members += i32::from(expected);
        }
        assert!(members > 0);
        // q is odd, so of x and −x one at most is a member.
        let good = P::GENERATOR.square();
        let bad = good.mul(&minus_one);
        assert!(P::is_in_subgroup(&good) && !P::is_in_subgroup(&bad) && !P::is_in_subgroup(&minus_one));
        assert!(P::are_in_subgroup(&[good; 3], &[0; 32]));
        assert!(!P::are_in_subgroup(&[good, bad, bad], &[0; 32]));
        let text = number(&bad.retrieve());
        assert_eq!(Element::<P>::parse(text.as_bytes()), Err(ElementError::NotInSubgroup));
    }

    #[test]
    fn only_the_subgroup_passes() {
        check_subgroup::<Belenios2048>();
        check_subgroup::<Rfc3526>();
    }

    fn check_laws<P: Either>() {
        let scalar =
            |i: u64| <P as Backend>::Scalar::from_u64(i).neg().mul(&<P as Backend>::Scalar::from_u64(i + 5));
        let (a, b) = (scalar(1), scalar(2));
        let y = P::pow_generator(&a);
        assert_eq!(y, P::pow(&P::GENERATOR, &a));
        assert_eq!(P::pow_table(&P::table(&y), &b), P::pow_generator(&a.mul(&b)));
        assert_eq!(P::mul(&y, &P::pow_generator(&b)), P::pow_generator(&a.add(&b)));
        assert_eq!(P::inverse(&y), P::pow_generator(&a.neg()));
        assert!(P::is_identity(&P::mul(&y, &P::inverse(&y))) && !P::is_identity(&y));
        let expected = P::pow_generator(&b.add(&a.mul(&a)));
        assert_eq!(P::commit_generator(&b, &y, &a), expected);
        assert_eq!(P::commit(&P::public_base(&P::GENERATOR), &b, &y, &a), expected);
    }

    #[test]
    fn powers_obey_their_laws() {
        check_laws::<Belenios2048>();
        check_laws::<Rfc3526>();
    }

    #[test]
    fn long_products_agree_with_single_powers() {
        type Zq = <Belenios2048 as Backend>::Scalar;
        let terms: Vec<_> = (0..131)
            .map(|i| (Zq::from_u64(i).neg(), Belenios2048::pow_generator(&Zq::from_u64(i * i))))
            .collect();
        let expected =
            terms.iter().fold(ConstMontyForm::ONE, |product, (e, x)| product.mul(&Belenios2048::pow(x, e)));
        assert_eq!(Belenios2048::product_of_powers(&terms), expected);
    }

    #[test]
    fn embedding_round_trips() {
        let most = GroupId::Rfc3526.max_embedded();
        for values in [vec![], vec![0], vec![7, 0, 255], vec![255; most - 1], vec![254; most], vec![0; most]]
        {
            let point = Rfc3526::embed(&values).unwrap();
            assert!(Rfc3526::is_in_subgroup(&point));
            assert_eq!(Rfc3526::extract(&point.retrieve(), values.len()).unwrap(), values);
        }
        assert_eq!(Rfc3526::embed(&[0; 3]).unwrap(), Rfc3526::identity());
        assert_eq!(Rfc3526::extract(&U2048::ONE, most + 1), None);
    }

    #[test]
    fn values_that_do_not_fit_are_refused() {
        let most = GroupId::Rfc3526.max_embedded();
        assert_eq!(Rfc3526::embed(&vec![0; most + 1]), None);
        // 255 values fill the field, whose prime begins with 64 ones.
        assert_eq!(Rfc3526::embed(&vec![255; most]), None);
        assert_eq!(Belenios2048::embed(&[]), None);
        assert_eq!(Belenios2048::extract(&U2048::ONE, 0), None);
    }

    #[test]
    fn independent_generators_are_powers_of_hashes() {
        // Computed with another implementation of the table.
        fn check<P: Either>(i: i64, expected: &str) {
            let generator = P::independent_generator(i);
            assert!(P::is_in_subgroup(&generator));
            assert!(number(&generator.retrieve()).starts_with(expected), "{i}");
        }
        check::<Belenios2048>(-1, "1147104877655702303588774823795696754102");
        check::<Belenios2048>(17, "1306770362878418427452110219899858472211");
        check::<Rfc3526>(0, "3595905040167336753333929406024469078005");
        check::<Rfc3526>(17, "6383943928472841188783154113889532093061");
    }

    #[cfg(feature = "std")]
    fn check_archive<P: Either>(name: &str) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors/protocol/positive");
        let file = std::fs::File::open(alloc::format!("{folder}/{name}.bel.gz")).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text).unwrap();
        let mut parsed = 0;
        for field in ["\"alpha\":\"", "\"beta\":\""] {
            for part in text.split(field).skip(1) {
                let digits = part.split('"').next().unwrap();
                assert_eq!(Element::<P>::parse(digits.as_bytes()).unwrap().to_string(), digits);
                parsed += 1;
            }
        }
        assert!(parsed >= 16, "{parsed}");
    }

    #[cfg(feature = "std")]
    #[test]
    fn elements_of_real_ballots_parse() {
        check_archive::<Belenios2048>("v1-gen2.0--b-stage1-voting");
        check_archive::<Rfc3526>("v1-gen3.3--a-h1of3-1trustee-10v-rfc-3526-2048");
    }
}
