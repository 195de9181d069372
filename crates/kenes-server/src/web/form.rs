//! Forms: their fields, and that they came from a page of the same visit.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::{Form, Json};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::{Fault, Wrong};
use super::visitor::{Entered, Visitor, plain};
use crate::office::Office;

/// A form of somebody who entered, which carries the token of the visit.
#[derive(Debug)]
pub struct Posted<T> {
    /// Who posted it.
    pub by: Entered,
    /// Its fields.
    pub fields: T,
}

/// The same, sent by a script of a page as JSON.
#[derive(Debug)]
pub struct Sent<T> {
    /// Who sent it.
    pub by: Entered,
    /// Its fields.
    pub fields: T,
}

/// A form or what a script sends, of anybody: nothing in it rests on who it is.
#[derive(Debug)]
pub struct Open<T> {
    /// Who posted it.
    pub by: Visitor,
    /// Its fields.
    pub fields: T,
}

#[derive(Deserialize)]
struct WithToken<T> {
    #[serde(default)]
    token: String,
    #[serde(flatten)]
    fields: T,
}

impl<T: DeserializeOwned> FromRequest<Arc<Office>> for Posted<T> {
    type Rejection = Response;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let by = Entered::from_request_parts(&mut parts, office).await?;
        let form = Form::<WithToken<T>>::from_request(Request::from_parts(parts, body), office).await;
        let form = form.map_err(|rejection| unread(rejection.status()).page(&by.page))?;
        let Form(WithToken { token, fields }) = form;
        if is_token(&by, &token) { Ok(Self { by, fields }) } else { Err(other_form().page(&by.page)) }
    }
}

/// Who sends it, told as a script is told. Nothing of the body is read.
///
/// # Errors
/// Nobody who came in, or not any more.
pub async fn sender(request: Request, office: &Office) -> Result<(Entered, Request), Response> {
    let (parts, body) = request.into_parts();
    match Entered::of(&parts, office).await {
        Ok(by) => Ok((by, Request::from_parts(parts, body))),
        Err((page, wrong)) => Err(wrong.json(&page)),
    }
}

impl<T: DeserializeOwned> Sent<T> {
    /// Reads what its [`sender`] sends.
    ///
    /// # Errors
    /// It is longer than the request may be, is not what it should be, or comes from elsewhere.
    pub async fn read(by: Entered, request: Request) -> Result<Self, Response> {
        let sent = Json::<WithToken<T>>::from_request(request, &()).await;
        let sent = sent.map_err(|rejection| unread(rejection.status()).json(&by.page))?;
        let Json(WithToken { token, fields }) = sent;
        if is_token(&by, &token) { Ok(Self { by, fields }) } else { Err(other_form().json(&by.page)) }
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Office>> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Response> {
        let (by, request) = sender(request, office).await?;
        Self::read(by, request).await
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Office>> for Open<T> {
    type Rejection = Response;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let is_json = is_json(&parts.headers);
        let by = Visitor::of(&parts, office).await;
        let by = by.map_err(|wrong| wrong.answer(!is_json, &plain(&parts)))?;
        let request = Request::from_parts(parts, body);
        if is_json {
            let sent = Json::<T>::from_request(request, office).await;
            let fields = sent.map_err(|rejection| unread(rejection.status()).json(&by.page))?.0;
            return Ok(Self { by, fields });
        }
        let sent = Form::<T>::from_request(request, office).await;
        let fields = sent.map_err(|rejection| unread(rejection.status()).page(&by.page))?.0;
        Ok(Self { by, fields })
    }
}

/// Whether a script sends it.
pub fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
}

/// Why what was sent is not read: it is too long, or not what it should be.
pub fn unread(status: StatusCode) -> Wrong {
    let is_long = status == StatusCode::PAYLOAD_TOO_LARGE;
    Wrong::Fault(if is_long { Fault::TooLarge } else { Fault::Field })
}

fn other_form() -> Wrong {
    Wrong::Fault(Fault::Form)
}

fn is_token(by: &Entered, token: &str) -> bool {
    Base64UrlUnpadded::decode_vec(token).is_ok_and(|bytes| by.token.is(&bytes))
}
