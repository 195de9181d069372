//! Acts and challenges: read here, told in parts that a page puts into words, and signed.

use kenes_record::Hash;
use kenes_record::act::{ActType, Holder};
use kenes_record::act::{Datum, Envelope, Profile, PublicKey, Seen, SignerName, UnsignedAct};
use kenes_record::blob::{Blob, BlobReference, Media};
use kenes_record::enter::Challenge;
use kenes_record::json::{Object, Value};
use kenes_record::member_key::{Token, name_of};
use kenes_record::note::NoteSignature;

use crate::message::{Request, insert, number, object};
use crate::{Booth, BoothError, Op, keys};

/// The ops of this module.
pub const OPS: &[Op] = &[
    ("act_read", &["text"], read),
    ("act_sign", &["text", "file", "id"], sign),
    ("token_read", &["token"], token_read),
    ("token_sign", &["text", "file", "token", "id"], token_sign),
    ("challenge_sign", &["text", "file", "origin"], challenge_sign),
    ("blob_read", &["blob", "len", "media"], blob_read),
];

/// What an act says, in its own order of fields.
fn read(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let act = parse(request)?;
    let fields = act.body().fields().iter().map(|(name, datum)| {
        let mut field = typed(datum);
        insert(&mut field, "name", Value::string(*name));
        Value::Object(field)
    });
    let fields = Value::Array(fields.collect());
    let mut answer = envelope(act.envelope());
    insert(&mut answer, "fields", fields);
    insert(&mut answer, "id", Value::string(act.id().to_hex()));
    insert(&mut answer, "signed_by", Value::string(act.act_type().profile().name()));
    insert(&mut answer, "type", Value::string(act.act_type().name()));
    Ok(Value::Object(answer))
}

/// The line of a member's key.
fn sign(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let act = shown(request)?;
    if !members_sign(act.act_type().profile()) {
        return Err(BoothError::Signers);
    }
    let key = keys::file(request)?;
    Ok(object([
        ("id", Value::string(act.id().to_hex())),
        ("line", line(&act.line(key.signer()))),
        ("name", Value::string(key.name().to_string())),
    ]))
}

/// What everybody may know of a joining code.
fn token_read(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let token = token(request)?;
    let public = token.public().map_err(|_| BoothError::Field { field: "token" })?;
    Ok(object([
        ("enrolment", Value::string(token.enrolment.to_hex())),
        ("log", Value::string(token.log.as_str())),
        ("name", Value::string(name_of(&token.signer).to_string())),
        ("public", Value::string(public.to_hex())),
    ]))
}

/// The two lines of an act that introduces a first key: of the key, and of the joining code, which signs nothing else.
fn token_sign(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let (act, token, key) = (shown(request)?, token(request)?, keys::file(request)?);
    let unfit = |field| BoothError::Token { field };
    if act.act_type() != ActType::KeyBound {
        return Err(BoothError::Signers);
    }
    if act.envelope().log != Some(token.log) {
        return Err(unfit("log"));
    }
    let says = |field: &'static str, expected: Datum| {
        if act.body().field(field) == Some(&expected) { Ok(()) } else { Err(unfit(field)) }
    };
    let public = |key: Result<PublicKey, _>| key.map(Datum::PublicKey).map_err(|_| unfit("key"));
    says("enrol", Datum::Act(token.enrolment))?;
    says("credential", public(token.public())?)?;
    says("key", public(key.public())?)?;
    says("next", Datum::Digest(key.next_hash()))?;
    let lines = [act.line(key.signer()), act.line(&token.signer)];
    Ok(object([
        ("id", Value::string(act.id().to_hex())),
        ("lines", Value::Array(lines.iter().map(line).collect())),
        ("name", Value::string(key.name().to_string())),
    ]))
}

/// The line with which the holder of a key enters this site.
fn challenge_sign(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let challenge: Challenge = request.text("text")?.parse().map_err(|_| BoothError::Challenge)?;
    if challenge.origin() != request.text("origin")? {
        return Err(BoothError::Origin);
    }
    let key = keys::file(request)?;
    Ok(object([
        ("line", line(&challenge.line(key.signer()))),
        ("name", Value::string(key.name().to_string())),
    ]))
}

