//! The places where untrusted bytes come in, one function each, for fuzzing and for property tests of the same.
//!
//! Each takes any bytes and must return; what can be read must be written as it was read. Only a failure of that panics.

use crate::act::{Act, Draft, UnsignedAct};
use crate::json;

/// Takes bytes from outside.
pub type EntryPoint = fn(&[u8]);

/// Every entry point by its name, which is also the name of its fuzz target and of the folder of its corpus.
pub const ENTRY_POINTS: [(&str, EntryPoint); 2] = [("json", json), ("acts", acts)];

/// Canonical JSON.
pub fn json(bytes: &[u8]) {
    if let Ok(value) = json::parse(bytes) {
        assert_eq!(value.encode().as_bytes(), bytes);
    }
}

/// An act, or the text of one.
pub fn acts(bytes: &[u8]) {
    if let Ok(act) = Act::parse(bytes) {
        assert_eq!(act.to_bytes(), bytes);
        let draft = Draft { act_type: act.act_type(), envelope: *act.envelope(), body: act.body().clone() };
        let unsigned = draft.write();
        let text = unsigned.as_ref().map(UnsignedAct::text);
        assert_eq!(text, Ok(act.note().text()));
        let again = unsigned.and_then(|unsigned| unsigned.assemble(act.note().signatures().to_vec()));
        assert_eq!(again, Ok(act));
    }
    if let Ok(unsigned) = UnsignedAct::parse(bytes) {
        assert_eq!(unsigned.text().as_bytes(), bytes);
    }
}
