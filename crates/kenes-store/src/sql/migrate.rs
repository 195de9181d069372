//! Bringing the tables of a database to where this program needs them.

use std::path::PathBuf;

use sqlx::migrate::{Migrate as _, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, Executor as _, SqlSafeStr as _};

use super::engine::{Engine, Kind, copy_to};
use crate::files;
use crate::port::StoreError;

/// Where sqlx keeps what was applied.
const TABLE: &str = "_sqlx_migrations";

/// What stands between an upgrade and the loss of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// SQLite: a copy of the file is put beside it first.
    BacksUpItself,
    /// PostgreSQL: refuse to upgrade.
    Refuse,
    /// PostgreSQL: somebody says that there is a backup.
    BackupExists,
}

/// The tables of a database could not be brought to where this program needs them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrateError {
    /// The file belongs to another program, or is the other of the two databases.
    #[error("the database is not the one of kenes that belongs here")]
    Foreign,
    /// A newer program has been here.
    #[error("the database has schema {found}, this program knows {known}: use the newer program")]
    Newer {
        /// The schema that it has.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// There must be a backup first.
    #[error(
        "the database has schema {found} and needs {known}: make a backup first, then say that there is one"
    )]
    NeedsBackup {
        /// The schema that it has.
        found: i64,
        /// The schema that this program needs.
        known: i64,
    },
    /// The backup could not be made.
    #[error("the backup {} cannot be written: {error}", path.display())]
    Backup {
        /// Where it was to be.
        path: PathBuf,
        /// Why not.
        error: StoreError,
    },
    /// The backup could not be made durable.
    #[error("the backup {} cannot be synced: {error}", path.display())]
    BackupSync {
        /// Where it is.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The tables were changed by somebody, or a migration failed.
    #[error("the tables cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
}

