//! The beginning: an empty folder becomes a council.
//!
//! One link, printed where the program was started, lets one browser in. Its form asks for the rules and two names; its
//! device makes the founder's key, shows the first act and signs it. Until then nothing is written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use askama::Template;
use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Form, Json, Router};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_core::Time;
use kenes_record::Hash;
use kenes_record::act::{ActId, PublicKey};
use kenes_store::private::{FormToken, PrivateStore as _, VisitId};
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::answered;
use super::error::{Fault, Wrong};
use super::form::{is_json, unread};
use super::page::{Page, Reader};
use super::pages;
use super::pages::enter::{Fresh, set_cookie};
use super::site::Site;
use super::visitor::{cookie, plain};
use crate::host::{FoundError, Foundation, Founding, Host, Name, random};
use crate::office::read_lines;
use crate::preset::Preset;

/// The longest name, in characters.
const LONGEST_NAME: usize = 120;

/// What is known before there is a council. Nothing of it is written.
pub struct Beginning {
    /// The hash of what the founder's link carries.
    link: Hash,
    state: Mutex<State_>,
}

#[derive(Default)]
struct State_ {
    /// The browser that came by the link.
    visit: Option<(VisitId, FormToken)>,
    wanted: Option<Wanted>,
    foundation: Option<Foundation>,
}

/// What the founder wants.
#[derive(Clone)]
struct Wanted {
    preset: Preset,
    council: String,
    founder: String,
    bodies: Vec<String>,
}

#[derive(Clone)]
struct App {
    beginning: Arc<Beginning>,
    site: Site,
}

impl Beginning {
    /// Makes the founder's link: what is kept, and what the link carries.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn new() -> Result<(Arc<Self>, Zeroizing<String>), getrandom::Error> {
        let secret: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
        let text = Zeroizing::new(Base64UrlUnpadded::encode_string(secret.as_slice()));
        let link = Hash::of(secret.as_slice());
        Ok((Arc::new(Self { link, state: Mutex::default() }), text))
    }

    fn state(&self) -> MutexGuard<'_, State_> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_link(&self, secret: &str) -> bool {
        Base64UrlUnpadded::decode_vec(secret).is_ok_and(|secret| Hash::of(&secret) == self.link)
    }
}

impl std::fmt::Debug for Beginning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Beginning")
    }
}

/// The addresses of a site without a council.
pub fn router(beginning: Arc<Beginning>, site: Site) -> Router {
    let router = Router::new()
        .route("/link/{secret}", get(link).post(redeem))
        .route("/begin", get(form).post(choose))
        .route("/begin/sign", get(sign))
        .route("/begin/draft", axum::routing::post(draft))
        .route("/begin/found", axum::routing::post(found))
        .route("/assets/{hash}/{file}", get(pages::assets::file))
        .route("/healthz", get(|| async { "ok\n" }))
        .fallback(wait);
    answered::around(router, answered::MINUTE).with_state(App { beginning, site })
}

/// The browser that came by the founder's link.
struct Founder {
    page: Page,
}

impl FromRequestParts<App> for Founder {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let mut page = plain(parts);
        let id = cookie(parts);
        let token = app
            .beginning
            .state()
            .visit
            .as_ref()
            .filter(|(visit, _)| Some(*visit) == id)
            .map(|(_, token)| Base64UrlUnpadded::encode_string(token.expose()));
        let is_for_page = !is_json(&parts.headers);
        let Some(token) = token else { return Err(Wrong::Fault(Fault::Enter).answer(is_for_page, &page)) };
        page.reader = Some(Reader { name: String::new(), token, in_office: true });
        Ok(Self { page })
    }
}

/// Whoever looks at a site without a council.
struct Anybody(Page);

impl<S: Sync> FromRequestParts<S> for Anybody {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(plain(parts)))
    }
}

#[derive(Template)]
#[template(path = "wait.html")]
struct WaitPage {
    p: Page,
}

async fn wait(Anybody(p): Anybody) -> Response {
    Page::answer_with(StatusCode::NOT_FOUND, &WaitPage { p })
}

#[derive(Template)]
#[template(path = "link.html")]
struct LinkPage {
    p: Page,
    name: Option<String>,
}

async fn link(State(app): State<App>, Path(secret): Path<String>, Anybody(p): Anybody) -> Response {
    if app.beginning.is_link(&secret) && app.beginning.state().visit.is_none() {
        Page::answer(&LinkPage { p, name: None })
    } else {
        Wrong::Fault(Fault::Link).page(&p)
    }
}

