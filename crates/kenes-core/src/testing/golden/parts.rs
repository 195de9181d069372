//! Archives and lots as data: what an audit would find in them.

use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_record::json::{Object, Value};

use super::object;
use crate::election::BoardChain;
use crate::evidence::{Answers, ArchiveParts, Asked, SetupHashes, VerifiedArchive, VerifiedLot};

/// An archive by the digests of its blobs. One without parts was refused.
pub(super) fn archive((archive, proofs): &(Hash, Hash), found: Option<&VerifiedArchive>) -> Object {
    let mut item =
        object([("archive", hex(archive)), ("kind", Value::string("archive")), ("proofs", hex(proofs))]);
    if let Some(VerifiedArchive(parts)) = found {
        super::the(item.insert("parts", Value::Object(written(parts))));
    }
    item
}

/// A lot by the digest of its proofs. One without a value is wrong.
pub(super) fn lot(proofs: &Hash, found: Option<&VerifiedLot>) -> Object {
    let mut item = object([("kind", Value::string("lot")), ("proofs", hex(proofs))]);
    if let Some(VerifiedLot { setup, head, value }) = found {
        let digits: String = value.iter().map(|byte| alloc::format!("{byte:02x}")).collect();
        for (name, value) in [("setup", hex(setup)), ("head", hex(head)), ("value", Value::string(digits))] {
            super::the(item.insert(name, value));
        }
    }
    item
}

fn written(parts: &ArchiveParts) -> Object {
    let ArchiveParts {
        setup,
        credentials,
        board,
        head,
        height,
        length,
        result,
        bound,
        shufflers,
        decrypters,
        asked,
        paper,
        answers,
    } = parts;
    let decrypters: Vec<u64> = decrypters.iter().copied().collect();
    let (asked, most) = match asked {
        Asked::Rankings => ("rankings", 0),
        Asked::Choices { most } => ("choices", *most),
    };
    let answers = match answers {
        Answers::Rankings(rankings) => {
            object([("rankings", list(rankings, |ranking| list(ranking, |rank| number((*rank).into()))))])
        }
        Answers::Sums(sums) => object([("sums", list(sums, |sum| number(*sum)))]),
    };
    let SetupHashes { event, data, trustees, credentials: listed, header } = setup;
    let setup = object([
        ("credentials", hex(listed)),
        ("data", hex(data)),
        ("event", hex(event)),
        ("header", hex(header)),
        ("trustees", hex(trustees)),
    ]);
    object([
        ("answers", Value::Object(answers)),
        ("asked", Value::string(asked)),
        ("ballots", number(board.ballots)),
        ("bound", Value::Bool(*bound)),
        ("chain", hex(&board.chain)),
        ("credentials", number(*credentials)),
        ("decrypters", list(&decrypters, |place| number(*place))),
        ("head", hex(head)),
        ("height", number(*height)),
        ("length", number(*length)),
        ("most", number(most)),
        ("paper", list(paper, |mark| Value::string(mark.clone()))),
        ("result", hex(result)),
        ("setup", Value::Object(setup)),
        ("shufflers", number(*shufflers)),
    ])
}

fn hex(hash: &Hash) -> Value {
    Value::string(hash.to_hex())
}

fn number(number: u64) -> Value {
    super::the(Value::integer(number).ok_or("too large"))
}

fn list<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(write).collect())
}

/// Reads what [`archive`] wrote; nothing for an archive that was refused, none for another form.
pub(super) fn read_archive(item: &Object) -> Option<((Hash, Hash), Option<VerifiedArchive>)> {
    let names = (read_hash(item, "archive")?, read_hash(item, "proofs")?);
    let found = match item.field("parts") {
        Some(parts) => Some(VerifiedArchive(read(object_of(parts)?)?)),
        None => None,
    };
    Some((names, found))
}

/// Reads what [`lot`] wrote.
pub(super) fn read_lot(item: &Object) -> Option<(Hash, Option<VerifiedLot>)> {
    let proofs = read_hash(item, "proofs")?;
    if item.field("value").is_none() {
        return Some((proofs, None));
    }
    let digits = read_text(item, "value")?;
    let pairs = digits.as_bytes().chunks(2).map(|pair| core::str::from_utf8(pair).ok());
    let value = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()?;
    let lot = VerifiedLot { setup: read_hash(item, "setup")?, head: read_hash(item, "head")?, value };
    Some((proofs, Some(lot)))
}

fn read(parts: &Object) -> Option<ArchiveParts> {
    let (setup, answers) = (object_of(parts.field("setup")?)?, object_of(parts.field("answers")?)?);
    let asked = match read_text(parts, "asked")? {
        "rankings" => Asked::Rankings,
        _ => Asked::Choices { most: read_number(parts.field("most")?)? },
    };
    let answers = match answers.field("rankings") {
        Some(rankings) => {
            let rank = |rank: &Value| u32::try_from(read_number(rank)?).ok();
            Answers::Rankings(read_list(rankings, |ranking| read_list(ranking, rank))?)
        }
        None => Answers::Sums(read_list(answers.field("sums")?, read_number)?),
    };
    let mark = |mark: &Value| text_of(mark).map(String::from);
    Some(ArchiveParts {
        setup: SetupHashes {
            event: read_hash(setup, "event")?,
            data: read_hash(setup, "data")?,
            trustees: read_hash(setup, "trustees")?,
            credentials: read_hash(setup, "credentials")?,
            header: read_hash(setup, "header")?,
        },
        credentials: read_number(parts.field("credentials")?)?,
        board: BoardChain {
            ballots: read_number(parts.field("ballots")?)?,
            chain: read_hash(parts, "chain")?,
        },
        head: read_hash(parts, "head")?,
        height: read_number(parts.field("height")?)?,
        length: read_number(parts.field("length")?)?,
        result: read_hash(parts, "result")?,
        bound: parts.field("bound")? == &Value::Bool(true),
        shufflers: read_number(parts.field("shufflers")?)?,
        decrypters: read_list(parts.field("decrypters")?, read_number)?.into_iter().collect(),
        asked,
        paper: read_list(parts.field("paper")?, mark)?,
        answers,
    })
}

/// A text of an item.
pub(super) fn read_text<'a>(item: &'a Object, name: &str) -> Option<&'a str> {
    text_of(item.field(name)?)
}

fn text_of(value: &Value) -> Option<&str> {
    if let Value::String(text) = value { Some(text) } else { None }
}

fn object_of(value: &Value) -> Option<&Object> {
    if let Value::Object(object) = value { Some(object) } else { None }
}

/// 64 hexadecimal digits, as an id of an act has them too.
pub(super) fn read_hash(item: &Object, name: &str) -> Option<Hash> {
    let id: ActId = read_text(item, name)?.parse().ok()?;
    Some(*id.hash())
}

fn read_number(value: &Value) -> Option<u64> {
    if let Value::Integer(number) = value { u64::try_from(number.number()).ok() } else { None }
}

fn read_list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    if let Value::Array(items) = value { items.iter().map(read).collect() } else { None }
}