/// The text of a blob that an act names, when the file is the one that it names.
fn blob_read(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let digest = Hash::from_bytes(request.digest("blob")?.0);
    let media = Media::of_name(request.text("media")?).ok_or(BoothError::Field { field: "media" })?;
    let length = request.number("len")?;
    let reference = BlobReference::new(digest, length, media).ok_or(BoothError::Field { field: "len" })?;
    let blob = Blob::parse(request.file().to_vec()).and_then(|blob| blob.verify(&reference));
    let content = blob.map_err(|_| BoothError::Blob)?.into_content();
    let content = String::from_utf8(content).map_err(|_| BoothError::Blob)?;
    Ok(object([("content", Value::String(content))]))
}

fn parse(request: &Request<'_>) -> Result<UnsignedAct, BoothError> {
    Ok(UnsignedAct::parse(request.text("text")?.as_bytes())?)
}

/// The act, which must be the one that was shown where the page says which that was.
fn shown(request: &Request<'_>) -> Result<UnsignedAct, BoothError> {
    let act = parse(request)?;
    match request.optional("id")? {
        Some(id) if id != act.id().to_hex() => Err(BoothError::OtherAct),
        Some(_) | None => Ok(act),
    }
}

fn token(request: &Request<'_>) -> Result<Token, BoothError> {
    Ok(Token::parse(request.text("token")?)?)
}

fn members_sign(profile: Profile) -> bool {
    match profile {
        Profile::Member
        | Profile::Officers
        | Profile::Anyone
        | Profile::Rotation
        | Profile::Introduced
        | Profile::Founders => true,
        Profile::Server | Profile::Handover | Profile::Board | Profile::Credential => false,
    }
}

fn line(signature: &NoteSignature) -> Value {
    Value::string(signature.to_line().trim_end())
}

fn envelope(envelope: &Envelope) -> Object {
    let Envelope { at, by, log, counter, seen } = envelope;
    let mut answer = Object::new();
    insert(&mut answer, "by", Value::string(by.to_hex()));
    let mut optional = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            insert(&mut answer, name, value);
        }
    };
    optional("at", at.map(number));
    optional("log", log.map(|log| Value::string(log.as_str())));
    optional("n", counter.map(number));
    optional(
        "seen",
        seen.map(|Seen { size, root }| {
            object([("root", Value::string(root.to_base64())), ("size", number(size))])
        }),
    );
    answer
}

/// A value with the name of its kind.
fn typed(datum: &Datum) -> Object {
    let (kind, value) = match datum {
        Datum::Digest(hash) => ("digest", Value::string(hash.to_hex())),
        Datum::Act(act) => ("act", Value::string(act.to_hex())),
        Datum::Commitment(commitment) => ("commitment", Value::string(commitment.hash().to_hex())),
        Datum::PublicKey(key) => ("public_key", public_key(key)),
        Datum::Key(name) => ("key", Value::string(name.to_string())),
        Datum::Number(value) => ("number", number(*value)),
        Datum::Minute(seconds) => ("time", number(*seconds)),
        Datum::Code(word) => ("word", Value::string(*word)),
        Datum::Text(reference) => ("text", blob(reference)),
        Datum::Document(reference) => ("document", blob(reference)),
        Datum::Checkpoint(checkpoint) => ("checkpoint", {
            let head = checkpoint.head();
            let origin = Value::string(head.origin.as_str());
            let root = Value::string(head.root.to_base64());
            object([("origin", origin), ("root", root), ("size", number(head.size))])
        }),
        Datum::List(items) => {
            ("list", Value::Array(items.iter().map(|item| Value::Object(typed(item))).collect()))
        }
    };
    let mut answer = Object::new();
    insert(&mut answer, "kind", Value::string(kind));
    insert(&mut answer, "value", value);
    answer
}

/// A key, and the name that it has as a member's.
fn public_key(key: &PublicKey) -> Value {
    let name = SignerName::of(Holder::Member, key.as_bytes()).to_string();
    object([("key", Value::string(key.to_hex())), ("name", Value::string(name))])
}

fn blob(reference: &BlobReference) -> Value {
    object([
        ("blob", Value::string(reference.digest().to_hex())),
        ("len", number(reference.length())),
        ("media", Value::string(reference.media().name())),
    ])
}
