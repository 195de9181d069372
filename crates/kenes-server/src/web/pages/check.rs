//! The sceptic's page: what can be checked, and how, without believing anybody.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kenes_core::{SeatName, Time};
use kenes_text::audit;
use kenes_verify::{CheckId, Outcome, Verdict};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::host::Host;
use crate::office::Office;
use crate::web::audits::{Audits, Checked};
use crate::web::error::{Fault, Wrong};
use crate::web::naming::{Naming, Panel};
use crate::web::page::Page;
use crate::web::snapshot::Snapshot;
use crate::web::visitor::Visitor;

/// How many bytes are sent at once, and how many times as many wait for a slow visitor.
const PART: usize = 64 * 1024;
const PARTS: usize = 4;

/// What this machine found when it looked at its own files.
struct OwnCheck {
    at: Time,
    is_sound: bool,
    verdict: String,
    acts: u64,
    ballots: u64,
    /// What each check states, and how it ended.
    checks: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    p: Page,
    panel: Panel,
    own: Option<OwnCheck>,
    /// The address of the public files.
    record: String,
    /// What the clock shows, where it is not that of the visitor's device.
    now: Option<Time>,
    /// The seat that the visitor asks about.
    seat: Option<String>,
    /// What each seat is called here.
    labels: Vec<(String, String)>,
}

/// What the address asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// A seat: body and number, both from 0.
    seat: Option<String>,
}

/// The page.
pub async fn page(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Response {
    let page = visitor.page;
    match shown(&office, &audits, &asked, &page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&page),
    }
}

async fn shown(
    office: &Arc<Office>,
    audits: &Arc<Audits>,
    asked: &Asked,
    page: &Page,
) -> Result<CheckPage, Wrong> {
    let now = office.clock().now();
    let (panel, labels) = {
        let host = office.host().await;
        (Panel::of(&host, page, now).await?, labels(&host, page).await?)
    };
    let own = audits.report(office, |_| true).await.map(|checked| own(&checked, page));
    let seat = labels.iter().find(|(key, _)| Some(key) == asked.seat.as_ref()).map(|(key, _)| key.clone());
    Ok(CheckPage {
        panel,
        own,
        record: office.address("/record/"),
        now: page.trying_out.is_some().then_some(now),
        seat,
        labels,
        p: page.clone(),
    })
}

/// What each seat is called, by its body and number.
async fn labels(host: &Host, page: &Page) -> Result<Vec<(String, String)>, Wrong> {
    let naming = Naming::of(host, page, &BTreeSet::new(), &BTreeSet::new()).await?;
    let label = |name: SeatName| {
        let number = u32::from(name.seat).saturating_add(1);
        page.t2("web-seat-of", "body", naming.body_name(name.body), "seat", number)
    };
    let seats = host.council().seats();
    Ok(seats.map(|(name, _)| (format!("{}/{}", name.body, name.seat), label(name))).collect())
}

fn own(checked: &Checked, page: &Page) -> OwnCheck {
    let (report, words) = (&checked.report, page.words());
    let check = |(check, outcome): &(CheckId, Outcome)| (audit::states(*check, &words), ended(*outcome));
    OwnCheck {
        at: checked.at,
        is_sound: report.verdict() == Verdict::Accepted,
        verdict: audit::verdict(report, &words),
        acts: report.counted.leaves,
        ballots: report.counted.ballots,
        checks: report.checks.iter().map(check).collect(),
    }
}

const fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "web-check-passed",
        Outcome::Failed => "web-check-failed",
        Outcome::NotReached => "web-check-not-reached",
    }
}

/// Everything that is public in one tar file, as it is now.
pub async fn tar(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    visitor: Visitor,
) -> Response {
    let Ok(leave) = Arc::clone(&audits.copies).try_acquire_owned() else {
        return Wrong::Fault(Fault::Busy).page(&visitor.page);
    };
    let snapshot = match Snapshot::take(&office).await {
        Ok(snapshot) => snapshot,
        Err(error) => {
            tracing::error!(%error, "the public files cannot be read");
            return Wrong::Fault(Fault::Inside).page(&visitor.page);
        }
    };
    let (sender, receiver) = mpsc::channel(PARTS);
    tokio::task::spawn_blocking(move || {
        let written = snapshot.write_tar(BufWriter::with_capacity(PART, Parts(sender.clone())));
        if let Err(error) = written {
            // Whoever copies must not take half of it for the whole; nobody is there any more where this fails.
            drop(sender.blocking_send(Err(error)));
        }
        drop(leave);
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"record.tar\""),
    ];
    (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
}

/// Parts of what is sent.
struct Parts(mpsc::Sender<io::Result<Bytes>>);

impl Write for Parts {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(part)));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
