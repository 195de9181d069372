//! Every language has every message with the same variables and its own plurals, and every message is used.
#![expect(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use kenes_text::Language;

/// What a message fills in, and how it chooses its form.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    /// For each choice: the variable, and the forms with the variables in each.
    choices: Vec<(String, BTreeMap<String, BTreeSet<String>>)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
}

fn shapes(language: Language) -> BTreeMap<String, Shape> {
    let mut paths = Vec::new();
    files(&folder().join("locales").join(language.tag()), "ftl", &mut paths);
    let mut shapes = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let resource =
            parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut shape = Shape::default();
            collect(message.value.as_ref().unwrap(), &mut shape);
            let twice = shapes.insert(message.id.name.clone(), shape);
            assert!(twice.is_none(), "{} twice in {}", message.id.name, path.display());
        }
    }
    shapes
}

fn collect(pattern: &Pattern<String>, shape: &mut Shape) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => variable(inline, shape),
            Expression::Select { selector, variants } => {
                let mut choice = BTreeMap::new();
                for variant in variants {
                    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
                        &variant.key;
                    let mut inner = Shape::default();
                    collect(&variant.value, &mut inner);
                    shape.variables.extend(inner.variables.iter().cloned());
                    choice.insert(name.clone(), inner.variables);
                }
                let InlineExpression::VariableReference { id } = selector else { panic!("{selector:?}") };
                shape.variables.insert(id.name.clone());
                shape.choices.push((id.name.clone(), choice));
            }
        }
    }
}

fn variable(inline: &InlineExpression<String>, shape: &mut Shape) {
    match inline {
        InlineExpression::VariableReference { id } => {
            shape.variables.insert(id.name.clone());
        }
        InlineExpression::StringLiteral { .. } => {}
        _ => {
            panic!("messages only fill in and choose: {inline:?}")
        }
    }
}

/// The forms that a number can ask for, of whole numbers and (`other`) of decimals.
fn plurals(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Spanish | Language::Portuguese | Language::Kazakh => &["one", "other"],
        Language::Russian => &["few", "many", "one", "other"],
        Language::Korean => &["other"],
        other => panic!("{other} has no plurals here"),
    }
}

#[test]
fn every_language_has_every_message_with_the_same_variables() {
    let english = shapes(Language::English);
    for language in Language::ALL {
        let other = shapes(*language);
        let (ids, others): (Vec<_>, Vec<_>) = (english.keys().collect(), other.keys().collect());
        assert_eq!(ids, others, "{language}");
        for (id, shape) in &english {
            assert_eq!(shape.variables, other[id].variables, "{language}: {id}");
        }
    }
}

#[test]
fn every_choice_has_the_forms_of_its_language() {
    for language in Language::ALL {
        for (id, shape) in shapes(*language) {
            for (variable, forms) in &shape.choices {
                let names: Vec<&str> = forms.keys().map(String::as_str).collect();
                assert_eq!(names, plurals(*language), "{language}: {id}");
                // In these languages the form is that of 21 or of 0 too, so the number has to stand in it.
                let counts = matches!(language, Language::Russian | Language::Portuguese);
                let says = forms.values().all(|variables| variables.contains(variable));
                assert!(says || !counts, "{language}: {id} does not say ${variable} in each form");
            }
        }
    }
}

#[test]
fn every_message_is_used_and_every_used_one_is_there() {
    let mut paths = Vec::new();
    // The pages of the server are written with these messages too.
    for folder in [folder(), folder().join("../kenes-server")] {
        files(&folder.join("src"), "rs", &mut paths);
        files(&folder.join("templates"), "html", &mut paths);
    }
    files(&folder().join("../kenes-server/static"), "js", &mut paths);
    let known: BTreeSet<String> = shapes(Language::English).into_keys().collect();
    // What messages begin with: `audit-`, `web-`.
    let begins: BTreeSet<&str> = known.iter().filter_map(|id| id.split_inclusive('-').next()).collect();
    let mut used = BTreeSet::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let is_id = |part: &&str| {
            let prefixed = begins.iter().any(|begin| part.len() > begin.len() && part.starts_with(begin));
            prefixed
                && part.chars().all(|char| char == '-' || char.is_ascii_lowercase() || char.is_ascii_digit())
        };
        used.extend(text.split('"').filter(is_id).map(str::to_owned));
    }
    let missing: Vec<_> = used.difference(&known).collect();
    let unused: Vec<_> = known.difference(&used).collect();
    assert_eq!((missing, unused), (vec![], vec![]));
}
