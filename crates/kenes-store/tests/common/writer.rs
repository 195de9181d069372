//! A process that appends acts until it is ended, and says on its standard output what it was promised: the same test program,
//! started again with [`VARIABLE`] set.
//!
//! ```text
//! started SIZE
//! ack INDEX SIZE ID      the leaf ID is at INDEX, below a signed head of SIZE
//! published SIZE
//! failed REASON          a leaf was refused
//! trouble REASON         a head could not be published
//! refused REASON         the sequencer did not start
//! ended REASON           it ended by itself
//! ```

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kenes_record::Hash;
use kenes_store::folder::Folder;
use kenes_store::port::{AcquireError, Holder, NewLeaf, RecordStore};
use kenes_store::sequencer::{
    Acknowledged, Options, Progress, Publish, Sequencer, Start, StartError, SubmitError, Submitter,
    Witnesses, start,
};
use kenes_store::sql::{SqlRecord, Upgrade};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::council::{Council, Spoken};
use super::witness::Witness;

/// Set for a process that is a writer: what it is to do.
pub const VARIABLE: &str = "KENES_TEST_WRITER";

/// What a writer is to do.
#[derive(Clone, Debug)]
pub struct Orders {
    /// The path of an SQLite file, or the address of a PostgreSQL database.
    pub database: String,
    /// The static files; `-`: none.
    pub folder: PathBuf,
    /// How many submit at once.
    pub clients: u64,
    /// The most leaves of a batch.
    pub batch: u64,
    /// How long a batch waits for more, in milliseconds.
    pub wait: u64,
    /// The number of the first act.
    pub first: u64,
    /// How many acts; then it stops in good order.
    pub acts: u64,
    /// Whether a witness cosigns.
    pub witness: bool,
    /// Whether each client waits until its act is published.
    pub lockstep: bool,
    /// Whether it waits for another sequencer to end.
    pub patient: bool,
}

impl Orders {
    pub fn new(database: &str, folder: &Path) -> Self {
        Self {
            database: database.to_owned(),
            folder: folder.to_path_buf(),
            clients: 1,
            batch: 64,
            wait: 1,
            first: 1,
            acts: u64::MAX,
            witness: false,
            lockstep: false,
            patient: false,
        }
    }

    fn to_text(&self) -> String {
        let Self { database, folder, clients, batch, wait, first, acts, witness, lockstep, patient } = self;
        let folder = folder.to_str().unwrap();
        format!(
            "{database}\n{folder}\n{clients}\n{batch}\n{wait}\n{first}\n{acts}\n{witness}\n{lockstep}\n{patient}"
        )
    }

    fn parse(text: &str) -> Self {
        let lines: Vec<&str> = text.split('\n').collect();
        let [database, folder, clients, batch, wait, first, acts, witness, lockstep, patient] = lines[..]
        else {
            panic!("{text}")
        };
        let number = |text: &str| text.parse().unwrap();
        Self {
            database: database.to_owned(),
            folder: folder.into(),
            clients: number(clients),
            batch: number(batch),
            wait: number(wait),
            first: number(first),
            acts: number(acts),
            witness: witness == "true",
            lockstep: lockstep == "true",
            patient: patient == "true",
        }
    }

    /// The command that starts a writer; the test program needs a test `writer` that calls [`be_a_writer`].
    pub fn command(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "writer", "--nocapture", "--test-threads=1"]);
        command.env(VARIABLE, self.to_text());
        command
    }

    pub fn spawn(&self) -> Writer {
        Writer::of(self.command())
    }
}

/// What a writer said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Started(u64),
    Acknowledged { index: u64, size: u64, id: Hash },
    Published(u64),
    Failed(String),
    Trouble(String),
    Refused(String),
    Ended(String),
}

/// A writer that runs. It is killed when dropped.
#[derive(Debug)]
pub struct Writer {
    process: Child,
    lines: BufReader<ChildStdout>,
}

