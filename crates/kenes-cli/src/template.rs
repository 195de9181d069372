//! Templates and drafts of elections as JSON files.
//!
//! A template is the peers' `template.json`: name, description, questions. A draft is ours: the template with the
//! election's identifier and group, which every role needs before there is a key.

use std::fmt;
use std::path::Path;

use kenes_belenios::election::{Template, Uuid};
use kenes_belenios::group::GroupId;
use kenes_belenios::question::{Homomorphic, Lists, NonHomomorphic, Question};
use serde_json::{Map, Value, json};

use crate::error::{CliError, Result};
use crate::files;

/// The format of drafts.
const DRAFT: &str = "kenes/draft/v1";

/// What is known of an election before it has a key.
#[derive(Debug)]
pub struct Draft {
    pub uuid: Uuid,
    pub group: GroupId,
    pub template: Template,
}

/// A template or draft is malformed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    #[error("not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("{place}: expected {expected}")]
    Expected { place: Place, expected: &'static str },
    #[error("{place}: unknown field {field:?}")]
    UnknownField { place: Place, field: String },
}

/// Where in the document: `questions[2].max`.
#[derive(Clone, Debug, Default)]
pub struct Place(String);

impl Place {
    fn field(&self, name: &str) -> Self {
        Self(if self.0.is_empty() { name.into() } else { format!("{}.{name}", self.0) })
    }

    fn item(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "the document" } else { &self.0 })
    }
}

type Parsed<T> = std::result::Result<T, TemplateError>;

impl Draft {
    /// Reads a draft.
    pub fn read(path: &Path) -> Result<Self> {
        let content = files::read(path, files::SMALL)?;
        Self::parse(&content).map_err(|source| CliError::Template { path: path.into(), source })
    }

    fn parse(content: &[u8]) -> Parsed<Self> {
        let mut fields = Fields::whole(content)?;
        let format = fields.string("format")?;
        if format != DRAFT {
            return Err(fields.wrong("format", "\"kenes/draft/v1\""));
        }
        let uuid = Uuid::parse(&fields.string("uuid")?)
            .map_err(|_| fields.wrong("uuid", "an identifier of 14 to 64 Base58 characters"))?;
        let group = GroupId::parse(&fields.string("group")?)
            .ok_or_else(|| fields.wrong("group", "Ed25519, BELENIOS-2048 or RFC-3526-2048"))?;
        let (value, place) = fields.value("template")?;
        fields.end()?;
        Ok(Self { uuid, group, template: template(Fields::of(value, place)?)? })
    }

    /// The document.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { uuid, group, template } = self;
        let inner = template_to_json(template);
        // The format stands first, by which the file is recognised.
        let rest = json!({ "uuid": uuid.as_str(), "group": group.name(), "template": inner }).to_string();
        format!("{{\"format\":\"{DRAFT}\",{}\n", rest.trim_start_matches('{')).into_bytes()
    }
}

/// A template in the peers' format.
pub fn template_to_json(template: &Template) -> Value {
    let Template { description, name, questions, administrator, credential_authority } = template;
    let mut inner = json!({
        "description": description, "name": name,
        "questions": questions.iter().map(question_to_json).collect::<Vec<_>>(),
    });
    for (field, text) in [("administrator", administrator), ("credential_authority", credential_authority)] {
        if let (Some(text), Some(fields)) = (text, inner.as_object_mut()) {
            fields.insert(field.into(), text.as_str().into());
        }
    }
    inner
}

/// Reads a template in the peers' format.
pub fn read_template(path: &Path) -> Result<Template> {
    let content = files::read(path, files::SMALL)?;
    let parsed = Fields::whole(&content).and_then(template);
    parsed.map_err(|source| CliError::Template { path: path.into(), source })
}

fn template(mut fields: Fields) -> Parsed<Template> {
    let description = fields.string("description")?;
    let name = fields.string("name")?;
    let (questions, place) = fields.array("questions")?;
    let read = |(index, value)| question(value, place.item(index));
    let questions = questions.into_iter().enumerate().map(read).collect::<Parsed<_>>()?;
    let administrator = fields.optional_string("administrator")?;
    let credential_authority = fields.optional_string("credential_authority")?;
    fields.end()?;
    Ok(Template { description, name, questions, administrator, credential_authority })
}

fn question(value: Value, place: Place) -> Parsed<Question> {
    let mut fields = Fields::of(value, place)?;
    if !fields.has("type") {
        let answers = fields.strings("answers")?;
        let blank = fields.optional_boolean("blank")?;
        let min = fields.number("min")?;
        let max = fields.number("max")?;
        let question = fields.string("question")?;
        fields.end()?;
        return Ok(Question::Homomorphic(Homomorphic { answers, blank, min, max, question }));
    }
    let kind = fields.string("type")?;
    let (value, inner) = fields.value("value")?;
    let extra = fields.take("extra").map(|extra| extra.to_string());
    let wrong = fields.wrong("type", "NonHomomorphic or Lists");
    fields.end()?;
    let mut inner = Fields::of(value, inner)?;
    let question = inner.string("question")?;
    let read = match kind.as_str() {
        "NonHomomorphic" => {
            let answers = inner.strings("answers")?;
            Question::NonHomomorphic(NonHomomorphic { answers, question, extra })
        }
        "Lists" => {
            let (lists, place) = inner.array("answers")?;
            let read = |(index, list)| strings(list, &place.item(index));
            let answers = lists.into_iter().enumerate().map(read).collect::<Parsed<_>>()?;
            Question::Lists(Lists { answers, question, extra })
        }
        _ => return Err(wrong),
    };
    inner.end()?;
    Ok(read)
}

