//! What only one of the engines understands: addresses, settings of a connection, beginning to write, the lock.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Once;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, Connection as _, Executor as _, Row as _, Transaction};
use tokio::sync::Mutex;

use super::OpenError;
use crate::port::{AcquireError, Holder, StoreError};

/// The key of PostgreSQL's advisory lock: the letters `kenes` as a number. Advisory locks are apart by database.
const ADVISORY_LOCK: i64 = 0x6b_65_6e_65_73;

/// What a database is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Record,
    Private,
}

impl Kind {
    /// SQLite's number of the application that a file belongs to: `kenR`, `kenP`.
    pub(super) const fn application(self) -> i64 {
        match self {
            Self::Record => 0x6b_65_6e_52,
            Self::Private => 0x6b_65_6e_50,
        }
    }

    pub(super) const fn schema(self) -> &'static str {
        match self {
            Self::Record => "kenes_record",
            Self::Private => "kenes_private",
        }
    }
}

/// The address of a PostgreSQL database. It may hold a password, so it is not printed.
#[derive(Clone)]
pub struct DatabaseUrl(String);

/// A text is not the address of a PostgreSQL database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address of the form postgres://USER:PASSWORD@HOST/DATABASE")]
pub struct DatabaseUrlError;

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, DatabaseUrlError> {
        let scheme = text.starts_with("postgres://") || text.starts_with("postgresql://");
        let parsed = AnyConnectOptions::from_str(text).is_ok();
        if scheme && parsed { Ok(Self(text.to_owned())) } else { Err(DatabaseUrlError) }
    }
}

impl DatabaseUrl {
    /// The address, for a file that only its owner reads.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(<redacted>)")
    }
}

/// How many connections there are whose commits are durable at once.
const CONNECTIONS: u32 = 4;

/// When what a connection commits is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sync {
    /// When the commit has returned.
    Now,
    /// When a later commit on another connection has returned.
    Later,
}

/// Which database, on which engine.
#[derive(Clone, Debug)]
pub(super) enum Engine {
    Sqlite { path: PathBuf, url: String, kind: Kind },
    Postgres { url: DatabaseUrl, kind: Kind },
}

impl Engine {
    pub(super) fn sqlite(path: &Path, kind: Kind) -> Result<Self, OpenError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let text = path.to_str().ok_or_else(|| OpenError::Path { path: path.clone() })?;
        let url = format!("sqlite://{}?mode=rwc", escaped(text));
        Ok(Self::Sqlite { path, url, kind })
    }

    pub(super) fn postgres(url: &DatabaseUrl, kind: Kind) -> Self {
        Self::Postgres { url: url.clone(), kind }
    }

    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Sqlite { kind, .. } | Self::Postgres { kind, .. } => *kind,
        }
    }

    fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } => url,
            Self::Postgres { url, .. } => url.expose(),
        }
    }

    /// What every connection is told first. The promise to be durable rests on it.
    const fn settings(&self, sync: Sync) -> &'static str {
        // What is withdrawn or erased is overwritten.
        match (self, sync) {
            (Self::Sqlite { .. }, Sync::Now) => {
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"
            }
            (Self::Sqlite { .. }, Sync::Later) => {
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                 PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"
            }
            (Self::Postgres { kind: Kind::Record, .. }, Sync::Now) => {
                "SET search_path TO kenes_record; SET synchronous_commit TO on"
            }
            (Self::Postgres { kind: Kind::Record, .. }, Sync::Later) => {
                "SET search_path TO kenes_record; SET synchronous_commit TO off"
            }
            (Self::Postgres { kind: Kind::Private, .. }, Sync::Now) => {
                "SET search_path TO kenes_private; SET synchronous_commit TO on"
            }
            (Self::Postgres { kind: Kind::Private, .. }, Sync::Later) => {
                "SET search_path TO kenes_private; SET synchronous_commit TO off"
            }
        }
    }

    /// The connections whose commits are durable at once.
    pub(super) async fn connect(&self) -> Result<AnyPool, sqlx::Error> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        // The pool would try again for half a minute what fails at once.
        let mut first = AnyConnection::connect_with(&AnyConnectOptions::from_str(self.url())?).await?;
        first.execute(self.settings(Sync::Now)).await?;
        first.close().await?;
        self.pool(CONNECTIONS, Sync::Now)
    }

    /// One more connection, whose commits become durable with the next one on the others: the log of a database is synced as a
    /// whole, from its beginning to where it is.
    pub(super) fn connect_later(&self) -> Result<AnyPool, sqlx::Error> {
        self.pool(1, Sync::Later)
    }

    fn pool(&self, connections: u32, sync: Sync) -> Result<AnyPool, sqlx::Error> {
        let settings = self.settings(sync);
        let is_file = matches!(self, Self::Sqlite { .. });
        let options = AnyConnectOptions::from_str(self.url())?;
        Ok(AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(30))
            .test_before_acquire(matches!(self, Self::Postgres { .. }))
            .after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
            })
            .after_release(move |connection, _| {
                Box::pin(async move {
                    // When the disk is full SQLite ends a transaction by itself, of which sqlx knows nothing: no other could
                    // ever begin on this connection.
                    if is_file {
                        connection.ping().await?;
                    }
                    Ok(!connection.is_in_transaction())
                })
            })
            .connect_lazy_with(options))
    }

    /// Begins a transaction that writes: SQLite's lets nobody else begin one.
    pub(super) async fn begin(&self, pool: &AnyPool) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self {
            Self::Sqlite { .. } => pool.begin_with("BEGIN IMMEDIATE").await,
            Self::Postgres { .. } => pool.begin().await,
        }
    }

    /// Takes the lock that only one process can have.
    pub(super) async fn lock(&self) -> Result<Lock, AcquireError> {
        match self {
            Self::Sqlite { path, .. } => lock_file(path).map(Lock::File),
            Self::Postgres { url, .. } => {
                let mut connection = AnyConnection::connect(url.expose()).await.map_err(StoreError::from)?;
                let taken: i32 =
                    sqlx::query_scalar("SELECT CASE WHEN pg_try_advisory_lock($1) THEN 1 ELSE 0 END")
                        .bind(ADVISORY_LOCK)
                        .fetch_one(&mut connection)
                        .await
                        .map_err(StoreError::from)?;
                if taken == 1 {
                    Ok(Lock::Connection(Mutex::new(connection)))
                } else {
                    Err(AcquireError::Held)
                }
            }
        }
    }
}

