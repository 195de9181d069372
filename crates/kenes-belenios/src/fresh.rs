//! Randomness that comes in as bytes, where no generator can be called: a WebAssembly module that imports nothing.

use chacha20::ChaCha20Rng;
use core::fmt;
use rand_core::{CryptoRng, SeedableRng as _};
use zeroize::Zeroizing;

use crate::hash::Transcript;

/// 32 bytes of the platform's generator, used up by one operation. Wiped on drop; not copied, not printed.
pub struct FreshBytes(Zeroizing<[u8; 32]>);

impl FreshBytes {
    /// Takes 32 bytes that the platform's generator gave for this operation and for nothing else.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A generator of as many bytes as the operation needs. The purpose is hashed with the bytes, so that two operations that
    /// were given the same bytes by mistake share no randomness.
    pub fn expand(self, purpose: &str) -> impl CryptoRng + use<> {
        let text = Transcript::new("kenes/fresh/v1|").with(purpose).with("|").with(self.0.as_slice());
        let key = Zeroizing::new(text.digest().0);
        ChaCha20Rng::from_seed(*key)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for FreshBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FreshBytes(<redacted>)")
    }
}

#[cfg(test)]
mod tests {
    use rand_core::Rng as _;

    use super::*;

    #[test]
    fn purposes_share_no_randomness_and_nothing_is_printed() {
        let draw = |byte: u8, purpose: &str| {
            let mut bytes = [0; 64];
            FreshBytes::new([byte; 32]).expand(purpose).fill_bytes(&mut bytes);
            bytes
        };
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
        assert_eq!(std::format!("{:?}", FreshBytes::new([5; 32])), "FreshBytes(<redacted>)");
    }
}
