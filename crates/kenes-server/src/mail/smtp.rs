//! Letters by SMTP (RFC 5321), one connection for each.

use std::fmt;
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
    /// Encryption cannot be set up for its name.
    #[error("no encryption with the mail server: {0}")]
    Encryption(#[source] lettre::transport::smtp::Error),
}

impl Smtp {
    /// The mail server of these settings. No connection is made.
    ///
    /// # Errors
    /// Its name is none that a certificate can be for.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SmtpError> {
        let SmtpSettings { host, port, encryption, login, from } = settings;
        let certificate = || TlsParameters::new(host.clone()).map_err(SmtpError::Encryption);
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

fn mailbox(address: &Address) -> Option<Mailbox> {
    let bare = address.expose().parse().ok()?;
    Some(Mailbox::new(address.expose_name().map(str::to_owned), bare))
}
