//! Shuffles of non-homomorphic ciphertexts (Belenios 3.3.0 §4.19) by the mix net of CHVote (§6).
//!
//! Owns the structure, its bytes, the texts that prover and verifier hash alike, and the independent generators.
//! Making a shuffle is in `prove`, checking one in `verify`, the secret permutation in `permutation`. Which
//! ciphertexts go into the first shuffle, and their order, belong to the encrypted tally.
//!
//! Symbols are those of §6: `e` and `shuffled` (e′) are the ciphertexts before and after, ψ the permutation with
//! e′ᵢ = re-encryption of e at ψ(i), `u` the challenges, `c` and `c_hat` (ĉ) the commitments to ψ and to the chain of
//! permuted challenges, `t` and `s` the commitments and responses of the proof.

mod error;
mod permutation;
mod prove;
mod verify;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

pub use self::error::{ShuffleEquation, ShuffleError, ShuffleList};
pub use self::verify::VerifiedShuffle;
use crate::ciphertext::Ciphertext;
use crate::group::backend::Sink;
use crate::group::{Element, Group, Scalar};
use crate::hash::{Digest, Transcript};
use crate::parallel::map;
use crate::wire::{self, Reader, Wire, WireError};

/// One trustee's shuffle of all non-homomorphic questions, not yet verified (`shuffle` in Belenios 3.3.0 §4.19).
///
/// Both lists have one entry for each non-homomorphic question, in the order of the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shuffle<G: Group> {
    /// The shuffled ciphertexts: non-homomorphic questions × ballots.
    pub ciphertexts: Vec<Vec<Ciphertext<G>>>,
    /// For each question, the proof that its list was permuted and re-encrypted, nothing else.
    pub proofs: Vec<ShuffleProof<G>>,
}

/// The proof for one question (`shuffle_proof` in Belenios 3.3.0 §4.19).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShuffleProof<G: Group> {
    t: Commitments<G>,
    s: Responses<G>,
    c: Vec<Element<G>>,
    c_hat: Vec<Element<G>>,
}

/// `shuffle_commitment_rand`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Commitments<G: Group> {
    t1: Element<G>,
    t2: Element<G>,
    t3: Element<G>,
    /// t₄,₁, of the β; it comes first.
    t4_beta: Element<G>,
    /// t₄,₂, of the α.
    t4_alpha: Element<G>,
    t_hat: Vec<Element<G>>,
}

/// `shuffle_response`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Responses<G: Group> {
    s1: Scalar<G>,
    s2: Scalar<G>,
    s3: Scalar<G>,
    s4: Scalar<G>,
    s_hat: Vec<Scalar<G>>,
    s_prime: Vec<Scalar<G>>,
}

impl<G: Group> Shuffle<G> {
    /// Reads the bytes of a `shuffle` and checks that each element is in the prime-order subgroup.
    ///
    /// The shapes and the proofs are checked by [`Shuffle::verify`].
    ///
    /// # Errors
    /// [`WireError`] says where the form, an element or a scalar is not canonical.
    pub fn parse(bytes: &[u8]) -> Result<Self, WireError> {
        wire::parse(bytes)
    }

    /// The one serialization.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::to_bytes(self)
    }
}

impl<G: Group> Wire<G> for Shuffle<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"ciphertexts\":")?;
        let ciphertexts = reader.array(Reader::list)?;
        reader.expect(",\"proofs\":")?;
        let proofs = reader.list()?;
        reader.expect("}")?;
        Ok(Self { ciphertexts, proofs })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{\"ciphertexts\":");
        self.ciphertexts.write(out);
        out.put(b",\"proofs\":");
        self.proofs.write(out);
        out.put(b"}");
    }
}

impl<G: Group> Wire<G> for ShuffleProof<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("[")?;
        let t = Commitments::read(reader)?;
        reader.expect(",")?;
        let s = Responses::read(reader)?;
        reader.expect(",")?;
        let c = reader.list()?;
        reader.expect(",")?;
        let c_hat = reader.list()?;
        reader.expect("]")?;
        Ok(Self { t, s, c, c_hat })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"[");
        self.t.write(out);
        out.put(b",");
        self.s.write(out);
        out.put(b",");
        self.c.write(out);
        out.put(b",");
        self.c_hat.write(out);
        out.put(b"]");
    }
}