async fn redeem(State(app): State<App>, Path(secret): Path<String>, Anybody(p): Anybody) -> Response {
    let fresh = match Fresh::new() {
        Ok(fresh) => fresh,
        Err(error) => return Wrong::from(error).page(&p),
    };
    {
        let mut state = app.beginning.state();
        if !app.beginning.is_link(&secret) || state.visit.is_some() {
            return Wrong::Fault(Fault::Link).page(&p);
        }
        state.visit = Some((fresh.id(), fresh.token.clone()));
    }
    let cookie = set_cookie(&fresh, &app.site.setting().base);
    ([(header::SET_COOKIE, cookie)], Redirect::to(&p.link("/begin"))).into_response()
}

#[derive(Template)]
#[template(path = "begin.html")]
struct FormPage {
    p: Page,
    presets: &'static [Preset],
    fault: Option<&'static str>,
    council: String,
    founder: String,
}

async fn form(Founder { page }: Founder) -> Response {
    let (council, founder) = (String::new(), String::new());
    Page::answer(&FormPage { p: page, presets: Preset::ALONE, fault: None, council, founder })
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    preset: String,
    #[serde(default)]
    council: String,
    #[serde(default)]
    founder: String,
    #[serde(default)]
    token: String,
}

async fn choose(
    State(app): State<App>,
    Founder { page }: Founder,
    choice: Result<Form<Choice>, FormRejection>,
) -> Response {
    let Form(choice) = match choice {
        Ok(choice) => choice,
        Err(rejection) => return unread(rejection.status()).page(&page),
    };
    let Choice { preset, council, founder, token } = choice;
    if token != page.token() {
        return Wrong::Fault(Fault::Form).page(&page);
    }
    let (council, founder) = (tidy(&council), tidy(&founder));
    let preset = Preset::ALONE.iter().copied().find(|known| known.word() == preset);
    let fault = match (&preset, council.is_empty(), founder.is_empty()) {
        (None, _, _) => Some("web-begin-no-preset"),
        (_, true, _) => Some("web-begin-no-name"),
        (_, _, true) => Some("web-begin-no-founder"),
        (Some(_), false, false) => None,
    };
    let Some(preset) = preset.filter(|_| fault.is_none()) else {
        let form = FormPage { p: page, presets: Preset::ALONE, fault, council, founder };
        return Page::answer_with(StatusCode::UNPROCESSABLE_ENTITY, &form);
    };
    let bodies = preset.bodies().iter().map(|id| page.t(id)).collect();
    let mut state = app.beginning.state();
    state.wanted = Some(Wanted { preset, council, founder, bodies });
    state.foundation = None;
    drop(state);
    Redirect::to(&page.link("/begin/sign")).into_response()
}

/// A name on one line, without spaces around it, and not too long.
fn tidy(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().filter(|char| !char.is_control()).take(LONGEST_NAME).collect()
}

#[derive(Template)]
#[template(path = "begin-sign.html")]
struct SignPage {
    p: Page,
    council: String,
    founder: String,
    preset: Preset,
}

async fn sign(State(app): State<App>, Founder { page }: Founder) -> Response {
    let wanted = app.beginning.state().wanted.clone();
    let Some(Wanted { preset, council, founder, bodies: _ }) = wanted else {
        return Redirect::to(&page.link("/begin")).into_response();
    };
    Page::answer(&SignPage { p: page, council, founder, preset })
}

/// What a script sends, or why it cannot be read.
type Sent<T> = Result<Json<T>, JsonRejection>;

#[derive(Deserialize)]
struct Keys {
    token: String,
    public: String,
    next: String,
}

/// The device has made its key: here is the first act.
async fn draft(State(app): State<App>, Founder { page }: Founder, keys: Sent<Keys>) -> Response {
    let answer = |wrong: Wrong| wrong.json(&page);
    let Json(keys) = match keys {
        Ok(keys) => keys,
        Err(rejection) => return answer(unread(rejection.status())),
    };
    if keys.token != page.token() {
        return answer(Fault::Form.into());
    }
    let Some((key, next)) = public(&keys) else { return answer(Fault::Field.into()) };
    let mut state = app.beginning.state();
    let Some(wanted) = state.wanted.clone() else { return answer(Fault::Draft.into()) };
    let founding = Founding {
        host: host_name(&app.site.setting().base),
        charter: wanted.preset.charter().into(),
        policy: b"quorum none\n".to_vec(),
        founders: vec![(key, next)],
        at: now(),
    };
    match founding.draft() {
        Ok(foundation) => {
            let text = foundation.act().text().to_owned();
            state.foundation = Some(foundation);
            Json(json!({ "acts": [text] })).into_response()
        }
        Err(error) => answer(failed(&error)),
    }
}

