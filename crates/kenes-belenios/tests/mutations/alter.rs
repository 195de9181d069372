//! The alterations of a node, and what must come of each.

use kenes_belenios::check::Check;
use kenes_belenios::group::Group;
use kenes_belenios::tampering;

use crate::json::Json;
use crate::table::{self, Expected, Row};
use crate::tape::Structure;

/// How a node is altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alteration {
    /// A scalar plus 1 modulo q; a number plus 1; a text with another first letter; the other of true and false.
    Next,
    /// A number minus 1.
    Previous,
    /// A scalar plus q.
    Unreduced,
    /// A scalar or element with a zero in front.
    LeadingZero,
    /// An element in upper case.
    UpperCase,
    /// An element times g.
    TimesGenerator,
    /// The neutral element.
    Identity,
    /// An element times one outside the subgroup.
    Outside,
    /// Another scalar or element of the same structure.
    Other,
    /// A number as a string, or a string of digits as a number.
    OtherType,
    /// null.
    Null,
    /// A space in front.
    Space,
    DropItem,
    RepeatItem,
    SwapItems,
    NoItems,
    DropField(usize),
    RepeatField(usize),
    SwapFields(usize),
    UnknownField,
}

use Alteration::*;

/// A node with one alteration made, and what must come of it.
pub type Altered = (Alteration, Json, Expected);

/// All alterations of a node; `others` are the leaves of the same structure.
pub fn all<G: Group>(structure: Structure, path: &str, node: &Json, others: &[String]) -> Vec<Altered> {
    let form = Some(table::form(structure));
    let mut altered = match node {
        Json::Object(fields) => fields_of(structure, path, fields),
        Json::Embedded(_) => Vec::new(),
        Json::List(items) => items_of(table::row(structure, path, true), items),
        Json::Text(text) => {
            leaf::<G>(structure, table::row(structure, path, false), text, &Json::Text, others)
        }
        Json::Plain(text) => {
            leaf::<G>(structure, table::row(structure, path, false), text, &Json::Plain, others)
        }
    };
    altered.push((Space, Json::Plain(format!(" {}", node.write())), form));
    altered.push((Null, Json::Plain("null".into()), form));
    altered.retain(|(_, new, _)| new.write() != node.write());
    altered
}

type Fields = Vec<(String, Json)>;

fn fields_of(structure: Structure, path: &str, fields: &[(String, Json)]) -> Vec<Altered> {
    let form = Some(table::form(structure));
    let object = |change: &dyn Fn(&mut Fields)| {
        let mut fields = fields.to_vec();
        change(&mut fields);
        Json::Object(fields)
    };
    let mut altered = Vec::new();
    for (index, (name, value)) in fields.iter().enumerate() {
        let field = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let missed = table::optional(structure, &field).or(form);
        altered.push((DropField(index), object(&|fields| drop(fields.remove(index))), missed));
        let repeated = object(&|fields| fields.insert(index, (name.clone(), value.clone())));
        altered.push((RepeatField(index), repeated, form));
        if index > 0 {
            altered.push((SwapFields(index), object(&|fields| fields.swap(index - 1, index)), form));
        }
    }
    let unknown = object(&|fields| fields.push(("unknown".into(), Json::Text("0".into()))));
    altered.push((UnknownField, unknown, form));
    altered
}

fn items_of(row: Row, items: &[Json]) -> Vec<Altered> {
    let Row::List { length, order, empty } = row else { panic!("{row:?} for an array") };
    let (length, empty) = (Some(length), Some(empty));
    let mut altered = vec![(NoItems, Json::List(Vec::new()), empty)];
    if let Some((last, rest)) = items.split_last() {
        altered.push((DropItem, Json::List(rest.to_vec()), if rest.is_empty() { empty } else { length }));
        let mut repeated = items.to_vec();
        repeated.push(last.clone());
        altered.push((RepeatItem, Json::List(repeated), length));
    }
    if items.len() > 1 {
        let mut swapped = items.to_vec();
        swapped.swap(0, 1);
        altered.push((SwapItems, Json::List(swapped), order));
    }
    altered
}

