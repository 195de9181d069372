//! The audit of the public files, made as an outsider makes it and kept for the pages that tell of it.
//!
//! One is made at a time, on a thread that may block, when somebody asks and the last one is old. Whoever asks while a large
//! record is audited is shown the audit before, with its time.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kenes_core::Time;
use kenes_verify::{Options, Report};
use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio::time::timeout_at;

use super::snapshot::Snapshot;
use crate::office::Office;

/// How long somebody waits for an audit before the one before is shown.
const PATIENCE: Duration = Duration::from_secs(10);
/// An audit is as good as a new one for so long at least, where it has what is asked for.
const YOUNG: Duration = Duration::from_secs(60);
/// And for so many times as long as it took.
const SHARE: u32 = 20;
/// How often one that failed is tried again for one who asks.
const ROUNDS: usize = 3;
/// How many copies of everything are made at the same time.
const COPIES: usize = 4;

/// An audit that was made here.
#[derive(Debug)]
pub struct Checked {
    /// What it found.
    pub report: Report,
    /// When.
    pub at: Time,
    size: u64,
    took: Duration,
    made: Instant,
}

/// Audits of the public files.
#[derive(Debug)]
pub struct Audits {
    latest: watch::Sender<Option<Arc<Checked>>>,
    is_running: AtomicBool,
    /// Leave to copy everything.
    pub copies: Arc<Semaphore>,
}

impl Checked {
    fn is_young(&self) -> bool {
        self.made.elapsed() < YOUNG.max(self.took.saturating_mul(SHARE))
    }
}

impl Audits {
    /// None yet.
    pub fn new() -> Arc<Self> {
        let copies = Arc::new(Semaphore::new(COPIES));
        Arc::new(Self { latest: watch::Sender::new(None), is_running: AtomicBool::new(false), copies })
    }

    /// An audit of the record as it is now, or a young one that has what is asked for; the newest there is where a new one takes
    /// long; none before the first.
    pub async fn report(
        self: &Arc<Self>,
        office: &Arc<Office>,
        has: impl Fn(&Report) -> bool,
    ) -> Option<Arc<Checked>> {
        let size = office.host().await.size();
        let until = tokio::time::Instant::now().checked_add(PATIENCE)?;
        let serves =
            |checked: &Arc<Checked>| checked.size >= size || (checked.is_young() && has(&checked.report));
        for _ in 0..ROUNDS {
            let mut told = self.latest.subscribe();
            if let Some(found) = self.latest().filter(serves) {
                return Some(found);
            }
            self.begin(office);
            if !matches!(timeout_at(until, told.changed()).await, Ok(Ok(()))) {
                break;
            }
        }
        self.latest()
    }

    fn latest(&self) -> Option<Arc<Checked>> {
        self.latest.borrow().clone()
    }

    /// Begins one, unless one is being made.
    fn begin(self: &Arc<Self>, office: &Arc<Office>) {
        if self.is_running.swap(true, Ordering::AcqRel) {
            return;
        }
        let (audits, office) = (Arc::clone(self), Arc::clone(office));
        tokio::spawn(async move {
            let checked = check(&office).await;
            audits.is_running.store(false, Ordering::Release);
            match checked {
                Ok(checked) => drop(audits.latest.send_replace(Some(Arc::new(checked)))),
                Err(error) => {
                    tracing::error!(%error, "the public files were not audited");
                    audits.latest.send_modify(|_| {});
                }
            }
        });
    }
}

async fn check(office: &Office) -> io::Result<Checked> {
    let (at, made) = (office.clock().now(), Instant::now());
    let snapshot = Snapshot::take(office).await?;
    let size = snapshot.size;
    let options = Options { at: Some(at), ..Options::default() };
    let audited = spawn_blocking(move || kenes_verify::audit(&snapshot, &options, &mut |_| {})).await;
    let report = audited.map_err(io::Error::other)??;
    Ok(Checked { report, at, size, took: made.elapsed(), made })
}
