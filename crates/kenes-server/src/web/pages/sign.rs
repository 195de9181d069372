//! Acts that wait for signatures: shown in words, signed on the device, and taken when everybody has signed.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_core::MemberId;
use kenes_record::act::{Datum, Holder, SignerName, UnsignedAct};
use kenes_store::private::{Draft as Kept, DraftId, Drafts as _, PersonId};
use serde::Deserialize;
use serde_json::json;

use crate::host::{Host, random};
use crate::office::{Draft, Office, read_lines};
use crate::web::error::{Fault, Wrong};
use crate::web::form::{Posted, Sent};
use crate::web::naming::title;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// Keeps acts for signing, and says at which address they are signed.
///
/// # Errors
/// The store fails.
pub async fn keep(office: &Office, draft: &Draft, person: Option<PersonId>) -> Result<String, Wrong> {
    let id = DraftId(random()?);
    let (content, made) = (draft.to_bytes(), office.clock().milliseconds());
    office.private().put_draft(&Kept { id, person, content, version: 0, made }).await?;
    Ok(address(id))
}

/// The address at which a draft is signed.
pub fn address(DraftId(bytes): DraftId) -> String {
    format!("/sign/{}", u128::from_be_bytes(bytes))
}

fn read_name(name: &str) -> Option<DraftId> {
    name.parse::<u128>().ok().map(|number| DraftId(number.to_be_bytes()))
}

/// The name of a member's key in force, as it stands in acts.
pub fn key_of(host: &Host, member: MemberId) -> Option<SignerName> {
    host.council().member(member).and_then(kenes_core::Member::name)
}

/// What a page needs to let its reader sign.
pub struct Signing {
    /// Where the lines are sent to.
    pub post: String,
    /// Where the draft is given up.
    pub drop: String,
    /// What it is about.
    pub what: String,
    /// What each act says, for the script.
    pub acts: String,
    /// How many acts there are.
    pub count: usize,
    /// What people call what the acts name.
    pub names: Vec<(String, String)>,
}

impl Signing {
    async fn of(host: &Host, id: &str, draft: &Draft, page: &Page) -> Result<Self, Wrong> {
        let texts: Vec<&str> = draft.acts.iter().map(UnsignedAct::text).collect();
        Ok(Self {
            post: page.link(&format!("/sign/{id}")),
            drop: page.link(&format!("/sign/{id}/drop")),
            what: page.t(&draft.what),
            acts: json!(texts).to_string(),
            count: draft.acts.len(),
            names: names(host, &draft.acts).await?,
        })
    }
}

/// What waits for the reader's signature before a page whose address begins so, written anew where that is needed.
///
/// # Errors
/// The store fails.
pub async fn waiting(office: &Office, by: &Entered, address: &str) -> Result<Option<Signing>, Wrong> {
    let own = match by.member {
        Some(member) => key_of(&*office.host().await, member),
        None => None,
    };
    let Some(own) = own else { return Ok(None) };
    for kept in office.private().drafts().await? {
        let Ok(draft) = Draft::parse(&kept.content) else { continue };
        if draft.next.starts_with(address) && draft.missing().contains(&own) {
            let DraftId(bytes) = kept.id;
            let id = u128::from_be_bytes(bytes).to_string();
            // Somebody else may be renewing it at this moment: then it is shown the next time.
            let Ok((_, draft)) = fresh(office, &id, by).await else { continue };
            return Signing::of(&*office.host().await, &id, &draft, &by.page).await.map(Some);
        }
    }
    Ok(None)
}

#[derive(Template)]
#[template(path = "sign.html")]
struct SignPage {
    p: Page,
    signing: Signing,
    /// Names of those who have not signed yet.
    missing: Vec<String>,
    /// Whether it is the reader's turn.
    is_turn: bool,
    next: String,
}

