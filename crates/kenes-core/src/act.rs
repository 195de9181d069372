//! The bodies of acts as types: every field of every act that the fold knows, each read once.
//!
//! The form was checked when the act was parsed; here it becomes a type that `apply` takes apart completely, so that no
//! field goes unread. `tests/bodies.rs` compares the fields with the schema of the record.

use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{ActId, Datum, PublicKey, SignerName};
use kenes_record::blob::{BlobReference, Commitment};
use kenes_record::checkpoint::Checkpoint;

/// A value that a field can hold.
pub(crate) trait FromDatum: Sized {
    fn from_datum(datum: &Datum) -> Option<Self>;
}

macro_rules! from_datum {
    ($($type:ty: $pattern:pat => $value:expr;)+) => {
        $(impl FromDatum for $type {
            fn from_datum(datum: &Datum) -> Option<Self> {
                match datum {
                    $pattern => $value,
                    _ => None,
                }
            }
        })+
    };
}

from_datum! {
    Hash: Datum::Digest(digest) => Some(*digest);
    ActId: Datum::Act(id) => Some(*id);
    Commitment: Datum::Commitment(commitment) => Some(*commitment);
    PublicKey: Datum::PublicKey(key) => Some(*key);
    SignerName: Datum::Key(name) => Some(*name);
    u64: Datum::Number(number) | Datum::Minute(number) => Some(*number);
    u16: Datum::Number(number) => u16::try_from(*number).ok();
    &'static str: Datum::Code(word) => Some(word);
    BlobReference: Datum::Text(reference) | Datum::Document(reference) => Some(*reference);
    Checkpoint: Datum::Checkpoint(checkpoint) => Some((**checkpoint).clone());
}

impl<T: FromDatum> FromDatum for Vec<T> {
    fn from_datum(datum: &Datum) -> Option<Self> {
        let Datum::List(items) = datum else { return None };
        items.iter().map(T::from_datum).collect()
    }
}

/// Defines the type of a body with its fields, and how it is read.
macro_rules! body {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $type:ty,)* } $(optional { $($maybe:ident: $maybe_type:ty,)* })?) => {
        $(#[$meta])*
        #[allow(dead_code, reason = "a field that no rule reads is taken apart all the same")]
        pub(crate) struct $name {
            $(pub $field: $type,)*
            $($(pub $maybe: Option<$maybe_type>,)*)?
        }

        impl $name {
            /// Reads the body; nothing when it has a field that is not read here, or lacks one: the parser of acts rules
            /// that out as long as the types here are those of the schema.
            pub fn of(body: &kenes_record::act::Body) -> Option<Self> {
                let read = [$(stringify!($field),)* $($(stringify!($maybe),)*)?];
                if body.fields().iter().any(|(name, _)| !read.contains(name)) {
                    return None;
                }
                Some(Self {
                    $($field: $crate::act::FromDatum::from_datum(body.field(stringify!($field))?)?,)*
                    $($($maybe: match body.field(stringify!($maybe)) {
                        Some(datum) => Some($crate::act::FromDatum::from_datum(datum)?),
                        None => None,
                    },)*)?
                })
            }
        }
    };
}

pub(crate) use body;
