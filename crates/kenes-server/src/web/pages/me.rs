//! What somebody who came in can do, and what waits for them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_core::{Command, Election, Gained, MemberId, Phase, SeatName, Text, Time};
use kenes_record::act::ActId;
use kenes_record::blob::Media;
use kenes_store::private::Drafts as _;
use serde::Deserialize;

use super::sign::{self, key_of};
use crate::host::Host;
use crate::office::{Draft, Office};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// The longest text of a candidate, in characters: about two hundred words.
const LONGEST_STATEMENT: usize = 1_600;

/// A seat of somebody, or one for which somebody is asked.
struct SeatView {
    body: String,
    value: String,
    until: Time,
}

/// An election in which one can stand.
struct StandView {
    body: String,
    address: String,
    until: Time,
    /// Whether the reader stands already.
    stands: bool,
}

#[derive(Template)]
#[template(path = "me.html")]
struct MePage {
    p: Page,
    has_key: bool,
    /// What waits for a signature: what it is about, and where.
    to_sign: Vec<(String, String)>,
    /// What waits for a trustee: where.
    to_guard: Vec<(String, String)>,
    asked: Vec<SeatView>,
    held: Vec<SeatView>,
    standing: Vec<StandView>,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, by: Entered) -> Response {
    match shown(&office, &by).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(office: &Office, by: &Entered) -> Result<MePage, Wrong> {
    let host = office.host().await;
    let mut page = MePage {
        p: by.page.clone(),
        has_key: by.member.is_some(),
        to_sign: Vec::new(),
        to_guard: Vec::new(),
        asked: Vec::new(),
        held: Vec::new(),
        standing: Vec::new(),
    };
    let Some(member) = by.member else { return Ok(page) };
    page.to_sign = to_sign(office, &host, member, &by.page).await?;
    for (name, seat) in host.council().seats() {
        let body = host.body_name(name.body).await?;
        let view =
            |until| SeatView { body: body.clone(), value: format!("{}/{}", name.body, name.seat), until };
        if let Some(elect) = seat.elected.as_ref().filter(|elect| elect.member == member) {
            page.asked.push(view(elect.answer_by));
        }
        if let Some(holder) = seat.holder.as_ref().filter(|holder| holder.member == member) {
            page.held.push(view(holder.until));
        }
    }
    let now = office.clock().now();
    for election in host.council().elections().filter(|election| election.is_running()) {
        let address = format!("/elections/{}", election.call.to_hex());
        if election.trustees.contains(&member) {
            let body = host.body_name(election.body).await?;
            page.to_guard.push((body, by.page.link(&format!("{address}/guard"))));
        }
        if can_stand(election, member, now) {
            let stands = election.candidacies.values().any(|one| one.member == member && !one.withdrawn);
            let body = host.body_name(election.body).await?;
            let address = by.page.link(&format!("{address}/stand"));
            page.standing.push(StandView { body, address, until: election.nominations, stands });
        }
    }
    Ok(page)
}

/// What waits for the signature of a member.
async fn to_sign(
    office: &Office,
    host: &Host,
    member: MemberId,
    page: &Page,
) -> Result<Vec<(String, String)>, Wrong> {
    let mut found = Vec::new();
    let Some(own) = key_of(host, member) else { return Ok(found) };
    for kept in office.private().drafts().await? {
        let Ok(draft) = Draft::parse(&kept.content) else { continue };
        if draft.missing().contains(&own) {
            found.push((page.t(&draft.what), page.link(&sign::address(kept.id))));
        }
    }
    Ok(found)
}

fn can_stand(election: &Election, member: MemberId, now: Time) -> bool {
    election.phase == Phase::Called
        && election.has_candidates()
        && now < election.nominations
        && election.eligible.contains(&member)
}

/// The answer of somebody who is asked for a seat, or the wish to leave one.
#[derive(Debug, Deserialize)]
pub struct SeatAnswer {
    seat: String,
    answer: String,
}

/// Somebody accepts or declines a seat, or resigns from one.
pub async fn seat(State(office): State<Arc<Office>>, Posted { by, fields }: Posted<SeatAnswer>) -> Response {
    let drafted = async {
        let member = by.member()?;
        let (command, what) = seat_command(&*office.host().await, member, &fields)?;
        for_signing(&office, &by, &command, what, "/me").await
    };
    match drafted.await {
        Ok(address) => Redirect::to(&by.page.link(&address)).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}

fn seat_command(
    host: &Host,
    member: MemberId,
    answer: &SeatAnswer,
) -> Result<(Command, &'static str), Wrong> {
    let field = || Wrong::Fault(Fault::Field);
    let (body, seat) = answer.seat.split_once('/').ok_or_else(field)?;
    let name =
        SeatName { body: body.parse().map_err(|_| field())?, seat: seat.parse().map_err(|_| field())? };
    let (_, found) =
        host.council().seats().find(|(found, _)| *found == name).ok_or(Wrong::Fault(Fault::NotFound))?;
    if answer.answer == "resign" {
        return Ok((Command::Resign { body: name.body, seat: name.seat }, "web-what-resign"));
    }
    let elect = found.elected.as_ref().filter(|elect| elect.member == member);
    let election = match elect.map(|elect| elect.gained) {
        Some(Gained::Election(call) | Gained::Countback(call, _)) => call,
        Some(Gained::Founding) | None => return Err(Fault::NotYours.into()),
    };
    match answer.answer.as_str() {
        "accept" => Ok((Command::AcceptSeat { election, seat: name.seat }, "web-what-accept")),
        "decline" => Ok((Command::DeclineSeat { election, seat: name.seat }, "web-what-decline")),
        _ => Err(field()),
    }
}

/// Writes the act of one member, for the member to sign; the address where it is signed.
pub async fn for_signing(
    office: &Office,
    by: &Entered,
    command: &Command,
    what: &str,
    next: &str,
) -> Result<String, Wrong> {
    let own = key_of(&*office.host().await, by.member()?).ok_or(Wrong::Fault(Fault::Key))?;
    let draft = office.draft(std::slice::from_ref(command), &[own], what, next).await?;
    sign::keep(office, &draft, Some(by.person)).await
}

#[derive(Template)]
#[template(path = "stand.html")]
struct StandPage {
    p: Page,
    body: String,
    until: Time,
    post: String,
    longest: usize,
    stands: bool,
}

/// The form with which one stands.
pub async fn stand_form(State(office): State<Arc<Office>>, Path(id): Path<String>, by: Entered) -> Response {
    let shown = async {
        let (host, member) = (office.host().await, by.member()?);
        let election = open_for(&host, &id, member, office.clock().now())?;
        let stands = election.candidacies.values().any(|one| one.member == member && !one.withdrawn);
        Ok::<_, Wrong>(StandPage {
            p: by.page.clone(),
            body: host.body_name(election.body).await?,
            until: election.nominations,
            post: by.page.link(&format!("/elections/{id}/stand")),
            longest: LONGEST_STATEMENT,
            stands,
        })
    };
    match shown.await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

/// What a candidate says.
#[derive(Debug, Deserialize)]
pub struct Statement {
    #[serde(default)]
    statement: String,
    #[serde(default)]
    withdraw: String,
}

/// Somebody stands, or stands no longer.
pub async fn stand(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Posted { by, fields }: Posted<Statement>,
) -> Response {
    let drafted = async {
        let member = by.member()?;
        let (call, own) = {
            let host = office.host().await;
            let election = open_for(&host, &id, member, office.clock().now())?;
            let own = election.candidacies.iter().find(|(_, one)| one.member == member && !one.withdrawn);
            (election.call, own.map(|(act, _)| *act))
        };
        if let Some(candidacy) = own.filter(|_| !fields.withdraw.is_empty()) {
            let command = Command::StandDown { candidacy };
            return for_signing(&office, &by, &command, "web-what-stand-down", "/me").await;
        }
        let command = stand_command(&office, call, &fields.statement).await?;
        for_signing(&office, &by, &command, "web-what-stand", "/me").await
    };
    match drafted.await {
        Ok(address) => Redirect::to(&by.page.link(&address)).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn stand_command(office: &Office, election: ActId, statement: &str) -> Result<Command, Wrong> {
    let statement = statement.trim().replace("\r\n", "\n");
    if statement.is_empty() || statement.chars().count() > LONGEST_STATEMENT {
        return Err(Fault::Field.into());
    }
    let host = office.host().await;
    let blob = host.put_blob(format!("{statement}\n").as_bytes(), Media::Markdown).await?;
    Ok(Command::Stand { election, interests: None, statement: Text(blob) })
}

/// The election with this id, where the member can stand in it now.
fn open_for<'a>(host: &'a Host, id: &str, member: MemberId, now: Time) -> Result<&'a Election, Wrong> {
    let election = find(host, id)?;
    if can_stand(election, member, now) { Ok(election) } else { Err(Fault::Early.into()) }
}

/// The election with this id.
///
/// # Errors
/// There is none.
pub fn find<'a>(host: &'a Host, id: &str) -> Result<&'a Election, Wrong> {
    let call: ActId = id.parse().map_err(|_| Wrong::Fault(Fault::NotFound))?;
    let mut elections = host.council().elections();
    elections.find(|election| election.call == call).ok_or(Wrong::Fault(Fault::NotFound))
}
