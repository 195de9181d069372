//! That nobody keeps the others out: limits of each network, and questions of which nothing is kept.

#![expect(clippy::unwrap_used, reason = "tests")]

mod support;
mod world;

use std::net::SocketAddr;
use std::path::Path;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use kenes_record::act::Holder;
use kenes_record::enter::Challenge;
use kenes_server::host::Name;
use kenes_server::web::{Beginning, Setting, Site, serve};
use kenes_store::private::{LinkId, Links as _};
use kenes_text::Language;
use serde_json::Value;

use self::support::{Browser, Own, Seen};
use self::world::{World, signer};

/// How long a visit lasts, in milliseconds.
const HOUR: i64 = 3_600_000;

/// The server of an empty folder, over a socket.
async fn begin(dir: &Path, behind_proxy: bool) -> SocketAddr {
    let setting = Setting {
        dir: dir.into(),
        base: "http://council.example".into(),
        language: Language::English,
        trying_out: false,
        behind_proxy,
    };
    let (beginning, _) = Beginning::new().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, Site::beginning(setting, beginning), std::future::pending()));
    address
}

/// A browser whose requests pass a proxy, which adds who it is.
struct Asker {
    agent: ureq::Agent,
    base: String,
}

struct Answer {
    status: u16,
    retry_after: Option<String>,
    policy: bool,
    text: String,
}

impl Asker {
    fn new(address: SocketAddr) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        Self { agent, base: format!("http://{address}") }
    }

    fn post(&self, named: &str, accept: &str) -> Answer {
        let request = self.agent.post(format!("{}/nowhere", self.base));
        let request = request.header("x-forwarded-for", named).header("accept", accept);
        Self::read(request.header("accept-language", "ru").send_empty())
    }

    fn get(&self, named: &str) -> Answer {
        let request = self.agent.get(format!("{}/healthz", self.base));
        Self::read(request.header("x-forwarded-for", named).call())
    }

    fn read(answer: Result<axum::http::Response<ureq::Body>, ureq::Error>) -> Answer {
        let mut answer = answer.unwrap();
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (retry_after, policy) = (header("retry-after"), header("content-security-policy").is_some());
        let text = answer.body_mut().read_to_string().unwrap();
        Answer { status: answer.status().as_u16(), retry_after, policy, text }
    }
}

