//! JSON as trees whose every writing is kept, wrong ones too.

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A string, escapes as they stand.
    Text(String),
    /// A number, true, false or null; or anything at all, once a mutation put it there.
    Plain(String),
    /// An array.
    List(Vec<Json>),
    /// An object, its fields in the order they stand.
    Object(Vec<(String, Json)>),
    /// A structure inside a string.
    Embedded(Box<Json>),
}

/// The way to a node: which child of the root, which child of that, and so on.
pub type Place = Vec<usize>;

impl Json {
    /// Reads compact JSON that is known to be well formed.
    pub fn parse(text: &str) -> Self {
        let (value, rest) = value(text);
        assert_eq!(rest, "");
        value
    }

    pub fn write(&self) -> String {
        match self {
            Self::Text(text) => format!("\"{text}\""),
            Self::Plain(text) => text.clone(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::write).collect::<Vec<_>>().join(",")),
            Self::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| format!("\"{name}\":{}", value.write()));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
            }
            Self::Embedded(json) => {
                format!("\"{}\"", json.write().replace('\\', "\\\\").replace('"', "\\\""))
            }
        }
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Text(_) | Self::Plain(_) => Vec::new(),
            Self::List(items) => items.iter().collect(),
            Self::Object(fields) => fields.iter().map(|(_, value)| value).collect(),
            Self::Embedded(json) => vec![json],
        }
    }

    pub fn at(&mut self, place: &[usize]) -> &mut Self {
        let Some((&first, rest)) = place.split_first() else { return self };
        let child = match self {
            Self::Text(_) | Self::Plain(_) => panic!("no children"),
            Self::List(items) => &mut items[first],
            Self::Object(fields) => &mut fields[first].1,
            Self::Embedded(json) => json,
        };
        child.at(rest)
    }

    /// Every node with its place and its path: fields by name, items of arrays as `[]`, embedded structures as `!`.
    pub fn nodes(&self) -> Vec<(Place, String, &Self)> {
        let mut nodes = vec![(Vec::new(), String::new(), self)];
        let mut next = 0;
        while let Some((place, path, node)) = nodes.get(next).cloned() {
            for (index, child) in node.children().into_iter().enumerate() {
                let mut place = place.clone();
                place.push(index);
                let path = match node {
                    Self::Object(fields) if path.is_empty() => fields[index].0.clone(),
                    Self::Object(fields) => format!("{path}.{}", fields[index].0),
                    Self::Embedded(_) => format!("{path}!"),
                    // The proof of a shuffle is an array of different things.
                    Self::List(_) if path == "proofs[]" || path == "proofs[].0" || path == "proofs[].1" => {
                        format!("{path}.{index}")
                    }
                    Self::List(_) | Self::Text(_) | Self::Plain(_) => format!("{path}[]"),
                };
                nodes.push((place, path, child));
            }
            next += 1;
        }
        nodes
    }
}

fn value(text: &str) -> (Json, &str) {
    match text.as_bytes()[0] {
        b'"' => {
            let (text, rest) = string(&text[1..]);
            if text.starts_with("{\\\"") {
                let inner = text.replace("\\\"", "\"").replace("\\\\", "\\");
                return (Json::Embedded(Box::new(Json::parse(&inner))), rest);
            }
            (Json::Text(text.into()), rest)
        }
        b'[' => {
            let (mut items, mut rest) = (Vec::new(), &text[1..]);
            while !rest.starts_with(']') {
                let (item, after) = value(rest.strip_prefix(',').unwrap_or(rest));
                items.push(item);
                rest = after;
            }
            (Json::List(items), &rest[1..])
        }
        b'{' => {
            let (mut fields, mut rest) = (Vec::new(), &text[1..]);
            while !rest.starts_with('}') {
                let (name, after) = string(&rest.strip_prefix(',').unwrap_or(rest)[1..]);
                let (item, after) = value(&after[1..]);
                fields.push((name.to_owned(), item));
                rest = after;
            }
            (Json::Object(fields), &rest[1..])
        }
        _ => {
            let (plain, rest) = text.split_at(text.find([',', ']', '}']).unwrap_or(text.len()));
            (Json::Plain(plain.into()), rest)
        }
    }
}

/// The string that begins here, its opening quote consumed, and what follows its closing quote.
fn string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = text.find(|c| {
        let end = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        end
    });
    let (string, rest) = text.split_at(end.unwrap());
    (string, &rest[1..])
}
