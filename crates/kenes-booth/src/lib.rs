//! What stays on a person's device: keys and what they sign, ballots until they are cast, a trustee's part of an election.
//!
//! Messages in, answers out ([`Booth::call`]), as WebAssembly in the worker of a page (`docs/spec/booth.md`). The module
//! imports nothing: it reaches no network, no clock, no page; randomness comes in with each message that needs it. It reads
//! itself what it is asked to sign, and says what it read. It converts and calls; what is right, the crates below say.
//!
//! | feature, and name of the module that is built with it | ops |
//! |---|---|
//! | `ballot` | `ballot_check`, `ballot_seal`, `ballot_cast`, `ballot_challenge` |
//! | `person` | `key_new`, `key_rotate`, `key_read`, `act_read`, `act_sign`, `blob_read`, `token_read`, `token_sign`, `challenge_sign`, `opening_check` |
//! | `trustee` | `trustee_single`, `trustee_cert`, `trustee_read`, `trustee_deal`, `trustee_share`, `trustee_shuffle`, `trustee_decrypt`, `trustee_lot` |

#[cfg(target_arch = "wasm32")]
pub mod abi;
#[cfg(feature = "person")]
mod acts;
#[cfg(feature = "ballot")]
mod ballots;
#[cfg(feature = "trustee")]
mod ceremony;
#[cfg(feature = "person")]
mod checking;
#[cfg(feature = "trustee")]
mod closing;
#[cfg(any(feature = "ballot", feature = "person"))]
mod election;
mod error;
#[cfg(feature = "person")]
mod keys;
mod message;
#[cfg(feature = "trustee")]
mod trustee_error;
#[cfg(feature = "trustee")]
mod trustee_file;
#[cfg(target_arch = "wasm32")]
mod wiping;

use kenes_belenios::group::Ed25519;
use kenes_record::json::Value;

pub use self::error::BoothError;
use self::message::{Message, Request};
#[cfg(feature = "trustee")]
pub use self::trustee_error::TrusteeError;

/// What the functions of the module answer with.
#[cfg(target_arch = "wasm32")]
pub(crate) type Module = Booth;

/// The group of every election that is held here.
type G = Ed25519;

/// An op: what it is called, the fields that its message may have, and what answers it.
type Op = (&'static str, &'static [&'static str], fn(&mut Booth, &Request<'_>) -> Result<Value, BoothError>);

/// Every op.
const OPS: &[&[Op]] = &[
    #[cfg(feature = "person")]
    keys::OPS,
    #[cfg(feature = "person")]
    acts::OPS,
    #[cfg(feature = "ballot")]
    ballots::OPS,
    #[cfg(feature = "person")]
    checking::OPS,
    #[cfg(feature = "trustee")]
    ceremony::OPS,
    #[cfg(feature = "trustee")]
    closing::OPS,
];

/// A booth: what answers messages, and the one ballot that is sealed and neither cast nor challenged yet.
#[derive(Debug, Default)]
pub struct Booth {
    #[cfg(feature = "ballot")]
    sealed: Option<ballots::Held>,
    /// The handle of the last sealed ballot; none is given twice.
    #[cfg(feature = "ballot")]
    handle: u64,
}

impl Booth {
    /// A booth that holds nothing.
    pub const fn new() -> Self {
        Self {
            #[cfg(feature = "ballot")]
            sealed: None,
            #[cfg(feature = "ballot")]
            handle: 0,
        }
    }

    /// Answers a message (`docs/spec/booth.md`): `{"ok":…}`, or `{"error":{"code":…}}` with what a page needs to say more. Any
    /// bytes have an answer.
    pub fn call(&mut self, message: &[u8]) -> Vec<u8> {
        let answer = self.answer(message).map_or_else(
            |error| message::object([("error", error.to_value())]),
            |answer| message::object([("ok", answer)]),
        );
        answer.encode().into_bytes()
    }

    fn answer(&mut self, message: &[u8]) -> Result<Value, BoothError> {
        let message = Message::parse(message)?;
        let request = message.request()?;
        let mut ops = OPS.iter().copied().flatten();
        let (_, fields, run) = ops.find(|(name, _, _)| *name == request.op()).ok_or(BoothError::Op)?;
        request.allow(fields)?;
        run(self, &request)
    }
}
