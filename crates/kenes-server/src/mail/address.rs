//! E-mail addresses that can stand in a header and in a command of SMTP (RFC 5321, section 4.1.2; RFC 5322, section 3.4).

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

/// The longest address, in bytes (RFC 5321, section 4.5.3.1.3, without the angle brackets).
const MOST: usize = 254;
/// The longest part before the sign (RFC 5321, section 4.5.3.1.1).
const MOST_LOCAL: usize = 64;
/// The longest name, in characters.
const MOST_NAME: usize = 100;

/// An e-mail address, with a name or without: `ana@example.org`, `Ana Ruiz <ana@example.org>`. Wiped when dropped, and not
/// printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    name: Option<Zeroizing<String>>,
    address: Zeroizing<String>,
}

/// A text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// There is not one sign `@` with something on both sides.
    #[error("not a name, the sign @ and a domain")]
    Form,
    /// It is too long.
    #[error("longer than {MOST} bytes, or {MOST_LOCAL} before the sign @")]
    Long,
    /// A character cannot stand in the part before the sign. Letters beyond ASCII cannot: few mail servers take them.
    #[error("a character that cannot stand before the sign @")]
    Local,
    /// The part after the sign is not the name of a domain.
    #[error("not a domain after the sign @")]
    Domain,
    /// The name holds a line break or another control character, or is too long.
    #[error("a control character in the name, or more than {MOST_NAME} characters")]
    Name,
}

impl Address {
    /// An address with the name of whose it is.
    ///
    /// # Errors
    /// [`AddressError::Name`].
    pub fn named(self, name: &str) -> Result<Self, AddressError> {
        let name = name.trim();
        if name.chars().any(is_forbidden) || name.chars().count() > MOST_NAME {
            return Err(AddressError::Name);
        }
        let name = (!name.is_empty()).then(|| Zeroizing::new(name.to_owned()));
        Ok(Self { name, address: self.address })
    }

    /// The address alone.
    pub fn expose(&self) -> &str {
        &self.address
    }

    /// The name, where there is one.
    pub fn expose_name(&self) -> Option<&str> {
        self.name.as_ref().map(|name| name.as_str())
    }

    /// The part after the sign.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim_matches(' ');
        match text.strip_suffix('>').and_then(|text| text.split_once('<')) {
            Some((name, address)) => bare(address)?.named(name.trim().trim_matches('"')),
            None => bare(text),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(<redacted>)")
    }
}

/// Whether a character can make a header, or a line of a page, say something else than it seems to: control characters, and
/// those that turn the direction of writing.
pub(crate) fn is_forbidden(character: char) -> bool {
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_control() || turns || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn bare(text: &str) -> Result<Address, AddressError> {
    let (local, domain) = text.split_once('@').ok_or(AddressError::Form)?;
    if local.is_empty() || domain.is_empty() || domain.contains('@') {
        return Err(AddressError::Form);
    }
    if text.len() > MOST || local.len() > MOST_LOCAL {
        return Err(AddressError::Long);
    }
    if !is_dot_atom(local) {
        return Err(AddressError::Local);
    }
    if !is_domain(domain) {
        return Err(AddressError::Domain);
    }
    // Domains are the same in capitals; the part before is its server's affair.
    let address = format!("{local}@{}", domain.to_ascii_lowercase());
    Ok(Address { name: None, address: Zeroizing::new(address) })
}

/// `Dot-string` of RFC 5321. What only quotation marks allow is refused: nobody has it, and attackers like it.
fn is_dot_atom(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    text.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(fits))
}

fn is_domain(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        let hyphens = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len()) && label.bytes().all(fits) && !hyphens
    };
    text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_read() {
        for (text, address, name) in [
            ("ana@example.org", "ana@example.org", None),
            (" a.b+c@Sub.Example.ORG ", "a.b+c@sub.example.org", None),
            ("Ana Ruiz <ana@example.org>", "ana@example.org", Some("Ana Ruiz")),
            ("\"Қанат Ж.\" <k@example.kz>", "k@example.kz", Some("Қанат Ж.")),
            ("root@localhost", "root@localhost", None),
        ] {
            let read: Address = text.parse().unwrap();
            assert_eq!((read.expose(), read.expose_name()), (address, name));
            assert!(!format!("{read:?}").contains("ana"));
            // The one that sends says the same.
            assert!(read.expose().parse::<lettre::Address>().is_ok(), "{address}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        use AddressError::{Domain, Form, Local, Long, Name};
        let long = format!("{}@example.org", "a".repeat(65));
        for (text, error) in [
            ("", Form),
            ("ana", Form),
            ("@example.org", Form),
            ("ana@", Form),
            ("a@b@example.org", Form),
            (&long, Long),
            ("a b@example.org", Local),
            ("a..b@example.org", Local),
            ("a\r\nBcc: all@example.org", Local),
            ("\"a b\"@example.org", Local),
            ("аня@example.org", Local),
            ("ana@example..org", Domain),
            ("ana@-example.org", Domain),
            ("ana@example.org\r\nRCPT TO:<x", Domain),
            ("ana@пример.рф", Domain),
            ("Ana\nBcc: b@example.org <ana@example.org>", Name),
            ("Ana\u{202E} <ana@example.org>", Name),
        ] {
            assert_eq!(text.parse::<Address>(), Err(error), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_read_breaks_a_line(text in "\\PC*|[ -~\r\n\t<>@.]{0,80}") {
            if let Ok(read) = text.parse::<Address>() {
                let whole = format!("{}{}", read.expose(), read.expose_name().unwrap_or_default());
                prop_assert!(!whole.chars().any(is_forbidden));
                prop_assert!(read.expose().is_ascii() && !read.expose().contains([' ', '<', '>']));
            }
        }
    }
}
