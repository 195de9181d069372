//! Threshold trustees: a key that any k of n trustees can use and fewer cannot (the "Pedersen" protocol of
//! Belenios 3.3.0 §3.1.1, messages in §4.6).
//!
//! Rounds, each trustee talking to the server only:
//!
//! 1. Each trustee makes a [`Certificate`] and a secret [`Seed`](crate::pki::Seed).
//! 2. Everybody checks the list: [`Certificates::verify`].
//! 3. Each trustee deals a [`Polynomial`]: commitments for everybody, a share for each. The server checks them:
//!    [`Certificates::verify_polynomials`].
//! 4. The server routes the shares: [`VerifiedPolynomials::vinputs`].
//! 5. Each trustee checks what it received, [`Certificates::check_vinput`], which gives its private key and a [`Voutput`].
//! 6. The server checks these and publishes: [`VerifiedPolynomials::parameters`].
//!
//! Every error names the trustee, counted from 1, whose message is at fault. The server carries all messages, so a share
//! that cannot be decrypted may also be its doing.
//!
//! A share that decrypts and is signed, but does not fit its dealer's commitments, is the dealer's doing if the dealer
//! dealt once: it signed both. Nothing on the wire ties a share to one list of commitments, though, so if one seed dealt
//! twice, the server can pair the share of one dealing with the commitments of the other. Therefore a trustee deals once
//! for a certificate, keeps what it dealt (the bytes of its [`Polynomial`]), sends these same bytes when asked again, and
//! takes a fresh certificate to deal anew. Accused nevertheless, it shows its copies: the encrypted share and the
//! commitments in the accuser's [`Vinput`] stand in two of them, and the accuser, given either whole, finds its share
//! right.

mod certificate;
mod commitments;
mod output;
mod parameters;
mod polynomial;
#[cfg(test)]
mod tests;

pub use certificate::{Certificate, CertificateError, Certificates};
pub use commitments::CommitmentFault;
pub use output::{OpenError, Vinput, VinputError, Voutput, VoutputError};
pub use parameters::{ParametersError, ThresholdForm, ThresholdParameters};
pub use polynomial::{Polynomial, PolynomialError, VerifiedPolynomials};

/// How many of how many trustees are needed: 1 ≤ needed ≤ size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    needed: u32,
    size: u32,
}

/// A number of trustees that cannot be needed of a group of that size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{needed} of {size} trustees is no threshold")]
pub struct ThresholdError {
    /// How many would be needed.
    pub needed: u32,
    /// How many there are.
    pub size: u32,
}

impl Threshold {
    /// `needed` of `size`.
    ///
    /// # Errors
    /// [`ThresholdError`] unless 1 ≤ needed ≤ size.
    pub fn new(needed: u32, size: u32) -> Result<Self, ThresholdError> {
        if (1..=size).contains(&needed) {
            Ok(Self { needed, size })
        } else {
            Err(ThresholdError { needed, size })
        }
    }

    /// How many trustees are needed.
    pub fn needed(self) -> u32 {
        self.needed
    }

    /// How many trustees there are.
    pub fn size(self) -> u32 {
        self.size
    }
}

/// A length as it is compared with counts on the wire.
fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}
