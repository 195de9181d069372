//! Credentials (Belenios 3.3.0 §4.8): what a voter keeps secret, and the list of what is public of it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::election::{BASE58, Uuid};
use crate::group::{Element, ElementError, Group, GroupId, Scalar, backend::Sink as _};
use crate::scan::{FormError, Scanner, parse_u64};
use crate::wire::{quoted, write_array};

/// A voter's secret: a text of 22 Base58 characters in four groups, or in the form of Belenios 2.0, of 15 in five.
///
/// Wiped on drop; `Debug` shows nothing. [`PrivateCredential::expose`] is the one way out, for handing it over.
pub struct PrivateCredential {
    text: Zeroizing<String>,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `XXXXX-XXXXXX-XXXXX-XXXXXX`, the text of the specification.
    Current,
    /// `XXX-XXX-XXX-XXX-XXX` of Belenios 2.0, whose last character is a checksum.
    V2,
}

/// A text is not a private credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialTextError {
    /// Neither of the two shapes.
    #[error("a credential looks like XXXXX-XXXXXX-XXXXX-XXXXXX or XXX-XXX-XXX-XXX-XXX")]
    Shape,
    /// A character that is never used, such as 0, O, I or l; the position is counted from 1.
    #[error("character {position} cannot occur in a credential (0, O, I and l are never used)")]
    Character {
        /// Which character, from 1, dashes included.
        position: usize,
    },
    /// The last character does not fit the others: a typing error.
    #[error("the credential's check character does not fit: one of the characters is mistyped")]
    Checksum,
}

impl PrivateCredential {
    /// Lengths of the dash-separated groups of characters.
    const CURRENT: [usize; 4] = [5, 6, 5, 6];
    const V2: [usize; 5] = [3, 3, 3, 3, 3];

    /// Reads a credential as typed.
    ///
    /// # Errors
    /// [`CredentialTextError`] says what to look at; it never repeats the text.
    pub fn parse(text: &str) -> Result<Self, CredentialTextError> {
        let form = if has_shape(text, &Self::CURRENT) {
            Form::Current
        } else if has_shape(text, &Self::V2) {
            Form::V2
        } else {
            return Err(CredentialTextError::Shape);
        };
        if let Some(index) = text.bytes().position(|b| b != b'-' && !BASE58.contains(&b)) {
            return Err(CredentialTextError::Character { position: index + 1 });
        }
        if form == Form::V2 && !has_checksum(text) {
            return Err(CredentialTextError::Checksum);
        }
        Ok(Self { text: Zeroizing::new(text.into()), form })
    }

    /// A fresh credential of 22 characters (128 bits).
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let characters = random_base58(Self::CURRENT.iter().sum(), rng);
        let mut text = Zeroizing::new(String::with_capacity(25));
        let mut rest = characters.as_str();
        for length in Self::CURRENT {
            let (group, tail) = rest.split_at(length);
            if !text.is_empty() {
                text.push('-');
            }
            text.push_str(group);
            rest = tail;
        }
        Self { text, form: Form::Current }
    }

    /// The text, for handing it to its voter.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The secret exponent in the election `uuid`.
    pub(crate) fn secret<G: Group>(&self, uuid: &Uuid) -> Zeroizing<Scalar<G>> {
        match self.form {
            Form::Current => {
                let mut wide = Zeroizing::new([0; 64]);
                for (half, i) in wide.chunks_exact_mut(32).zip(["0", "1"]) {
                    let hash = Sha256::new_with_prefix("derive_credential|")
                        .chain_update(uuid.as_str())
                        .chain_update("|")
                        .chain_update(i)
                        .chain_update("|")
                        .chain_update(self.text.as_bytes());
                    half.copy_from_slice(&hash.finalize());
                }
                Zeroizing::new(Scalar::reduce(&*wide))
            }
            Form::V2 => {
                let mut key = Zeroizing::new([0; 32]);
                pbkdf2::pbkdf2_hmac::<Sha256>(
                    self.text.as_bytes(),
                    uuid.as_str().as_bytes(),
                    1000,
                    &mut *key,
                );
                Zeroizing::new(Scalar::reduce(&*key))
            }
        }
    }

    /// The public credential g^secret in the election `uuid`.
    pub fn public<G: Group>(&self, uuid: &Uuid) -> Element<G> {
        Element::power_of_generator(&self.secret::<G>(uuid))
    }
}