/// A migration: its number, what it does, its text for SQLite and for PostgreSQL.
pub(super) type Step = (i64, &'static str, &'static str, &'static str);

const RECORD: &[Step] = &[(
    1,
    "record",
    include_str!("../../migrations/sqlite/record/0001_record.sql"),
    include_str!("../../migrations/postgres/record/0001_record.sql"),
)];

const PRIVATE: &[Step] = &[
    (
        1,
        "private",
        include_str!("../../migrations/sqlite/private/0001_private.sql"),
        include_str!("../../migrations/postgres/private/0001_private.sql"),
    ),
    (
        2,
        "entering",
        include_str!("../../migrations/sqlite/private/0002_entering.sql"),
        include_str!("../../migrations/postgres/private/0002_entering.sql"),
    ),
];

/// Applies what is not yet applied.
pub(super) async fn migrate(pool: &AnyPool, engine: &Engine, upgrade: Upgrade) -> Result<(), MigrateError> {
    let steps = match engine.kind() {
        Kind::Record => RECORD,
        Kind::Private => PRIVATE,
    };
    apply(pool, engine, upgrade, steps).await
}

async fn apply(
    pool: &AnyPool,
    engine: &Engine,
    upgrade: Upgrade,
    steps: &[Step],
) -> Result<(), MigrateError> {
    let mut connection = pool.acquire().await?;
    claim(&mut connection, engine).await?;
    connection.ensure_migrations_table(TABLE).await?;
    let applied = connection.list_applied_migrations(TABLE).await?;
    let found = applied.iter().map(|migration| migration.version).max();
    let known = steps.iter().map(|(version, ..)| *version).max().unwrap_or(0);
    match found {
        Some(found) if found > known => return Err(MigrateError::Newer { found, known }),
        Some(found) if found < known => back_up(pool, engine, upgrade, found, known).await?,
        _ => {}
    }
    Ok(migrator(engine, steps).run_direct(None, &mut *connection, false).await?)
}

/// Makes an empty database ours, and refuses one that is somebody else's.
async fn claim(connection: &mut AnyConnection, engine: &Engine) -> Result<(), MigrateError> {
    let (ours, mark) = match engine {
        Engine::Postgres { kind, .. } => {
            let schema = format!("CREATE SCHEMA IF NOT EXISTS {}", kind.schema());
            connection.execute(sqlx::AssertSqlSafe(schema).into_sql_str()).await?;
            return Ok(());
        }
        Engine::Sqlite { kind, .. } => {
            (kind.application(), format!("PRAGMA application_id = {}", kind.application()))
        }
    };
    let found: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let tables: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master").fetch_one(&mut *connection).await?;
    if found == ours {
        return Ok(());
    }
    if found != 0 || tables != 0 {
        return Err(MigrateError::Foreign);
    }
    connection.execute(sqlx::AssertSqlSafe(mark).into_sql_str()).await?;
    Ok(())
}

async fn back_up(
    pool: &AnyPool,
    engine: &Engine,
    upgrade: Upgrade,
    found: i64,
    known: i64,
) -> Result<(), MigrateError> {
    let Engine::Sqlite { path, .. } = engine else {
        return match upgrade {
            Upgrade::BackupExists => Ok(()),
            Upgrade::Refuse | Upgrade::BacksUpItself => Err(MigrateError::NeedsBackup { found, known }),
        };
    };
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{found}"));
    let copy = PathBuf::from(name);
    // One that is there was made by an upgrade that did not end: it may be cut off, the database is whole.
    if copy.exists() {
        std::fs::remove_file(&copy)
            .map_err(|error| MigrateError::BackupSync { path: copy.clone(), error })?;
    }
    files::create_private(&copy).map_err(|error| MigrateError::BackupSync { path: copy.clone(), error })?;
    copy_to(pool, &copy).await.map_err(|error| MigrateError::Backup { path: copy.clone(), error })?;
    files::sync(&copy).map_err(|error| MigrateError::BackupSync { path: copy, error })
}

fn migrator(engine: &Engine, steps: &[Step]) -> Migrator {
    let migrations = steps.iter().map(|(version, name, sqlite, postgres)| {
        let text = match engine {
            Engine::Sqlite { .. } => sqlite,
            Engine::Postgres { .. } => postgres,
        };
        let text = text.into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, text, false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: &str = "CREATE TABLE later (one INTEGER)";

    async fn opened(path: &std::path::Path, kind: Kind, steps: &[Step]) -> Result<(), MigrateError> {
        let engine = Engine::sqlite(path, kind).unwrap();
        let pool = engine.connect().await?;
        let result = apply(&pool, &engine, Upgrade::BacksUpItself, steps).await;
        pool.close().await;
        result
    }

    /// The names of tables and of their columns, in order.
    fn names(text: &str) -> Vec<&str> {
        let lines = text.lines().filter(|line| !line.starts_with("--"));
        let words = lines.filter_map(|line| match line.strip_prefix("CREATE TABLE ") {
            Some(rest) => rest.split_whitespace().next(),
            None => line.strip_prefix("    ").and_then(|column| column.split_whitespace().next()),
        });
        words.filter(|word| *word != "CHECK").collect()
    }

    #[test]
    fn both_engines_have_the_same_tables() {
        for (version, name, sqlite, postgres) in [RECORD, PRIVATE].concat() {
            assert!(names(sqlite).len() > 10);
            assert_eq!(names(sqlite), names(postgres), "{version} {name}");
        }
    }

    #[tokio::test]
    async fn an_upgrade_leaves_a_backup_and_a_newer_schema_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        let copy = folder.path().join("record.db.schema-1");
        opened(&path, Kind::Record, RECORD).await.unwrap();
        assert!(!copy.exists());
        opened(&path, Kind::Record, &[RECORD, &[(2, "next", NEXT, NEXT)]].concat()).await.unwrap();
        assert!(copy.exists());
        let error = opened(&path, Kind::Record, RECORD).await.unwrap_err();
        assert!(matches!(error, MigrateError::Newer { found: 2, known: 1 }), "{error}");
        // The backup is of the schema before.
        opened(&copy, Kind::Record, RECORD).await.unwrap();
    }

    #[tokio::test]
    async fn a_migration_that_was_edited_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        opened(&path, Kind::Record, RECORD).await.unwrap();
        let error = opened(&path, Kind::Record, &[(1, "record", NEXT, NEXT)]).await.unwrap_err();
        assert!(matches!(error, MigrateError::Migrate(_)), "{error}");
    }

    #[tokio::test]
    async fn a_foreign_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        opened(&path, Kind::Record, RECORD).await.unwrap();
        let error = opened(&path, Kind::Private, PRIVATE).await.unwrap_err();
        assert!(matches!(error, MigrateError::Foreign), "{error}");
        let other = folder.path().join("other.db");
        std::fs::write(&other, b"not a database, but long enough to be looked at as one").unwrap();
        assert!(matches!(opened(&other, Kind::Record, RECORD).await, Err(MigrateError::Database(_))));
    }
}
