//! Forms: their fields, and that they came from a page of the same visit.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::Response;
use axum::{Form, Json};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::{Fault, Wrong};
use super::visitor::{Entered, Visitor};
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
        let wrong = |fault: Fault| Wrong::from(fault).page(&by.page);
        let Ok(Form(WithToken { token, fields })) = form else { return Err(wrong(Fault::Field)) };
        if is_token(&by, &token) { Ok(Self { by, fields }) } else { Err(wrong(Fault::Form)) }
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Office>> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let by = Entered::from_request_parts(&mut parts, office).await?;
        let sent = Json::<WithToken<T>>::from_request(Request::from_parts(parts, body), office).await;
        let wrong = |fault: Fault| Wrong::from(fault).json(&by.page);
        let Ok(Json(WithToken { token, fields })) = sent else { return Err(wrong(Fault::Field)) };
        if is_token(&by, &token) { Ok(Self { by, fields }) } else { Err(wrong(Fault::Form)) }
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Office>> for Open<T> {
    type Rejection = Response;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let by = Visitor::from_request_parts(&mut parts, office).await?;
        let is_json = parts.headers.get("content-type").is_some_and(|kind| kind == "application/json");
        let request = Request::from_parts(parts, body);
        if is_json {
            let sent = Json::<T>::from_request(request, office).await;
            let fields = sent.map_err(|_| Wrong::from(Fault::Field).json(&by.page))?.0;
            return Ok(Self { by, fields });
        }
        let sent = Form::<T>::from_request(request, office).await;
        let fields = sent.map_err(|_| Wrong::from(Fault::Field).page(&by.page))?.0;
        Ok(Self { by, fields })
    }
}

fn is_token(by: &Entered, token: &str) -> bool {
    Base64UrlUnpadded::decode_vec(token).is_ok_and(|bytes| by.token.is(&bytes))
}
