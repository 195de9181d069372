//! How much may be asked from one network: enough for a village behind one address, too little to keep the machine busy alone.
//!
//! Everything that a browser asks is counted, in memory alone: no address is written down or logged. Who asks is the machine at
//! the other end of the connection, or, when the server is told that it stands behind a proxy, whom the proxy names last in
//! `X-Forwarded-For`; what stands there before can be made up, and without a proxy all of it. Requests of this machine itself
//! are not counted, unless they come from the proxy.
//!
//! What is remembered of a network is as good as new once its limit is filled up again, after half a minute at most, and
//! is dropped after so many requests of anybody. So there are never more of them than asked within that time and those requests, and
//! there is no other bound on their number.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kenes_text::Language;

use super::answered::is_for_page;
use super::error::{Fault, Wrong};
use super::page::Page;
use super::visitor::Address;

/// Of requests that may change something (POST): how many at once, and how many a second afterwards.
const CHANGING: [NonZeroU32; 2] = [number(600), number(20)];
/// The same of all others.
const READING: [NonZeroU32; 2] = [number(3_000), number(100)];
/// After how many requests networks are dropped that are as good as new.
const SWEPT: u32 = 4_096;

/// From where somebody asks: an address of IPv4, or the network of 64 bits of an address of IPv6, since whoever has one such
/// address mostly has all of them. It is not printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Network {
    /// The address.
    V4([u8; 4]),
    /// The first half of the address.
    V6([u8; 8]),
}

/// Counts what is asked.
pub struct Limits {
    behind_proxy: bool,
    language: Language,
    changing: DefaultKeyedRateLimiter<Network>,
    reading: DefaultKeyedRateLimiter<Network>,
    clock: DefaultClock,
    asked: AtomicU32,
}

/// Lets a request through, with its [`Network`] beside it where it is counted, or refuses it.
pub async fn counted(State(limits): State<Arc<Limits>>, mut request: Request, next: Next) -> Response {
    let Some(asker) = limits.asker(&request) else { return next.run(request).await };
    if !limits.counts(asker) {
        return next.run(request).await;
    }
    let network = Network::of(asker);
    if let Some(wait) = limits.over(network, request.method()) {
        return refused(&mut request, limits.language, wait);
    }
    request.extensions_mut().insert(network);
    next.run(request).await
}

impl Limits {
    /// Nobody has asked for anything yet. `language` is for browsers that ask for none that there is.
    pub fn new(behind_proxy: bool, language: Language) -> Arc<Self> {
        let limiter = |[at_once, a_second]: [NonZeroU32; 2]| {
            RateLimiter::keyed(Quota::per_second(a_second).allow_burst(at_once))
        };
        let (changing, reading) = (limiter(CHANGING), limiter(READING));
        let clock = DefaultClock::default();
        Arc::new(Self { behind_proxy, language, changing, reading, clock, asked: AtomicU32::new(0) })
    }

    fn asker(&self, request: &Request) -> Option<IpAddr> {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        // A socket for both kinds of addresses gives those of IPv4 in the form of IPv6.
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        let named = if self.behind_proxy { named(request.headers()) } else { None };
        named.or(peer)
    }

    /// This machine itself is not counted, unless it is the proxy.
    fn counts(&self, asker: IpAddr) -> bool {
        self.behind_proxy || !asker.is_loopback()
    }

    /// Counts a request; how long to wait where it is one too many.
    fn over(&self, network: Network, method: &Method) -> Option<Duration> {
        // It starts again at 0 after the greatest number, which is a multiple too.
        if self.asked.fetch_add(1, Ordering::Relaxed).checked_rem(SWEPT) == Some(0) {
            self.sweep();
        }
        let limiter = if method.is_safe() { &self.reading } else { &self.changing };
        limiter.check_key(&network).err().map(|until| until.wait_time_from(self.clock.now()))
    }

    fn sweep(&self) {
        for limiter in [&self.changing, &self.reading] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Self::V6([a, b, c, d, e, f, g, h])
            }
        }
    }

    /// Its bytes, to be counted under their salted hash.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::V4(bytes) => bytes,
            Self::V6(bytes) => bytes,
        }
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network(<redacted>)")
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Limits(behind_proxy: {})", self.behind_proxy)
    }
}

/// Whom the proxy names: the last one, with a port or without.
fn named(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.as_bytes();
    // What stands before is the client's and may be anything.
    let last = last.rsplit(|byte| *byte == b',').next()?;
    let last = std::str::from_utf8(last).ok()?.trim();
    let last = last.strip_prefix('[').and_then(|last| last.strip_suffix(']')).unwrap_or(last);
    let with_port = || last.parse().ok().map(|address: SocketAddr| address.ip());
    let address: Option<IpAddr> = last.parse().ok().or_else(with_port);
    address.map(|address| address.to_canonical())
}