/// How often the log is asked to be emptied before that is left to a task of its own, and how long each time waits.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(100);
/// How long the task waits between two tries.
const LATER: Duration = Duration::from_secs(10);

impl Engine {
    /// Takes out of SQLite's log what the file no longer has. Where somebody reads all the time, a backup for instance, that is
    /// tried again until it is done, or the database is closed: whoever deleted need not wait, and writers are not held up.
    /// PostgreSQL does that in its own time, with its vacuum and the turns of its log.
    pub(super) async fn overwrite(&self, pool: &AnyPool) -> Result<(), StoreError> {
        if matches!(self, Self::Postgres { .. }) {
            return Ok(());
        }
        for _ in 0..TRIES {
            if is_emptied(pool).await? {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        let pool = pool.clone();
        tokio::spawn(async move {
            while !pool.is_closed() && !is_emptied(&pool).await.unwrap_or(false) {
                tokio::time::sleep(LATER).await;
            }
        });
        Ok(())
    }
}

/// Empties the log, unless somebody reads from it. That is said in the answer, and is no error of the database.
async fn is_emptied(pool: &AnyPool) -> Result<bool, StoreError> {
    let mut connection = pool.acquire().await?;
    // It holds back writers while it waits for readers, so it hardly waits.
    sqlx::query("PRAGMA busy_timeout = 100").execute(&mut *connection).await?;
    let answer = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    sqlx::query("PRAGMA busy_timeout = 5000").execute(&mut *connection).await?;
    let busy: i64 = answer?.try_get(0)?;
    Ok(busy == 0)
}

/// The lock, for as long as it is held.
pub(super) enum Lock {
    File(#[expect(dead_code, reason = "held, not read")] File),
    Connection(#[expect(dead_code, reason = "held, not read")] Mutex<AnyConnection>),
}

/// The lease of a record in a database.
pub struct SqlLease {
    pub(super) holder: Holder,
    pub(super) _lock: Lock,
}

impl fmt::Debug for SqlLease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SqlLease({:?})", self.holder)
    }
}

/// Locks the file beside the database. The system gives the lock back when the process ends, however it ends.
fn lock_file(database: &Path) -> Result<File, AcquireError> {
    let mut name = database.as_os_str().to_owned();
    name.push(".sequencer");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(name);
    let file = file.map_err(AcquireError::File)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(AcquireError::Held),
        Err(TryLockError::Error(error)) => Err(AcquireError::File(error)),
    }
}

/// Writes a consistent copy of an SQLite database to a path where nothing is yet.
pub(super) async fn copy_to(pool: &AnyPool, path: &Path) -> Result<(), StoreError> {
    let path = path.to_str().ok_or_else(|| sqlx::Error::Io(std::io::ErrorKind::InvalidFilename.into()))?;
    sqlx::query("VACUUM INTO $1").bind(path).execute(pool).await?;
    Ok(())
}

/// A path as it stands in an address.
fn escaped(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_not_printed() {
        let url: DatabaseUrl = "postgres://kenes:geheim@localhost/kenes".parse().unwrap();
        let engine = Engine::postgres(&url, Kind::Record);
        assert!(!format!("{url:?} {engine:?}").contains("geheim"));
        assert!("mysql://localhost/kenes".parse::<DatabaseUrl>().is_err());
        assert!("postgres:".parse::<DatabaseUrl>().is_err());
    }

    #[test]
    fn paths_are_escaped() {
        assert_eq!(escaped("/a b/%?#é"), "/a%20b/%25%3F%23%C3%A9");
    }
}
