//! What `kenes.toml` says about answering over HTTP and about mail.
//!
//! ```toml
//! [serve]
//! listen = "127.0.0.1:7300"              # where to listen
//! base_url = "https://council.example"   # how people reach it, in links and codes
//! language = "kk"                        # where the browser asks for none that there is
//! behind_proxy = true                    # everybody comes through a proxy, which says who asks (X-Forwarded-For)
//!
//! [smtp]
//! host = "mail.example.org"
//! port = 587
//! tls = "starttls"                       # or "tls", or "none" for a mail server on this machine
//! user = "council"
//! password_file = "/etc/kenes/password"  # or password_env, or password
//! from = "The council <council@example.org>"
//! ```
//!
//! Every setting may be left away, and so may each section; a mail server needs `host` and `from`. What the folder of data
//! itself needs stands in the same file, and [`kenes_store::data::Settings`] reads it.

mod error;
mod reading;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::Path;

use kenes_text::Language;
use zeroize::Zeroizing;

pub use self::error::{ConfigError, Fault};
use crate::mail::Address;

/// Where it is listened when nothing is said: on this machine alone.
pub const LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 7_300));

/// What `kenes.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// About answering.
    pub serve: ServeSettings,
    /// About mail; none: messages stay in the outbox.
    pub smtp: Option<SmtpSettings>,
}

/// How people are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServeSettings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How people reach it; none: at the address where it listens.
    pub base_url: Option<BaseUrl>,
    /// The language where a browser asks for none that there is.
    pub language: Language,
    /// Whether everybody comes through a proxy, which says who asks.
    pub behind_proxy: bool,
}

/// The beginning of every link: `https://` or `http://`, a host and perhaps a port, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

/// How a mail server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether and how the connection is encrypted.
    pub encryption: Encryption,
    /// As whom one sends; none where the server asks for nothing.
    pub login: Option<Login>,
    /// The sender of every letter.
    pub from: Address,
}

/// Whether and how a connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// After the greeting, and never without (RFC 3207).
    StartTls,
    /// From the first byte on (RFC 8314).
    Tls,
    /// Not at all: for a mail server on this machine.
    None,
}

/// As whom one sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Password,
}

/// A password. Wiped when dropped, and not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Config {
    /// Reads `kenes.toml`; `variable` gives variables of the environment.
    ///
    /// # Errors
    /// It cannot be read, or says what cannot be: the error names file, line and remedy.
    pub fn read(path: &Path, variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| ConfigError::new(path, 1, Fault::File(error)))?;
        reading::read(&Zeroizing::new(text), path, &variable)
    }
}

impl Default for ServeSettings {
    fn default() -> Self {
        Self { listen: LISTEN, base_url: None, language: Language::default(), behind_proxy: false }
    }
}

impl Encryption {
    /// The port that is usual.
    pub const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

impl BaseUrl {
    /// Reads one.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim_end_matches('/');
        let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:[]".contains(&byte);
        (!authority.is_empty() && authority.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether links are encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Password {
    /// The password with this text.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The text, for the mail server.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(<redacted>)")
    }
}

#[cfg(test)]
mod tests;