impl Writer {
    pub fn of(mut command: Command) -> Self {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        Self { process, lines }
    }

    /// The next thing that it says; none when it has ended.
    pub fn next(&mut self) -> Option<Said> {
        loop {
            let mut line = String::new();
            // A line cut off by the end was not said.
            if self.lines.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
                return None;
            }
            if let Some(said) = parse(line.trim_end()) {
                return Some(said);
            }
        }
    }

    /// All that it still says.
    pub fn rest(&mut self) -> Vec<Said> {
        std::iter::from_fn(|| self.next()).collect()
    }

    /// Ends it as a loss of power would end a process: with no chance to do anything more.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Waits for its end, which must be a good one.
    pub fn wait(&mut self) {
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn parse(line: &str) -> Option<Said> {
    let (word, rest) = line.split_once(' ')?;
    let number = |text: &str| text.parse::<u64>().unwrap();
    Some(match word {
        "started" => Said::Started(number(rest)),
        "ack" => {
            let parts: Vec<&str> = rest.split(' ').collect();
            let id = Hash::from_base64(parts[2]).unwrap();
            Said::Acknowledged { index: number(parts[0]), size: number(parts[1]), id }
        }
        "published" => Said::Published(number(rest)),
        "failed" => Said::Failed(rest.to_owned()),
        "trouble" => Said::Trouble(rest.to_owned()),
        "refused" => Said::Refused(rest.to_owned()),
        "ended" => Said::Ended(rest.to_owned()),
        _ => return None,
    })
}

/// Is a writer, in a process that was started as one.
pub fn be_a_writer() {
    let Ok(text) = std::env::var(VARIABLE) else { return };
    // The test runner has written the beginning of a line.
    say("");
    super::run(write(Orders::parse(&text)));
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // In one piece: another process reads it.
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
}

/// Opens a database by its path or address.
pub async fn open(database: &str) -> SqlRecord {
    if database.starts_with("postgres") {
        SqlRecord::open_postgres(&database.parse().unwrap(), Upgrade::Refuse).await.unwrap()
    } else {
        SqlRecord::open_sqlite(Path::new(database)).await.unwrap()
    }
}

/// Starts a sequencer of the council.
pub async fn begin<W: Witnesses, P: Publish>(
    store: &Arc<SqlRecord>,
    witnesses: W,
    publisher: P,
    options: Options,
) -> Result<Sequencer, StartError> {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let holder = Holder::new((time << 32 | u128::from(std::process::id())).to_be_bytes());
    let store = Arc::clone(store);
    let signer = Council::new().log();
    start(Start { store, signer, witnesses, publisher, holder, stated: None, restored: false, options }).await
}

async fn write(orders: Orders) {
    let store = Arc::new(open(&orders.database).await);
    let council = Arc::new(Council::new());
    let mut tries = if orders.patient { 3_000 } else { 0 };
    let begun = loop {
        match begin_as(&orders, &store, &council).await {
            Err(StartError::Acquire(AcquireError::Held)) if tries > 0 => {
                tries -= 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            begun => break begun,
        }
    };
    let sequencer = match begun {
        Ok(sequencer) => sequencer,
        Err(error) => return say(&format!("refused {error}")),
    };
    say(&format!("started {}", store.size().await.unwrap()));
    tokio::spawn(tell(sequencer.progress()));
    repeat_what_is_there(&sequencer, &store, &council).await;
    let mut clients = JoinSet::new();
    let next = Arc::new(AtomicU64::new(orders.first));
    for _ in 0..orders.clients {
        let client = Client {
            submitter: sequencer.submitter(),
            progress: sequencer.progress(),
            store: Arc::clone(&store),
            council: Arc::clone(&council),
            next: Arc::clone(&next),
            orders: orders.clone(),
        };
        clients.spawn(client.run());
    }
    clients.join_all().await;
    if let Err(error) = sequencer.stop().await {
        say(&format!("ended {error}"));
    }
}

async fn begin_as(
    orders: &Orders,
    store: &Arc<SqlRecord>,
    council: &Council,
) -> Result<Sequencer, StartError> {
    let options = Options {
        max_batch: usize::try_from(orders.batch).unwrap(),
        max_wait: Duration::from_millis(orders.wait),
        retry: Duration::from_millis(50),
        ..Options::default()
    };
    let folder = || Folder::open(&orders.folder, council.log().verifier().clone()).unwrap();
    match (orders.folder == Path::new("-"), orders.witness) {
        (true, false) => begin(store, (), (), options).await,
        (true, true) => begin(store, Witness::new(), (), options).await,
        (false, false) => begin(store, (), folder(), options).await,
        (false, true) => begin(store, Witness::new(), folder(), options).await,
    }
}

async fn tell(mut progress: watch::Receiver<Progress>) {
    let (mut published, mut trouble) = (None, None);
    loop {
        let now = progress.borrow_and_update().clone();
        if now.published != published {
            published = now.published;
            say(&format!("published {}", published.unwrap_or(0)));
        }
        let words = now.trouble.map(|trouble| trouble.to_string());
        if words != trouble {
            say(&format!("trouble {}", words.as_deref().unwrap_or("is over")));
            trouble = words;
        }
        if progress.changed().await.is_err() {
            return;
        }
    }
}

/// The first act, where there is none; else the last ones once more, as somebody does who has lost the answer.
async fn repeat_what_is_there(sequencer: &Sequencer, store: &SqlRecord, council: &Council) {
    let size = store.size().await.unwrap();
    for blob in council.blobs() {
        store.put_blob(blob).await.unwrap();
    }
    if size == 0 {
        let Acknowledged { index, .. } = sequencer.submitter().submit(council.genesis()).await.unwrap();
        assert_eq!(index, 0);
    }
    let last = size.saturating_sub(3);
    for (leaf, place) in store.leaves(last..size).await.unwrap().into_iter().zip(last..) {
        let Acknowledged { index, size, known } = sequencer.submitter().submit(leaf).await.unwrap();
        assert!(index == place && known && size > place);
    }
}

struct Client {
    submitter: Submitter,
    progress: watch::Receiver<Progress>,
    store: Arc<SqlRecord>,
    council: Arc<Council>,
    next: Arc<AtomicU64>,
    orders: Orders,
}

impl Client {
    async fn run(mut self) {
        let end = self.orders.first.saturating_add(self.orders.acts);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= end {
                return;
            }
            let seen = self.progress.borrow().head.as_ref().map(|head| head.head().clone());
            let Spoken { leaf, blob } = self.council.act(number, seen.as_ref());
            if let Some(blob) = blob {
                while let Err(error) = self.store.put_blob(&blob).await {
                    self.wait(&error).await;
                }
            }
            let Some(told) = self.submit(&leaf).await else { return };
            say(&format!("ack {} {} {}", told.index, told.size, leaf.id.to_base64()));
            if number.is_multiple_of(7) {
                let Some(again) = self.submit(&leaf).await else { return };
                assert!(again.known && again.index == told.index);
            }
            if self.orders.lockstep {
                let published = |progress: &Progress| progress.published >= Some(told.size);
                self.progress.wait_for(published).await.unwrap();
            }
        }
    }

    /// Submits until there is an answer; none when the sequencer has ended.
    async fn submit(&self, leaf: &NewLeaf) -> Option<Acknowledged> {
        loop {
            match self.submitter.submit(leaf.clone()).await {
                Ok(told) => return Some(told),
                Err(SubmitError::Stopped) => return None,
                Err(error) => self.wait(&error).await,
            }
        }
    }

    async fn wait(&self, error: &impl std::fmt::Display) {
        say(&format!("failed {error}"));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
