//! Letters by SMTP (RFC 5321), one connection for each.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use kenes_record::Hash;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::address::Address;
use super::letter::Letter;
use super::outbox::{Carrier, CarryError};
use crate::config::{Encryption, SmtpSettings};

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The codes that say that this letter to this mailbox will never be taken (RFC 5321, section 4.2.3; RFC 7504). Others that
/// are said to be for good, such as a password that is refused, are for the operator to mend.
const NO_MAILBOX: [u16; 4] = [550, 551, 553, 556];

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

/// A mail server cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SmtpError {
    /// No certificate can be for its name.
    #[error("no mail server can show a certificate for {host:?}")]
    Name {
        /// The name.
        host: String,
    },
    /// Encryption cannot be set up.
    #[error("no encryption with the mail server: {0}")]
    Encryption(#[source] lettre::transport::smtp::Error),
}

impl Smtp {
    /// The mail server of these settings. No connection is made.
    ///
    /// # Errors
    /// Its name is none that a certificate can be for, or encryption cannot be set up.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SmtpError> {
        let SmtpSettings { host, port, encryption, login, from } = settings;
        let certificate = || {
            // Otherwise it would be said at each letter, and none would ever be sent.
            if !is_name(host) {
                return Err(SmtpError::Name { host: host.clone() });
            }
            TlsParameters::new(host.clone()).map_err(SmtpError::Encryption)
        };
        let tls = match encryption {
            Encryption::None => Tls::None,
            Encryption::StartTls => Tls::Required(certificate()?),
            Encryption::Tls => Tls::Wrapper(certificate()?),
        };
        // The machine's own name is nobody's affair; the domain of the sender is known anyway.
        let hello = ClientId::Domain(from.domain().to_owned());
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(*port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(hello);
        let builder = match login {
            Some(login) => {
                builder.credentials(Credentials::new(login.user.clone(), login.password.expose().to_owned()))
            }
            None => builder,
        };
        Ok(Self { transport: builder.build(), from: from.clone() })
    }

    fn message(&self, id: Hash, letter: &Letter) -> Option<Message> {
        Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(letter.to())?)
            .subject(letter.expose_subject())
            .message_id(Some(format!("<{}@{}>", id.to_hex(), self.from.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.expose_body().to_owned())
            .ok()
    }
}

impl Carrier for Smtp {
    async fn carry(&self, id: Hash, letter: &Letter) -> Result<(), CarryError> {
        let message = self.message(id, letter).ok_or(CarryError::Refused { code: None })?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let code = error.status().map(u16::from);
                let is_refused = code.is_some_and(|code| NO_MAILBOX.contains(&code));
                Err(if is_refused { CarryError::Refused { code } } else { CarryError::Later { code } })
            }
        }
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp")
    }
}

/// Whether it is an address of a machine, or a name of labels with points between (RFC 1035, section 2.3.1).
fn is_name(host: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        let has_end = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len()) && has_end && label.bytes().all(is_sign)
    };
    host.parse::<IpAddr>().is_ok() || (host.len() <= 253 && host.split('.').all(is_label))
}

fn mailbox(address: &Address) -> Option<Mailbox> {
    let bare = address.expose().parse().ok()?;
    Some(Mailbox::new(address.expose_name().map(str::to_owned), bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_without_a_name_that_can_be_shown_is_none() {
        let smtp = |host: &str, encryption| {
            let from = "council@example.org".parse().unwrap();
            Smtp::new(&SmtpSettings { host: host.into(), port: 587, encryption, login: None, from })
        };
        for host in ["mail.example.org", "localhost", "192.0.2.1", "::1", "mail-1.xn--80ak6aa92e.example"] {
            assert!(
                smtp(host, Encryption::StartTls).is_ok() && smtp(host, Encryption::Tls).is_ok(),
                "{host}"
            );
        }
        let long = ["a"; 200].join(".");
        for host in ["", "-", "mail..example.org", "mail.example.org.", "a:b", &"a".repeat(64), &long] {
            for encryption in [Encryption::StartTls, Encryption::Tls] {
                assert!(matches!(smtp(host, encryption), Err(SmtpError::Name { .. })), "{host}");
            }
        }
    }
}
