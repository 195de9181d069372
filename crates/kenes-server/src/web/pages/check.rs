//! The sceptic's page: what can be checked, and how, without believing anybody.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kenes_core::Time;
use kenes_text::audit;
use kenes_verify::{CheckId, Outcome, Verdict};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::office::Office;
use crate::web::audits::{Audits, Checked};
use crate::web::error::{Fault, Wrong};
use crate::web::naming::Panel;
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
}

/// The page.
pub async fn page(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    visitor: Visitor,
) -> Response {
    let page = visitor.page;
    let panel = Panel::of(&*office.host().await, &page, office.clock().now()).await;
    match panel {
        Ok(panel) => {
            let own = audits.report(&office, |_| true).await.map(|checked| own(&checked, &page));
            Page::answer(&CheckPage { panel, own, record: office.address("/record/"), p: page })
        }
        Err(wrong) => wrong.page(&page),
    }
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
