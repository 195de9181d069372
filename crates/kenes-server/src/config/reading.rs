//! Reading `kenes.toml` with the place of everything in it.

use std::path::Path;

use kenes_text::Language;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use zeroize::Zeroizing;

use super::error::{ConfigError, Fault};
use super::{BaseUrl, Config, Encryption, Login, Password, ServeSettings, SmtpSettings};

/// What stands outside of sections: the first three are read by the folder of data.
const TOP: &[&str] = &["format", "origin", "database", "serve", "smtp"];
const SERVE: &[&str] = &["listen", "base_url", "language", "behind_proxy"];
const SMTP: &[&str] = &["host", "port", "tls", "user", "password", "password_file", "password_env", "from"];

type Result<T> = std::result::Result<T, ConfigError>;

/// Where one is in the file.
struct File<'a> {
    text: &'a str,
    path: &'a Path,
    variable: &'a dyn Fn(&str) -> Option<String>,
}

/// A section, and the line where it begins.
struct Section<'a, 't> {
    file: &'a File<'a>,
    table: &'a DeTable<'t>,
    line: usize,
}

/// Reads the text of the file.
pub(super) fn read(text: &str, path: &Path, variable: &dyn Fn(&str) -> Option<String>) -> Result<Config> {
    let file = File { text, path, variable };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        ConfigError::new(path, file.line(at), Fault::Toml)
    })?;
    let top = Section { file: &file, table: table.get_ref(), line: 1 };
    top.check_names(TOP)?;
    let serve = match top.section("serve")? {
        Some(section) => serve(&section)?,
        None => ServeSettings::default(),
    };
    let smtp = top.section("smtp")?.map(|section| smtp(&section)).transpose()?;
    Ok(Config { serve, smtp })
}

fn serve(section: &Section<'_, '_>) -> Result<ServeSettings> {
    section.check_names(SERVE)?;
    let mut settings = ServeSettings::default();
    if let Some(listen) =
        section.read("listen", "an address and a port: \"127.0.0.1:7300\"", |text| text.parse().ok())?
    {
        settings.listen = listen;
    }
    let wanted = "https:// and a host in lower case, without a path: \"https://council.example\"";
    settings.base_url = section.read("base_url", wanted, BaseUrl::new)?;
    let wanted = "one of \"en\", \"es\", \"ru\", \"pt\", \"ko\", \"kk\"";
    let language = |text: &str| Language::ALL.iter().copied().find(|language| language.tag() == text);
    settings.language = section.read("language", wanted, language)?.unwrap_or_default();
    settings.behind_proxy = section.is_on("behind_proxy")?;
    Ok(settings)
}

fn smtp(section: &Section<'_, '_>) -> Result<SmtpSettings> {
    section.check_names(SMTP)?;
    let is_host = |text: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte);
        (!text.is_empty() && text.bytes().all(fits)).then(|| text.to_owned())
    };
    let host = section.read("host", "the name of a machine: \"mail.example.org\"", is_host)?;
    let host = host.ok_or_else(|| section.missing("host", "\"mail.example.org\""))?;
    let encryption = section.read("tls", "one of \"starttls\", \"tls\", \"none\"", |text| match text {
        "starttls" => Some(Encryption::StartTls),
        "tls" => Some(Encryption::Tls),
        "none" => Some(Encryption::None),
        _ => None,
    })?;
    let encryption = encryption.unwrap_or(Encryption::StartTls);
    let wanted = "an e-mail address: \"The council <council@example.org>\"";
    let from = section.read("from", wanted, |text| text.parse().ok())?;
    let from = from.ok_or_else(|| section.missing("from", "\"council@example.org\""))?;
    let login = login(section)?;
    let is_here = ["localhost", "127.0.0.1", "::1"].contains(&host.as_str());
    if encryption == Encryption::None && !is_here {
        let name = if login.is_some() { "a password" } else { "this host" };
        return Err(section.fault("tls", Fault::Clear { name }));
    }
    let port = section.port()?.unwrap_or_else(|| encryption.port());
    Ok(SmtpSettings { host, port, encryption, login, from })
}

