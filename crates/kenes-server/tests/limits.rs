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

use self::support::{Browser, Seen};
use self::world::{World, signer};

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

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_each_address_has_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    let address = begin(folder.path(), true).await;
    let asked = tokio::task::spawn_blocking(move || {
        let asker = Asker::new(address);
        let village = |number: usize| format!("10.0.0.{}, 203.0.113.7", number % 250);
        let number = (0..20_000).find(|number| asker.post(&village(*number), "*/*").status == 429).unwrap();
        assert!(number >= 600, "{number}");
        let script = asker.post("203.0.113.7", "*/*");
        let wait: u64 = script.retry_after.unwrap().parse().unwrap();
        assert!((1..=2).contains(&wait) && script.policy);
        let told: Value = serde_json::from_str(&script.text).unwrap();
        assert_eq!(told["code"], "K-WEB-019");
        let page = loop {
            let page = asker.post("203.0.113.7:4000", "text/html,*/*;q=0.8");
            if page.status == 429 {
                break page;
            }
        };
        assert!(page.text.contains("K-WEB-019") && page.text.contains("lang=\"ru\""), "{}", page.text);

        assert_ne!(asker.post("203.0.113.7, 203.0.113.8", "*/*").status, 429, "another address");
        assert_ne!(asker.post("2001:db8::1", "*/*").status, 429, "another address");
        assert_eq!(asker.get("203.0.113.7").status, 200, "pages are shown all the same");
    });
    asked.await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_proxy_nobody_is_believed_about_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let address = begin(folder.path(), false).await;
    let asked = tokio::task::spawn_blocking(move || {
        let asker = Asker::new(address);
        for _ in 0..1_000 {
            assert_ne!(asker.post("203.0.113.7", "*/*").status, 429, "this machine itself is not counted");
        }
    });
    asked.await.unwrap();
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
