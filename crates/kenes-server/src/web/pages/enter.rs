//! Coming in and going out: by a link that works once, or by the key that a device holds.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Json};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_record::act::SignerName;
use kenes_record::enter::Challenge;
use kenes_record::note::NoteSignature;
use kenes_store::port::StoreError;
use kenes_store::private::{
    FormToken, Link, LinkId, Links as _, PersonId, Purpose, RedeemError, Visit, VisitId, Visits as _,
};
use kenes_store::sql::SqlPrivate;
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use crate::host::random;
use crate::office::{Office, OfficeError};
use crate::web::challenges::Challenges;
use crate::web::error::{Fault, Wrong};
use crate::web::form::{Open, Posted};
use crate::web::page::Page;
use crate::web::visitor::{COOKIES, VISIT, Visitor};

/// What a link that lets a person in is for.
pub const ENTER: &str = "enter";

/// A visit that begins: what the browser keeps, and what its forms carry.
pub struct Fresh {
    secret: Zeroizing<[u8; 32]>,
    /// What its forms carry.
    pub token: FormToken,
}

impl Fresh {
    /// Fresh random bytes.
    ///
    /// # Errors
    /// The system gives none.
    pub fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { secret: Zeroizing::new(random()?), token: FormToken::new(random()?) })
    }

    /// The name of the visit.
    pub fn id(&self) -> VisitId {
        VisitId::of_cookie(&self.secret)
    }

    /// Keeps a visit that begins at this time, in milliseconds of the machine's clock.
    ///
    /// # Errors
    /// The store fails.
    pub async fn keep(
        private: &SqlPrivate,
        id: VisitId,
        token: FormToken,
        person: Option<PersonId>,
        made: i64,
    ) -> Result<(), StoreError> {
        let ends = made.saturating_add(VISIT);
        private.put_visit(&Visit { id, person, token, made, seen: made, ends }).await
    }
}

/// The header that gives a browser the name of its visit: for this site alone, and for no script.
pub fn set_cookie(fresh: &Fresh, base: &str) -> String {
    let value = Zeroizing::new(Base64UrlUnpadded::encode_string(fresh.secret.as_slice()));
    let [encrypted, plain] = COOKIES;
    let (name, secure) = if base.starts_with("https://") { (encrypted, "; Secure") } else { (plain, "") };
    format!("{name}={}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax{secure}", value.as_str())
}

#[derive(Template)]
#[template(path = "link.html")]
struct LinkPage {
    p: Page,
    name: Option<String>,
}

/// A link: it is shown whose it is, and nothing is used up, since programs that look through mail open links.
pub async fn link(
    State(office): State<Arc<Office>>,
    Path(secret): Path<String>,
    visitor: Visitor,
) -> Response {
    let Visitor { page, visit: _, member: _ } = visitor;
    match found(&office, &secret).await {
        Ok(name) => Page::answer(&LinkPage { p: page, name }),
        Err(wrong) => wrong.page(&page),
    }
}

async fn found(office: &Office, secret: &str) -> Result<Option<String>, Wrong> {
    let id = link_id(secret).ok_or(Wrong::Fault(Fault::Link))?;
    let link = office.private().link(id).await?.filter(|link| link.purpose.as_str() == ENTER);
    let link = link.filter(|link| link.used.is_none() && link.ends > office.clock().real_milliseconds());
    let person = link.ok_or(Wrong::Fault(Fault::Link))?.person.ok_or(Wrong::Fault(Fault::Link))?;
    let name = office.host().await.name_of_person(person).await?;
    Ok(name.map(|name| name.expose().to_owned()))
}

