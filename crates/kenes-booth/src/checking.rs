//! The check of a challenged ballot, on another device than the one that sealed it.

use kenes_belenios::PlainAnswer;
use kenes_belenios::sealing::{CheckedOpening, Opening};
use kenes_record::json::Value;

use crate::election::election;
use crate::message::{Request, number, object};
use crate::{Booth, BoothError, Op};

/// The ops of this module.
pub const OPS: &[Op] = &[("opening_check", &["election", "opening"], opening_check)];

/// Checks on this device what another one opened.
fn opening_check(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let election = election(request)?;
    let document = request.text("opening")?.trim().as_bytes();
    let (opening, checked) = Opening::verify(document, &election)?;
    let CheckedOpening { hash, credential } = checked;
    Ok(object([
        ("answers", Value::Array(opening.answers().iter().map(answer).collect())),
        ("credential", Value::string(credential)),
        ("hash", Value::string(hash.to_base64())),
    ]))
}

fn answer(answer: &PlainAnswer) -> Value {
    let numbers = |values: &[u8]| Value::Array(values.iter().map(|value| number(*value)).collect());
    match answer {
        PlainAnswer::Homomorphic(values) | PlainAnswer::NonHomomorphic(values) => numbers(values),
        PlainAnswer::Lists(lists) => Value::Array(lists.iter().map(|list| numbers(list)).collect()),
        _ => Value::Array(Vec::new()),
    }
}
