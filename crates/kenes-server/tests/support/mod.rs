//! A browser without a network, for tests of pages: it asks the site of a council and reads what it is answered.

#![expect(clippy::unwrap_used, reason = "a test")]
#![allow(dead_code, reason = "each test uses another part of it")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_core::Time;
use kenes_server::office::{Clock, Office};
use kenes_server::web::{Setting, Site};
use kenes_store::private::{FormToken, Visit, VisitId, Visits as _};
use kenes_text::Language;

/// What a page was answered with.
#[derive(Debug)]
pub struct Seen {
    pub status: StatusCode,
    pub headers: BTreeMap<String, String>,
    pub bytes: Vec<u8>,
}

impl Seen {
    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }
}

/// Somebody's browser.
pub struct Browser {
    pub site: Site,
    pub office: Arc<Office>,
}

/// What a browser that came in carries: its cookie, and what its forms carry.
#[derive(Debug)]
pub struct Own {
    pub cookie: String,
    pub token: String,
}

impl Browser {
    /// Opens the council in a folder at a time that is not over yet.
    pub async fn open(dir: &Path, at: Time) -> Self {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let clock = Clock::for_trying_out(at.seconds().saturating_sub(machine));
        let setting = Setting {
            dir: dir.into(),
            base: "http://council.example".into(),
            language: Language::English,
            trying_out: true,
            behind_proxy: false,
        };
        let office = Office::open(dir, clock, &setting.base, setting.language).await.unwrap();
        Self { site: Site::council(setting, Arc::clone(&office)), office }
    }

    /// A visit of the member who joined as such a number, which lasts so many milliseconds more.
    pub async fn visit(&self, number: usize, lasts: i64) -> Own {
        let (mut secret, mut token) = ([0; 32], [0; 32]);
        getrandom::fill(&mut secret).unwrap();
        getrandom::fill(&mut token).unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let now = i64::try_from(now).unwrap();
        let person = {
            let host = self.office.host().await;
            let (member, _) = host.council().members().nth(number).unwrap();
            host.person_of(member).await.unwrap()
        };
        let id = VisitId::of_cookie(&secret);
        let visit = Visit {
            id,
            person,
            token: FormToken::new(token),
            made: now - 1_000,
            seen: now,
            ends: now + lasts,
        };
        self.office.private().put_visit(&visit).await.unwrap();
        let text = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
        Own { cookie: format!("kenes={}", text(&secret)), token: text(&token) }
    }

    /// Opens a page, in the language that the browser wishes.
    pub async fn get_in(&self, path: &str, wish: &str) -> Seen {
        let request = Request::get(path).header(header::ACCEPT_LANGUAGE, wish).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Seen {
        self.get_in(path, "en").await
    }

    /// Sends a request.
    pub async fn send(&self, request: Request) -> Seen {
        let answer = self.site.answer(request).await;
        let (parts, body) = answer.into_parts();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Seen { status: parts.status, headers, bytes }
    }
}

/// Every id of a message that stands in a page in place of its words.
pub fn unknown_messages(page: &str) -> Vec<String> {
    let visible = page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let is_id = |word: &&str| {
        ["web-", "audit-", "count-", "main-"].iter().any(|prefix| word.starts_with(prefix))
            && word.chars().all(|char| char == '-' || char.is_ascii_lowercase() || char.is_ascii_digit())
    };
    visible.flat_map(str::split_whitespace).filter(is_id).map(str::to_owned).collect()
}
