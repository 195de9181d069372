//! Slips of paper with joining codes, and the same as messages.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_record::Hash;
use kenes_store::private::{Code, Codes as _, Contact, Contacts as _, Handover, PersonId};
use kenes_text::{Language, Words};
use serde::Deserialize;

use super::members::has_left;
use crate::host::{Host, Name};
use crate::mail::{Address, Kind, Letter, name_of};
use crate::office::{Office, join};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;
use crate::web::page::Page;
use crate::web::qr;
use crate::web::visitor::Entered;

/// A slip to hand over.
struct SlipView {
    name: String,
    language: &'static str,
    title: String,
    text: String,
    code: String,
    drawing: String,
    address: String,
}

#[derive(Template)]
#[template(path = "slips.html")]
struct SlipsPage {
    p: Page,
    slips: Vec<SlipView>,
    done: String,
}

/// Somebody who has not joined yet, with the code.
struct Waiting {
    person: PersonId,
    name: Name,
    contact: Contact,
    code: Code,
}

/// Slips for everybody who has not joined and cannot be written to, to be printed.
pub async fn page(State(office): State<Arc<Office>>, by: Entered) -> Response {
    let shown = async {
        let host = office.host().await;
        by.check_registrar(&host)?;
        let waiting = waiting(&office, &host).await?;
        let slips = waiting
            .iter()
            .filter(|one| one.contact.address.is_none())
            .map(|one| slip(&office, one, by.page.language()));
        Ok::<_, Wrong>(SlipsPage {
            p: by.page.clone(),
            slips: slips.collect(),
            done: by.page.link("/office/slips/done"),
        })
    };
    match shown.await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

/// Everybody who was enrolled and has not joined.
async fn waiting(office: &Office, host: &Host) -> Result<Vec<Waiting>, Wrong> {
    let mut codes = office.private().codes(join::context(host)).await?;
    let mut contacts: std::collections::BTreeMap<PersonId, Contact> =
        office.private().contacts().await?.into_iter().collect();
    let mut waiting = Vec::new();
    for one in host.people().await?.into_iter().filter(|one| {
        one.enrolment.is_some() && !one.has_key && one.member.is_none_or(|member| !has_left(host, member))
    }) {
        let (Some(person), Some(name)) = (one.person, one.name) else { continue };
        let Some(place) = codes.iter().position(|code| code.person == Some(person)) else { continue };
        let contact = contacts.remove(&person).unwrap_or_default();
        waiting.push(Waiting { person, name, contact, code: codes.swap_remove(place) });
    }
    Ok(waiting)
}

fn slip(office: &Office, one: &Waiting, own: Language) -> SlipView {
    let language = language_of(&one.contact, own);
    let words = Words::new(language).isolating();
    let code = one.code.code.dangerously_expose();
    // What stands behind the sign is sent to nobody.
    let address = office.address(&format!("/{}/join#{code}", language.tag()));
    SlipView {
        name: one.name.expose().to_owned(),
        language: language.tag(),
        title: words.t("web-slip-join-title", &[("council", office.name().into())]),
        text: words.t("web-slip-join-text", &[]),
        code: code.to_owned(),
        drawing: qr::drawing(&address).unwrap_or_default(),
        address: office.address("/join"),
    }
}

/// The language in which somebody is written to.
pub fn language_of(contact: &Contact, own: Language) -> Language {
    contact.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or(own)
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// The slips were printed and are handed over.
pub async fn done(
    State(office): State<Arc<Office>>,
    Posted { by, fields: Nothing {} }: Posted<Nothing>,
) -> Response {
    let noted = async {
        let host = office.host().await;
        by.check_registrar(&host)?;
        let context = join::context(&host);
        for one in waiting(&office, &host).await? {
            if one.contact.address.is_none() {
                office.private().code_handed_over(context, one.code.number, Handover::Slip).await?;
            }
        }
        Ok::<_, Wrong>(())
    };
    answer(noted.await, &by)
}

/// Writes to everybody who has not joined and can be written to.
pub async fn send(
    State(office): State<Arc<Office>>,
    Posted { by, fields: Nothing {} }: Posted<Nothing>,
) -> Response {
    answer(sent(&office, &by).await, &by)
}

async fn sent(office: &Office, by: &Entered) -> Result<(), Wrong> {
    let host = office.host().await;
    by.check_registrar(&host)?;
    let (context, outbox) = (join::context(&host), office.outbox());
    for one in waiting(office, &host).await? {
        let Some(to) = &one.contact.address else { continue };
        let letter = letter(office, &one, to.expose(), by.page.language())?;
        let id: Hash = name_of(Kind::Enter, Some(one.person), Some(context), one.code.number);
        outbox
            .put(id, &letter, Some(one.person), Some(context), office.clock().milliseconds())
            .await
            .map_err(failed)?;
        office.private().code_handed_over(context, one.code.number, Handover::Message).await?;
    }
    Ok(())
}

fn letter(office: &Office, one: &Waiting, to: &str, own: Language) -> Result<Letter, Wrong> {
    let language = language_of(&one.contact, own);
    let words = Words::new(language);
    let link = office.address(&format!("/{}/join#{}", language.tag(), one.code.code.dangerously_expose()));
    let subject = words.t("web-mail-join-subject", &[("council", office.name().into())]);
    let body = words.t("web-mail-join-body", &[("name", one.name.expose().into()), ("link", link.into())]);
    let to: Address = to.parse().map_err(failed)?;
    let to = to.named(one.name.expose()).map_err(failed)?;
    Letter::new(to, Kind::Enter, &subject, &body).map_err(failed)
}

/// Something of the machine failed; what is not for everybody is not said.
pub fn failed(error: impl std::error::Error) -> Wrong {
    tracing::error!(%error, "a message was not written");
    Fault::Inside.into()
}

fn answer(done: Result<(), Wrong>, by: &Entered) -> Response {
    match done {
        Ok(()) => Redirect::to(&by.page.link("/office/members")).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}
