//! Appends acts to a record until it is ended, and prints each index when it is acknowledged. For trials with faults, and to
//! measure.
//!
//! `append_forever DATABASE FOLDER [--postgres] [--clients N] [--batch N] [--wait MS] [--acts N]`
//!
//! `DATABASE` is the path of an SQLite file or, with `--postgres`, an address. `FOLDER` gets the static files; `-` for none.
//! The leaf of the index that is printed reads `act N`, padded to 408 bytes; N and the index need not be equal. With
//! `--acts` it stops after so many and prints how long it took.
#![expect(clippy::float_arithmetic, reason = "a rate for people")]

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use kenes_record::Hash;
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_store::folder::Folder;
use kenes_store::port::{Holder, NewLeaf, RecordStore};
use kenes_store::sequencer::{Options, Publish, Sequencer, Start, start};
use kenes_store::sql::{SqlRecord, Upgrade};
use tokio::task::JoinSet;

type Failure = Box<dyn Error + Send + Sync>;

struct Arguments {
    database: String,
    folder: String,
    postgres: bool,
    clients: u64,
    acts: u64,
    options: Options,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = arguments()?;
    let store = if arguments.postgres {
        SqlRecord::open_postgres(&arguments.database.parse()?, Upgrade::Refuse).await?
    } else {
        SqlRecord::open_sqlite(Path::new(&arguments.database)).await?
    };
    let signer = NoteSigner::from_secret(KeyName::new("example.org/k/forever")?, KeyUse::Note, &[7; 32])?;
    let log = signer.verifier().clone();
    let store = Arc::new(store);
    if arguments.folder == "-" {
        run(&arguments, store, signer, ()).await
    } else {
        let folder = Folder::open(Path::new(&arguments.folder), log)?;
        run(&arguments, store, signer, folder).await
    }
}

async fn run<P: Publish>(
    arguments: &Arguments,
    store: Arc<SqlRecord>,
    signer: NoteSigner,
    publisher: P,
) -> Result<(), Failure> {
    let first = store.size().await?;
    let sequencer = start(Start {
        store,
        signer,
        witnesses: (),
        publisher,
        holder: Holder::new(holder()?),
        stated: None,
        restored: false,
        options: arguments.options,
    })
    .await?;
    let begin = Instant::now();
    let mut times = append(arguments, &sequencer, first).await?;
    let seconds = begin.elapsed().as_secs_f64();
    sequencer.stop().await?;
    times.sort();
    let at = |per_mille: usize| {
        times.get(times.len().saturating_mul(per_mille) / 1000).copied().unwrap_or_default()
    };
    let count = u32::try_from(times.len())?;
    eprintln!(
        "{count} acts in {seconds:.2} s: {:.0}/s; an answer after {:?} (median), {:?} (99 %)",
        f64::from(count) / seconds,
        at(500),
        at(990)
    );
    Ok(())
}

/// Every client submits, waits for the answer, and submits again.
async fn append(arguments: &Arguments, sequencer: &Sequencer, first: u64) -> Result<Vec<Duration>, Failure> {
    let next = Arc::new(AtomicU64::new(first));
    let end = first.saturating_add(arguments.acts);
    let mut clients = JoinSet::new();
    for _ in 0..arguments.clients {
        let (submitter, next) = (sequencer.submitter(), Arc::clone(&next));
        clients.spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= end {
                    return Ok::<_, Failure>(times);
                }
                let bytes = format!("{:408}", format!("act {number}")).into_bytes();
                let begin = Instant::now();
                let answer = submitter.submit(NewLeaf { id: Hash::of(&bytes), bytes }).await?;
                times.push(begin.elapsed());
                let mut out = std::io::stdout().lock();
                writeln!(out, "{}", answer.index)?;
                out.flush()?;
            }
        });
    }
    let mut times = Vec::new();
    while let Some(client) = clients.join_next().await {
        times.extend(client??);
    }
    Ok(times)
}

fn arguments() -> Result<Arguments, Failure> {
    let mut places = Vec::new();
    let mut postgres = false;
    let (mut clients, mut acts) = (256, u64::MAX);
    let mut options = Options::default();
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut number = || rest.next().unwrap_or_default().parse::<u64>();
        match argument.as_str() {
            "--postgres" => postgres = true,
            "--clients" => clients = number()?,
            "--acts" => acts = number()?,
            "--batch" => options.max_batch = usize::try_from(number()?)?,
            "--wait" => options.max_wait = Duration::from_millis(number()?),
            _ => places.push(argument),
        }
    }
    let [database, folder] = <[String; 2]>::try_from(places).map_err(|_| "DATABASE and FOLDER are needed")?;
    Ok(Arguments { database, folder, postgres, clients, acts, options })
}

/// Unlike any other start: the time and the process. A server takes random bytes.
fn holder() -> Result<[u8; 16], Failure> {
    let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_nanos();
    let process = u128::from(std::process::id());
    Ok((time << 32 | process).to_be_bytes())
}