/// Uses a link up: from now on the browser is that person's.
pub async fn redeem(
    State(office): State<Arc<Office>>,
    Path(secret): Path<String>,
    visitor: Visitor,
) -> Response {
    match used_up(&office, &secret).await {
        Ok(cookie) => {
            ([(header::SET_COOKIE, cookie)], Redirect::to(&visitor.page.link("/me"))).into_response()
        }
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn used_up(office: &Office, secret: &str) -> Result<String, Wrong> {
    let (id, at) = (link_id(secret).ok_or(Wrong::Fault(Fault::Link))?, office.clock().real_milliseconds());
    if office.private().link(id).await?.is_none_or(|link| link.purpose.as_str() != ENTER) {
        return Err(Fault::Link.into());
    }
    let link = office.private().redeem_link(id, at).await.map_err(not_redeemed)?;
    enter(office, link.person.ok_or(Wrong::Fault(Fault::Link))?).await
}

#[expect(clippy::wildcard_enum_match_arm, reason = "why a link lets nobody in is not for whoever has it")]
fn not_redeemed(error: RedeemError) -> Wrong {
    match error {
        RedeemError::Store(error) => error.into(),
        _ => Fault::Link.into(),
    }
}

/// Lets a person's browser in; the header for it.
///
/// # Errors
/// The store fails.
pub async fn enter(office: &Office, person: PersonId) -> Result<String, Wrong> {
    let fresh = Fresh::new()?;
    let now = office.clock().real_milliseconds();
    Fresh::keep(office.private(), fresh.id(), fresh.token.clone(), Some(person), now).await?;
    Ok(set_cookie(&fresh, &office.address("")))
}

fn link_id(secret: &str) -> Option<LinkId> {
    let mut bytes = Zeroizing::new([0; 32]);
    let read = Base64UrlUnpadded::decode(secret, bytes.as_mut_slice()).ok()?;
    (read.len() == 32).then(|| LinkId::of_secret(&bytes))
}

/// Makes a link that lets a person in once, for so many milliseconds.
///
/// # Errors
/// The store fails.
pub async fn make_link(
    office: &Office,
    person: PersonId,
    lasts: i64,
) -> Result<Zeroizing<String>, OfficeError> {
    let secret: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
    let made = office.clock().real_milliseconds();
    if let Ok(purpose) = ENTER.parse::<Purpose>() {
        let (id, ends) = (LinkId::of_secret(&secret), made.saturating_add(lasts));
        office
            .private()
            .put_link(&Link { id, purpose, person: Some(person), made, ends, used: None })
            .await?;
    }
    let text = Zeroizing::new(Base64UrlUnpadded::encode_string(secret.as_slice()));
    Ok(Zeroizing::new(office.address(&format!("/link/{}", text.as_str()))))
}

#[derive(Template)]
#[template(path = "enter.html")]
struct EnterPage {
    p: Page,
}

/// How one comes in.
pub async fn page(visitor: Visitor) -> Response {
    Page::answer(&EnterPage { p: visitor.page })
}

/// Nothing: whoever asks to sign says who it is by signing.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// A text for a device to sign. Nothing of it is kept.
pub async fn ask(
    State(office): State<Arc<Office>>,
    Extension(challenges): Extension<Arc<Challenges>>,
    Open { by, fields: Nothing {} }: Open<Nothing>,
) -> Response {
    match challenge(&office, &challenges) {
        Ok(text) => Json(json!({ "challenge": text })).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

fn challenge(office: &Office, challenges: &Challenges) -> Result<String, Wrong> {
    let challenge = Challenge::new(&office.address(""), challenges.give()?);
    Ok(challenge.map_err(|_| Wrong::Fault(Fault::Inside))?.to_text())
}

/// A text that a device has signed.
#[derive(Debug, Deserialize)]
pub struct Proof {
    challenge: String,
    line: String,
}

/// A device has signed: from now on the browser is that member's.
pub async fn prove(
    State(office): State<Arc<Office>>,
    Extension(challenges): Extension<Arc<Challenges>>,
    Open { by, fields }: Open<Proof>,
) -> Response {
    match proved(&office, &challenges, &fields).await {
        Ok(cookie) => {
            let next = json!({ "next": by.page.link("/me") });
            ([(header::SET_COOKIE, cookie)], Json(next)).into_response()
        }
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn proved(office: &Office, challenges: &Challenges, proof: &Proof) -> Result<String, Wrong> {
    let key = || Wrong::Fault(Fault::Key);
    let challenge: Challenge = proof.challenge.parse().map_err(|_| key())?;
    let line = NoteSignature::from_line(proof.line.trim_end()).ok_or_else(key)?;
    if challenge.origin() != office.address("") {
        return Err(key());
    }
    let name: SignerName = line.name().as_str().parse().map_err(|_| key())?;
    let host = office.host().await;
    let member = host.member_with(&name).ok_or_else(key)?;
    let public = host.council().member(member).and_then(|member| member.key).ok_or_else(key)?.key;
    challenge.verify(line, &public).map_err(|_| key())?;
    let person = host.person_of(member).await?.ok_or_else(key)?;
    drop(host);
    // Last, so that only members use one up: a device may try one key after the other.
    if challenges.use_up(challenge.nonce()) { enter(office, person).await } else { Err(Fault::Form.into()) }
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub struct Leave {}

/// Goes out.
pub async fn leave(
    State(office): State<Arc<Office>>,
    headers: HeaderMap,
    Posted { by, fields: Leave {} }: Posted<Leave>,
) -> Response {
    drop(headers);
    match office.private().end_visits_of(by.person).await {
        Ok(_) => Redirect::to(&by.page.link("/")).into_response(),
        Err(error) => Wrong::from(error).page(&by.page),
    }
}