fn question_to_json(question: &Question) -> Value {
    let with_extra = |mut value: Value, extra: &Option<String>| {
        let extra = extra.as_deref().and_then(|extra| serde_json::from_str::<Value>(extra).ok());
        if let (Some(extra), Some(fields)) = (extra, value.as_object_mut()) {
            fields.insert("extra".into(), extra);
        }
        value
    };
    match question {
        Question::Homomorphic(q) => {
            let mut value =
                json!({ "answers": q.answers, "min": q.min, "max": q.max, "question": q.question });
            if let (Some(blank), Some(fields)) = (q.blank, value.as_object_mut()) {
                fields.insert("blank".into(), blank.into());
            }
            value
        }
        Question::NonHomomorphic(q) => {
            let value = json!({ "answers": q.answers, "question": q.question });
            with_extra(json!({ "type": "NonHomomorphic", "value": value }), &q.extra)
        }
        Question::Lists(q) => {
            let value = json!({ "answers": q.answers, "question": q.question });
            with_extra(json!({ "type": "Lists", "value": value }), &q.extra)
        }
        // The library knows no other kind today.
        _ => Value::Null,
    }
}

fn strings(value: Value, place: &Place) -> Parsed<Vec<String>> {
    let expected = || TemplateError::Expected { place: place.clone(), expected: "an array of strings" };
    let Value::Array(items) = value else { return Err(expected()) };
    let text = |item| if let Value::String(text) = item { Ok(text) } else { Err(expected()) };
    items.into_iter().map(text).collect()
}

/// The fields of an object, taken one by one; what is left over is unknown.
struct Fields {
    fields: Map<String, Value>,
    place: Place,
}

impl Fields {
    fn whole(content: &[u8]) -> Parsed<Self> {
        Self::of(serde_json::from_slice(content)?, Place::default())
    }

    fn of(value: Value, place: Place) -> Parsed<Self> {
        if let Value::Object(fields) = value {
            Ok(Self { fields, place })
        } else {
            Err(TemplateError::Expected { place, expected: "an object" })
        }
    }

    fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name)
    }

    fn wrong(&self, name: &str, expected: &'static str) -> TemplateError {
        TemplateError::Expected { place: self.place.field(name), expected }
    }

    fn value(&mut self, name: &str) -> Parsed<(Value, Place)> {
        let value = self.take(name).ok_or_else(|| self.wrong(name, "this field"))?;
        Ok((value, self.place.field(name)))
    }

    fn string(&mut self, name: &str) -> Parsed<String> {
        match self.take(name) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(self.wrong(name, "a string")),
        }
    }

    fn optional_string(&mut self, name: &str) -> Parsed<Option<String>> {
        if self.has(name) { self.string(name).map(Some) } else { Ok(None) }
    }

    fn optional_boolean(&mut self, name: &str) -> Parsed<Option<bool>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(value)),
            Some(_) => Err(self.wrong(name, "true or false")),
        }
    }

    fn number(&mut self, name: &str) -> Parsed<u64> {
        let value = self.take(name);
        value.as_ref().and_then(Value::as_u64).ok_or_else(|| self.wrong(name, "a whole number"))
    }

    fn array(&mut self, name: &str) -> Parsed<(Vec<Value>, Place)> {
        match self.take(name) {
            Some(Value::Array(items)) => Ok((items, self.place.field(name))),
            _ => Err(self.wrong(name, "an array")),
        }
    }

    fn strings(&mut self, name: &str) -> Parsed<Vec<String>> {
        let (value, place) = self.value(name)?;
        strings(value, &place)
    }

    fn end(self) -> Parsed<()> {
        match self.fields.into_iter().next() {
            None => Ok(()),
            Some((field, _)) => Err(TemplateError::UnknownField { place: self.place, field }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"{"description":"d","name":"n","questions":[
        {"answers":["a","b"],"blank":true,"min":1,"max":2,"question":"q"},
        {"type":"NonHomomorphic","value":{"answers":["a"],"question":"r"},"extra":{"method":"Schulze"}},
        {"type":"Lists","value":{"answers":[["l","c"]],"question":"s"}}]}"#;

    #[test]
    fn drafts_survive_writing_and_reading() {
        let template = template(Fields::whole(TEMPLATE.as_bytes()).unwrap()).unwrap();
        assert_eq!(template.questions.len(), 3);
        let draft = Draft { uuid: Uuid::parse("64YyGEjQyx4sw8").unwrap(), group: GroupId::Ed25519, template };
        let read = Draft::parse(&draft.to_bytes()).unwrap();
        assert_eq!(read.template, draft.template);
        assert_eq!(read.uuid, draft.uuid);
    }

    #[test]
    fn mistakes_are_named() {
        for (from, to, message) in [
            ("\"max\":2", "\"max\":\"2\"", "questions[0].max: expected a whole number"),
            ("\"min\":1", "\"least\":1", "questions[0].min: expected a whole number"),
            ("\"name\":\"n\"", "\"name\":\"n\",\"nam\":1", "the document: unknown field \"nam\""),
            ("NonHomomorphic", "Ranking", "questions[1].type: expected NonHomomorphic or Lists"),
            ("[\"l\",\"c\"]", "[\"l\",1]", "questions[2].value.answers[0]: expected an array of strings"),
        ] {
            let text = TEMPLATE.replace(from, to);
            let error = Fields::whole(text.as_bytes()).and_then(template).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
