//! The stores in SQLite and PostgreSQL: one text for each query, two folders of migrations.
//!
//! What only one engine understands stands in `engine.rs` (opening, beginning to write, locking) and in the migrations.
//! Columns are texts, integers and bytes: no time, no truth values, no arithmetic beyond counting, because the two engines
//! disagree about those.

mod engine;
mod migrate;
mod private;
mod record;

use std::fmt;
use std::path::Path;

use sqlx::AnyPool;

pub use self::engine::{DatabaseUrl, DatabaseUrlError, SqlLease};
use self::engine::{Engine, Kind};
pub use self::migrate::{MigrateError, Upgrade};
use crate::port::StoreError;

/// A record in a database. Clones share their connections.
#[derive(Clone)]
pub struct SqlRecord(Database);

/// Private data in a database. Clones share their connections.
#[derive(Clone)]
pub struct SqlPrivate(Database);

#[derive(Clone)]
struct Database {
    pool: AnyPool,
    /// For commits that a later one makes durable.
    later: AnyPool,
    engine: Engine,
}

/// A database was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// It cannot be reached or read.
    #[error("the database cannot be opened: {0}")]
    Connect(#[source] sqlx::Error),
    /// A file that must be there is not, or is empty.
    #[error("the database {} is lost", path.display())]
    Missing {
        /// The file.
        path: std::path::PathBuf,
    },
    /// Its path is not a text.
    #[error("the path {} is not text in UTF-8", path.display())]
    Path {
        /// The path.
        path: std::path::PathBuf,
    },
    /// Its tables are not as this program needs them, and could not be made so.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
}

impl SqlRecord {
    /// Opens the file of a record, and makes it when it is not there.
    ///
    /// # Errors
    /// It cannot be opened, is no record, or belongs to a newer program.
    pub async fn open_sqlite(path: &Path) -> Result<Self, OpenError> {
        let engine = Engine::sqlite(path, Kind::Record)?;
        Database::open(engine, Upgrade::BacksUpItself).await.map(Self)
    }

    /// Opens the schema `kenes_record` of a PostgreSQL database, and makes it when it is not there.
    ///
    /// # Errors
    /// It cannot be reached, belongs to a newer program, or needs an upgrade for which there is no word of a backup.
    pub async fn open_postgres(url: &DatabaseUrl, upgrade: Upgrade) -> Result<Self, OpenError> {
        Database::open(Engine::postgres(url, Kind::Record), upgrade).await.map(Self)
    }

    /// Writes a consistent copy of an SQLite record to a path where nothing is yet. It is not durable before it was synced.
    ///
    /// # Errors
    /// The copy cannot be written.
    pub(crate) async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        engine::copy_to(&self.0.pool, path).await
    }

    /// Ends the connections, once their work is done.
    pub async fn close(&self) {
        self.0.later.close().await;
        self.0.pool.close().await;
    }
}

impl SqlPrivate {
    /// Opens the file of private data, and makes it when it is not there.
    ///
    /// # Errors
    /// It cannot be opened, is no such file, or belongs to a newer program.
    pub async fn open_sqlite(path: &Path) -> Result<Self, OpenError> {
        let engine = Engine::sqlite(path, Kind::Private)?;
        Database::open(engine, Upgrade::BacksUpItself).await.map(Self)
    }

    /// Opens the schema `kenes_private` of a PostgreSQL database, and makes it when it is not there.
    ///
    /// # Errors
    /// It cannot be reached, belongs to a newer program, or needs an upgrade for which there is no word of a backup.
    pub async fn open_postgres(url: &DatabaseUrl, upgrade: Upgrade) -> Result<Self, OpenError> {
        Database::open(Engine::postgres(url, Kind::Private), upgrade).await.map(Self)
    }

    /// As [`SqlRecord::copy_to`].
    pub(crate) async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        engine::copy_to(&self.0.pool, path).await
    }

    /// Ends the connections, once their work is done.
    pub async fn close(&self) {
        self.0.later.close().await;
        self.0.pool.close().await;
    }
}

impl Database {
    async fn open(engine: Engine, upgrade: Upgrade) -> Result<Self, OpenError> {
        let pool = engine.connect().await.map_err(OpenError::Connect)?;
        let opened = migrate::migrate(&pool, &engine, upgrade).await;
        if let Err(error) = opened {
            pool.close().await;
            return Err(error.into());
        }
        // A killed process may have deleted something and not emptied the log. Who cannot leaves it to the next.
        drop(engine.overwrite(&pool).await);
        let later = engine.connect_later().map_err(OpenError::Connect)?;
        Ok(Self { pool, later, engine })
    }
}

impl fmt::Debug for SqlRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SqlRecord({:?})", self.0.engine)
    }
}

impl fmt::Debug for SqlPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SqlPrivate({:?})", self.0.engine)
    }
}

/// A number of leaves or the like as the databases have it.
fn stored(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Number { number })
}

/// A number that a database has, which the program wrote and which is not negative.
fn loaded(number: i64, table: &'static str) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Damaged { table, row: 0 })
}
