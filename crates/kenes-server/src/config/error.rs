//! What is wrong with `kenes.toml`, where, and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// `kenes.toml` cannot be used.
#[derive(Debug)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub fault: Fault,
}

/// What is wrong with a setting, and what to do. What the file says is not repeated where it could be a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    File(io::Error),
    /// It is not TOML from here on.
    #[error("not TOML: write NAME = VALUE, with texts in quotation marks")]
    Toml,
    /// There is no such setting.
    #[error("there is no setting {name:?} here: write one of {known:?}, or delete the line")]
    Unknown {
        /// What was written.
        name: String,
        /// Those that there are.
        known: &'static [&'static str],
    },
    /// A setting is something else than it must be.
    #[error("{name} must be {wanted}")]
    Value {
        /// The setting.
        name: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// A setting is needed.
    #[error("{name} is missing: add {name} = {example}")]
    Missing {
        /// The setting.
        name: &'static str,
        /// What it could be.
        example: &'static str,
    },
    /// A password would go through the net in the clear.
    #[error("tls = \"none\" with {name} is for a mail server on this machine only: write tls = \"starttls\"")]
    Clear {
        /// The setting that is a secret, or the host.
        name: &'static str,
    },
    /// The password is given more than once.
    #[error("the password is given more than once: keep one of password_file, password_env and password")]
    ManyPasswords,
    /// A user without a password.
    #[error("user needs a password: add password_file = \"PATH\"")]
    NoPassword,
    /// A password without a user.
    #[error("the password needs a user: add user = \"NAME\"")]
    NoUser,
    /// The file with the password.
    #[error("{} cannot be read: {error}", path.display())]
    PasswordFile {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The variable with the password.
    #[error("the variable {name} is not set: set it, or write password_file = \"PATH\"")]
    PasswordVariable {
        /// The variable.
        name: String,
    },
}

impl ConfigError {
    pub(super) fn new(path: &Path, line: usize, fault: Fault) -> Self {
        Self { path: path.to_path_buf(), line, fault }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, fault } = self;
        write!(f, "{}, line {line}: {fault}", path.display())
    }
}

impl std::error::Error for ConfigError {}