impl fmt::Debug for PrivateCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateCredential(<redacted>)")
    }
}

/// Whether the text is groups of those lengths with dashes between them.
fn has_shape(text: &str, groups: &[usize]) -> bool {
    text.is_ascii() && text.split('-').map(str::len).eq(groups.iter().copied())
}

/// The check of Belenios 2.0: the last character is number 53 − (n mod 53), n being the others read in base 58.
fn has_checksum(text: &str) -> bool {
    let digits = text.bytes().filter_map(|b| BASE58.iter().position(|&c| c == b));
    let mut remainder = 0;
    let mut last = 0;
    for (index, digit) in digits.enumerate() {
        if index < 14 {
            remainder = (remainder * 58 + digit) % 53;
        }
        last = digit;
    }
    last == 53 - remainder
}

/// `length` uniform Base58 characters.
pub(crate) fn random_base58(length: usize, rng: &mut (impl CryptoRng + ?Sized)) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(length));
    let mut bytes = Zeroizing::new([0; 64]);
    while text.len() < length {
        rng.fill_bytes(&mut *bytes);
        // 232 = 4 · 58: larger bytes are thrown away, or the first characters would be likelier.
        for byte in bytes.iter().filter(|&&byte| byte < 232) {
            if let Some(&c) = BASE58.get(usize::from(byte % 58)).filter(|_| text.len() < length) {
                text.push(char::from(c));
            }
        }
    }
    text
}

/// The list of public credentials with their weights (`public_credentials`), each checked and none twice.
///
/// Holds the encodings only: 32 bytes a voter in Ed25519.
pub struct PublicCredentials<G: Group> {
    sorted: Vec<G::Encoding>,
    /// Beside `sorted`; `None` when every weight is 1.
    weights: Option<Vec<u64>>,
    total_weight: u64,
}

/// A list of public credentials cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialListError {
    /// Not an array of strings.
    #[error(transparent)]
    Form(#[from] FormError),
    /// An entry that is no element of the group.
    #[error("entry {}: {source}", index + 1)]
    Element {
        /// Which entry, from 0.
        index: usize,
        /// What is wrong with it.
        source: ElementError,
    },
    /// An entry that is the neutral element: its secret is 0, so anybody could sign for it.
    #[error("entry {}: the credential is the neutral element", index + 1)]
    Neutral {
        /// Which entry, from 0.
        index: usize,
    },
    /// An entry with a malformed weight.
    #[error("entry {}: the weight is not a canonical number below 2^63", index + 1)]
    Weight {
        /// Which entry, from 0.
        index: usize,
    },
    /// The same credential twice.
    #[error("credential {credential} is listed twice")]
    Duplicate {
        /// The credential's text.
        credential: String,
    },
    /// The weights add up to more than a count can hold.
    #[error("the weights add up to 2^63 or more")]
    TotalWeight,
}

/// Entries decoded and checked together.
const CHUNK: usize = 4096;

impl<G: Group> PublicCredentials<G> {
    /// Reads and checks a list.
    ///
    /// # Errors
    /// [`CredentialListError`] names the first entry that fails.
    pub fn parse(bytes: &[u8]) -> Result<Self, CredentialListError> {
        let mut list = ListBuilder::<G>::new(bytes.len());
        let mut scan = Scanner::new(bytes);
        scan.expect("[")?;
        let mut more = !scan.take("]");
        while more {
            list.push(scan.plain()?)?;
            more = scan.take(",");
            if !more {
                scan.expect("]")?;
            }
        }
        scan.end()?;
        list.flush()?;
        Self::from_entries(list.entries, list.weights)
    }

