//! The text of an act: its two lines, and the fields around the body.

use alloc::string::String;

use super::datum::{self, MAX_NUMBER, Misfit};
use super::name::{Fingerprint, Holder, LogId, SignerName};
use super::schema::{Lines, Presence, Profile, read_body};
use super::{ActError, ActId, ActType, Body, Content, DOMAIN, MAX_LINE};
use crate::hash::Hash;
use crate::json::{self, Object, Value};

/// The fields of an envelope.
const FIELDS: [&str; 8] = ["at", "body", "by", "log", "n", "seen", "type", "v"];

/// The version of the format.
const VERSION: u64 = 1;

/// Who says something, when, and after what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// When, as the signer says: seconds since 1970, rounded to the minute, for a credential to the day. No rule believes it.
    pub at: Option<u64>,
    /// The signer whose counter [`Envelope::counter`] is; the first in order where no one is first.
    pub by: Fingerprint,
    /// The log that it is for; none in the first act, from which the log's id follows.
    pub log: Option<LogId>,
    /// The number of this act among those of the signer.
    pub counter: Option<u64>,
    /// The last checkpoint that the signer verified.
    pub seen: Option<Seen>,
}

/// The size and root of a verified checkpoint: with it every act tells which log its signer was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number of leaves.
    pub size: u64,
    /// The root.
    pub root: Hash,
}

/// Reads the text of an act, which is that of a note: UTF-8 that ends with a line's end.
pub(super) fn parse(text: &str) -> Result<Content, ActError> {
    let json = text.strip_suffix('\n').and_then(|text| text.strip_prefix(DOMAIN)?.strip_prefix('\n'));
    let json = json.filter(|json| !json.contains('\n')).ok_or(ActError::Lines)?;
    if json.len() > MAX_LINE {
        return Err(ActError::TooLarge);
    }
    let Value::Object(object) = json::parse(json.as_bytes())? else { return Err(ActError::NotObject) };
    let mut fields = object.fields();
    if fields.any(|(name, _)| !FIELDS.contains(&name)) {
        return Err(ActError::UnknownField);
    }
    let reader = Reader(&object);
    reader.version()?;
    let act_type = reader.act_type()?;
    let envelope = reader.envelope(act_type.profile())?;
    let Value::Object(body) = reader.required("body")? else { return Err(misfit("body")(Misfit::Type)) };
    let body = read_body(act_type.fields(), body, envelope.log.as_ref())
        .map_err(|why| ActError::Body { act_type, why })?;
    Ok(Content { id: ActId::of_text(text), act_type, envelope, body })
}

/// Writes the text of an act. Nothing for numbers above 2^53 − 1.
pub(super) fn write(act_type: ActType, envelope: &Envelope, body: &Body) -> Option<String> {
    let Envelope { at, by, log, counter, seen } = envelope;
    let mut fields = Object::new();
    for (name, datum) in body.fields() {
        fields.insert(name, datum.to_value()?).ok()?;
    }
    let mut object = Object::new();
    let mut insert = |name: &str, value: Value| object.insert(name, value).ok();
    if let Some(at) = at {
        insert("at", Value::integer(*at)?)?;
    }
    insert("body", Value::Object(fields))?;
    insert("by", Value::string(by.to_hex()))?;
    if let Some(log) = log {
        insert("log", Value::string(log.as_str()))?;
    }
    if let Some(counter) = counter {
        insert("n", Value::integer(*counter)?)?;
    }
    if let Some(Seen { size, root }) = seen {
        let pair = [Value::integer(*size)?, Value::string(root.to_base64())];
        insert("seen", Value::Array(pair.into()))?;
    }
    insert("type", Value::string(act_type.name()))?;
    insert("v", Value::integer(VERSION)?)?;
    Some(alloc::format!("{DOMAIN}\n{}\n", Value::Object(object).encode()))
}

fn misfit(field: &'static str) -> impl Fn(Misfit) -> ActError {
    move |why| ActError::EnvelopeField { field, why }
}

/// Reads fields of the envelope, each as the profile wants it.
struct Reader<'a>(&'a Object);

impl<'a> Reader<'a> {
    fn version(&self) -> Result<(), ActError> {
        let version = datum::number(self.required("v")?, VERSION).map_err(misfit("v"))?;
        if version == VERSION { Ok(()) } else { Err(misfit("v")(Misfit::Number { max: VERSION })) }
    }

    fn act_type(&self) -> Result<ActType, ActError> {
        let name = datum::string(self.required("type")?).map_err(misfit("type"))?;
        ActType::of_name(name).ok_or(ActError::UnknownType)
    }

    fn envelope(&self, profile: Profile) -> Result<Envelope, ActError> {
        let by = datum::string(self.required("by")?).map_err(misfit("by"))?;
        Ok(Envelope {
            at: self.field("at", profile.at(), |value| datum::time(value, profile.rounding()))?,
            by: by.parse().map_err(|_| misfit("by")(Misfit::Key))?,
            log: self.field("log", profile.log(), |value| {
                datum::string(value)?.parse().map_err(|_| Misfit::Hash)
            })?,
            counter: self
                .field("n", profile.counter(), |value| datum::number(value, profile.max_counter()))?,
            seen: self.field("seen", profile.seen(), seen)?,
        })
    }

    fn field<T>(
        &self,
        field: &'static str,
        presence: Presence,
        read: impl Fn(&Value) -> Result<T, Misfit>,
    ) -> Result<Option<T>, ActError> {
        match (self.0.field(field), presence) {
            (Some(_), Presence::Absent) => Err(ActError::UnwantedField { field }),
            (None, Presence::Required) => Err(ActError::MissingField { field }),
            (None, Presence::Optional | Presence::Absent) => Ok(None),
            (Some(value), Presence::Required | Presence::Optional) => {
                read(value).map(Some).map_err(misfit(field))
            }
        }
    }

    fn required(&self, field: &'static str) -> Result<&'a Value, ActError> {
        self.0.field(field).ok_or(ActError::MissingField { field })
    }
}

fn seen(value: &Value) -> Result<Seen, Misfit> {
    let Value::Array(pair) = value else { return Err(Misfit::Type) };
    let [size, root] = pair.as_slice() else { return Err(Misfit::Length { min: 2, max: 2 }) };
    let size = datum::number(size, MAX_NUMBER)?;
    let root = Hash::from_base64(datum::string(root)?).map_err(|_| Misfit::Hash)?;
    Ok(Seen { size, root })
}

impl Content {
    /// Checks the names of the lines against the profile of the type, and `by` and `seen` against the names.
    pub(super) fn check_signers(&self, signers: &[SignerName]) -> Result<(), ActError> {
        let mut lines = Lines::default();
        for signer in signers {
            let count = match signer.holder {
                Holder::Member => &mut lines.members,
                Holder::Server => &mut lines.servers,
                Holder::Witness => &mut lines.witnesses,
                Holder::Credential => &mut lines.credentials,
            };
            *count = count.saturating_add(1);
        }
        let act_type = self.act_type;
        if !act_type.profile().allows(lines) {
            return Err(ActError::Signers { act_type });
        }
        // Only an act that either a member or the server may sign can have both forms.
        match (act_type.profile().seen(), lines.members, self.envelope.seen) {
            (Presence::Optional, 0, Some(_)) => Err(ActError::UnwantedField { field: "seen" }),
            (Presence::Optional, 1.., None) => Err(ActError::MissingField { field: "seen" }),
            _ if signers.iter().any(|signer| signer.fingerprint == self.envelope.by) => Ok(()),
            _ => Err(ActError::By),
        }
    }
}
