//! Why somebody holds a seat: the reasons from the founding to the acceptance, each following from those before.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use kenes_core::{End, MemberId, Seat, SeatName, Time};
use kenes_text::audit::{self, Reason};
use kenes_verify::{Report, Verdict};

use super::front::{gained, result};
use crate::office::Office;
use crate::web::audits::Audits;
use crate::web::error::{Fault, Wrong};
use crate::web::naming::Naming;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// A term.
struct TermView {
    name: String,
    since: Time,
    /// When it ends at the latest, or when it ended.
    until: Time,
    /// How it was gained; of one that is over, why it ended.
    how: String,
}

/// What an audit found of the seat.
struct Proof {
    at: Time,
    is_sound: bool,
    reasons: Vec<Reason>,
    by_hand: Vec<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "seat.html")]
struct SeatPage {
    p: Page,
    body: String,
    number: u32,
    holder: Option<TermView>,
    /// Where the result stands that gave the seat.
    result: Option<String>,
    /// Where the seat is checked on the visitor's own device.
    check: String,
    past: Vec<TermView>,
    /// Nothing while the audit that has it is still made.
    proof: Option<Proof>,
}

/// The page.
pub async fn page(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    Path((body, seat)): Path<(String, String)>,
    visitor: Visitor,
) -> Response {
    match shown(&office, &audits, (&body, &seat), &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(
    office: &Arc<Office>,
    audits: &Arc<Audits>,
    (body, seat): (&str, &str),
    page: &Page,
) -> Result<SeatPage, Wrong> {
    let nothing = || Wrong::Fault(Fault::NotFound);
    let name =
        SeatName { body: body.parse().map_err(|_| nothing())?, seat: seat.parse().map_err(|_| nothing())? };
    let (found, naming) = {
        let host = office.host().await;
        let found = host.council().seats().find(|(found, _)| *found == name);
        let found = found.map(|(_, seat)| seat.clone()).ok_or_else(nothing)?;
        let naming = Naming::of(&host, page, &members(&found), &BTreeSet::new()).await?;
        (found, naming)
    };
    let term = |holder: &kenes_core::Holder, until, how: &str| TermView {
        name: naming.member_name(holder.member),
        since: holder.since,
        until,
        how: page.t(how),
    };
    let past = found.past.iter().rev().map(|past| term(&past.holder, past.ended, end(past.end)));
    Ok(SeatPage {
        p: page.clone(),
        body: naming.body_name(name.body),
        number: u32::from(name.seat).saturating_add(1),
        holder: found.holder.as_ref().map(|holder| term(holder, holder.until, gained(holder.gained))),
        result: found.holder.as_ref().and_then(|holder| result(holder.gained)).map(|at| page.link(&at)),
        check: page.link(&format!("/check?seat={}/{}#here", name.body, name.seat)),
        past: past.collect(),
        proof: proof(office, audits, name, &found, page).await,
    })
}

fn members(seat: &Seat) -> BTreeSet<MemberId> {
    let past = seat.past.iter().map(|past| past.holder.member);
    seat.holder.iter().map(|holder| holder.member).chain(past).collect()
}

const fn end(end: End) -> &'static str {
    match end {
        End::Term => "web-end-term",
        End::Resigned => "web-end-resigned",
        End::Left => "web-end-left",
        End::FirstSeating => "web-end-first-seating",
    }
}

/// What the audit of the public files says; it must know the same holder.
async fn proof(
    office: &Arc<Office>,
    audits: &Arc<Audits>,
    name: SeatName,
    seat: &Seat,
    page: &Page,
) -> Option<Proof> {
    let is_same = |report: &Report| {
        report.council.as_ref().is_some_and(|council| council.holder(name) == seat.holder.as_ref())
    };
    let checked = audits.report(office, is_same).await?;
    let report = &checked.report;
    if !is_same(report) {
        return None;
    }
    let (why, words) = (kenes_verify::why(report, name)?, page.words());
    Some(Proof {
        at: checked.at,
        is_sound: report.verdict() == Verdict::Accepted,
        reasons: audit::reasons(&why, report, &words),
        by_hand: audit::by_hand(&why, report, &words, "record"),
    })
}
