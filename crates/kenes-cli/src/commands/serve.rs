//! `kenes serve`.

mod error;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use kenes_server::config::{BaseUrl, Config};
use kenes_server::mail::Smtp;
use kenes_server::web::{Beginning, Setting, Site, serve};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use zeroize::Zeroizing;

pub use self::error::ServeError;
use crate::commands::council::CouncilError;
use crate::commands::witness::stop;
use crate::demo;
use crate::error::Result;
use crate::output::{Output, say};

/// Where a proxy ends TLS and it was not said that there is one.
const UNCOUNTED: &str = "People come through a proxy here, as the address begins with https://. Add --behind-proxy if it writes \
    X-Forwarded-For: then what each of them asks is counted for itself.";

/// Serves a council to people's browsers until it is told to stop (SIGTERM or Ctrl-C)
///
/// In an empty folder it prints one link: open it and begin a council. For a council that is there it prints a link that
/// lets its secretary in, once.
///
/// It listens on this machine alone unless --listen says otherwise. TLS belongs to the reverse proxy before it; --base-url
/// says how people reach it then, and --behind-proxy that what each of them asks is counted. What people are called, their addresses and voting codes stay in DIR/private.db.
/// Without a mail server in DIR/kenes.toml messages are shown on a page, to be handed over.
///
/// With --demo it serves a living example, made in DIR, or ./kenes-demo.
///
/// Exit codes: 0 stopped; 1 the council cannot be opened, or the address is in use; 2 the command is wrong.
///
/// With --json: listening, link.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The council's folder [default: kenes-data, with --demo kenes-demo]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where it listens [default: 127.0.0.1:7300]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The address under which people reach it
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Everybody comes through a proxy, whose last address in X-Forwarded-For is who asks; never without one
    #[arg(long)]
    behind_proxy: bool,
    /// Serve a living example; every page says so
    #[arg(long)]
    demo: bool,
    /// Only for trying out: the clock can be put forward, and every page says so
    #[arg(long = "try")]
    trying_out: bool,
    /// Open everything, say whether it can be served, and end
    #[arg(long)]
    check: bool,
}

impl Args {
    /// Serves.
    pub fn run(self, output: Output) -> Result<()> {
        let dir = self.folder()?;
        let runtime = Runtime::new().map_err(CouncilError::Runtime)?;
        runtime.block_on(self.serve(&dir, output))
    }

    /// The folder; with --demo it is made where it is not there.
    fn folder(&self) -> Result<PathBuf> {
        let named = |default: &str| self.data.clone().unwrap_or_else(|| default.into());
        if !self.demo {
            return Ok(named("kenes-data"));
        }
        let dir = named("kenes-demo");
        let server = dir.join(demo::SERVER);
        if !server.exists() {
            say("Making the example …");
            demo::make_example(&dir)?;
        }
        Ok(server)
    }

    async fn serve(self, dir: &Path, output: Output) -> Result<()> {
        let Self { data: _, listen, base_url, behind_proxy, demo, trying_out, check } = self;
        let variable = |name: &str| std::env::var(name).ok();
        let file = dir.join("kenes.toml");
        let config = if file.exists() {
            Config::read(&file, variable).map_err(ServeError::from)?
        } else {
            Config::default()
        };
        // No connection is made: a mail server may be away, but what is said of it has to be of use.
        let carrier = config.smtp.as_ref().map(Smtp::new).transpose().map_err(ServeError::from)?;
        let address = listen.unwrap_or(config.serve.listen);
        let failed = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let listening = listener.local_addr().map_err(failed)?;
        let base = base(base_url.as_deref(), config.serve.base_url.as_ref(), listening)?;
        let behind_proxy = behind_proxy || config.serve.behind_proxy;
        if base.starts_with("https://") && !behind_proxy {
            say(UNCOUNTED);
        }
        let (trying_out, language) = (trying_out || demo, config.serve.language);
        let setting = Setting { dir: dir.into(), base: base.clone(), language, trying_out, behind_proxy };
        let (site, link) = open(setting, &base).await?;
        if check {
            say("The council can be served.");
            site.end().await;
            return Ok(());
        }
        let stop = stop().map_err(failed)?;
        if let Some(carrier) = carrier {
            site.carry_mail(carrier).await;
        }
        let json = json!({ "listening": format!("http://{listening}"), "link": link.as_str() });
        output.data(&json, format_args!("listening on http://{listening}\nopen {}", link.as_str()))?;
        let served = serve(listener, site.clone(), stop).await;
        site.end().await;
        Ok(served.map_err(|source| ServeError::Served { source })?)
    }
}

/// The site, and the link that lets its first reader in.
async fn open(setting: Setting, base: &str) -> Result<(Site, Zeroizing<String>)> {
    if !setting.dir.join("kenes.toml").exists() {
        let (beginning, secret) = Beginning::new().map_err(ServeError::from)?;
        let link = Zeroizing::new(format!("{base}/link/{}", secret.as_str()));
        return Ok((Site::beginning(setting, beginning), link));
    }
    let dir = setting.dir.clone();
    let site = Site::open(setting).await.map_err(|source| CouncilError::opening(dir, source))?;
    let link = site.link_for_secretary().await.map_err(ServeError::from)?;
    Ok((site, link))
}

/// The beginning of every link.
fn base(given: Option<&str>, configured: Option<&BaseUrl>, listening: SocketAddr) -> Result<String> {
    match (given, configured) {
        (Some(text), _) => {
            let url = BaseUrl::new(text).ok_or_else(|| ServeError::BaseUrl { text: text.into() })?;
            Ok(url.as_str().to_owned())
        }
        (None, Some(url)) => Ok(url.as_str().to_owned()),
        // A browser gives more rights to the name than to the number.
        (None, None) if listening.ip().is_loopback() => Ok(format!("http://localhost:{}", listening.port())),
        (None, None) => Ok(format!("http://{listening}")),
    }
}