impl<G: Group> Wire<G> for Commitments<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("[")?;
        let t1 = reader.element()?;
        reader.expect(",")?;
        let t2 = reader.element()?;
        reader.expect(",")?;
        let t3 = reader.element()?;
        reader.expect(",[")?;
        let t4_beta = reader.element()?;
        reader.expect(",")?;
        let t4_alpha = reader.element()?;
        reader.expect("],")?;
        let t_hat = reader.list()?;
        reader.expect("]")?;
        Ok(Self { t1, t2, t3, t4_beta, t4_alpha, t_hat })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { t1, t2, t3, t4_beta, t4_alpha, t_hat } = self;
        out.put(b"[");
        for t in [t1, t2, t3] {
            t.write(out);
            out.put(b",");
        }
        wire::write_array(out, [t4_beta, t4_alpha], Wire::write);
        out.put(b",");
        t_hat.write(out);
        out.put(b"]");
    }
}

impl<G: Group> Wire<G> for Responses<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("[")?;
        let s1 = reader.scalar()?;
        reader.expect(",")?;
        let s2 = reader.scalar()?;
        reader.expect(",")?;
        let s3 = reader.scalar()?;
        reader.expect(",")?;
        let s4 = reader.scalar()?;
        reader.expect(",")?;
        let s_hat = reader.list()?;
        reader.expect(",")?;
        let s_prime = reader.list()?;
        reader.expect("]")?;
        Ok(Self { s1, s2, s3, s4, s_hat, s_prime })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { s1, s2, s3, s4, s_hat, s_prime } = self;
        out.put(b"[");
        for s in [s1, s2, s3, s4] {
            s.write(out);
            out.put(b",");
        }
        s_hat.write(out);
        out.put(b",");
        s_prime.write(out);
        out.put(b"]");
    }
}

/// The generators h, h₁, h₂, … that nobody knows a relation between (`GetSecondaryGenerator` and `GetGenerators` of
/// Belenios 3.3.0 §6): constants of the group, worth keeping between the shuffles of one election.
#[derive(Clone)]
pub struct Generators<G: Group> {
    /// h, `GetGenerator(-1)`.
    secondary: G::Point,
    /// `GetGenerator(0)`, `GetGenerator(1)`, …
    list: Vec<G::Point>,
}

impl<G: Group> Generators<G> {
    /// Computes those that shuffling `count` ballots takes. With fewer, a shuffle computes them all for itself.
    ///
    /// The collisions on which §6 aborts would be collisions of SHA-256, so they are not looked for.
    pub fn new(count: usize) -> Self {
        let numbers: Vec<i64> = (0..).take(count).collect();
        let list = map(&numbers, |&i| G::independent_generator(i));
        Self { secondary: G::independent_generator(-1), list }
    }

    /// At least `count` of them.
    fn covering(&self, count: usize) -> Cow<'_, Self> {
        if self.list.len() < count { Cow::Owned(Self::new(count)) } else { Cow::Borrowed(self) }
    }
}

impl<G: Group> Default for Generators<G> {
    /// None kept: each shuffle computes its own.
    fn default() -> Self {
        Self::new(0)
    }
}

impl<G: Group> fmt::Debug for Generators<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generators").field("count", &self.list.len()).finish_non_exhaustive()
    }
}

/// What the challenges of one proof hash: str_c of Belenios 3.3.0 §6 and the fingerprint φ.
struct Statement<'a, G: Group> {
    fingerprint: &'a str,
    e: &'a [Ciphertext<G>],
    shuffled: &'a [Ciphertext<G>],
    c: &'a [Element<G>],
}

impl<G: Group> Statement<'_, G> {
    /// str_c = ⟦e⟧⟦e′⟧⟦c⟧.
    fn write(&self, text: &mut Transcript) {
        write_list(self.e.iter().chain(self.shuffled).flat_map(|e| [&e.alpha, &e.beta]), text);
        write_list(self.c, text);
    }

    /// u₁, …, u_N (`GetNIZPKChallenges` with the tag `shuffle-challenges|φ|`).
    fn challenges(&self) -> Vec<Scalar<G>> {
        let mut text = Transcript::new("shuffle-challenges|").with(self.fingerprint).with("|");
        self.write(&mut text);
        let all = Transcript::new("").with(text.digest().to_hex());
        let challenge = |i| {
            let number = Digest::of(alloc::format!("{i}").as_bytes());
            all.clone().with(number.to_hex()).challenge()
        };
        (0..self.e.len()).map(challenge).collect()
    }

    /// The hash whose residue is the challenge c (`GetNIZPKChallenge` with the tag `shuffle-challenge|φ|`).
    fn challenge(&self, t: &Commitments<G>, c_hat: &[Element<G>], public_key: &Element<G>) -> Digest {
        let Commitments { t1, t2, t3, t4_beta, t4_alpha, t_hat } = t;
        let mut text = Transcript::new("shuffle-challenge|").with(self.fingerprint).with("|");
        write_list([t1, t2, t3, t4_beta, t4_alpha], &mut text);
        write_list(t_hat, &mut text);
        self.write(&mut text);
        write_list(c_hat, &mut text);
        text.element(public_key);
        text.digest()
    }
}

