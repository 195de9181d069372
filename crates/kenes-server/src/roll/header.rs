// tidy: table
//! The headings of columns, as people write them in six languages.

use std::collections::BTreeMap;

use kenes_text::Language;

use super::table::Record;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The name.
    Name,
    /// The e-mail address.
    Address,
    /// The constituency.
    Constituency,
    /// The language.
    Language,
}

/// Which column is where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The place of each.
    pub places: BTreeMap<Column, usize>,
    /// How many columns there are.
    pub width: usize,
    /// The headings that are none of these.
    pub unknown: Vec<String>,
}

/// The words, in lower case, without hyphens and full stops.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &[
            "name",
            "full name",
            "member",
            "person", // English
            "nombre",
            "nombre completo",
            "nombre y apellidos",
            "nombre y apellido",
            "miembro",
            "persona", // Spanish
            "имя",
            "фио",
            "ф и о",
            "имя и фамилия",
            "фамилия и имя",
            "фамилия имя отчество",
            "участник", // Russian
            "nome",
            "nome completo",
            "membro",
            "pessoa", // Portuguese
            "이름",
            "성명",
            "성함",
            "회원", // Korean
            "аты",
            "аты жөні",
            "есімі",
            "есім",
            "толық аты",
            "мүше", // Kazakh
        ],
    ),
    (
        Column::Address,
        &[
            "email",
            "e mail",
            "mail",
            "email address",
            "e mail address",
            "address", // English
            "correo",
            "correo electrónico",
            "correo electronico",
            "dirección",
            "direccion", // Spanish
            "почта",
            "эл почта",
            "электронная почта",
            "адрес",
            "адрес электронной почты",
            "имейл", // Russian
            "e mails",
            "correio",
            "correio eletrónico",
            "correio eletrônico",
            "correio eletronico",
            "endereço", // Portuguese
            "이메일",
            "전자우편",
            "메일",
            "이메일 주소",
            "전자 우편", // Korean
            "пошта",
            "электрондық пошта",
            "эл пошта",
            "электрондық мекенжай",
            "мекенжай", // Kazakh
        ],
    ),
    (
        Column::Constituency,
        &[
            "constituency",
            "district",
            "ward",
            "group",
            "unit", // English
            "circunscripción",
            "circunscripcion",
            "distrito",
            "grupo", // Spanish
            "округ",
            "избирательный округ",
            "участок",
            "группа", // Russian
            "circunscrição",
            "circunscricao",
            "círculo",
            "círculo eleitoral",
            "circulo eleitoral",
            "unidade", // Portuguese
            "선거구",
            "구역",
            "지역",
            "그룹", // Korean
            "сайлау округі",
            "округі",
            "учаске",
            "топ", // Kazakh
        ],
    ),
    (
        Column::Language,
        &[
            "language", "lang", // English
            "idioma", "lengua", // Spanish, Portuguese
            "язык",   // Russian
            "língua", "lingua", // Portuguese
            "언어",   // Korean
            "тіл", "тілі", // Kazakh
        ],
    ),
];

/// Names of languages, in lower case.
const LANGUAGES: &[(Language, &[&str])] = &[
    (
        Language::English,
        &["english", "inglés", "ingles", "английский", "inglês", "영어", "ағылшын", "ағылшынша"],
    ),
    (
        Language::Spanish,
        &[
            "spanish",
            "español",
            "espanol",
            "castellano",
            "испанский",
            "espanhol",
            "스페인어",
            "испан",
            "испанша",
        ],
    ),
    (Language::Russian, &["russian", "ruso", "русский", "russo", "러시아어", "орыс", "орысша"]),
    (
        Language::Portuguese,
        &[
            "portuguese",
            "portugués",
            "portugues",
            "португальский",
            "português",
            "포르투갈어",
            "португал",
            "португалша",
        ],
    ),
    (Language::Korean, &["korean", "coreano", "корейский", "한국어", "корей", "корейше"]),
    (
        Language::Kazakh,
        &["kazakh", "kazajo", "казахский", "cazaque", "카자흐어", "қазақ", "қазақша", "қазақ тілі"],
    ),
];

/// The column that a heading names.
pub fn column(heading: &str) -> Option<Column> {
    let heading = plain(heading);
    WORDS.iter().find(|(_, words)| words.contains(&heading.as_str())).map(|(column, _)| *column)
}

/// The language that a word names, in lower case.
pub fn language_named(word: &str) -> Option<Language> {
    LANGUAGES.iter().find(|(_, names)| names.contains(&word)).map(|(language, _)| *language)
}

impl Columns {
    /// The columns that a line of headings names; none when it is no such line: one that names nobody's name, or the same
    /// column twice.
    pub fn of_headings(record: &Record) -> Option<Self> {
        let mut columns = Self { places: BTreeMap::new(), width: record.cells.len(), unknown: Vec::new() };
        for (place, cell) in record.cells.iter().enumerate() {
            match column(cell) {
                Some(column) if columns.places.contains_key(&column) => return None,
                Some(column) => drop(columns.places.insert(column, place)),
                None if cell.trim().is_empty() => {}
                None => columns.unknown.push(cell.trim().to_owned()),
            }
        }
        columns.places.contains_key(&Column::Name).then_some(columns)
    }

    /// The columns of a table without headings: the one with addresses, if there is one, the first of the others with names,
    /// and none else.
    pub fn guessed(records: &[Record]) -> Self {
        let width = records.iter().map(|record| record.cells.len()).max().unwrap_or(0);
        let is_address = |place: &usize| {
            let cells =
                || records.iter().filter_map(|record| record.cells.get(*place)).map(|cell| cell.trim());
            cells().any(|cell| cell.contains('@'))
                && cells().all(|cell| cell.is_empty() || cell.contains('@'))
        };
        // A list of addresses alone has no names: the lines say so.
        let address = (0..width).find(is_address).filter(|_| width > 1);
        let mut places: BTreeMap<Column, usize> =
            address.map(|place| (Column::Address, place)).into_iter().collect();
        if let Some(name) = (0..width).find(|place| Some(*place) != address) {
            places.insert(Column::Name, name);
        }
        let last = places.values().max().map_or(1, |last| last + 1);
        Self { places, width: last, unknown: Vec::new() }
    }
}

/// In lower case, with single spaces in place of hyphens, underscores and full stops.
fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|character: char| {
        character.is_whitespace() || ['-', '_', '.', ':', '/', '‑'].contains(&character)
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