/// The page on which acts are signed.
pub async fn page(State(office): State<Arc<Office>>, Path(id): Path<String>, by: Entered) -> Response {
    match shown(&office, &id, &by).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(office: &Office, id: &str, by: &Entered) -> Result<SignPage, Wrong> {
    let (_, draft) = fresh(office, id, by).await?;
    let host = office.host().await;
    let own = by.member.and_then(|member| key_of(&host, member));
    let waiting = draft.missing();
    let mut missing = Vec::new();
    for key in &waiting {
        missing.push(host.name_of_key(key).await?.unwrap_or_else(|| key.to_string()));
    }
    Ok(SignPage {
        p: by.page.clone(),
        signing: Signing::of(&host, id, &draft, &by.page).await?,
        missing,
        is_turn: own.is_some_and(|own| waiting.contains(&own)),
        next: by.page.link(&draft.next),
    })
}

/// What people call the bodies, members, persons and elections that acts name, by what stands in the acts. Whoever signs
/// compares the fingerprint where the site itself is in doubt.
///
/// # Errors
/// The store fails.
pub async fn names(host: &Host, acts: &[UnsignedAct]) -> Result<Vec<(String, String)>, Wrong> {
    let mut names = BTreeMap::new();
    for body in (0_u16..).take(host.council().charter().bodies.len()) {
        names.insert(format!("body/{body}"), host.body_name(body).await?);
    }
    for (_, datum) in acts.iter().flat_map(|act| act.body().fields()) {
        let items =
            if let Datum::List(items) = datum { items.as_slice() } else { std::slice::from_ref(datum) };
        for item in items {
            if let Some((key, name)) = name(host, item).await? {
                names.insert(key, name);
            }
        }
    }
    Ok(names.into_iter().collect())
}

async fn name(host: &Host, datum: &Datum) -> Result<Option<(String, String)>, Wrong> {
    let (key, name) = if let Datum::Key(key) = datum {
        (key.to_string(), host.name_of_key(key).await?)
    } else if let Datum::PublicKey(key) = datum {
        let key = SignerName::of(Holder::Member, key.as_bytes());
        (key.to_string(), host.name_of_key(&key).await?)
    } else if let Datum::Commitment(commitment) = datum {
        let name = host.name_behind(*commitment).await?;
        (commitment.hash().to_hex(), name.map(|name| name.expose().to_owned()))
    } else if let Datum::Act(act) = datum {
        let election = host.council().elections().find(|election| election.call == *act);
        let name = match election {
            Some(election) => Some(title(host, election).await?),
            None => None,
        };
        (act.to_hex(), name)
    } else {
        return Ok(None);
    };
    Ok(name.map(|name| (key, name)))
}

/// The draft; written anew where nobody has signed and something came between.
async fn fresh(office: &Office, id: &str, by: &Entered) -> Result<(Kept, Draft), Wrong> {
    let (kept, draft) = found(office, id, by).await?;
    let Some(renewed) = office.renew(&draft).await? else { return Ok((kept, draft)) };
    let content = renewed.to_bytes();
    if !office.private().swap_draft(kept.id, kept.version, &content).await? {
        return Err(Fault::Draft.into());
    }
    Ok((Kept { content, version: kept.version.saturating_add(1), ..kept }, renewed))
}

/// The draft, for those who are asked to sign it and whoever made it.
async fn found(office: &Office, id: &str, by: &Entered) -> Result<(Kept, Draft), Wrong> {
    let gone = || Wrong::Fault(Fault::Draft);
    let kept = office.private().draft(read_name(id).ok_or_else(gone)?).await?.ok_or_else(gone)?;
    let draft = Draft::parse(&kept.content)?;
    let own = match by.member {
        Some(member) => key_of(&*office.host().await, member),
        None => None,
    };
    let is_asked = own.is_some_and(|own| draft.signers.contains(&own));
    if is_asked || kept.person == Some(by.person) { Ok((kept, draft)) } else { Err(Fault::NotYours.into()) }
}

/// The lines of one signer, for each act.
#[derive(Debug, Deserialize)]
pub struct Lines {
    lines: Vec<Vec<String>>,
}

/// Takes the lines of a signer; with the last one the acts are taken.
pub async fn take(State(office): State<Arc<Office>>, Path(id): Path<String>, sent: Sent<Lines>) -> Response {
    let Sent { by, fields } = sent;
    match taken(&office, &id, &by, &fields).await {
        Ok(next) => Json(json!({ "next": by.page.link(&next) })).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn taken(office: &Office, id: &str, by: &Entered, sent: &Lines) -> Result<String, Wrong> {
    let (kept, mut draft) = found(office, id, by).await?;
    let of_act = |lines: &Vec<String>| read_lines(lines);
    let lines: Vec<_> = sent.lines.iter().map(of_act).collect::<Result<Vec<_>, _>>()?;
    // One signer signs each act once.
    let lines = lines.into_iter().flatten().collect();
    draft.sign(lines)?;
    let next = draft.next.clone();
    if draft.missing().is_empty() {
        office.take(draft).await?;
        office.private().delete_draft(kept.id).await?;
        return Ok(next);
    }
    office.check_lines(&draft).await?;
    if office.private().swap_draft(kept.id, kept.version, &draft.to_bytes()).await? {
        Ok(next)
    } else {
        Err(Fault::Draft.into())
    }
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Whoever is asked to sign, or made it, gives it up.
pub async fn drop_draft(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Posted { by, fields: Nothing {} }: Posted<Nothing>,
) -> Response {
    let dropped = async {
        let (kept, draft) = found(&office, &id, &by).await?;
        office.private().delete_draft(kept.id).await?;
        // What would follow does not: nobody new needs a slip.
        Ok::<_, Wrong>(if draft.next == "/office/slips" { "/office/members".into() } else { draft.next })
    };
    match dropped.await {
        Ok(next) => Redirect::to(&by.page.link(&next)).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}
