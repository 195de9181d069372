//! The page of a trustee: what this person’s part of a vote is now, and whose turn it is.
//!
//! Secrets stay on the device. The page gives the script what everybody may know, the device answers with what is public.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_core::{Election, MemberId, Phase, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use super::me::find;
use super::sign::{self, Signing};
use crate::host::Host;
use crate::office::Office;
use crate::poll::{
    Ceremony, CeremonyError, CountingError, LotShareError, Next, Part, Rehearsal, Round, Turn,
};
use crate::web::error::{Fault, Wrong};
use crate::web::form::{Sent, sender};
use crate::web::lengths;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// What a trustee has to do now.
struct Task {
    /// The message that says what.
    what: &'static str,
    /// What the script needs; none where there is nothing for it.
    step: Option<Value>,
    /// Whom the vote waits for.
    waits: Vec<MemberId>,
}

/// A step of the way, for everybody to see.
struct StepView {
    name: String,
    is_done: bool,
    is_now: bool,
}

#[derive(Template)]
#[template(path = "guard.html")]
struct GuardPage {
    p: Page,
    body: String,
    what: String,
    step: String,
    has_step: bool,
    steps: Vec<StepView>,
    waits: Vec<String>,
    /// What waits for this person's signature.
    signing: Option<Signing>,
    /// The office of this election, for whoever looks after it.
    in_office: Option<String>,
    is_over: bool,
    post: String,
    opens: Time,
    closes: Time,
    call: String,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, Path(id): Path<String>, by: Entered) -> Response {
    match shown(&office, &id, &by).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(office: &Office, id: &str, by: &Entered) -> Result<GuardPage, Wrong> {
    let (election, index) = trustee(office, id, by).await?;
    office.tend_one(&election.call).await?;
    let election = office.election(&election.call).await.ok_or(Wrong::Fault(Fault::NotFound))?;
    let Task { what, step, waits } = task(office, &election, index).await?;
    let address = format!("/elections/{}/", election.call.to_hex());
    let signing = sign::waiting(office, by, &address).await?;
    let host = office.host().await;
    let is_registrar = by.member.is_some_and(|member| election.registrars.contains(&member));
    let mut names = Vec::new();
    for member in waits {
        names.push(host.name_shown(member).await?);
    }
    Ok(GuardPage {
        p: by.page.clone(),
        body: host.body_name(election.body).await?,
        what: by.page.t(what),
        has_step: step.is_some(),
        step: step.map(|step| step.to_string()).unwrap_or_default(),
        steps: steps(&by.page, &election, &host).await?,
        waits: names,
        signing,
        in_office: is_registrar.then(|| by.page.link(&format!("{address}office"))),
        is_over: election.phase > Phase::NeedsLot,
        post: by.page.link(&format!("/elections/{id}/guard")),
        opens: election.opens,
        closes: election.closes,
        call: id.to_owned(),
    })
}

/// The election, and which of its trustees the reader is.
async fn trustee(office: &Office, id: &str, by: &Entered) -> Result<(Election, TrusteeIndex), Wrong> {
    let member = by.member()?;
    let host = office.host().await;
    let election = find(&host, id)?.clone();
    let index = index_of(&election, member).ok_or(Wrong::Fault(Fault::NotYours))?;
    Ok((election, index))
}

fn index_of(election: &Election, member: MemberId) -> Option<TrusteeIndex> {
    let mut places = TrusteeIndex::all().zip(&election.trustees);
    places.find(|(_, trustee)| **trustee == member).map(|(index, _)| index)
}

/// Which members these trustees are.
pub fn members(election: &Election, indexes: &[TrusteeIndex]) -> Vec<MemberId> {
    let places = TrusteeIndex::all().zip(&election.trustees);
    places.filter(|(index, _)| indexes.contains(index)).map(|(_, member)| *member).collect()
}

/// What the trustee has to do now.
async fn task(office: &Office, election: &Election, index: TrusteeIndex) -> Result<Task, Wrong> {
    match election.phase {
        Phase::Called => ceremony_task(office, election, index).await,
        Phase::Setup => rehearsal_task(office, election, index).await,
        Phase::Rehearsed => Ok(Task { what: "web-guard-vote", step: None, waits: Vec::new() }),
        Phase::Closed => count_task(office, election, index).await,
        Phase::NeedsLot => lot_task(office, election, index).await,
        Phase::Counted | Phase::Void => Ok(Task { what: "web-guard-over", step: None, waits: Vec::new() }),
    }
}

async fn ceremony_task(office: &Office, election: &Election, index: TrusteeIndex) -> Result<Task, Wrong> {
    let ceremony = load(&*office.host().await, election).await?;
    let waits = members(election, &ceremony.turn());
    if ceremony.round() == Round::Done {
        return Ok(Task { what: "web-guard-key-done", step: None, waits });
    }
    let texts = |certificates: &[Vec<u8>]| certificates.iter().map(|bytes| text(bytes)).collect::<Vec<_>>();
    let (what, step) = match ceremony.part(index).map_err(trouble)? {
        Part::Key => ("web-guard-key", Some(json!({ "step": "single" }))),
        Part::Certificate { index, threshold } => (
            "web-guard-key",
            Some(json!({
                "step": "cert", "index": index.get(), "size": threshold.size(), "threshold": threshold.needed(),
            })),
        ),
        Part::Deal { certificates } => (
            "web-guard-deal",
            Some(json!({
                "step": "deal", "certs": texts(&certificates),
            })),
        ),
        Part::Check { certificates, vinput } => (
            "web-guard-share",
            Some(json!({
                "step": "share", "certs": texts(&certificates), "vinput": text(&vinput),
            })),
        ),
        Part::Nothing => ("web-guard-wait", None),
    };
    Ok(Task { what, step, waits })
}

async fn rehearsal_task(office: &Office, election: &Election, index: TrusteeIndex) -> Result<Task, Wrong> {
    let host = office.host().await;
    let waiting = |what| Task { what, step: None, waits: Vec::new() };
    let Some(rehearsal) = Rehearsal::open(&host, election.call).await.map_err(trouble)? else {
        return Ok(waiting("web-guard-wait"));
    };
    let next = rehearsal.progress().await.map_err(trouble)?.next();
    let archive = format!("/elections/{}/rehearsal.bel", election.call.to_hex());
    let Next::Decrypt { missing: _, of } = next else { return Ok(waiting("web-guard-rehearsed")) };
    let is_turn = of.contains(&index);
    let step = if is_turn {
        Some(opening(&host, election, index, rehearsal.archive(), &archive, "decrypt").await?)
    } else {
        None
    };
    let what = if is_turn { "web-guard-rehearse" } else { "web-guard-wait" };
    Ok(Task { what, step, waits: members(election, &of) })
}

async fn count_task(office: &Office, election: &Election, index: TrusteeIndex) -> Result<Task, Wrong> {
    let nothing = |what| Task { what, step: None, waits: Vec::new() };
    let Some(poll) = office.poll(&election.call).await? else { return Ok(nothing("web-guard-wait")) };
    let (kind, what, of) = match poll.turn().await.map_err(trouble)? {
        Turn::Count(Next::Shuffle { missing: _, of }) => ("shuffle", "web-guard-shuffle", of),
        Turn::Count(Next::Decrypt { missing: _, of }) => ("decrypt", "web-guard-open", of),
        Turn::Count(Next::Vote | Next::Machine | Next::Done)
        | Turn::Registrars
        | Turn::Rehearsal
        | Turn::Voters
        | Turn::Lot
        | Turn::Over => return Ok(nothing("web-guard-wait")),
    };
    let waits = members(election, &of);
    if !of.contains(&index) {
        return Ok(Task { what: "web-guard-wait", step: None, waits });
    }
    let archive = format!("/elections/{}/archive.bel", election.call.to_hex());
    let host = office.host().await;
    let step = opening(&host, election, index, poll.archive(), &archive, kind).await?;
    Ok(Task { what, step: Some(step), waits })
}

async fn lot_task(office: &Office, election: &Election, index: TrusteeIndex) -> Result<Task, Wrong> {
    let nothing = Task { what: "web-guard-wait", step: None, waits: Vec::new() };
    let Some(poll) = office.poll(&election.call).await? else { return Ok(nothing) };
    let (_, absent) = poll.lot().await.map_err(trouble)?;
    let waits = members(election, &absent);
    if !absent.contains(&index) {
        return Ok(Task { waits, ..nothing });
    }
    let archive = format!("/elections/{}/archive.bel", election.call.to_hex());
    let host = office.host().await;
    let step = opening(&host, election, index, poll.archive(), &archive, "lot").await?;
    Ok(Task { what: "web-guard-lot", step: Some(step), waits })
}

/// What a device needs to work on an archive: where it is, and what its beginning and its end must be.
async fn opening(
    host: &Host,
    election: &Election,
    index: TrusteeIndex,
    path: &std::path::Path,
    address: &str,
    step: &str,
) -> Result<Value, Wrong> {
    let ends = crate::poll::ends(path).await.map_err(trouble)?;
    let [setup, head] = ends.map(|digest| digest.to_hex());
    let ceremony = load(host, election).await?;
    let dkey = ceremony.decryption_key(index).map_err(trouble)?.map(|dkey| text(&dkey));
    Ok(json!({ "step": step, "archive": address, "setup": setup, "head": head, "dkey": dkey }))
}

async fn load(host: &Host, election: &Election) -> Result<Ceremony, Wrong> {
    match Ceremony::load(host, &election.call).await.map_err(trouble)? {
        Some(ceremony) => Ok(ceremony),
        None => Ceremony::of(election).map_err(trouble),
    }
}

/// The way from the key to the result.
async fn steps(page: &Page, election: &Election, host: &Host) -> Result<Vec<StepView>, Wrong> {
    let ceremony = load(host, election).await?;
    let has_key = election.phase > Phase::Called || ceremony.round() == Round::Done;
    let reached = match election.phase {
        Phase::Called if !has_key => 0,
        Phase::Called => 1,
        Phase::Setup => 2,
        Phase::Rehearsed => 3,
        Phase::Closed | Phase::NeedsLot => 4,
        Phase::Counted | Phase::Void => 5,
    };
    let names = [
        "web-guard-step-key",
        "web-guard-step-setup",
        "web-guard-step-rehearsal",
        "web-guard-step-vote",
        "web-guard-step-open",
    ];
    let view = |(number, id): (usize, &&str)| StepView {
        name: page.t(id),
        is_done: number < reached,
        is_now: number == reached,
    };
    Ok(names.iter().enumerate().map(view).collect())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A vote does not go on; the log says why.
pub fn trouble(error: impl std::error::Error) -> Wrong {
    tracing::error!(%error, "a vote does not go on");
    Fault::Inside.into()
}

/// What a trustee's device made.
#[derive(Debug, Deserialize)]
pub struct Made {
    step: String,
    message: String,
    #[serde(default)]
    bound: String,
}

/// Takes what a trustee's device made. How long that may be follows from the ballots, and nobody else's is read.
pub async fn take(State(office): State<Arc<Office>>, Path(id): Path<String>, request: Request) -> Response {
    let (by, mut request) = match sender(request, &office).await {
        Ok(sender) => sender,
        Err(answer) => return answer,
    };
    match trustee(&office, &id, &by).await {
        Ok((election, _)) => {
            let longest = lengths::of_guard(election.board.accepted.ballots);
            DefaultBodyLimit::max(longest).apply(&mut request);
        }
        Err(wrong) => return wrong.json(&by.page),
    }
    let Sent { by, fields } = match Sent::<Made>::read(by, request).await {
        Ok(sent) => sent,
        Err(answer) => return answer,
    };
    match taken(&office, &id, &by, fields).await {
        Ok(()) => Json(json!({ "next": by.page.link(&format!("/elections/{id}/guard")) })).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn taken(office: &Office, id: &str, by: &Entered, made: Made) -> Result<(), Wrong> {
    let (election, index) = trustee(office, id, by).await?;
    let Made { step, message, bound } = made;
    match (step.as_str(), election.phase) {
        ("single" | "cert" | "deal" | "share", Phase::Called) => {
            let host = office.host().await;
            let mut ceremony = load(&host, &election).await?;
            ceremony.receive(index, message.as_bytes()).map_err(|error| refused_message(&error))?;
            ceremony.keep(&host, &election.call).await.map_err(trouble)?;
        }
        ("decrypt", Phase::Setup) => {
            let host = office.host().await;
            let rehearsal = Rehearsal::open(&host, election.call).await.map_err(trouble)?;
            let rehearsal = rehearsal.ok_or(Wrong::Fault(Fault::Early))?;
            let taken = rehearsal.decryption(index, message.into_bytes(), bound.into_bytes()).await;
            taken.map_err(|error| refused(&error))?;
        }
        ("shuffle" | "decrypt" | "lot", Phase::Closed | Phase::NeedsLot | Phase::Counted) => {
            let poll = office.poll(&election.call).await?.ok_or(Wrong::Fault(Fault::Early))?;
            match step.as_str() {
                "shuffle" => {
                    poll.shuffle(index, message.into_bytes()).await.map_err(|error| counted(&error))?;
                }
                "decrypt" => {
                    let taken = poll.decryption(index, message.into_bytes(), bound.into_bytes()).await;
                    taken.map_err(|error| counted(&error))?;
                }
                _ => {
                    poll.lot_share(index, message.as_bytes()).await.map_err(|error| lot(&error))?;
                }
            }
        }
        _ => return Err(Fault::Early.into()),
    }
    office.tend_one(&election.call).await?;
    Ok(())
}

/// What a trustee sent is not taken: the log says why, without what it was.
fn refused(error: &dyn std::error::Error) -> Wrong {
    tracing::warn!(%error, "what a trustee sent is refused");
    Fault::Trustee.into()
}

fn refused_message(error: &CeremonyError) -> Wrong {
    refused(error)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else is wrong with it, it is refused")]
fn counted(error: &CountingError) -> Wrong {
    match error {
        CountingError::Stage { found: _ } => Fault::Early.into(),
        _ => refused(error),
    }
}

fn lot(error: &LotShareError) -> Wrong {
    refused(error)
}

/// The archive of an election as it is now.
pub async fn archive(State(office): State<Arc<Office>>, Path(id): Path<String>) -> Response {
    let path = async {
        let call = find(&*office.host().await, &id)?.call;
        let poll = office.poll(&call).await?.ok_or(Wrong::Fault(Fault::NotFound))?;
        Ok::<_, Wrong>(poll.archive().to_path_buf())
    };
    file(path.await).await
}

/// The archive of the rehearsal of an election.
pub async fn rehearsal(State(office): State<Arc<Office>>, Path(id): Path<String>) -> Response {
    let path = async {
        let host = office.host().await;
        let call = find(&host, &id)?.call;
        let rehearsal = Rehearsal::open(&host, call).await.map_err(trouble)?;
        Ok::<_, Wrong>(rehearsal.ok_or(Wrong::Fault(Fault::NotFound))?.archive().to_path_buf())
    };
    file(path.await).await
}

async fn file(path: Result<std::path::PathBuf, Wrong>) -> Response {
    let nothing = || crate::web::site::empty(axum::http::StatusCode::NOT_FOUND);
    let Ok(path) = path else { return nothing() };
    match crate::web::streamed::file(&path).await {
        Ok(sent) => ([(header::CONTENT_TYPE, "application/x-belenios")], sent).into_response(),
        Err(_) => nothing(),
    }
}
