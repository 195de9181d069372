//! The front page: who holds which seat, what is going on, and what one has to trust.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kenes_core::{Council, Gained, MemberId, Seat, SeatName, Time};
use kenes_record::act::ActId;
use kenes_text::audit::{SeatsDrawing, seats_drawing, seats_legend};

use super::elections::Line;
use crate::host::Host;
use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::naming::{Naming, Panel, newest_first};
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// How many results the front page names.
const RESULTS: usize = 3;

/// A body with its seats.
struct BodyView {
    name: String,
    drawing: String,
    seats: Vec<SeatView>,
}

/// A seat.
struct SeatView {
    number: u32,
    /// Who holds it; nobody where it is vacant.
    holder: Option<HolderView>,
    /// Who is asked, or comes next.
    next: Option<String>,
    why: String,
}

struct HolderView {
    name: String,
    since: Time,
    until: Time,
    gained: String,
    is_founder: bool,
    /// Where the result stands that gave the seat.
    result: Option<String>,
}

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage {
    p: Page,
    legend: String,
    bodies: Vec<BodyView>,
    running: Vec<Line>,
    results: Vec<Line>,
    panel: Panel,
}

/// The front page.
pub async fn page(State(office): State<Arc<Office>>, visitor: Visitor) -> Response {
    match shown(&office, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(office: &Office, page: &Page) -> Result<FrontPage, Wrong> {
    let (host, now) = (office.host().await, office.clock().now());
    let (mut running, mut results) = (Vec::new(), Vec::new());
    for election in newest_first(host.council()) {
        if election.is_running() {
            running.push(Line::of(&host, page, election, now).await?);
        } else if results.len() < RESULTS {
            results.push(Line::of(&host, page, election, now).await?);
        }
    }
    Ok(FrontPage {
        p: page.clone(),
        legend: seats_legend(&page.words()),
        bodies: bodies(&host, page).await?,
        running,
        results,
        panel: Panel::of(&host, page, now).await?,
    })
}

async fn bodies(host: &Host, page: &Page) -> Result<Vec<BodyView>, Wrong> {
    let council = host.council();
    let naming = Naming::of(host, page, &seated(council), &BTreeSet::new()).await?;
    let mut bodies = Vec::new();
    for body in (0_u16..).take(council.charter().bodies.len()) {
        let seats: Vec<(SeatName, &Seat)> = council.seats().filter(|(name, _)| name.body == body).collect();
        let name = naming.body_name(body);
        let drawing = drawing(page, body, &name, &seats);
        let view = |(name, seat): &(SeatName, &Seat)| view(page, &naming, *name, seat);
        bodies.push(BodyView { name, drawing, seats: seats.iter().map(view).collect() });
    }
    Ok(bodies)
}

/// Everybody who holds a seat, waits for one or is asked.
fn seated(council: &Council) -> BTreeSet<MemberId> {
    let of_seat = |(_, seat): (SeatName, &Seat)| {
        let holders = [&seat.holder, &seat.next].into_iter().flatten().map(|holder| holder.member);
        holders.chain(seat.elected.iter().map(|elect| elect.member)).collect::<Vec<_>>()
    };
    council.seats().flat_map(of_seat).collect()
}

fn view(page: &Page, naming: &Naming, name: SeatName, seat: &Seat) -> SeatView {
    let holder = seat.holder.as_ref().map(|holder| HolderView {
        name: naming.member_name(holder.member),
        since: holder.since,
        until: holder.until,
        gained: page.t(gained(holder.gained)),
        is_founder: holder.gained == Gained::Founding,
        result: result(holder.gained).map(|result| page.link(&result)),
    });
    let asked = seat.elected.as_ref().map(|elect| {
        page.t2("web-seat-asked", "name", naming.member_name(elect.member), "until", elect.answer_by)
    });
    let follows =
        seat.next.as_ref().map(|next| page.t1("web-seat-next", "name", naming.member_name(next.member)));
    let why = page.link(&format!("/seats/{}/{}", name.body, name.seat));
    SeatView { number: u32::from(name.seat).saturating_add(1), holder, next: asked.or(follows), why }
}

fn drawing(page: &Page, body: u16, name: &str, seats: &[(SeatName, &Seat)]) -> String {
    let gained_by = |seat: &Seat| seat.holder.as_ref().map(|holder| holder.gained);
    let count = |is: fn(Option<Gained>) -> bool| seats.iter().filter(|(_, seat)| is(gained_by(seat))).count();
    let args = [
        ("body", page.words().name(name).into()),
        ("seats", seats.len().into()),
        ("elected", count(|gained| matches!(gained, Some(Gained::Election(_)))).into()),
        ("countback", count(|gained| matches!(gained, Some(Gained::Countback(_, _)))).into()),
        ("founders", count(|gained| gained == Some(Gained::Founding)).into()),
        ("vacant", count(|gained| gained.is_none()).into()),
    ];
    let drawn: Vec<(String, Option<Gained>)> = seats
        .iter()
        .map(|(name, seat)| (u32::from(name.seat).saturating_add(1).to_string(), gained_by(seat)))
        .collect();
    seats_drawing(&SeatsDrawing {
        id: &format!("seats-{body}"),
        title: name,
        description: &page.words().t("web-seats-described", &args),
        seats: &drawn,
    })
}

/// How a seat was gained, in words.
pub fn gained(gained: Gained) -> &'static str {
    match gained {
        Gained::Founding => "web-gained-founding",
        Gained::Election(_) => "web-gained-election",
        Gained::Countback(_, _) => "web-gained-countback",
    }
}

/// Where the result stands that gave a seat.
pub fn result(gained: Gained) -> Option<String> {
    let of = |call: ActId| format!("/elections/{}/result", call.to_hex());
    match gained {
        Gained::Founding => None,
        Gained::Election(call) => Some(of(call)),
        Gained::Countback(call, vacancy) => Some(format!("{}/{vacancy}", of(call))),
    }
}

/// Says that the machine answers.
pub async fn health() -> &'static str {
    "ok\n"
}

/// There is no such page.
pub async fn nowhere(visitor: Visitor) -> Response {
    Wrong::Fault(Fault::NotFound).page(&visitor.page)
}
