//! The office: what is missing, and what comes next.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kenes_core::{Election, Gained, Phase, Time};
use kenes_store::private::{Codes as _, Handover, PrivateStore as _};

use crate::host::Host;
use crate::office::Office;
use crate::poll::{Ceremony, Next, Rehearsal, Round, Turn};
use crate::web::error::Wrong;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// Pages of the office on the way to an election, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The roll.
    Members,
    /// Devices that join.
    Devices,
    /// Practice.
    Practice,
    /// The call.
    Call,
}

/// Something that has to be there before an election.
struct Task {
    step: Step,
    /// What it is.
    what: String,
    /// How far it is, in words.
    state: String,
    is_done: bool,
    /// Where it is done; none where it cannot be done now.
    address: Option<(String, String)>,
}

/// An election, for whoever looks after it.
struct ElectionView {
    title: String,
    /// What it waits for.
    what: String,
    waits: Vec<String>,
    until: Option<Time>,
    address: String,
    /// Where the reader guards it.
    guard: Option<String>,
}

#[derive(Template)]
#[template(path = "office.html")]
struct OfficePage {
    p: Page,
    tasks: Vec<Task>,
    elections: Vec<ElectionView>,
    messages: usize,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, by: Entered) -> Response {
    match shown(&office, &by).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(office: &Office, by: &Entered) -> Result<OfficePage, Wrong> {
    by.check_registrar(&*office.host().await)?;
    office.tend().await;
    let host = office.host().await;
    let mut elections = Vec::new();
    for election in host.council().elections().filter(|election| is_shown(election)) {
        elections.push(view(office, &host, election, by).await?);
    }
    Ok(OfficePage {
        p: by.page.clone(),
        tasks: tasks(office, &host, &by.page).await?,
        elections,
        messages: unsent(office).await?,
    })
}

fn is_shown(election: &Election) -> bool {
    election.is_running() || (election.phase == Phase::Counted && election.approved.is_none())
}

/// What is missing next, after a step: what it is, and where it is done.
///
/// # Errors
/// The store fails.
pub async fn next(
    office: &Office,
    host: &Host,
    page: &Page,
    after: Step,
) -> Result<Option<(String, String)>, Wrong> {
    let tasks = tasks(office, host, page).await?.into_iter();
    // Whether devices join is up to their owners.
    let mut missing = tasks.filter(|task| task.step > after.max(Step::Devices) && !task.is_done);
    Ok(missing.find_map(|task| task.address.map(|(_, address)| (task.what, address))))
}

/// What is missing before an election can be called: each with its page.
async fn tasks(office: &Office, host: &Host, page: &Page) -> Result<Vec<Task>, Wrong> {
    let council = host.council();
    let members =
        council.members().filter(|(_, member)| member.is_enrolled() && member.key.is_some()).count();
    let wanted = usize::try_from(council.charter().elections.trustees).unwrap_or(usize::MAX);
    let roll = council.roll();
    let mut tasks = vec![
        Task {
            step: Step::Members,
            what: page.t("web-task-members"),
            state: page.t1("web-members-count", "count", roll),
            is_done: roll > 1,
            address: Some((page.t("web-task-members-go"), page.link("/office/members"))),
        },
        Task {
            step: Step::Devices,
            what: page.t("web-task-devices"),
            state: page.t2("web-task-devices-state", "have", members, "wanted", wanted),
            is_done: members >= wanted,
            address: (members < wanted).then(|| (page.t("web-members-slips"), page.link("/office/slips"))),
        },
        Task {
            step: Step::Practice,
            what: page.t("web-task-practice"),
            state: page.t("web-task-practice-state"),
            is_done: office.private().setting("practised").await?.is_some(),
            address: Some((page.t("web-task-practice-go"), page.link("/office/practice"))),
        },
    ];
    for body in (0_u16..).take(council.charter().bodies.len()) {
        let now = council.now().unwrap_or_else(|| office.clock().now());
        if council.due_seats(body, now).is_empty() {
            continue;
        }
        let name = host.body_name(body).await?;
        let can = members >= wanted && roll > 1;
        tasks.push(Task {
            step: Step::Call,
            what: page.t1("web-task-call", "body", name.as_str()),
            state: page.t(if can { "web-task-call-ready" } else { "web-task-call-waits" }),
            is_done: false,
            address: can
                .then(|| (page.t("web-task-call-go"), page.link(&format!("/office/call?body={body}")))),
        });
    }
    Ok(tasks)
}

/// What an election waits for.
pub async fn waits_for(
    office: &Office,
    host: &Host,
    election: &Election,
) -> Result<(&'static str, Vec<String>, Option<Time>), Wrong> {
    let mut waits = Vec::new();
    let (what, until) = match election.phase {
        Phase::Called => return called(office, host, election).await,
        Phase::Setup => {
            if let Some(rehearsal) =
                Rehearsal::open(host, election.call).await.map_err(super::guard::trouble)?
            {
                let next = rehearsal.progress().await.map_err(super::guard::trouble)?.next();
                if let Next::Decrypt { missing: _, of } = next {
                    waits = super::guard::members(election, &of);
                }
            }
            ("web-wait-rehearsal", Some(election.opens))
        }
        Phase::Rehearsed if office.clock().now() < election.opens => {
            ("web-wait-opening", Some(election.opens))
        }
        Phase::Rehearsed => ("web-wait-votes", Some(election.closes)),
        Phase::Closed => {
            if let Some(poll) = office.poll_open(&election.call).await
                && let Turn::Count(Next::Shuffle { missing: _, of } | Next::Decrypt { missing: _, of }) =
                    poll.turn().await.map_err(super::guard::trouble)?
            {
                waits = super::guard::members(election, &of);
            }
            ("web-wait-count", None)
        }
        Phase::NeedsLot => ("web-wait-lot", None),
        Phase::Counted => {
            waits = asked(host, election);
            (if waits.is_empty() { "web-wait-nothing" } else { "web-wait-answers" }, None)
        }
        Phase::Void => ("web-wait-nothing", None),
    };
    Ok((what, names(host, waits).await?, until))
}

/// Before the setup: candidates, the key, and who certifies.
async fn called(
    office: &Office,
    host: &Host,
    election: &Election,
) -> Result<(&'static str, Vec<String>, Option<Time>), Wrong> {
    let ceremony = Ceremony::load(host, &election.call).await.map_err(super::guard::trouble)?;
    let ceremony = match ceremony {
        Some(ceremony) => ceremony,
        None => Ceremony::of(election).map_err(super::guard::trouble)?,
    };
    if ceremony.round() != Round::Done {
        let waits = super::guard::members(election, &ceremony.turn());
        return Ok(("web-wait-key", names(host, waits).await?, Some(election.nominations)));
    }
    if office.clock().now() < election.nominations {
        return Ok(("web-wait-candidates", Vec::new(), Some(election.nominations)));
    }
    let registrars = election.registrars.iter().copied().collect();
    Ok(("web-wait-setup", names(host, registrars).await?, Some(election.opens)))
}

async fn names(host: &Host, members: Vec<kenes_core::MemberId>) -> Result<Vec<String>, Wrong> {
    let mut names = Vec::new();
    for member in members {
        names.push(host.name_shown(member).await?);
    }
    Ok(names)
}

/// Who was elected by this election and has not answered.
fn asked(host: &Host, election: &Election) -> Vec<kenes_core::MemberId> {
    let is_by = |gained: &Gained| match gained {
        Gained::Election(call) | Gained::Countback(call, _) => *call == election.call,
        Gained::Founding => false,
    };
    let seats = host.council().seats();
    seats
        .filter_map(|(_, seat)| seat.elected.as_ref())
        .filter(|elect| is_by(&elect.gained))
        .map(|elect| elect.member)
        .collect()
}

async fn view(
    office: &Office,
    host: &Host,
    election: &Election,
    by: &Entered,
) -> Result<ElectionView, Wrong> {
    let page = &by.page;
    let (what, waits, until) = waits_for(office, host, election).await?;
    let body = host.body_name(election.body).await?;
    let address = page.link(&format!("/elections/{}", election.call.to_hex()));
    let is_guard = by.member.is_some_and(|member| election.trustees.contains(&member));
    Ok(ElectionView {
        title: page.t1("web-call-title-text", "body", body.as_str()),
        what: page.t(what),
        waits,
        until,
        guard: is_guard.then(|| format!("{address}/guard")),
        address: format!("{address}/office"),
    })
}

/// How many messages were not sent.
async fn unsent(office: &Office) -> Result<usize, Wrong> {
    use kenes_store::private::Messages as _;
    Ok(office.private().unsent_messages(1_000).await?.len())
}

/// How many codes of an election there are, and how many were handed over.
pub async fn handed_over(office: &Office, election: &Election) -> Result<(usize, usize), Wrong> {
    let codes = office.private().codes(*election.call.hash()).await?;
    let given = codes.iter().filter(|code| code.handover != Handover::None).count();
    Ok((codes.len(), given))
}