/// ⟦c⟧: each element followed by a comma.
fn write_list<'a, G: Group>(elements: impl IntoIterator<Item = &'a Element<G>>, text: &mut Transcript) {
    for element in elements {
        text.element(element);
        text.put(b",");
    }
}

/// `f` of each pair of items, on every core with the feature `rayon`.
fn map_zip<A: Sync, B: Sync, T: Send>(a: &[A], b: &[B], f: impl Fn(&A, &B) -> T + Sync + Send) -> Vec<T> {
    let pairs: Vec<(&A, &B)> = a.iter().zip(b).collect();
    map(&pairs, |(a, b)| f(a, b))
}

/// Both results, computed at the same time with the feature `rayon`.
fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "rayon")]
    return rayon::join(a, b);
    #[cfg(not(feature = "rayon"))]
    return (a(), b());
}

#[cfg(test)]
mod testing {
    //! Data for the tests of this module.

    use super::*;
    use chacha20::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    pub(super) const FINGERPRINT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    pub(super) fn rng(seed: u8) -> ChaCha20Rng {
        ChaCha20Rng::from_seed([seed; 32])
    }

    /// A private key and its public key.
    pub(super) fn key_pair<G: Group>(rng: &mut ChaCha20Rng) -> (Scalar<G>, Element<G>) {
        let x = Scalar::random(rng);
        (x, Element::power_of_generator(&x))
    }

    /// Encryptions of g⁰, g¹, …
    pub(super) fn ciphertexts<G: Group>(
        n: usize,
        y: &Element<G>,
        rng: &mut ChaCha20Rng,
    ) -> Vec<Ciphertext<G>> {
        let encrypt = |m| {
            let r = Scalar::<G>::random(rng);
            let beta = G::mul(&G::pow(&y.point, &r.0), &G::pow_generator(&Scalar::<G>::from(m).0));
            Ciphertext { alpha: Element::power_of_generator(&r), beta: Element::of(beta) }
        };
        (0u64..).take(n).map(encrypt).collect()
    }
}

#[cfg(test)]
#[cfg(feature = "std")]
mod tests {
    use super::*;
    use crate::group::Ed25519;
    use alloc::collections::BTreeMap;
    use alloc::string::{String, ToString as _};
    use serde_json::Value;
    use std::io::Read as _;

    /// The records of a published election, by name, and its events in order.
    struct Board {
        records: BTreeMap<String, Vec<u8>>,
        events: Vec<Value>,
    }

    impl Board {
        fn open(name: &str) -> Self {
            let path = alloc::format!("{}/../../vectors/protocol/{name}.bel.gz", env!("CARGO_MANIFEST_DIR"));
            let mut tar = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut tar).unwrap();
            let (mut records, mut events, mut rest) = (BTreeMap::new(), Vec::new(), &tar[..]);
            while rest.len() >= 512 {
                let name = core::str::from_utf8(&rest[..100]).unwrap().trim_end_matches('\0');
                let size = core::str::from_utf8(&rest[124..135]).unwrap();
                let size = usize::from_str_radix(size, 8).unwrap();
                let data = &rest[512..512 + size];
                match name.split_once('.') {
                    Some((hash, "data.json")) => drop(records.insert(hash.to_string(), data.to_vec())),
                    Some((_, "event.json")) => events.push(serde_json::from_slice(data).unwrap()),
                    Some(_) | None => (),
                }
                rest = &rest[512 + size.div_ceil(512) * 512..];
            }
            Self { records, events }
        }

        fn record(&self, name: &Value) -> &[u8] {
            &self.records[name.as_str().unwrap()]
        }

        /// The payloads of the events of one type.
        fn payloads(&self, kind: &str) -> Vec<Value> {
            let events = self.events.iter().filter(|event| event["type"] == kind);
            events.map(|event| serde_json::from_slice(self.record(&event["payload"])).unwrap()).collect()
        }

        /// The public key and the fingerprint.
        fn election(&self) -> (Element<Ed25519>, String) {
            let bytes = self.record(&self.payloads("Setup")[0]["election"]).to_vec();
            let election: Value = serde_json::from_slice(&bytes).unwrap();
            let public_key = election["public_key"].as_str().unwrap();
            (Element::parse(public_key.as_bytes()).unwrap(), Digest::of(&bytes).to_base64())
        }