    /// A list made of public credentials and weights.
    ///
    /// # Errors
    /// [`CredentialListError::Neutral`], [`CredentialListError::Duplicate`], [`CredentialListError::TotalWeight`].
    pub fn new(
        credentials: impl IntoIterator<Item = (Element<G>, u64)>,
    ) -> Result<Self, CredentialListError> {
        let mut entries = Vec::new();
        let mut weights = Weights::default();
        for (index, (credential, weight)) in credentials.into_iter().enumerate() {
            if credential.is_identity() {
                return Err(CredentialListError::Neutral { index });
            }
            entries.push(credential.encoding);
            weights.push(index, weight);
        }
        Self::from_entries(entries, weights)
    }

    fn from_entries(mut sorted: Vec<G::Encoding>, weights: Weights) -> Result<Self, CredentialListError> {
        let total_weight = weights.total(sorted.len()).ok_or(CredentialListError::TotalWeight)?;
        let weights = match weights.0 {
            None => {
                sorted.sort_unstable();
                None
            }
            Some(weights) => {
                let mut entries: Vec<_> = sorted.into_iter().zip(weights).collect();
                entries.sort_unstable_by_key(|entry| entry.0);
                sorted = entries.iter().map(|entry| entry.0).collect();
                Some(entries.into_iter().map(|entry| entry.1).collect())
            }
        };
        if let Some((encoding, _)) = sorted.iter().zip(sorted.iter().skip(1)).find(|(a, b)| a == b) {
            let mut text = Vec::new();
            G::write_text(encoding, &mut text);
            return Err(CredentialListError::Duplicate {
                credential: String::from_utf8_lossy(&text).into_owned(),
            });
        }
        Ok(Self { sorted, weights, total_weight })
    }

    /// How many credentials are listed.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether nobody may vote.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The sum of all weights: no count of votes is above it (per ballot and choice).
    pub fn total_weight(&self) -> u64 {
        self.total_weight
    }

    /// Whether some weight is not 1.
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// The place of a credential in the sorted list, from 0, and its weight.
    pub(crate) fn find(&self, credential: &Element<G>) -> Option<(usize, u64)> {
        let index = self.sorted.binary_search(&credential.encoding).ok()?;
        let weight = match &self.weights {
            Some(weights) => weights.get(index).copied()?,
            None => 1,
        };
        Some((index, weight))
    }

    /// Whether the credential is listed, and with what weight.
    pub fn weight_of(&self, credential: &Element<G>) -> Option<u64> {
        self.find(credential).map(|(_, weight)| weight)
    }

    /// The list as published: sorted, with weights where some are not 1.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let weights = self.weights.as_deref().unwrap_or_default();
        let weights = weights.iter().map(Some).chain(core::iter::repeat(None));
        write_array(&mut out, self.sorted.iter().zip(weights), |(encoding, weight), out| {
            quoted(out, |out| {
                G::write_text(encoding, out);
                if let Some(weight) = weight {
                    out.put(alloc::format!(",{weight}").as_bytes());
                }
            });
        });
        out
    }
}

impl<G: Group> fmt::Debug for PublicCredentials<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicCredentials").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// The weights of a list, held only once one differs from 1.
#[derive(Default)]
struct Weights(Option<Vec<u64>>);

impl Weights {
    /// Adds the weight of entry number `index`, the next one.
    fn push(&mut self, index: usize, weight: u64) {
        match &mut self.0 {
            Some(weights) => weights.push(weight),
            None if weight == 1 => {}
            weights @ None => {
                let mut list = alloc::vec![1; index];
                list.push(weight);
                *weights = Some(list);
            }
        }
    }

