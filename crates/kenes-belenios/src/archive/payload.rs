//! The small structures between an event and its data: each refers to the data by hash.

use alloc::format;
use alloc::vec::Vec;

use super::event::{scan_digest, write_digest};
use crate::hash::{Digest, Sink as _};
use crate::scan::{FormError, Scanner};
use crate::wire::write_count;

/// Payload of the Setup event, `setup_data` in Belenios 3.3.0 §4.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetupData {
    /// Hash of the election; in Base64 it is the election's fingerprint φ.
    pub election: Digest,
    /// Hash of the trustees.
    pub trustees: Digest,
    /// Hash of the public credentials.
    pub credentials: Digest,
}

impl SetupData {
    /// Reads the one serialization.
    ///
    /// # Errors
    /// Another form. That includes a `credentials_certificate`, which the code of Belenios 3.3.0 knows but its
    /// specification does not.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        Scanner::whole(bytes, |scan| {
            scan.expect("{\"election\":")?;
            let election = scan_digest(scan)?;
            scan.expect(",\"trustees\":")?;
            let trustees = scan_digest(scan)?;
            scan.expect(",\"credentials\":")?;
            let credentials = scan_digest(scan)?;
            scan.expect("}")?;
            Ok(Self { election, trustees, credentials })
        })
    }

    /// The serialization that stands in the archive.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { election, trustees, credentials } = self;
        let mut out = Vec::new();
        out.put(b"{\"election\":");
        write_digest(&mut out, election);
        out.put(b",\"trustees\":");
        write_digest(&mut out, trustees);
        out.put(b",\"credentials\":");
        write_digest(&mut out, credentials);
        out.put(b"}");
        out
    }
}

/// Payload of the EncryptedTally event, `sized_encrypted_tally` in Belenios 3.3.0 §4.18.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizedTally {
    /// How many ballots were tallied: the last one of each credential.
    pub num_tallied: u64,
    /// The sum of their weights.
    pub total_weight: u64,
    /// Hash of the encrypted tally.
    pub encrypted_tally: Digest,
}

impl SizedTally {
    /// Reads the one serialization; a total weight above 2³⁰−1 is a string.
    ///
    /// # Errors
    /// Another form.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        Scanner::whole(bytes, |scan| {
            scan.expect("{\"num_tallied\":")?;
            let num_tallied = scan.integer()?;
            scan.expect(",\"total_weight\":")?;
            let total_weight = scan.count()?;
            scan.expect(",\"encrypted_tally\":")?;
            let encrypted_tally = scan_digest(scan)?;
            scan.expect("}")?;
            Ok(Self { num_tallied, total_weight, encrypted_tally })
        })
    }

    /// The serialization that stands in the archive.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { num_tallied, total_weight, encrypted_tally } = self;
        let mut out = format!("{{\"num_tallied\":{num_tallied},\"total_weight\":").into_bytes();
        write_count(&mut out, *total_weight);
        out.put(b",\"encrypted_tally\":");
        write_digest(&mut out, encrypted_tally);
        out.put(b"}");
        out
    }
}

/// Payload of the Shuffle and PartialDecryption events: which trustee did what (`owned_shuffle` in Belenios 3.3.0
/// §4.19, `owned_partial_decryption` in §4.20).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Number of the trustee, from 1, in the order of the trustees structure; the range is checked by whoever knows
    /// the trustees.
    pub owner: u64,
    /// Hash of the shuffle or partial decryption.
    pub payload: Digest,
}

impl Owned {
    /// Reads the one serialization.
    ///
    /// # Errors
    /// Another form.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        Scanner::whole(bytes, |scan| {
            scan.expect("{\"owner\":")?;
            let owner = scan.integer()?;
            scan.expect(",\"payload\":")?;
            let payload = scan_digest(scan)?;
            scan.expect("}")?;
            Ok(Self { owner, payload })
        })
    }

    /// The serialization that stands in the archive.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { owner, payload } = self;
        let mut out = format!("{{\"owner\":{owner},\"payload\":").into_bytes();
        write_digest(&mut out, payload);
        out.put(b"}");
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn other_forms_are_refused() {
        let h = Digest::of(b"");
        let setup = format!(r#"{{"election":"{h}","trustees":"{h}","credentials":"{h}"}}"#);
        assert_eq!(
            SetupData::parse(setup.as_bytes()),
            Ok(SetupData { election: h, trustees: h, credentials: h })
        );
        for bad in [
            setup.replace("\":\"", "\": \""),
            setup.replace("trustees", "election"),
            setup.replace('}', &format!(r#","credentials_certificate":"{h}"}}"#)),
            setup.replace('}', ""),
        ] {
            assert!(SetupData::parse(bad.as_bytes()).is_err(), "{bad}");
        }
        for weight in ["\"3\"", "1073741824", "03", "-1", "1.0", "null"] {
            let bad = format!(r#"{{"num_tallied":3,"total_weight":{weight},"encrypted_tally":"{h}"}}"#);
            assert!(SizedTally::parse(bad.as_bytes()).is_err(), "{bad}");
        }
        for owner in ["-1", "\"1\"", "01", ""] {
            let bad = format!(r#"{{"owner":{owner},"payload":"{h}"}}"#);
            assert!(Owned::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn parse_inverts_to_bytes(a: [u8; 32], b: [u8; 32], c: [u8; 32], n: u64, weight: u64) {
            let (a, b, c) = (Digest(a), Digest(b), Digest(c));
            let setup = SetupData { election: a, trustees: b, credentials: c };
            prop_assert_eq!(SetupData::parse(&setup.to_bytes()), Ok(setup));
            let sized = SizedTally { num_tallied: n, total_weight: weight, encrypted_tally: a };
            prop_assert_eq!(SizedTally::parse(&sized.to_bytes()), Ok(sized));
            let owned = Owned { owner: n, payload: b };
            prop_assert_eq!(Owned::parse(&owned.to_bytes()), Ok(owned));
        }
    }
}
