//! What goes wrong with serving.

use std::io;
use std::net::SocketAddr;

use kenes_server::config::ConfigError;
use kenes_server::mail::SmtpError;
use kenes_server::office::OfficeError;

use crate::code::Code;

/// A council is not served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Mail(#[from] SmtpError),
    #[error("{text:?} is not http:// or https:// with a host, and perhaps a port")]
    BaseUrl { text: String },
    #[error("cannot listen on {address}: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("the service ended: {source}")]
    Served { source: io::Error },
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}

impl ServeError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Config(_) | Self::Mail(_) => Code::ServeConfig,
            Self::BaseUrl { .. } => Code::BaseUrl,
            Self::Listen { .. } | Self::Served { .. } => Code::Listen,
            Self::Office(_) => Code::NotKept,
            Self::Randomness(_) => Code::Randomness,
        }
    }
}
