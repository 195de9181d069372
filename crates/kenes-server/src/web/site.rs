//! What answers at an address: the beginning in an empty folder, or a council at work.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use axum::serve::ListenerExt as _;
use kenes_text::Language;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, RwLock, oneshot};
use tokio::task::JoinHandle;
use tower::ServiceExt as _;
use zeroize::Zeroizing;

use super::begin::Beginning;
use super::limits::Limits;
use super::pages::enter;
use super::visitor::Address;
use super::{headers, router};
use crate::host::OpenHostError;
use crate::mail::{self, Smtp};
use crate::office::{Clock, Office, OfficeError};

/// How long a link for the secretary lasts, in milliseconds: a day.
const LINK: i64 = 86_400_000;

/// How a site is set up.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The council's folder; it may not be there yet.
    pub dir: PathBuf,
    /// The address under which people reach it, without a slash at the end.
    pub base: String,
    /// The language where a browser asks for none that there is.
    pub language: Language,
    /// Whether the clock can be put forward, which every page then says.
    pub trying_out: bool,
    /// Whether every request comes through a proxy, which says who asks (`X-Forwarded-For`). If it is true without one, whoever
    /// asks can say to be somebody else.
    pub behind_proxy: bool,
}

/// What answers: it changes once, when the council is founded.
#[derive(Clone, Debug)]
pub struct Site {
    setting: Arc<Setting>,
    now: Arc<RwLock<Now>>,
    mail: Arc<Mutex<Option<Carrying>>>,
}

/// Letters are sent, until this is dropped.
#[derive(Debug)]
struct Carrying {
    stop: oneshot::Sender<()>,
    job: JoinHandle<()>,
}

#[derive(Clone, Debug)]
enum Now {
    /// There is no council yet.
    Beginning(Router),
    /// There is one.
    Council(Router, Arc<Office>),
}

impl Site {
    /// The site of an empty folder.
    pub fn beginning(setting: Setting, beginning: Arc<Beginning>) -> Self {
        let setting = Arc::new(setting);
        let now = Arc::new(RwLock::new(Now::Beginning(Router::new())));
        let site = Self { setting, now, mail: Arc::default() };
        let router = super::begin::router(Arc::clone(&beginning), site.clone());
        // Nobody else holds the lock of a site that was made just now.
        if let Ok(mut now) = site.now.try_write() {
            *now = Now::Beginning(router);
        }
        site
    }

    /// The site of a council.
    pub fn council(setting: Setting, office: Arc<Office>) -> Self {
        let now = Now::Council(router::router(&office), office);
        Self { setting: Arc::new(setting), now: Arc::new(RwLock::new(now)), mail: Arc::default() }
    }

    /// The site of a council whose folder is there.
    ///
    /// # Errors
    /// The folder cannot be opened, or another process works on it.
    pub async fn open(setting: Setting) -> Result<Self, OpenHostError> {
        let office = begin(&setting).await?;
        Ok(Self::council(setting, office))
    }

    /// A link that lets a registrar in, once within a day.
    ///
    /// # Errors
    /// The store fails, or nobody holds such a seat.
    pub async fn link_for_secretary(&self) -> Result<Zeroizing<String>, OfficeError> {
        let Some(office) = self.office().await else { return Ok(Zeroizing::new(String::new())) };
        let secretary = {
            let host = office.host().await;
            let council = host.council();
            let entry = council.charter().entry.body;
            let seats = council.seats().filter(|(name, _)| name.body == entry);
            let holder =
                seats.filter_map(|(_, seat)| seat.holder.as_ref()).map(|holder| holder.member).next();
            match holder {
                Some(member) => host.person_of(member).await?,
                None => None,
            }
        };
        match secretary {
            Some(person) => enter::make_link(&office, person, LINK).await,
            None => Ok(Zeroizing::new(office.address("/"))),
        }
    }

    /// From now on letters are sent by this mail server, until the end; without one they wait on a page.
    pub async fn carry_mail(&self, carrier: Smtp) {
        let Some(office) = self.office().await else { return };
        let outbox = office.outbox().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let clock = move || office.clock().milliseconds();
        let job = tokio::spawn(mail::run(outbox, carrier, clock, async { drop(stopped.await) }));
        *self.mail.lock().await = Some(Carrying { stop, job });
    }

    /// Ends what goes on by itself, once a letter that is under way was handed over, and gives the record back. What is not
    /// ended in time is taken up at the next start.
    pub async fn end(self) {
        if let Some(Carrying { stop, job }) = self.mail.lock().await.take() {
            drop(stop);
            // It holds the office, which is given back whole only when nobody else does.
            drop(job.await);
        }
        let office = self.office().await;
        *self.now.write().await = Now::Beginning(Router::new());
        if let Some(office) = office {
            office.end().await;
        }
    }

    /// How it is set up.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The council, once there is one.
    pub async fn office(&self) -> Option<Arc<Office>> {
        match &*self.now.read().await {
            Now::Beginning(_) => None,
            Now::Council(_, office) => Some(Arc::clone(office)),
        }
    }

    /// From now on the council answers, whose folder was made.
    ///
    /// # Errors
    /// The folder cannot be opened.
    pub async fn begin_council(&self) -> Result<Arc<Office>, OpenHostError> {
        let office = begin(&self.setting).await?;
        *self.now.write().await = Now::Council(router::router(&office), Arc::clone(&office));
        Ok(office)
    }

    /// Answers a request.
    pub async fn answer(&self, mut request: Request) -> Response {
        let address = Address::take(&mut request, self.setting.language);
        request.extensions_mut().insert(address);
        let router = match &*self.now.read().await {
            Now::Beginning(router) | Now::Council(router, _) => router.clone(),
        };
        router.oneshot(request).await.unwrap_or_else(|never: Infallible| match never {})
    }
}

/// Opens a council, and lets it keep time.
async fn begin(setting: &Setting) -> Result<Arc<Office>, OpenHostError> {
    let Setting { dir, base, language, trying_out, behind_proxy: _ } = setting;
    let clock = if *trying_out { Clock::for_trying_out(0) } else { Clock::of_machine() };
    let office = Office::open(dir, clock, base, *language).await?;
    office.begin_keeping_time().await;
    Ok(office)
}

/// Answers until it is told to stop; requests that were begun are ended.
///
/// # Errors
/// The socket fails.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let setting = site.setting();
    let encrypted = setting.base.starts_with("https://");
    let limits = Limits::new(setting.behind_proxy, setting.language);
    let answer = move |request: Request| {
        let site = site.clone();
        async move { site.answer(request).await }
    };
    let service = headers::around(Router::<()>::new().fallback(answer), limits, encrypted);
    // Small answers are not to wait for more.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    // What is asked is counted by the machine from which it comes.
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// An answer without a body.
pub fn empty(status: axum::http::StatusCode) -> Response {
    (status, Body::empty()).into_response()
}
