//! The folder with everything that a council's server keeps.
//!
//! ```text
//! kenes.toml    settings; may hold a password
//! record.db     the public record (with SQLite)
//! private.db    persons, messages, settings (with SQLite)
//! archives/     files of elections
//! keys/         the log's key
//! outbox/       messages as files, where nothing else sends them
//! public/       the record as static files
//! restored      there as long as the data came from a backup and nothing was signed since
//! ```
//!
//! `kenes.toml` is written last and read first: a folder without it is not one of these.

mod key_file;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kenes_record::key::{KeyName, KeyNameError, NoteSigner};
use toml::{Table, Value};

pub use self::key_file::{KeyFileError, read_signer, write_signer};
use crate::files;
use crate::sql::{DatabaseUrl, DatabaseUrlError, OpenError, SqlPrivate, SqlRecord, Upgrade};

/// The newest form of the folder that this program knows.
const FORMAT: i64 = 1;

pub(crate) const SETTINGS: &str = "kenes.toml";
pub(crate) const RECORD: &str = "record.db";
pub(crate) const PRIVATE: &str = "private.db";
pub(crate) const ARCHIVES: &str = "archives";
pub(crate) const KEYS: &str = "keys";
const OUTBOX: &str = "outbox";
const PUBLIC: &str = "public";
pub(crate) const RESTORED: &str = "restored";
const LOG_KEY: &str = "log.key";

/// A folder of data.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    settings: Settings,
}

/// What `kenes.toml` says about the data. Whatever else it says is for others.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the record, which is that of its key.
    pub origin: KeyName,
    /// The PostgreSQL database; none: the files of the folder.
    pub database: Option<DatabaseUrl>,
}

/// A folder of data was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateError {
    /// There is something already.
    #[error("{} is not empty", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("{} cannot be made: {error}", path.display())]
    File {
        /// The folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// A database.
    #[error(transparent)]
    Database(#[from] OpenError),
}

/// A folder of data was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenDataError {
    /// It is none.
    #[error("{} has no {SETTINGS}: it is not a folder of kenes", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// The settings cannot be read.
    #[error("{} cannot be read: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The settings are not TOML. Where is not said: the file may hold a password.
    #[error("{SETTINGS} is not a file in TOML")]
    Toml,
    /// A setting is missing, or is of another kind.
    #[error("{SETTINGS} has no {name} as it should")]
    Setting {
        /// The setting.
        name: &'static str,
    },
    /// The origin.
    #[error("the origin in {SETTINGS}: {0}")]
    Origin(#[from] KeyNameError),
    /// The database.
    #[error("the database in {SETTINGS}: {0}")]
    Database(#[from] DatabaseUrlError),
    /// A newer program made the folder.
    #[error("the folder has the form {found}, this program knows {FORMAT}: use the newer program")]
    Newer {
        /// The form that it has.
        found: i64,
    },
}

impl DataDir {
    /// Makes a folder where nothing is yet, or in an empty one, with empty databases.
    ///
    /// # Errors
    /// There is something, or it cannot be made. What was made so far is left without `kenes.toml`.
    pub async fn create(path: &Path, settings: Settings) -> Result<Self, CreateError> {
        layout(path)?;
        let data = Self { path: path.to_path_buf(), settings };
        data.make_databases().await?;
        let written = files::write_private(&data.path.join(SETTINGS), data.settings.to_toml().as_bytes());
        written.map_err(|error| CreateError::File { path: data.path.clone(), error })?;
        Ok(data)
    }

    /// Opens a folder.
    ///
    /// # Errors
    /// It is none, or belongs to a newer program.
    pub fn open(path: &Path) -> Result<Self, OpenDataError> {
        let settings = path.join(SETTINGS);
        let text = match fs::read_to_string(&settings) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(OpenDataError::Foreign { path: path.to_path_buf() });
            }
            other => other.map_err(|error| OpenDataError::File { path: settings, error })?,
        };
        Ok(Self { path: path.to_path_buf(), settings: Settings::parse(&text)? })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What `kenes.toml` says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Opens the record.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub async fn record(&self, upgrade: Upgrade) -> Result<SqlRecord, OpenError> {
        match &self.settings.database {
            Some(url) => SqlRecord::open_postgres(url, upgrade).await,
            None => SqlRecord::open_sqlite(&existing(self.path.join(RECORD))?).await,
        }
    }

    /// Opens the private data.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub async fn private(&self, upgrade: Upgrade) -> Result<SqlPrivate, OpenError> {
        match &self.settings.database {
            Some(url) => SqlPrivate::open_postgres(url, upgrade).await,
            None => SqlPrivate::open_sqlite(&existing(self.path.join(PRIVATE))?).await,
        }
    }

    async fn make_databases(&self) -> Result<(), CreateError> {
        if self.settings.database.is_none() {
            for name in [RECORD, PRIVATE] {
                // SQLite gives the files beside it the same mode.
                let made = files::create_private(&self.path.join(name));
                made.map_err(|error| CreateError::File { path: self.path.clone(), error })?;
            }
            SqlRecord::open_sqlite(&self.path.join(RECORD)).await?.close().await;
            SqlPrivate::open_sqlite(&self.path.join(PRIVATE)).await?.close().await;
            return Ok(());
        }
        self.record(Upgrade::Refuse).await?.close().await;
        self.private(Upgrade::Refuse).await?.close().await;
        Ok(())
    }

    /// Where files of elections are.
    pub fn archives(&self) -> PathBuf {
        self.path.join(ARCHIVES)
    }

    /// Where messages are put as files.
    pub fn outbox(&self) -> PathBuf {
        self.path.join(OUTBOX)
    }

    /// Where the record is as static files.
    pub fn public(&self) -> PathBuf {
        self.path.join(PUBLIC)
    }

    /// Keeps the log's key, where there is none yet.
    ///
    /// # Errors
    /// There is one, or it cannot be written.
    pub fn keep_log_key(&self, signer: &NoteSigner) -> Result<(), KeyFileError> {
        write_signer(&self.path.join(KEYS).join(LOG_KEY), signer)
    }

    /// The log's key.
    ///
    /// # Errors
    /// It is not there, is malformed, or others than its owner can read it.
    pub fn log_key(&self) -> Result<NoteSigner, KeyFileError> {
        read_signer(&self.path.join(KEYS).join(LOG_KEY))
    }

    /// Whether the data came from a backup, and no sequencer has started since.
    pub fn is_restored(&self) -> bool {
        self.path.join(RESTORED).exists()
    }

    /// Forgets that the data came from a backup: a sequencer has started, so they are complete.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn forget_restored(&self) -> io::Result<()> {
        let marker = self.path.join(RESTORED);
        files::remove(&marker)?;
        files::sync_folder(&marker)
    }
}

