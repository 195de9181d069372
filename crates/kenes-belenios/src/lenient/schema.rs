//! The structures of the protocol as trees of JSON, fields in the order of the specification (sections of
//! Belenios 3.3.0).

/// What a JSON value may be, and the form to write it in.
pub(super) enum Node {
    /// A string.
    Text,
    /// A small integer, as a number or as a string; written as a number.
    Integer,
    /// A weight or count, as a number or as a string; written as a string above 2³⁰−1.
    Count,
    /// Anything, which only loses its white space.
    Free,
    /// A string, or the other thing.
    TextOr(&'static Node),
    /// The thing, or arrays of it within arrays.
    Nested(&'static Node),
    /// An object with fields in this order, each at most once.
    Object(&'static [(&'static str, Node)]),
}

use Node::{Count, Free, Integer, Nested, Object, Text, TextOr};

/// Arrays within arrays: the proofs of a lists question have four levels, those of a shuffle five.
pub(super) const MAX_NESTING: usize = 6;

// Where two structures never share a field, one list of fields stands for both; the strict reader tells them apart.

/// `proof`, Belenios 3.3.0 §4.3.
pub(super) const PROOF: Node = Object(&[("challenge", Text), ("response", Text)]);
/// `ciphertext`, §4.3.
const CIPHERTEXT: Node = Object(&[("alpha", Text), ("beta", Text)]);
/// `signed_msg`, §4.6.1; what is signed stays as it is.
const SIGNED: Node = Object(&[("message", Text), ("signature", PROOF)]);
/// `trustee_public_key`, §4.5.
const KEY: Node = Object(&[("pok", PROOF), ("public_key", Text), ("signature", PROOF), ("name", Text)]);

/// The value of `question_gen`: `question_nh`, §4.9.2, or `question_l`, §4.9.3.
const GENERAL: Node = Object(&[("answers", Nested(&Text)), ("question", Text)]);
/// `question_h`, §4.9.1, or `question_gen`, §4.9.
const QUESTION: Node = Object(&[
    ("answers", Nested(&Text)),
    ("blank", Free),
    ("min", Integer),
    ("max", Integer),
    ("question", Text),
    ("type", Text),
    ("value", GENERAL),
    ("extra", Free),
]);
/// `election`, §4.10.
pub(super) const ELECTION: Node = Object(&[
    ("version", Integer),
    ("description", Text),
    ("name", Text),
    ("group", Text),
    ("public_key", Text),
    ("questions", Nested(&QUESTION)),
    ("uuid", Text),
    ("administrator", Text),
    ("credential_authority", Text),
]);
/// `trustee_public_key` or `threshold_parameters`, §4.6.7.
const TRUSTEE: Node = Object(&[
    ("pok", PROOF),
    ("public_key", Text),
    ("signature", PROOF),
    ("name", Text),
    ("threshold", Integer),
    ("certs", Nested(&SIGNED)),
    ("coefexps", Nested(&SIGNED)),
    ("signatures", Nested(&PROOF)),
    ("verification_keys", Nested(&KEY)),
]);
/// `trustees`, §4.7.
pub(super) const TRUSTEES: Node = Nested(&TextOr(&TRUSTEE));
/// `public_credentials`, §4.8.
pub(super) const CREDENTIALS: Node = Nested(&Text);
/// `nonzero_proof`, §4.15.
const NONZERO: Node = Object(&[("commitment", Text), ("challenge", Text), ("response", Nested(&Text))]);
/// `answer_h`, `answer_nh` or `answer_l`, §4.11.
pub(super) const ANSWER: Node = Object(&[
    ("choices", Nested(&CIPHERTEXT)),
    ("individual_proofs", Nested(&PROOF)),
    ("overall_proof", Nested(&PROOF)),
    ("blank_proof", Nested(&PROOF)),
    ("list_proofs", Nested(&PROOF)),
    ("nonzero_proof", NONZERO),
    ("proof", PROOF),
]);
/// `encrypted_tally`, §4.18.
pub(super) const TALLY: Node = Nested(&CIPHERTEXT);
/// `shuffle`, §4.19.
pub(super) const SHUFFLE: Node = Object(&[("ciphertexts", Nested(&CIPHERTEXT)), ("proofs", Nested(&Text))]);
/// `partial_decryption`, §4.20.
pub(super) const DECRYPTION: Node =
    Object(&[("decryption_factors", Nested(&Text)), ("decryption_proofs", Nested(&PROOF))]);
/// `election_result`, §4.21.
pub(super) const RESULT: Node = Object(&[("result", Nested(&Count))]);