/// Somebody asks the server of an empty folder, and it stays empty.
async fn asked(behind_proxy: bool, ask: impl FnOnce(&Asker) + Send + 'static) {
    let folder = tempfile::tempdir().unwrap();
    let address = begin(folder.path(), behind_proxy).await;
    tokio::task::spawn_blocking(move || ask(&Asker::new(address))).await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_each_address_has_its_limit() {
    asked(true, |asker| {
        let village = |number: usize| format!("10.0.0.{}, 203.0.113.7", number % 250);
        let number = (0..20_000).find(|number| asker.post(&village(*number), "*/*").status == 429).unwrap();
        assert!(number >= 600, "{number}");
        // Meanwhile the machine may have been slow enough for another one: so it is asked until it is too much.
        let refused = |named: &str, accept: &str| {
            std::iter::repeat_with(|| asker.post(named, accept)).find(|answer| answer.status == 429).unwrap()
        };
        let script = refused("203.0.113.7", "*/*");
        let wait: u64 = script.retry_after.unwrap().parse().unwrap();
        assert!((1..=2).contains(&wait) && script.policy);
        let told: Value = serde_json::from_str(&script.text).unwrap();
        assert_eq!(told["code"], "K-WEB-019");
        let page = refused("203.0.113.7:4000", "text/html,*/*;q=0.8");
        assert!(page.text.contains("K-WEB-019") && page.text.contains("lang=\"ru\""), "{}", page.text);

        assert_ne!(asker.post("203.0.113.7, 203.0.113.8", "*/*").status, 429, "another address");
        assert_ne!(asker.post("2001:db8::1", "*/*").status, 429, "another address");
        assert_eq!(asker.get("203.0.113.7").status, 200, "pages are shown all the same");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_proxy_nobody_is_believed_about_the_address() {
    asked(false, |asker| {
        for _ in 0..1_000 {
            assert_ne!(asker.post("203.0.113.7", "*/*").status, 429, "this machine itself is not counted");
        }
    })
    .await;
}

async fn post(browser: &Browser, path: &str, body: &Value) -> Seen {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    browser.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_question_nothing_is_kept_and_its_answer_lets_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let world = World::found(&dir).await;
    world.host.read().await.put_founder(0, &Name::new("Founder 0")).await.unwrap();
    let now = world.now();
    world.stop().await;
    let browser = Browser::open(&dir, now).await;
    let ask = async || {
        let asked = post(&browser, "/enter/ask", &serde_json::json!({})).await;
        let asked: Value = serde_json::from_str(asked.text()).unwrap();
        asked["challenge"].as_str().unwrap().parse::<Challenge>().unwrap()
    };
    let prove = async |challenge: &Challenge, number: usize| {
        let line = challenge.line(&signer(Holder::Member, number)).to_line();
        let proof = serde_json::json!({ "challenge": challenge.to_text(), "line": line });
        post(&browser, "/enter/prove", &proof).await
    };
    let challenge = ask().await;
    let link = browser.office.private().link(LinkId::of_secret(challenge.nonce())).await.unwrap();
    assert_eq!(link, None);

    let stranger = prove(&challenge, 700).await;
    assert!(stranger.text().contains("K-WEB-011"), "{}", stranger.text());
    let entered = prove(&challenge, 0).await;
    assert_eq!(entered.status, StatusCode::OK, "a key that is nobody's used nothing up");
    assert!(entered.headers.contains_key("set-cookie"));
    let again = prove(&challenge, 0).await;
    assert_eq!((again.status, again.text().contains("K-WEB-005")), (StatusCode::FORBIDDEN, true));
    assert!(!again.headers.contains_key("set-cookie"));

    let made_up = Challenge::new(challenge.origin(), [7; 32]).unwrap();
    assert!(prove(&made_up, 0).await.text().contains("K-WEB-005"));
    let elsewhere = Challenge::new("http://other.example", *ask().await.nonce()).unwrap();
    assert!(prove(&elsewhere, 0).await.text().contains("K-WEB-011"));
}

/// Sends JSON of so many bytes, as a script does.
async fn send_long(browser: &Browser, path: &str, own: &Own, length: usize) -> Seen {
    let body =
        serde_json::json!({ "token": own.token, "step": "cert", "message": "x".repeat(length), "lines": [] });
    let request = Request::post(path).header(header::COOKIE, &own.cookie);
    let request = request.header(header::CONTENT_TYPE, "application/json");
    browser.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// Sends a list of one long line.
async fn send_list(browser: &Browser, own: &Own, length: usize) -> Seen {
    let request = Request::post("/office/members").header(header::COOKIE, &own.cookie);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = format!("token={}&list={}", own.token, "x".repeat(length));
    browser.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn much_is_read_of_those_alone_who_may_send_it_and_scripts_are_told_as_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut world = World::found(&dir).await;
    for founder in 0..3 {
        let name = Name::new(&format!("Founder {founder}"));
        world.host.read().await.put_founder(founder, &name).await.unwrap();
    }
    world.days(1).await;
    world.fill(24).await;
    world.days(32).await;
    let (call, now) = (world.call(&[3, 4, 5]).await.to_hex(), world.now());
    world.stop().await;
    let browser = Browser::open(&dir, now).await;
    let (guard, other) = (browser.visit(0, HOUR).await, browser.visit(20, HOUR).await);
    let over = browser.visit(0, -1).await;
    let nobody = Own { cookie: String::new(), token: String::new() };
    let (guarding, ballots) = (format!("/elections/{call}/guard"), format!("/elections/{call}/ballots"));
    for (own, path, length, code) in [
        // Who has not come in, not any more, or has another part in it, is told so before anything is read.
        (&nobody, guarding.as_str(), 3 << 20, "K-WEB-002"),
        (&over, guarding.as_str(), 3 << 20, "K-WEB-002"),
        (&other, guarding.as_str(), 3 << 20, "K-WEB-003"),
        (&over, "/sign/1", 10, "K-WEB-002"),
        // Nobody has voted yet, so two megabytes are enough.
        (&guard, guarding.as_str(), 3 << 20, "K-WEB-008"),
        (&guard, guarding.as_str(), 1 << 20, "K-WEB-018"),
        (&guard, "/sign/1", 3 << 20, "K-WEB-008"),
        (&nobody, ballots.as_str(), 2 << 20, "K-WEB-008"),
        (&nobody, "/join/take", 3 << 20, "K-WEB-008"),
    ] {
        let seen = send_long(&browser, path, own, length).await;
        let told: Value = serde_json::from_str(seen.text()).unwrap();
        assert_eq!(told["code"], code, "{path} {length}");
        assert!(told["what"].is_string() && told["remedy"].is_string() && seen.status.is_client_error());
        assert_eq!(seen.status == StatusCode::PAYLOAD_TOO_LARGE, code == "K-WEB-008");
    }
    // A list is as long as one that is read, and whoever brings it is told on a page.
    for (own, length, status, code) in [
        (&nobody, 27 << 20, StatusCode::FORBIDDEN, "K-WEB-002"),
        (&other, 27 << 20, StatusCode::FORBIDDEN, "K-WEB-003"),
        (&guard, 27 << 20, StatusCode::PAYLOAD_TOO_LARGE, "K-WEB-008"),
        (&guard, 3 << 20, StatusCode::OK, "left out"),
    ] {
        let seen = send_list(&browser, own, length).await;
        let page = seen.text().to_lowercase();
        assert_eq!((seen.status, page.contains(&code.to_lowercase())), (status, true), "{length}");
        assert!(page.contains("<!doctype html>"));
    }
}