fn leaf<G: Group>(
    structure: Structure,
    row: Row,
    text: &str,
    same: &dyn Fn(String) -> Json,
    others: &[String],
) -> Vec<Altered> {
    let form = table::form(structure);
    let mut altered: Vec<(Alteration, String, Expected)> = Vec::new();
    match row {
        Row::Scalar(check) => {
            altered.push((Next, tampering::next_scalar::<G>(text).unwrap(), Some(check)));
            let other =
                others.iter().find(|other| *other != text && tampering::next_scalar::<G>(other).is_some());
            altered.extend(other.map(|other| (Other, other.clone(), Some(check))));
            let order = sum(&tampering::last_scalar::<G>(), "1");
            altered.push((Unreduced, sum(text, &order), Some(form)));
            altered.push((LeadingZero, format!("0{text}"), Some(form)));
        }
        Row::Element(check) => altered.extend(element::<G>(structure, text, check, others)),
        Row::Credential => altered.extend(credential::<G>(text, others)),
        Row::Text(check) => {
            let first = if text.starts_with('1') { '2' } else { '1' };
            let rest: String = text.chars().skip(1).collect();
            altered.push((Next, format!("{first}{rest}"), Some(check)));
        }
        Row::Number(check) => {
            let number: u64 = text.parse().unwrap();
            altered.push((Next, (number + 1).to_string(), Some(check)));
            altered.extend(number.checked_sub(1).map(|number| (Previous, number.to_string(), Some(check))));
        }
        Row::Flag(check) => altered.push((Next, (text != "true").to_string(), Some(check))),
        Row::List { .. } => panic!("{row:?} for {text}"),
        Row::Owner => panic!("owners are altered by whoever knows the others"),
    }
    let mut altered: Vec<_> =
        altered.into_iter().map(|(kind, text, check)| (kind, same(text), check)).collect();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = text.to_owned();
        let other =
            if let Json::Text(_) = same(String::new()) { Json::Plain(text) } else { Json::Text(text) };
        altered.push((OtherType, other, Some(form)));
    }
    altered
}

fn element<G: Group>(
    structure: Structure,
    text: &str,
    check: Check,
    others: &[String],
) -> Vec<(Alteration, String, Expected)> {
    let form = Some(table::form(structure));
    let other =
        others.iter().find(|other| *other != text && tampering::times_generator::<G>(other).is_some());
    let mut altered = vec![
        (TimesGenerator, tampering::times_generator::<G>(text).unwrap(), Some(check)),
        (Identity, tampering::identity::<G>(), Some(check)),
        (Outside, tampering::outside_subgroup::<G>(text).unwrap(), Some(table::outside(structure))),
        (LeadingZero, format!("0{text}"), form),
        (UpperCase, text.to_uppercase(), form),
    ];
    altered.extend(other.map(|other| (Other, other.clone(), Some(check))));
    altered
}

fn credential<G: Group>(text: &str, others: &[String]) -> Vec<(Alteration, String, Expected)> {
    let (key, weight) = text.split_once(',').map_or((text, None), |(key, weight)| (key, Some(weight)));
    let with = |key: String| weight.map_or(key.clone(), |weight| format!("{key},{weight}"));
    let mut altered = element::<G>(Structure::Credentials, key, Check::BallotCredential, &[]);
    for (alteration, key, expected) in &mut altered {
        *key = with(key.clone());
        // Whose secret is 0 is nobody: the list itself is refused.
        if *alteration == Identity {
            *expected = Some(Check::CredentialForm);
        }
    }
    let other = others.iter().find(|other| *other != text).unwrap();
    let other = other.split_once(',').map_or(other.as_str(), |(other, _)| other);
    altered.push((Other, with(other.to_owned()), Some(Check::CredentialOnce)));
    if let Some(weight) = weight {
        let weight: u64 = weight.parse().unwrap();
        altered.push((Next, format!("{key},{}", weight + 1), Some(Check::TallyWeight)));
        altered.push((Previous, format!("{key},{}", weight - 1), Some(Check::TallyWeight)));
        altered.push((Unreduced, format!("{key},0{weight}"), Some(Check::CredentialForm)));
    }
    altered
}

/// The sum of decimal numbers of any length.
fn sum(a: &str, b: &str) -> String {
    let digits = |text: &str| text.bytes().rev().map(|digit| digit - b'0').collect::<Vec<_>>();
    let (a, b) = (digits(a), digits(b));
    let (mut sum, mut carry) = (Vec::new(), 0);
    for place in 0..a.len().max(b.len()) {
        let digit = a.get(place).unwrap_or(&0) + b.get(place).unwrap_or(&0) + carry;
        sum.push(char::from(b'0' + digit % 10));
        carry = digit / 10;
    }
    sum.extend((carry > 0).then_some('1'));
    sum.into_iter().rev().collect()
}
