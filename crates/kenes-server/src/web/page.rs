//! What every page has: its language, the council's name, who looks at it, and what must always be said.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kenes_core::Time;
use kenes_text::{Arg, Language, Words, shown, time};

use super::language::Chosen;
use super::words::{ACTS, CODES, FIELDS, MODULES, SAID};

/// What every page has.
#[derive(Clone, Debug)]
pub struct Page {
    words: Words,
    chosen: Chosen,
    /// The address of the page, without its language.
    path: String,
    /// What the council is called; none before there is one.
    pub council: Option<String>,
    /// Who looks at it; nobody in particular without.
    pub reader: Option<Reader>,
    /// The clock, where it can be put forward.
    pub trying_out: Option<Trying>,
}

/// Somebody who is known here.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The name.
    pub name: String,
    /// What shows that a form came from a page of this reader.
    pub token: String,
    /// Whether the office's pages are for this reader: a registrar, or who begins.
    pub in_office: bool,
}

/// A council that is only tried out.
#[derive(Clone, Copy, Debug)]
pub struct Trying {
    /// What its clock shows.
    pub now: Time,
    /// Where the clock can be put, for whoever entered.
    pub next: Option<Time>,
    /// Whether its people are made up, so that anybody may act for them.
    pub is_example: bool,
}

/// A module that a browser runs.
#[derive(Clone, Debug)]
pub struct ModuleView {
    /// The name of its file.
    pub name: &'static str,
    /// The address.
    pub address: String,
    /// What it does.
    pub does: String,
    /// Its SHA-256, in hexadecimal digits.
    pub hash: String,
}

/// Another language of the same page.
#[derive(Clone, Debug)]
pub struct OtherLanguage {
    /// Its tag.
    pub tag: &'static str,
    /// Its name in itself.
    pub name: String,
    /// The address.
    pub address: String,
    /// Whether it is this page's.
    pub is_this: bool,
}

impl Page {
    /// A page at an address.
    pub fn new(chosen: Chosen, path: String) -> Self {
        let words = Words::new(chosen.language).isolating();
        Self { words, chosen, path, council: None, reader: None, trying_out: None }
    }

    /// The messages in its language.
    pub fn words(&self) -> Words {
        self.words
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.chosen.language
    }

    /// A message.
    pub fn t(&self, id: &str) -> String {
        self.words.t(id, &[])
    }

    /// A message with something filled in.
    pub fn t1(&self, id: &str, name: &'static str, value: impl Fill) -> String {
        self.words.t(id, &[(name, value.fill())])
    }

    /// A message with two things filled in.
    pub fn t2(
        &self,
        id: &str,
        first: &'static str,
        a: impl Fill,
        second: &'static str,
        b: impl Fill,
    ) -> String {
        self.words.t(id, &[(first, a.fill()), (second, b.fill())])
    }

    /// A name as people wrote it, which cannot steer what stands around it.
    pub fn name(&self, name: &str) -> String {
        shown(name)
    }

    /// A moment, to the minute, in universal time.
    pub fn moment(&self, at: &Time) -> String {
        time::minute(at.seconds())
    }

    /// The address of another page, in the same language where the address names one.
    pub fn link(&self, path: &str) -> String {
        if self.chosen.in_address {
            format!("/{}{path}", self.chosen.language.tag())
        } else {
            path.to_owned()
        }
    }

    /// The address of this page, without its language.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// This page in every language.
    pub fn languages(&self) -> Vec<OtherLanguage> {
        let other = |language: &Language| OtherLanguage {
            tag: language.tag(),
            name: language.own_name().to_owned(),
            address: format!("/{}{}", language.tag(), self.path),
            is_this: *language == self.chosen.language,
        };
        Language::ALL.iter().map(other).collect()
    }

    /// What shows that a form came from a page of this reader.
    pub fn token(&self) -> &str {
        self.reader.as_ref().map_or("", |reader| &reader.token)
    }

    /// What whoever signs an act of a type does, by the type.
    pub fn act_words(&self) -> Vec<(&'static str, String)> {
        ACTS.iter().map(|(name, id)| (*name, self.t(id))).collect()
    }

    /// What the fields of acts are called, by their names.
    pub fn field_words(&self) -> Vec<(&'static str, String)> {
        FIELDS.iter().map(|(name, id)| (*name, self.t(id))).collect()
    }

    /// What the words in the fields of acts mean, by `field/word`.
    pub fn code_words(&self) -> Vec<(&'static str, String)> {
        CODES.iter().map(|(name, id)| (*name, self.t(id))).collect()
    }

    /// What else is said of the values of fields.
    pub fn said_words(&self) -> Vec<(&'static str, String)> {
        let bytes = ("bytes", self.t1("web-sign-bytes", "size", "%"));
        SAID.iter().map(|(name, id)| (*name, self.t(id))).chain([bytes]).collect()
    }

    /// The address of a file of the program, with its hash.
    pub fn asset(&self, name: &str) -> String {
        crate::assets::address(name)
    }

    /// What a browser compares a file of the program with before it takes it.
    pub fn integrity(&self, name: &str) -> String {
        crate::assets::integrity(name)
    }

    /// The modules that a browser runs, each with what it is compared by.
    pub fn modules(&self) -> Vec<ModuleView> {
        let view = |(name, does): &(&'static str, &str)| ModuleView {
            name,
            address: self.asset(name),
            does: self.t(does),
            hash: crate::assets::named(name).map(|asset| asset.hash.to_hex()).unwrap_or_default(),
        };
        MODULES.iter().map(view).collect()
    }

    /// The page as an answer.
    pub fn answer(template: &impl Template) -> Response {
        Self::answer_with(StatusCode::OK, template)
    }

    /// The page as an answer with a status.
    pub fn answer_with(status: StatusCode, template: &impl Template) -> Response {
        match template.render() {
            Ok(html) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
            Err(error) => {
                // Nothing in a template can fail but writing to memory.
                tracing::error!(%error, "a page was not written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// What can be filled into a message.
pub trait Fill {
    /// As it is filled in.
    fn fill(&self) -> Arg;
}

macro_rules! fill {
    ($($type:ty: $value:ident => $arg:expr;)+) => {
        $(impl Fill for $type {
            fn fill(&self) -> Arg {
                let $value = self;
                $arg
            }
        })+
    };
}

fill! {
    u64: number => Arg::Number(*number);
    u32: number => Arg::from(*number);
    u16: number => Arg::from(u32::from(*number));
    usize: number => Arg::from(*number);
    String: text => Arg::Text(shown(text));
    str: text => Arg::Text(shown(text));
    Time: at => Arg::Text(time::minute(at.seconds()));
}

impl<T: Fill + ?Sized> Fill for &T {
    fn fill(&self) -> Arg {
        (*self).fill()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_the_language_of_the_address() {
        let page =
            |in_address| Page::new(Chosen { language: Language::Russian, in_address }, "/seats?a=b".into());
        assert_eq!(page(true).link("/check"), "/ru/check");
        assert_eq!(page(false).link("/check"), "/check");
        let languages = page(false).languages();
        assert_eq!(languages.len(), Language::ALL.len());
        assert!(languages.iter().any(|other| other.address == "/ko/seats?a=b" && !other.is_this));
    }
}