/// A page for whoever asks for a page, and JSON for a script.
fn refused(request: &mut Request, default: Language, wait: Duration) -> Response {
    let for_page = is_for_page(request.headers());
    let Address { chosen, path } = Address::take(request, default);
    let mut answer = Wrong::Fault(Fault::TooMuch).answer(for_page, &Page::new(chosen, path));
    let seconds = HeaderValue::from(wait.as_secs().saturating_add(1));
    answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    answer
}

const fn number(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn network(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    fn asker(behind_proxy: bool, peer: &str, headers: &[&str]) -> Option<String> {
        let mut request = Request::get("/");
        for header in headers {
            request = request.header("x-forwarded-for", *header);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().unwrap()));
        Limits::new(behind_proxy, Language::English).asker(&request).map(|address| address.to_string())
    }

    #[test]
    fn an_address_is_one_network_and_so_is_half_an_address_of_ipv6() {
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.1"));
        assert_ne!(network("::ffff:192.0.2.1"), network("::ffff:192.0.2.2"));
        assert_eq!(network("2001:db8:0:7::1"), network("2001:db8:0:7:ffff::2"));
        assert_ne!(network("2001:db8:0:7::1"), network("2001:db8:0:8::1"));
        assert_eq!(network("2001:db8:0:7::1").as_bytes(), [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 7]);
        assert_eq!(format!("{:?}", network("192.0.2.1")), "Network(<redacted>)");
    }

    #[test]
    fn who_asks_is_the_peer_or_whom_the_proxy_names_last() {
        let peer = "198.51.100.1:5000";
        for (headers, named) in [
            (&["192.0.2.1"][..], "192.0.2.1"),
            (&["10.0.0.1, 192.0.2.1"], "192.0.2.1"),
            (&["10.0.0.1", "10.0.0.2,192.0.2.1 "], "192.0.2.1"),
            (&["192.0.2.1:8000"], "192.0.2.1"),
            (&["2001:db8::1"], "2001:db8::1"),
            (&["[2001:db8::1]:8000"], "2001:db8::1"),
            (&["[2001:db8::1]"], "2001:db8::1"),
            (&["\u{fc}, 192.0.2.1"], "192.0.2.1"),
            (&["::ffff:192.0.2.1"], "192.0.2.1"),
            (&["192.0.2.1, unknown"], "198.51.100.1"),
            (&[""], "198.51.100.1"),
            (&[], "198.51.100.1"),
        ] {
            assert_eq!(asker(true, peer, headers).as_deref(), Some(named), "{headers:?}");
            assert_eq!(asker(false, peer, headers).as_deref(), Some("198.51.100.1"), "{headers:?}");
        }
        assert_eq!(asker(false, "[::ffff:127.0.0.1]:80", &["192.0.2.1"]).as_deref(), Some("127.0.0.1"));
    }

    #[test]
    fn only_this_machine_is_not_counted() {
        for (address, alone, proxied) in
            [("127.0.0.1", false, true), ("::1", false, true), ("192.0.2.1", true, true)]
        {
            let counts = |behind| Limits::new(behind, Language::English).counts(address.parse().unwrap());
            assert_eq!((counts(false), counts(true)), (alone, proxied), "{address}");
        }
    }

    #[test]
    fn each_network_has_its_own_limit_of_each_kind() {
        let limits = Limits::new(false, Language::English);
        let (one, other) = (network("192.0.2.1"), network("192.0.2.2"));
        let asked = (0..100_000).take_while(|_| limits.over(one, &Method::POST).is_none()).count();
        assert!((600..2_000).contains(&asked), "{asked}");
        // A slow machine may have had time for another one.
        let wait = (0..100_000).find_map(|_| limits.over(one, &Method::DELETE)).unwrap();
        assert!(wait <= Duration::from_millis(50), "{wait:?}");
        assert_eq!(limits.over(one, &Method::GET), None);
        assert_eq!(limits.over(other, &Method::POST), None);
    }

    #[test]
    fn networks_that_asked_for_little_are_dropped() {
        let limits = Limits::new(false, Language::English);
        for number in 0..3 * SWEPT {
            limits.over(Network::V4(number.to_be_bytes()), &Method::POST);
        }
        std::thread::sleep(Duration::from_millis(200));
        limits.sweep();
        assert_eq!(limits.changing.len(), 0);
    }
}
