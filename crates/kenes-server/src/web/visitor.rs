//! Who looks at a page: the language, the person whose browser entered, and what that person may do by the record.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_core::MemberId;
use kenes_store::private::{FormToken, PersonId, Visit, VisitId, Visits as _};
use kenes_text::Language;
use zeroize::Zeroizing;

use super::error::{Fault, Wrong};
use super::language::{self, Chosen};
use super::page::{Page, Reader, Trying};
use super::pages::clock::next_date;
use crate::host::Host;
use crate::office::Office;

/// How long a browser stays entered without being used, in milliseconds: 30 days.
pub const VISIT: i64 = 30 * 86_400_000;
/// How often it is noted that a visit goes on, in milliseconds.
const NOTED: i64 = 3_600_000;

/// Who looks at a page.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// What every page has.
    pub page: Page,
    /// The visit, where the browser entered.
    pub visit: Option<Visit>,
    /// The member, where the person has a key.
    pub member: Option<MemberId>,
}

/// Somebody whose browser entered.
#[derive(Clone, Debug)]
pub struct Entered {
    /// What every page has.
    pub page: Page,
    /// The person.
    pub person: PersonId,
    /// The member, where the person has a key.
    pub member: Option<MemberId>,
    /// What the forms of this visit carry.
    pub token: FormToken,
}

/// The address of a request and its language, before the language was taken out.
#[derive(Clone, Debug)]
pub struct Address {
    /// The language.
    pub chosen: Chosen,
    /// The path and the query, without the language.
    pub path: String,
}

impl Address {
    /// Reads the address of a request and takes the language out of it; where it names none, the browser's wish decides, then
    /// `default`.
    pub fn take(request: &mut Request, default: Language) -> Self {
        let chosen = match language::split(request.uri()) {
            Some((language, inner)) => {
                *request.uri_mut() = inner;
                Chosen { language, in_address: true }
            }
            None => {
                let language = language::of_headers(request.headers(), default);
                Chosen { language, in_address: false }
            }
        };
        let path = request.uri().path_and_query();
        let path = path.map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned());
        Self { chosen, path }
    }
}

impl Visitor {
    /// Finds out who it is.
    pub async fn of(parts: &Parts, office: &Office) -> Result<Self, Wrong> {
        let mut page = plain(parts);
        page.council = Some(office.name().to_owned());
        if office.clock().can_skip() {
            let now = office.clock().now();
            page.trying_out = Some(Trying { now, next: None, is_example: office.is_example() });
        }
        let mut visitor = Self { page, visit: None, member: None };
        let Some(id) = cookie(parts) else { return Ok(visitor) };
        let (at, private) = (office.clock().real_milliseconds(), office.private());
        let Some(visit) = private.visit(id, at).await? else { return Ok(visitor) };
        if at.saturating_sub(visit.seen) > NOTED {
            private.visit_seen(id, at, at.saturating_add(VISIT)).await?;
        }
        if let Some(person) = visit.person {
            let host = office.host().await;
            let has_key =
                |member: &MemberId| host.council().member(*member).is_some_and(|one| one.key.is_some());
            visitor.member = host.member_of(person).await?.filter(has_key);
            let name = host.name_of_person(person).await?;
            let in_office = visitor.member.is_some_and(|member| is_registrar(&host, member));
            let name = name.map(|name| name.expose().to_owned()).unwrap_or_default();
            let token = Base64UrlUnpadded::encode_string(visit.token.expose());
            visitor.page.reader = Some(Reader { name, token, in_office });
            if let Some(trying) = &mut visitor.page.trying_out {
                trying.next = Some(next_date(&host, trying.now));
            }
        }
        visitor.visit = Some(visit);
        Ok(visitor)
    }
}

impl Entered {
    /// Finds out who it is.
    ///
    /// # Errors
    /// Nobody who came in, or not any more. With the page as far as it is known.
    pub async fn of(parts: &Parts, office: &Office) -> Result<Self, (Page, Wrong)> {
        let visitor = Visitor::of(parts, office).await.map_err(|wrong| (plain(parts), wrong))?;
        let Visitor { page, visit, member } = visitor;
        match visit.and_then(|visit| Some((visit.person?, visit.token))) {
            Some((person, token)) => Ok(Self { page, person, member, token }),
            None => Err((page, Fault::Enter.into())),
        }
    }

    /// The member.
    ///
    /// # Errors
    /// The person has no key yet.
    pub fn member(&self) -> Result<MemberId, Wrong> {
        self.member.ok_or(Wrong::Fault(Fault::Key))
    }

    /// Checks that the person is a registrar: holds a seat of the body that lets in.
    ///
    /// # Errors
    /// Is not.
    pub fn check_registrar(&self, host: &Host) -> Result<MemberId, Wrong> {
        let member = self.member()?;
        if is_registrar(host, member) { Ok(member) } else { Err(Fault::NotYours.into()) }
    }
}

/// Whether a member holds a seat of the body that lets in.
pub fn is_registrar(host: &Host, member: MemberId) -> bool {
    let council = host.council();
    council.seats_of(member).any(|seat| seat.body == council.charter().entry.body)
}

/// A page for nobody in particular.
pub fn plain(parts: &Parts) -> Page {
    let address = parts.extensions.get::<Address>().cloned();
    let address = address.unwrap_or_else(|| Address {
        chosen: Chosen {
            language: language::of_headers(&parts.headers, Language::English),
            in_address: false,
        },
        path: parts.uri.path().to_owned(),
    });
    Page::new(address.chosen, address.path)
}

/// The names of the cookie: where pages come encrypted, and on this machine alone.
pub const COOKIES: [&str; 2] = ["__Host-kenes", "kenes"];

/// The name of the visit that the browser's cookie carries.
pub fn cookie(parts: &Parts) -> Option<VisitId> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| COOKIES.contains(name))?;
    let mut bytes = Zeroizing::new([0; 32]);
    let read = Base64UrlUnpadded::decode(value, bytes.as_mut_slice()).ok()?;
    (read.len() == 32).then(|| VisitId::of_cookie(&bytes))
}

impl FromRequestParts<Arc<Office>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Response> {
        Self::of(parts, office).await.map_err(|wrong| wrong.page(&plain(parts)))
    }
}

impl FromRequestParts<Arc<Office>> for Entered {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Response> {
        Self::of(parts, office).await.map_err(|(page, wrong)| wrong.page(&page))
    }
}

impl OptionalFromRequestParts<Arc<Office>> for Entered {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Option<Self>, Response> {
        Ok(<Self as FromRequestParts<_>>::from_request_parts(parts, office).await.ok())
    }
}