#[derive(Deserialize)]
struct Signed {
    token: String,
    lines: Vec<Vec<String>>,
}

/// The first act is signed: the council is there.
async fn found(State(app): State<App>, Founder { page }: Founder, signed: Sent<Signed>) -> Response {
    let Json(signed) = match signed {
        Ok(signed) => signed,
        Err(rejection) => return unread(rejection.status()).json(&page),
    };
    if signed.token != page.token() {
        return Wrong::Fault(Fault::Form).json(&page);
    }
    match begin(&app, &signed.lines).await {
        // The roll is what is missing first.
        Ok(()) => Json(json!({ "next": page.link("/office/members") })).into_response(),
        Err(wrong) => wrong.json(&page),
    }
}

async fn begin(app: &App, lines: &[Vec<String>]) -> Result<(), Wrong> {
    let lines = read_lines(lines.first().map(Vec::as_slice).unwrap_or_default())?;
    let (wanted, foundation, visit) = {
        let mut state = app.beginning.state();
        let foundation = state.foundation.take().ok_or(Wrong::Fault(Fault::Draft))?;
        (state.wanted.clone(), foundation, state.visit.clone())
    };
    let (wanted, (id, token)) = wanted.zip(visit).ok_or(Wrong::Fault(Fault::Draft))?;
    let dir = &app.site.setting().dir;
    let host = Host::found(dir, foundation, lines).await.map_err(|error| failed(&error))?;
    let Wanted { preset: _, council, founder, bodies } = wanted;
    let private = host.private().clone();
    private.set("name", council.as_bytes()).await?;
    for (number, body) in bodies.iter().enumerate() {
        private.set(&format!("body/{number}"), body.as_bytes()).await?;
    }
    host.put_founder(0, &Name::new(&founder)).await?;
    let first = host.council().members().next().map(|(member, _)| member);
    let person = match first {
        Some(member) => host.person_of(member).await?,
        None => None,
    };
    let made = crate::office::Clock::of_machine().real_milliseconds();
    Fresh::keep(&private, id, token, person, made).await?;
    host.stop().await?;
    app.site.begin_council().await.map_err(|error| {
        tracing::error!(%error, "the council that was founded cannot be opened");
        Wrong::Fault(Fault::Inside)
    })?;
    Ok(())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops a founding is of the machine")]
fn failed(error: &FoundError) -> Wrong {
    match error {
        FoundError::Act(_) | FoundError::Signature(_) | FoundError::First(_) => Fault::Signatures.into(),
        _ => {
            tracing::error!(%error, "no council was founded");
            Fault::Inside.into()
        }
    }
}

fn public(keys: &Keys) -> Option<(PublicKey, Hash)> {
    // Sixty-four digits name an act as they name a hash.
    let next: ActId = keys.next.parse().ok()?;
    Some((keys.public.parse().ok()?, *next.hash()))
}

/// The name of the machine in the address under which people reach it.
fn host_name(base: &str) -> String {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    let name = rest.split(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let is_plain = name.bytes().any(|byte| byte.is_ascii_lowercase());
    if is_plain { name } else { "localhost".into() }
}

fn now() -> Time {
    crate::office::Clock::of_machine().now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidied() {
        assert_eq!(tidy("  Ana \n Ruiz\u{7} "), "Ana Ruiz");
        assert_eq!(tidy(&"x".repeat(500)).len(), LONGEST_NAME);
    }

    #[test]
    fn the_machines_name_comes_from_the_address() {
        for (base, name) in [
            ("https://Council.example.org/house", "council.example.org"),
            ("http://127.0.0.1:8000", "localhost"),
            ("http://localhost:1", "localhost"),
        ] {
            assert_eq!(host_name(base), name);
        }
    }

    #[test]
    fn charters_of_one_founder_are_charters() {
        for preset in Preset::ALONE {
            let charter = kenes_core::Charter::parse(preset.charter().as_bytes()).unwrap();
            assert_eq!(charter.entry.registrars + charter.entry.sponsors, 1);
            assert_eq!(charter.bodies.len(), preset.bodies().len());
        }
    }
}
