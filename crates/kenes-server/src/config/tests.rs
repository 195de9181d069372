use super::*;

const FOLDER: &str = "format = 1\norigin = \"example.org/k/test\"\n";

fn parse(text: &str) -> Result<Config, ConfigError> {
    let variable = |name: &str| (name == "MAIL").then(|| "geheim".to_owned());
    reading::read(&format!("{FOLDER}{text}"), Path::new("d/kenes.toml"), &variable)
}

#[test]
fn everything_can_be_left_away() {
    let config = parse("").unwrap();
    assert_eq!(config, Config { serve: ServeSettings::default(), smtp: None });
    assert!(config.serve.listen.ip().is_loopback());
    let config = parse("[smtp]\nhost = \"mail.example.org\"\nfrom = \"a@example.org\"").unwrap();
    let smtp = config.smtp.unwrap();
    assert_eq!((smtp.port, smtp.encryption, smtp.login), (587, Encryption::StartTls, None));
}

#[test]
fn everything_is_read() {
    let config = parse(concat!(
        "[serve]\nlisten = \"[::]:8000\"\nbase_url = \"https://council.example/\"\nlanguage = \"kk\"\n",
        "behind_proxy = true\n",
        "[smtp]\nhost = \"mail.example.org\"\nport = 2525\ntls = \"tls\"\nuser = \"council\"\n",
        "password_env = \"MAIL\"\nfrom = \"The council <council@example.org>\"\n",
    ));
    let Config { serve, smtp } = config.unwrap();
    assert_eq!((serve.listen.port(), serve.language), (8_000, Language::Kazakh));
    assert!(serve.behind_proxy && !ServeSettings::default().behind_proxy);
    let base_url = serve.base_url.unwrap();
    assert_eq!((base_url.as_str(), base_url.is_https()), ("https://council.example", true));
    let smtp = smtp.unwrap();
    assert_eq!((smtp.host.as_str(), smtp.port, smtp.encryption), ("mail.example.org", 2525, Encryption::Tls));
    assert_eq!(smtp.from.expose_name(), Some("The council"));
    assert!(!format!("{smtp:?}").contains("geheim"));
    let login = smtp.login.unwrap();
    assert_eq!((login.user.as_str(), login.password.expose()), ("council", "geheim"));
}

#[test]
fn a_password_can_stand_in_a_file_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kenes.toml");
    std::fs::write(folder.path().join("password"), "geheim\n").unwrap();
    let text = "[smtp]\nhost = \"h\"\nfrom = \"a@b\"\nuser = \"u\"\npassword_file = \"password\"\n";
    std::fs::write(&path, format!("{FOLDER}{text}")).unwrap();
    let config = Config::read(&path, |_| None).unwrap();
    assert_eq!(config.smtp.unwrap().login.unwrap().password.expose(), "geheim");
    std::fs::remove_file(folder.path().join("password")).unwrap();
    let error = Config::read(&path, |_| None).unwrap_err();
    assert!(matches!(error.fault, Fault::PasswordFile { .. }) && error.line == 7, "{error}");
    let error = Config::read(&folder.path().join("other"), |_| None).unwrap_err();
    assert!(matches!(error.fault, Fault::File(_)), "{error}");
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_the_remedy() {
    let mail = "[smtp]\nhost = \"mail.example.org\"\nfrom = \"a@b.org\"\n";
    let with_mail = |line: &str| format!("{mail}{line}");
    for (text, line, what) in [
        ("[serve\n".to_owned(), 3, "not TOML"),
        ("[smpt]\n".to_owned(), 3, "there is no setting \"smpt\""),
        ("\n[serve]\nport = 1".to_owned(), 5, "write one of [\"listen\""),
        ("serve = 1".to_owned(), 3, "serve must be a section"),
        ("[serve]\nlisten = \"here\"".to_owned(), 4, "listen must be an address and a port"),
        ("[serve]\nlisten = 80".to_owned(), 4, "listen must be"),
        ("[serve]\nbase_url = \"council.example\"".to_owned(), 4, "base_url must be https://"),
        ("[serve]\nbase_url = \"https://council.example/a\"".to_owned(), 4, "without a path"),
        ("[serve]\nlanguage = \"de\"".to_owned(), 4, "language must be one of"),
        ("[serve]\nbehind_proxy = \"true\"".to_owned(), 4, "behind_proxy must be true or false"),
        ("[smtp]\nfrom = \"a@b.org\"".to_owned(), 3, "host is missing: add host = "),
        ("[smtp]\nhost = \"h\"".to_owned(), 3, "from is missing"),
        (with_mail("port = 70000"), 6, "port must be a number"),
        (with_mail("port = \"25\""), 6, "without quotation marks"),
        (with_mail("tls = \"yes\""), 6, "tls must be one of"),
        (with_mail("tls = \"none\""), 6, "on this machine only"),
        (with_mail("user = \"u\""), 6, "add password_file"),
        (with_mail("password = \"p\""), 3, "needs a user"),
        (with_mail("user = \"u\"\npassword = \"p\"\npassword_env = \"MAIL\""), 8, "more than once"),
        (with_mail("user = \"u\"\npassword_env = \"OTHER\""), 7, "the variable OTHER is not set"),
        ("[smtp]\nhost = \"h\"\nfrom = \"a\\nBcc: c@d\"".to_owned(), 5, "from must be an e-mail address"),
    ] {
        let error = parse(&text).unwrap_err();
        let said = error.to_string();
        assert_eq!(error.line, line, "{said}");
        assert!(said.starts_with(&format!("d/kenes.toml, line {line}: ")) && said.contains(what), "{said}");
    }
}

#[test]
fn no_error_repeats_a_password() {
    for text in
        ["[smtp]\npassword = \"geheim", "[smtp]\npassword = geheim", "[smtp]\npassword = [\"geheim\"]"]
    {
        let error = parse(text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("geheim"));
    }
}