        /// Verifies the shuffles in a row, checking that their bytes are the one serialization.
        fn verify(&self) -> Result<usize, (usize, ShuffleError)> {
            let (public_key, fingerprint) = self.election();
            let tally = self.record(&self.payloads("EncryptedTally")[0]["encrypted_tally"]);
            let mut inputs: Vec<_> = wire::parse_with(tally, |r| r.array(Reader::list)).unwrap();
            let generators = Generators::new(inputs[0].len());
            let shuffles = self.payloads("Shuffle");
            for (number, owned) in shuffles.iter().enumerate() {
                let bytes = self.record(&owned["payload"]);
                let shuffle = Shuffle::parse(bytes).unwrap();
                assert_eq!(shuffle.to_bytes(), bytes);
                let verified = shuffle.verify_with(&inputs, &public_key, &fingerprint, &generators);
                inputs = verified.map_err(|error| (number, error))?.into_ciphertexts();
            }
            Ok(shuffles.len())
        }
    }

    #[test]
    fn published_shuffles_verify_and_keep_their_bytes() {
        for (name, count) in [("e-nh-rank4-20v-3shuffles", 3), ("e-nh-stage4-shuffle1", 1)] {
            let board = Board::open(&alloc::format!("positive/v1-gen3.3--{name}"));
            assert_eq!(board.verify(), Ok(count), "{name}");
        }
    }

    #[test]
    fn altered_shuffles_name_the_equation() {
        for (name, shuffle, equation) in [
            ("proof-t1", 0, ShuffleEquation::T1),
            ("proof-c", 0, ShuffleEquation::T1),
            ("proof-s-hat", 0, ShuffleEquation::THat { index: 0 }),
            ("proof-t-hat", 0, ShuffleEquation::T1),
            ("ciphertexts-swapped", 1, ShuffleEquation::T1),
            ("events-swapped", 0, ShuffleEquation::T1),
        ] {
            let board = Board::open(&alloc::format!("negative/neg3.3--shuffle-{name}"));
            let error = ShuffleError::Equation { question: 0, equation };
            assert_eq!(board.verify(), Err((shuffle, error)), "{name}");
        }
    }

    /// What belenios-tool 3.3.0 makes of the election of `e-nh-rank4-20v-3shuffles` when nobody votes.
    const PEERS_SHUFFLE_OF_NO_BALLOTS: &str = concat!(
        r#"{"ciphertexts":[[]],"proofs":[[["0e814a27581b1ae8460fcbbb5888bf84ce209415659ab92ba8c"#,
        r#"560dbde7b257d","00c387085dadc7c7ed50273d7d120cd8b8cc025fad3195131d5f60280a21deef","7"#,
        r#"f8057513f0392b8b5a1260fe124dc9c3178a66232586dfdbe6355bd9a843ef7",["9610a43260bcf7594"#,
        r#"162803e8207a76d5649245b74bcd3cd125388fbb5334e18","480a5fababdd9a23ecfbc30997f7ba5c59"#,
        r#"f8e46bc62ea94a76b51f10177ebd78"],[]],["303095402035599007118386624533049429992559844"#,
        r#"1895208681883004303053361429644","52493648804397498298587208506632937093004513783273"#,
        r#"70634508404732644709580010","5483018338877586828821623688264226992212314759584878611"#,
        r#"641573930572827879105","642341399258152796202759089630414950732897137606479766419242"#,
        r#"3298126907436678",[],[]],[],[]]]}"#,
    );

    #[test]
    fn a_peers_shuffle_of_no_ballots_verifies() {
        let (public_key, fingerprint) =
            Board::open("positive/v1-gen3.3--e-nh-rank4-20v-3shuffles").election();
        let shuffle = Shuffle::parse(PEERS_SHUFFLE_OF_NO_BALLOTS.as_bytes()).unwrap();
        assert_eq!(shuffle.to_bytes(), PEERS_SHUFFLE_OF_NO_BALLOTS.as_bytes());
        // Of nothing there is nothing to prove: the challenge cancels out, so that the fingerprint does not matter.
        for fingerprint in [&fingerprint, ""] {
            assert!(shuffle.clone().verify(&[Vec::new()], &public_key, fingerprint).is_ok());
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for bad in [
            "",
            "{}",
            r#"{"proofs":[],"ciphertexts":[]}"#,
            r#"{"ciphertexts":[],"proofs":[]} "#,
            r#"{"ciphertexts":[],"proofs":[[]]}"#,
            r#"{"ciphertexts":[{}],"proofs":[]}"#,
        ] {
            assert!(Shuffle::<Ed25519>::parse(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(Shuffle::<Ed25519>::parse(br#"{"ciphertexts":[],"proofs":[]}"#).is_ok());
    }
}
