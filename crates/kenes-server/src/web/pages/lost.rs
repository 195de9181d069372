//! A code that was lost: sent again to an address that is on the roll. The answer is the same for every address, so that nobody
//! learns who is a member.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use kenes_core::{Election, MemberId, Phase, Time};
use kenes_record::Hash;
use kenes_store::private::{
    Codes as _, Contact, Contacts as _, Counters as _, Handover, PersonId, PrivateStore as _,
};
use kenes_text::Language;
use serde::Deserialize;

use super::codes::invite;
use super::vote::found;
use crate::host::random;
use crate::mail::Address;
use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::form::Open;
use crate::web::limits::Network;
use crate::web::page::Page;

/// How often a code is sent to an address within an hour, and how often one network may ask for any.
const MOST_SENT: u64 = 3;
const MOST_ASKED: u64 = 20;
/// An hour, in milliseconds.
const HOUR: i64 = 3_600_000;
/// The setting with random bytes, without which nobody finds out whose addresses were counted.
const SALT: &str = "lost/salt";

/// Whether codes can be shown again: from when they are certified until the vote closes.
pub fn can_ask(election: &Election, now: Time) -> bool {
    matches!(election.phase, Phase::Setup | Phase::Rehearsed) && now < election.closes
}

/// Whose code was lost.
#[derive(Deserialize)]
pub struct Lost {
    #[serde(default)]
    address: String,
}

#[derive(Template)]
#[template(path = "lost.html")]
struct LostPage {
    p: Page,
    registrars: Vec<String>,
    vote: String,
}

/// Sends a code again, where the address is on the roll.
pub async fn send(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    network: Option<Extension<Network>>,
    Open { by, fields }: Open<Lost>,
) -> Response {
    match asked(&office, &id, network.as_deref(), &fields.address, &by.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn asked(
    office: &Arc<Office>,
    id: &str,
    network: Option<&Network>,
    typed: &str,
    page: &Page,
) -> Result<LostPage, Wrong> {
    let election = found(office, id).await?;
    if !can_ask(&election, office.clock().now()) {
        return Err(Wrong::Told(Fault::Early, page.t("web-lost-over")));
    }
    let address: Address = typed.parse().map_err(|_| Wrong::Fault(Fault::Field))?;
    // This machine itself, and a proxy on it that is not named, stand for nobody in particular.
    if let Some(network) = network
        && count(office, &[b"network", network.as_bytes()]).await? > MOST_ASKED
    {
        return Err(Fault::TooOften.into());
    }
    let call = election.call.to_hex();
    let shown = LostPage {
        p: page.clone(),
        registrars: names(office, &election).await?,
        vote: page.link(&format!("/elections/{call}/vote")),
    };
    // Whoever asks is answered before anything is looked for: not even the time tells whether there was something.
    let (office, own) = (Arc::clone(office), page.language());
    tokio::spawn(async move {
        if let Err(_wrong) = send_again(&office, &election, &address, own).await {
            tracing::error!(election = %election.call, "a code was not sent again");
        }
    });
    Ok(shown)
}

async fn names(office: &Office, election: &Election) -> Result<Vec<String>, Wrong> {
    let (host, mut names) = (office.host().await, Vec::new());
    for member in &election.registrars {
        let member: MemberId = *member;
        names.push(host.name_shown(member).await?);
    }
    Ok(names)
}

async fn send_again(office: &Office, election: &Election, to: &Address, own: Language) -> Result<(), Wrong> {
    let (text, key) = (to.expose().to_lowercase(), *election.call.hash());
    if count(office, &[b"address", election.call.to_hex().as_bytes(), text.as_bytes()]).await? > MOST_SENT {
        return Ok(());
    }
    for (person, contact) in office.private().contacts().await? {
        let is_it = contact.address.as_ref().is_some_and(|kept| kept.expose().to_lowercase() == text);
        if is_it {
            send_to(office, election, key, person, &contact, own).await?;
        }
    }
    Ok(())
}

async fn send_to(
    office: &Office,
    election: &Election,
    key: Hash,
    person: PersonId,
    contact: &Contact,
    own: Language,
) -> Result<(), Wrong> {
    let Some(mut code) = office.private().code_of(key, person).await? else { return Ok(()) };
    // Counted first: the election's page says how often codes were shown again.
    let Some(again) = office.private().code_shown_again(key, code.number).await? else { return Ok(()) };
    code.shown_again = again;
    let name = office.host().await.name_of_person(person).await?;
    let name = name.as_ref().map_or("", |name| name.expose());
    invite(office, election, &code, (person, contact, name), own).await?;
    if code.handover == Handover::None {
        office.private().code_handed_over(key, code.number, Handover::Message).await?;
    }
    Ok(())
}

/// Counts one more try within this hour.
async fn count(office: &Office, what: &[&[u8]]) -> Result<u64, Wrong> {
    let mut named = salt(office).await?;
    for part in what {
        named.push(b'\n');
        named.extend_from_slice(part);
    }
    let now = office.clock().milliseconds();
    let hour = now.saturating_sub(now.checked_rem_euclid(HOUR).unwrap_or(0));
    Ok(office.private().count(Hash::of(&named), hour).await?)
}

async fn salt(office: &Office) -> Result<Vec<u8>, Wrong> {
    if let Some(salt) = office.private().setting(SALT).await? {
        return Ok(salt);
    }
    let salt: [u8; 32] = random()?;
    office.private().set(SALT, &salt).await?;
    Ok(salt.to_vec())
}