fn login(section: &Section<'_, '_>) -> Result<Option<Login>> {
    let user = section.read("user", "a text", |text| Some(text.to_owned()))?;
    let here = section.read("password", "a text", |text| Some(Password::new(text)))?;
    let file = section.read("password_file", "the path of a file", |text| Some(text.to_owned()))?;
    let variable = section.read("password_env", "the name of a variable", |text| Some(text.to_owned()))?;
    let password = match (here, file, variable) {
        (None, None, None) => None,
        (Some(password), None, None) => Some(password),
        (None, Some(path), None) => Some(of_file(section, &path)?),
        (None, None, Some(name)) => {
            let found = (section.file.variable)(&name).map(Zeroizing::new);
            let unset = || section.fault("password_env", Fault::PasswordVariable { name: name.clone() });
            Some(Password::new(&found.ok_or_else(unset)?))
        }
        (_, _, _) => {
            let last = ["password", "password_file", "password_env"];
            let at = last.into_iter().rfind(|name| section.table.contains_key(*name));
            return Err(section.fault(at.unwrap_or("password"), Fault::ManyPasswords));
        }
    };
    match (user, password) {
        (Some(user), Some(password)) => Ok(Some(Login { user, password })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(section.fault("user", Fault::NoPassword)),
        (None, Some(_)) => Err(section.here(Fault::NoUser)),
    }
}

/// The first line of a file; a relative path is seen from the folder of `kenes.toml`.
fn of_file(section: &Section<'_, '_>, path: &str) -> Result<Password> {
    let path = section.file.path.parent().unwrap_or(Path::new("")).join(path);
    let content = match std::fs::read_to_string(&path) {
        Ok(content) => Zeroizing::new(content),
        Err(error) => return Err(section.fault("password_file", Fault::PasswordFile { path, error })),
    };
    Ok(Password::new(content.lines().next().unwrap_or_default()))
}

impl File<'_> {
    /// The line of a place, from 1.
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1)
    }
}

impl<'a, 't> Section<'a, 't> {
    fn check_names(&self, known: &'static [&'static str]) -> Result<()> {
        let unknown = self.table.keys().find(|name| !known.contains(&name.get_ref().as_ref()));
        match unknown {
            Some(name) => {
                let fault = Fault::Unknown { name: name.get_ref().to_string(), known };
                Err(ConfigError::new(self.file.path, self.file.line(name.span().start), fault))
            }
            None => Ok(()),
        }
    }

    fn section(&self, name: &'static str) -> Result<Option<Section<'a, 't>>> {
        let Some(value) = self.table.get(name) else { return Ok(None) };
        let line = self.line_of(name);
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(Section { file: self.file, table, line })),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {
                let wanted = "a section: its name in brackets, alone on a line";
                Err(self.fault(name, Fault::Value { name, wanted }))
            }
        }
    }

    /// A text that something can be made of; none where it is left away.
    fn read<T>(
        &self,
        name: &'static str,
        wanted: &'static str,
        make: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(value) = self.table.get(name) else { return Ok(None) };
        let made = value.get_ref().as_str().and_then(make);
        made.map(Some).ok_or_else(|| self.fault(name, Fault::Value { name, wanted }))
    }

    fn port(&self) -> Result<Option<u16>> {
        let Some(value) = self.table.get("port") else { return Ok(None) };
        let number = value.get_ref().as_integer().filter(|number| number.radix() == 10);
        let port = number.and_then(|number| number.as_str().parse::<u16>().ok()).filter(|port| *port != 0);
        let wanted = "a number from 1 to 65535, without quotation marks";
        port.map(Some).ok_or_else(|| self.fault("port", Fault::Value { name: "port", wanted }))
    }

    /// Whether something is so; it is not where it is left away.
    fn is_on(&self, name: &'static str) -> Result<bool> {
        let Some(value) = self.table.get(name) else { return Ok(false) };
        let wanted = "true or false, without quotation marks";
        value.get_ref().as_bool().ok_or_else(|| self.fault(name, Fault::Value { name, wanted }))
    }

    fn missing(&self, name: &'static str, example: &'static str) -> ConfigError {
        self.here(Fault::Missing { name, example })
    }

    /// A fault of the section as a whole.
    fn here(&self, fault: Fault) -> ConfigError {
        ConfigError::new(self.file.path, self.line, fault)
    }

    /// A fault of a setting of this section.
    fn fault(&self, name: &str, fault: Fault) -> ConfigError {
        ConfigError::new(self.file.path, self.line_of(name), fault)
    }

    fn line_of(&self, name: &str) -> usize {
        let key = self.table.keys().find(|key| key.get_ref().as_ref() == name);
        key.map_or(self.line, |key: &Spanned<_>| self.file.line(key.span().start))
    }
}