impl Settings {
    fn parse(text: &str) -> Result<Self, OpenDataError> {
        let table: Table = text.parse().map_err(|_| OpenDataError::Toml)?;
        let name = "format";
        let found = table.get(name).and_then(Value::as_integer).ok_or(OpenDataError::Setting { name })?;
        if found != FORMAT {
            return Err(OpenDataError::Newer { found });
        }
        let name = "origin";
        let origin = table.get(name).and_then(Value::as_str).ok_or(OpenDataError::Setting { name })?;
        let name = "database";
        let database = table.get(name).map(|value| value.as_str().ok_or(OpenDataError::Setting { name }));
        let database = database.transpose()?.map(str::parse).transpose()?;
        Ok(Self { origin: KeyName::new(origin)?, database })
    }

    fn to_toml(&self) -> String {
        let mut table = Table::new();
        table.insert("format".to_owned(), Value::Integer(FORMAT));
        table.insert("origin".to_owned(), Value::String(self.origin.as_str().to_owned()));
        if let Some(url) = &self.database {
            table.insert("database".to_owned(), Value::String(url.expose().to_owned()));
        }
        table.to_string()
    }
}

/// Makes the folder and those below it.
pub(crate) fn layout(path: &Path) -> Result<(), CreateError> {
    let failed = |error| CreateError::File { path: path.to_path_buf(), error };
    fs::create_dir_all(path).map_err(failed)?;
    if fs::read_dir(path).map_err(failed)?.next().is_some() {
        return Err(CreateError::Exists { path: path.to_path_buf() });
    }
    let made = || {
        files::create_private_folder(&path.join(KEYS))?;
        files::create_private_folder(&path.join(OUTBOX))?;
        fs::create_dir(path.join(ARCHIVES))?;
        fs::create_dir(path.join(PUBLIC))?;
        files::sync(path)?;
        files::sync_folder(path)
    };
    made().map_err(failed)
}

/// A database that was made with the folder: one that is lost must not come back empty.
fn existing(path: PathBuf) -> Result<PathBuf, OpenError> {
    let is_there = fs::metadata(&path).is_ok_and(|metadata| metadata.len() > 0);
    if is_there { Ok(path) } else { Err(OpenError::Missing { path }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings { origin: KeyName::new("example.org/k/test").unwrap(), database: None }
    }

    #[tokio::test]
    async fn a_folder_is_made_once_and_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kenes-data");
        assert!(matches!(DataDir::open(&path), Err(OpenDataError::Foreign { .. })));
        DataDir::create(&path, settings()).await.unwrap();
        assert!(matches!(DataDir::create(&path, settings()).await, Err(CreateError::Exists { .. })));
        let data = DataDir::open(&path).unwrap();
        assert_eq!(data.settings().origin, settings().origin);
        assert!(!data.is_restored());
        for part in ["keys", "outbox", "archives", "public", "record.db", "private.db", "kenes.toml"] {
            assert!(path.join(part).exists(), "{part}");
        }
        data.record(Upgrade::Refuse).await.unwrap().close().await;
        fs::remove_file(path.join("record.db")).unwrap();
        assert!(matches!(data.record(Upgrade::Refuse).await, Err(OpenError::Missing { .. })));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn secret_parts_are_the_owner_s_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::create(folder.path(), settings()).await.unwrap();
        let private = data.private(Upgrade::Refuse).await.unwrap();
        for part in ["keys", "outbox", "private.db", "private.db-wal", "kenes.toml"] {
            let mode = fs::metadata(folder.path().join(part)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{part}: {mode:o}");
        }
        private.close().await;
    }

    #[test]
    fn settings_are_read_back_and_others_are_refused() {
        let mut with = settings();
        with.database = Some("postgres://kenes:geheim@localhost/kenes".parse().unwrap());
        let text = with.to_toml();
        assert!(!format!("{with:?}").contains("geheim"));
        assert_eq!(
            Settings::parse(&text).unwrap().database.unwrap().expose(),
            with.database.unwrap().expose()
        );
        let read = |text: &str| Settings::parse(text).unwrap_err();
        assert!(matches!(read("format = "), OpenDataError::Toml));
        assert!(matches!(read("origin = \"a\""), OpenDataError::Setting { name: "format" }));
        assert!(matches!(read(&text.replace("format = 1", "format = 2")), OpenDataError::Newer { found: 2 }));
        assert!(matches!(read("format = 1"), OpenDataError::Setting { name: "origin" }));
        assert!(matches!(read("format = 1\norigin = \"a b\""), OpenDataError::Origin(_)));
        assert!(matches!(
            read("format = 1\norigin = \"a\"\ndatabase = \"mysql:\""),
            OpenDataError::Database(_)
        ));
    }
}