    fn total(&self, entries: usize) -> Option<u64> {
        let total = match &self.0 {
            None => u64::try_from(entries).ok(),
            Some(weights) => weights.iter().try_fold(0u64, |sum, &weight| sum.checked_add(weight)),
        };
        total.filter(|&total| total < 1 << 63)
    }
}

/// Decodes a list in chunks, so that a long one needs little more than its encodings.
struct ListBuilder<'a, G: Group> {
    entries: Vec<G::Encoding>,
    weights: Weights,
    /// Entries scanned and not decoded yet.
    waiting: Vec<&'a [u8]>,
}

impl<'a, G: Group> ListBuilder<'a, G> {
    /// For a list of that many bytes; the room is for entries without weights, so that a long list is not moved as it grows.
    fn new(bytes: usize) -> Self {
        let entry = match G::ID {
            GroupId::Ed25519 => 67,
            GroupId::Belenios2048 | GroupId::Rfc3526 => 600,
        };
        let entries = Vec::with_capacity(bytes / entry + 1);
        Self { entries, weights: Weights::default(), waiting: Vec::new() }
    }

    fn push(&mut self, entry: &'a [u8]) -> Result<(), CredentialListError> {
        self.waiting.push(entry);
        if self.waiting.len() < 8 * CHUNK { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), CredentialListError> {
        let first = self.entries.len();
        let chunks: Vec<_> = self.waiting.chunks(CHUNK).enumerate().collect();
        for chunk in crate::parallel::map(&chunks, |&(i, chunk)| parse_chunk::<G>(first + i * CHUNK, chunk)) {
            for (encoding, weight) in chunk? {
                self.weights.push(self.entries.len(), weight);
                self.entries.push(encoding);
            }
        }
        self.waiting.clear();
        Ok(())
    }
}

/// Decodes the entries that start at `first` and checks their subgroup together.
fn parse_chunk<G: Group>(
    first: usize,
    texts: &[&[u8]],
) -> Result<Vec<(G::Encoding, u64)>, CredentialListError> {
    let mut entries = Vec::with_capacity(texts.len());
    let mut points = Vec::with_capacity(texts.len());
    let mut hash = Sha256::new();
    for (index, text) in texts.iter().enumerate().map(|(i, text)| (first + i, text)) {
        let mut parts = text.splitn(2, |&b| b == b',');
        let key = parts.next().unwrap_or_default();
        let weight = parts.next().map_or(Some(1), parse_u64).ok_or(CredentialListError::Weight { index })?;
        let (point, encoding) =
            G::decode(key).map_err(|source| CredentialListError::Element { index, source })?;
        if G::is_identity(&point) {
            return Err(CredentialListError::Neutral { index });
        }
        hash.update(key);
        entries.push((encoding, weight));
        points.push(point);
    }
    if !G::are_in_subgroup(&points, &hash.finalize().into()) {
        let outside = points.iter().position(|point| !G::is_in_subgroup(point)).unwrap_or_default();
        return Err(CredentialListError::Element {
            index: first + outside,
            source: ElementError::NotInSubgroup,
        });
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{Belenios2048, Ed25519, Rfc3526};

    fn check_neutral<G: Group>() {
        let (g, neutral) = (Element::<G>::generator(), Element::of(G::identity()));
        let refused = Some(CredentialListError::Neutral { index: 1 });
        for weight in ["", ",1", ",3"] {
            let list = alloc::format!("[\"{g}\",\"{neutral}{weight}\"]");
            assert_eq!(PublicCredentials::<G>::parse(list.as_bytes()).err(), refused);
        }
        assert_eq!(PublicCredentials::new([(g, 1), (neutral, 1)]).err(), refused);
        assert_eq!(PublicCredentials::new([(g, 1)]).map(|list| list.len()), Ok(1));
    }

    #[test]
    fn the_neutral_element_is_no_credential() {
        check_neutral::<Ed25519>();
        check_neutral::<Belenios2048>();
        check_neutral::<Rfc3526>();
    }
}
