//! Calling an election: what for, when, and who guards it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_core::{Charter, Command, Duration, MemberId, Occasion, Standing, Time, Wanted};
use kenes_record::act::SignerName;
use kenes_record::blob::Media;
use kenes_verify::questions_document;
use serde::Deserialize;

use super::me::for_signing;
use crate::host::Host;
use crate::office::{Office, keys};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// Until the call is signed some time passes, while the notice counts from then.
const MARGIN: Duration = Duration::hours(2);
/// The time between the end of nominations and the opening, for the key, the setup and the rehearsal.
const PREPARATION: Duration = Duration::days(2);

/// Which body.
#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    body: u16,
}

struct TrusteeView {
    value: String,
    name: String,
}

#[derive(Template)]
#[template(path = "call.html")]
struct CallPage {
    p: Page,
    number: u16,
    body: String,
    seats: usize,
    eligible: usize,
    small: bool,
    wanted: u64,
    threshold: u64,
    people: Vec<TrusteeView>,
    dates: Dates,
    fault: Option<&'static str>,
}

/// When an election is.
#[derive(Clone, Copy)]
struct Dates {
    nominations: Time,
    opens: Time,
    closes: Time,
}

impl Dates {
    /// The earliest that the charter allows.
    fn earliest(charter: &Charter, now: Time) -> Self {
        let rules = &charter.elections;
        let opens = now.plus(MARGIN).plus(Duration::days(rules.notice_days));
        let opens = Time::from_seconds(opens.seconds().next_multiple_of(3_600));
        Self {
            nominations: opens.minus(PREPARATION),
            opens,
            closes: opens.plus(Duration::hours(rules.open_hours)),
        }
    }
}

/// The form.
pub async fn page(State(office): State<Arc<Office>>, Query(which): Query<Which>, by: Entered) -> Response {
    match shown(&office, &by, which.body, None).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(
    office: &Office,
    by: &Entered,
    body: u16,
    fault: Option<&'static str>,
) -> Result<CallPage, Wrong> {
    by.member()?;
    let host = office.host_for_call().await?;
    let council = host.council();
    let charter = council.charter();
    let rules = charter.body(body).ok_or(Wrong::Fault(Fault::NotFound))?;
    let now = council.now().unwrap_or_else(|| office.clock().now());
    let eligible = council.eligible(rules.constituency, now).len();
    let mut people = Vec::new();
    for (id, member) in council.members().filter(|(_, member)| member.standing == Standing::Enrolled) {
        let Some(name) = member.name() else { continue };
        let value = name.to_string();
        people.push(TrusteeView { value, name: host.name_shown(id).await? });
    }
    Ok(CallPage {
        p: by.page.clone(),
        number: body,
        body: host.body_name(body).await?,
        seats: usize::from(rules.seats),
        eligible,
        small: u64::try_from(eligible).is_ok_and(|eligible| eligible < charter.elections.small),
        wanted: charter.elections.trustees,
        threshold: charter.elections.threshold,
        people,
        dates: Dates::earliest(charter, office.clock().now()),
        fault,
    })
}

/// What the caller chose. Trustees are named one after the other, with spaces between.
#[derive(Debug, Deserialize)]
pub struct Choice {
    #[serde(default)]
    body: String,
    #[serde(default)]
    t0: String,
    #[serde(default)]
    t1: String,
    #[serde(default)]
    t2: String,
    #[serde(default)]
    t3: String,
    #[serde(default)]
    t4: String,
    #[serde(default)]
    small: String,
}

/// Writes the call, for the caller to sign.
pub async fn call(State(office): State<Arc<Office>>, Posted { by, fields }: Posted<Choice>) -> Response {
    let body = fields.body.parse().unwrap_or_default();
    let called = async {
        let trustees = match trustees(&*office.host().await, &fields) {
            Ok(trustees) => trustees,
            Err(fault) => return Ok(Err(fault)),
        };
        let command = command(&office, &by.page, body, trustees).await?;
        if let Command::CallElection { small: 1, .. } = command
            && fields.small.is_empty()
        {
            return Ok(Err("web-call-small-missing"));
        }
        for_signing(&office, &by, &command, "web-what-call", "/office").await.map(Ok)
    };
    match called.await {
        Ok(Ok(address)) => Redirect::to(&by.page.link(&address)).into_response(),
        Ok(Err(fault)) => match shown(&office, &by, body, Some(fault)).await {
            Ok(page) => Page::answer_with(Fault::Field.status(), &page),
            Err(wrong) => wrong.page(&by.page),
        },
        Err(wrong) => wrong.page(&by.page),
    }
}

fn trustees(host: &Host, choice: &Choice) -> Result<Vec<SignerName>, &'static str> {
    let Choice { body: _, t0, t1, t2, t3, t4, small: _ } = choice;
    let mut named: Vec<SignerName> = Vec::new();
    for text in [t0, t1, t2, t3, t4].into_iter().filter(|text| !text.is_empty()) {
        let name: SignerName = text.parse().map_err(|_| "web-call-trustees-wrong")?;
        if named.contains(&name) {
            return Err("web-call-trustees-twice");
        }
        named.push(name);
    }
    let wanted = host.council().charter().elections.trustees;
    if u64::try_from(named.len()) == Ok(wanted) { Ok(named) } else { Err("web-call-trustees-wrong") }
}

async fn command(
    office: &Office,
    page: &Page,
    body: u16,
    trustees: Vec<SignerName>,
) -> Result<Command, Wrong> {
    let host = office.host_for_call().await?;
    let council = host.council();
    let charter = council.charter();
    let rules = charter.body(body).ok_or(Wrong::Fault(Fault::NotFound))?;
    let name = host.body_name(body).await?;
    let title = page.t1("web-call-title-text", "body", name.as_str());
    let question = match rules.counting {
        kenes_core::Counting::StvScottish => page.t("web-call-question-rank"),
        kenes_core::Counting::Approval => page.t("web-call-question-approve"),
        kenes_core::Counting::Plurality => page.t("web-call-question-one"),
    };
    let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
    let document = questions_document(&plain(&title), &plain(office.name()), &plain(&question));
    let questions = host.put_blob(&document, Media::Json).await?;
    let Dates { nominations, opens, closes } = Dates::earliest(charter, office.clock().now());
    let wanted = Wanted {
        body,
        occasion: if rules.seats == 1 { Occasion::Office } else { Occasion::Seats },
        motion: None,
        backed: false,
        nominations,
        opens,
        closes,
        questions,
        registrars: registrars(&host),
        trustees,
    };
    Ok(council.call_for(&wanted)?)
}

/// Those who hold seats of the body that lets in, as many as must sign at least.
fn registrars(host: &Host) -> Vec<SignerName> {
    let council = host.council();
    let holders = council.seats().filter(|(name, _)| name.body == council.charter().entry.body);
    let mut members: Vec<MemberId> =
        holders.filter_map(|(_, seat)| seat.holder.as_ref()).map(|holder| holder.member).collect();
    members.sort_unstable();
    members.dedup();
    keys(host, members.into_iter())
}
