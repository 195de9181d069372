//! Joining: a slip or a message carries a code that introduces the key of one device, once.
//!
//! The code stands behind the `#` of an address, so that it is sent to nobody; the page takes it out of the address at once.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kenes_core::{Command, Custody};
use kenes_record::act::{ActId, Fingerprint, Holder, PublicKey, SignerName};
use serde::Deserialize;
use serde_json::json;

use super::enter::enter;
use crate::office::{Draft, Office, read_lines};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Open;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage {
    p: Page,
    log: String,
}

/// The page on which one joins.
pub async fn page(State(office): State<Arc<Office>>, visitor: Visitor) -> Response {
    let log = office.host().await.council().log().as_str().to_owned();
    Page::answer(&JoinPage { p: visitor.page, log })
}

/// What a device has made, and the public half of its joining code.
#[derive(Debug, Deserialize)]
pub struct Keys {
    credential: String,
    public: String,
    next: String,
}

/// The act with which a device joins.
pub async fn draft(State(office): State<Arc<Office>>, Open { by, fields }: Open<Keys>) -> Response {
    match drafted(&office, &fields).await {
        Ok(answer) => Json(answer).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn drafted(office: &Office, keys: &Keys) -> Result<serde_json::Value, Wrong> {
    let field = || Wrong::Fault(Fault::Field);
    let credential: PublicKey = keys.credential.parse().map_err(|_| field())?;
    let key: PublicKey = keys.public.parse().map_err(|_| field())?;
    let next: ActId = keys.next.parse().map_err(|_| field())?;
    let token = SignerName::of(Holder::Credential, credential.as_bytes());
    let host = office.host_now().await?;
    let enrolled = host.enrolled().iter().find(|enrolled| enrolled.token == token);
    let enrol = enrolled.ok_or(Wrong::Fault(Fault::JoinCode))?.act;
    let member = host.council().enrolled_by(&enrol).and_then(|id| host.council().member(id));
    if !member.is_some_and(|member| member.is_enrolled() && member.key.is_none()) {
        return Err(Fault::JoinCode.into());
    }
    // Whoever has the code is told whom it is for.
    let whom = host.council().enrolled_by(&enrol).map(|member| host.name_shown(member));
    let names = match whom {
        Some(name) => json!({ (enrol.to_hex()): kenes_text::shown(&name.await?) }),
        None => json!({}),
    };
    let command = Command::BindKey { credential, custody: Custody::Own, enrol, key, next: *next.hash() };
    let signers = [SignerName::of(Holder::Member, key.as_bytes()), token];
    let act = host.decide(&command, &signers, office.clock().now()).await?;
    let log = host.council().log();
    Ok(json!({ "acts": [act.text()], "log": log.as_str(), "enrolment": enrol.to_hex(), "names": names }))
}

/// The act with which a device joins, and its lines.
#[derive(Debug, Deserialize)]
pub struct Signed {
    act: String,
    lines: Vec<String>,
}

/// A device has joined.
pub async fn take(State(office): State<Arc<Office>>, Open { by, fields }: Open<Signed>) -> Response {
    match taken(&office, &fields).await {
        Ok(cookie) => {
            let next = json!({ "next": by.page.link("/me") });
            ([(header::SET_COOKIE, cookie)], Json(next)).into_response()
        }
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn taken(office: &Office, signed: &Signed) -> Result<String, Wrong> {
    let act = Draft::read_act(&signed.act)?;
    if act.act_type() != kenes_record::act::ActType::KeyBound {
        return Err(Fault::Signatures.into());
    }
    let by: Fingerprint = act.envelope().by;
    let act = act.assemble(read_lines(&signed.lines)?).map_err(crate::office::DraftError::from)?;
    office.submit(&act).await?;
    let host = office.host().await;
    let key = SignerName { holder: Holder::Member, fingerprint: by };
    let member = host.member_with(&key).ok_or(Wrong::Fault(Fault::Key))?;
    let person = host.person_of(member).await?.ok_or(Wrong::Fault(Fault::Key))?;
    drop(host);
    enter(office, person).await
}
