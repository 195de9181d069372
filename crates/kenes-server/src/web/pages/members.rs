//! The roll: who is on it, and putting people on it from a list that is pasted.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequest as _, FromRequestParts as _, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_core::{Command, MemberId};
use kenes_store::private::{Codes as _, Contacts as _, Handover, PersonId};
use serde::Deserialize;

use super::office::{Step, next};
use super::sign;
use crate::host::Host;
use crate::office::{Office, join};
use crate::roll::{self, Fault as RowFault, Preview, Remark, RollError, Row};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// The most people that are put on the roll at once: each is an act to sign.
const MOST: usize = 2_000;

/// Somebody on the roll.
struct PersonView {
    name: String,
    /// The message that says how far this person is.
    state: &'static str,
    is_reached: bool,
}

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    p: Page,
    people: Vec<PersonView>,
    /// How many still need a slip or a message to join.
    waiting: usize,
    /// How many have no device.
    without: usize,
    list: String,
    wrong: Option<String>,
    /// What is missing next once everybody was given a code: what it is, and where.
    next: Option<(String, String)>,
}

/// The roll.
pub async fn page(State(office): State<Arc<Office>>, by: Entered) -> Response {
    match shown(&office, &by, String::new(), None).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(
    office: &Office,
    by: &Entered,
    list: String,
    wrong: Option<String>,
) -> Result<MembersPage, Wrong> {
    let host = office.host().await;
    by.check_registrar(&host)?;
    let reached: Vec<PersonId> =
        office.private().contacts().await?.into_iter().map(|(person, _)| person).collect();
    let codes = office.private().codes(join::context(&host)).await?;
    let is_given = |person: PersonId| {
        codes.iter().any(|code| code.person == Some(person) && code.handover != Handover::None)
    };
    let mut people = Vec::new();
    let mut waiting = 0_usize;
    for one in host.people().await? {
        if one.enrolment.is_none() && one.member.is_none() {
            continue;
        }
        let state = match (one.member, one.person) {
            (Some(member), _) if has_left(&host, member) => "web-members-left",
            _ if one.has_key => "web-members-joined",
            (_, Some(person)) if is_given(person) => "web-members-given",
            _ => {
                waiting = waiting.saturating_add(1);
                "web-members-enrolled"
            }
        };
        let name =
            one.name.map(|name| name.expose().to_owned()).unwrap_or_else(|| by.page.t("web-members-erased"));
        let is_reached = one.person.is_some_and(|person| reached.contains(&person));
        people.push(PersonView { name, state, is_reached });
    }
    let without = without_device(&host);
    let next = if waiting == 0 { next(office, &host, &by.page, Step::Members).await? } else { None };
    Ok(MembersPage { p: by.page.clone(), people, waiting, without, list, wrong, next })
}

/// How many members have no device: they vote with a slip, and sign nothing.
fn without_device(host: &Host) -> usize {
    host.council().members().filter(|(_, member)| member.is_enrolled() && member.key.is_none()).count()
}

/// Whether somebody was a member and is not any more.
pub fn has_left(host: &Host, member: MemberId) -> bool {
    use kenes_core::Standing;
    host.council().member(member).is_some_and(|member| matches!(member.standing, Standing::Left(_)))
}

/// A list that was pasted.
#[derive(Debug, Deserialize)]
pub struct List {
    #[serde(default)]
    list: String,
}

struct RowView {
    line: usize,
    name: String,
    email: String,
    faults: Vec<String>,
    remarks: Vec<String>,
}

#[derive(Template)]
#[template(path = "members-preview.html")]
struct PreviewPage {
    p: Page,
    rows: Vec<RowView>,
    good: usize,
    bad: usize,
    unknown: Vec<String>,
    list: String,
}

/// A list, which is long: it is read only from whoever may enrol.
async fn list(office: &Arc<Office>, request: Request) -> Result<Posted<List>, Response> {
    let (mut parts, body) = request.into_parts();
    let by = Entered::from_request_parts(&mut parts, office).await?;
    by.check_registrar(&*office.host().await).map_err(|wrong| wrong.page(&by.page))?;
    Posted::from_request(Request::from_parts(parts, body), office).await
}

/// Shows what a list says, before anything is done.
pub async fn preview(State(office): State<Arc<Office>>, request: Request) -> Response {
    let Posted { by, fields } = match list(&office, request).await {
        Ok(list) => list,
        Err(answer) => return answer,
    };
    let previewed = async {
        match roll::read(fields.list.as_bytes()) {
            Ok(preview) => Ok(Page::answer(&preview_page(&by.page, &preview, fields.list.clone()))),
            Err(error) => {
                let wrong = by.page.t(match error {
                    RollError::Empty => "web-roll-empty",
                    RollError::Long => "web-roll-long",
                });
                let page = shown(&office, &by, fields.list.clone(), Some(wrong)).await?;
                Ok::<_, Wrong>(Page::answer_with(Fault::Field.status(), &page))
            }
        }
    };
    previewed.await.unwrap_or_else(|wrong| wrong.page(&by.page))
}

fn preview_page(page: &Page, preview: &Preview, list: String) -> PreviewPage {
    let rows: Vec<RowView> = preview.rows.iter().map(|row| row_view(page, row)).collect();
    let bad = rows.iter().filter(|row| !row.faults.is_empty()).count();
    let good = rows.len().saturating_sub(bad);
    PreviewPage { p: page.clone(), rows, good, bad, unknown: preview.unknown.clone(), list }
}

fn row_view(page: &Page, row: &Row) -> RowView {
    RowView {
        line: row.line,
        name: row.name.expose().to_owned(),
        email: row.email.clone(),
        faults: row.faults.iter().map(|fault| told(page, *fault)).collect(),
        remarks: row
            .remarks
            .iter()
            .map(|remark| match remark {
                Remark::SameName(line) => page.t1("web-roll-same-name", "line", line),
                Remark::SameAddress(line) => page.t1("web-roll-same-address", "line", line),
            })
            .collect(),
    }
}

fn told(page: &Page, fault: RowFault) -> String {
    let id = match fault {
        RowFault::NoName => "web-roll-no-name",
        RowFault::LongName => "web-roll-long-name",
        RowFault::Character => "web-roll-character",
        RowFault::Encoding => "web-roll-encoding",
        RowFault::Address(_) => "web-roll-address",
        RowFault::Language => "web-roll-language",
        RowFault::Cells => "web-roll-cells",
        RowFault::Twice(line) => return page.t1("web-roll-twice", "line", line),
    };
    page.t(id)
}

/// Puts the people of a list on the roll: the acts that do so, for the registrar to sign.
pub async fn enrol(State(office): State<Arc<Office>>, request: Request) -> Response {
    let Posted { by, fields } = match list(&office, request).await {
        Ok(list) => list,
        Err(answer) => return answer,
    };
    match drafted(&office, &by, &fields.list).await {
        Ok(address) => Redirect::to(&by.page.link(&address)).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn drafted(office: &Office, by: &Entered, list: &str) -> Result<String, Wrong> {
    let signers = {
        let host = office.host().await;
        let member = by.check_registrar(&host)?;
        join::enrollers(&host, member)
    };
    let preview = roll::read(list.as_bytes()).map_err(|_| Wrong::Fault(Fault::Field))?;
    let entries: Vec<roll::Entry> = preview.entries().collect();
    if entries.is_empty() || entries.len() > MOST {
        return Err(Fault::Field.into());
    }
    let commands: Vec<Command> = office.prepare_enrolments(&entries).await?;
    // Whoever cannot be written to needs a slip of paper: these come next.
    let needs_slips = entries.iter().any(|entry| entry.address.is_none());
    let next = if needs_slips { "/office/slips" } else { "/office/members" };
    let draft = office.draft(&commands, &signers, "web-what-enrol", next).await?;
    sign::keep(office, &draft, Some(by.person)).await
}
