//! Every address there is: without a visit, with one that is over, with somebody else's, with a form from elsewhere, and with
//! HTML and SQL in every field. The list of addresses is read from the router, so that none is forgotten here.

#![expect(clippy::unwrap_used, reason = "tests")]

mod support;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_core::MemberId;
use kenes_record::act::ActId;
use kenes_server::host::Name;
use kenes_server::web::{Beginning, Setting, Site};
use kenes_store::private::PersonId;
use kenes_text::Language;

use self::support::{Browser, Seen};
use self::world::World;

const ROUTER: &str = include_str!("../src/web/router.rs");
const BEGIN: &str = include_str!("../src/web/begin.rs");
const CANDIDATES: [usize; 9] = [3, 4, 5, 6, 7, 8, 9, 10, 11];
/// A member who is neither registrar nor trustee, nor stands.
const OTHER: usize = 20;
/// How long a visit lasts, in milliseconds: longer than a slow machine takes.
const HOUR: i64 = 3_600_000;

/// For whom an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Nothing rests on who asks; what is sent is checked for itself.
    Anybody,
    /// Whoever came in.
    Entered,
    /// Whoever is asked to sign a draft, or made it.
    Asked,
    /// Registrars.
    Registrar,
    /// The trustees of the election.
    Trustee,
}

use Who::{Anybody, Asked, Entered, Registrar, Trustee};

const ROUTES: &[(&str, &str, Who)] = &[
    ("get", "/", Anybody),
    ("get", "/healthz", Anybody),
    ("get", "/assets/{hash}/{file}", Anybody),
    ("get", "/record/{*path}", Anybody),
    ("get", "/record.tar", Anybody),
    ("get", "/check", Anybody),
    ("get", "/seats/{body}/{seat}", Anybody),
    ("get", "/elections", Anybody),
    ("get", "/elections/{id}", Anybody),
    ("get", "/elections/{id}/result", Anybody),
    ("get", "/elections/{id}/result/{vacancy}", Anybody),
    ("get", "/elections/{id}/result.json", Anybody),
    ("get", "/elections/{id}/result.csv", Anybody),
    ("get", "/elections/{id}/vote", Anybody),
    ("get", "/elections/{id}/election.json", Anybody),
    ("get", "/elections/{id}/credentials.json", Anybody),
    ("post", "/elections/{id}/ballots", Anybody),
    ("get", "/elections/{id}/ballot", Anybody),
    ("post", "/elections/{id}/square", Anybody),
    ("get", "/elections/{id}/check", Anybody),
    ("post", "/elections/{id}/lost", Anybody),
    ("get", "/office/practice", Registrar),
    ("post", "/office/practice", Registrar),
    ("get", "/practice/{name}", Anybody),
    ("get", "/practice/{name}/election.json", Anybody),
    ("get", "/practice/{name}/credentials.json", Anybody),
    ("post", "/practice/{name}/ballots", Anybody),
    ("get", "/practice/{name}/check", Anybody),
    ("get", "/practice/{name}/result", Anybody),
    ("get", "/link/{secret}", Anybody),
    ("post", "/link/{secret}", Anybody),
    ("get", "/enter", Anybody),
    ("post", "/enter/ask", Anybody),
    ("post", "/enter/prove", Anybody),
    ("post", "/leave", Entered),
    ("get", "/join", Anybody),
    ("post", "/join/draft", Anybody),
    ("post", "/join/take", Anybody),
    ("get", "/me", Entered),
    ("post", "/me/seat", Entered),
    ("get", "/elections/{id}/stand", Entered),
    ("post", "/elections/{id}/stand", Entered),
    ("get", "/elections/{id}/guard", Trustee),
    ("post", "/elections/{id}/guard", Trustee),
    ("get", "/elections/{id}/archive.bel", Anybody),
    ("get", "/elections/{id}/rehearsal.bel", Anybody),
    ("get", "/sign/{draft}", Asked),
    ("post", "/sign/{draft}", Asked),
    ("post", "/sign/{draft}/drop", Asked),
    ("get", "/office", Registrar),
    ("get", "/office/outbox", Registrar),
    ("post", "/office/outbox", Registrar),
    ("get", "/elections/{id}/office", Registrar),
    ("get", "/elections/{id}/slips", Registrar),
    ("post", "/elections/{id}/slips", Registrar),
    ("post", "/elections/{id}/slips/again", Registrar),
    ("post", "/elections/{id}/invite", Registrar),
    ("post", "/elections/{id}/again", Registrar),
    ("get", "/office/members", Registrar),
    ("post", "/office/members", Registrar),
    ("post", "/office/members/enrol", Registrar),
    // Any member may call what the rules make due.
    ("get", "/office/call", Entered),
    ("post", "/office/call", Entered),
    ("get", "/office/slips", Registrar),
    ("post", "/office/slips/done", Registrar),
    ("post", "/office/slips/send", Registrar),
    ("get", "/try", Anybody),
    ("get", "/try/{number}/{file}", Anybody),
    ("post", "/try/skip", Entered),
];

/// The addresses of a site without a council; the last ones are of the founder's browser alone.
const BEGINNING: &[(&str, &str, Who)] = &[
    ("get", "/link/{secret}", Anybody),
    ("post", "/link/{secret}", Anybody),
    ("get", "/assets/{hash}/{file}", Anybody),
    ("get", "/healthz", Anybody),
    ("get", "/begin", Entered),
    ("post", "/begin", Entered),
    ("get", "/begin/sign", Entered),
    ("post", "/begin/draft", Entered),
    ("post", "/begin/found", Entered),
];

/// The fields of all forms. Which may hold any text, is written in the same way: none of them hurts.
const FIELDS: &[&str] = &[
    "address",
    "answer",
    "back",
    "body",
    "choice",
    "council",
    "founder",
    "id",
    "list",
    "number",
    "preset",
    "seat",
    "shown",
    "small",
    "statement",
    "token",
    "tracker",
    "withdraw",
];

const HTML: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
const SQL: &str = "Robert'); DROP TABLE person;-- \" OR 1=1 /*";

/// The methods and addresses that a source names.
fn routes(source: &str) -> BTreeSet<(String, String)> {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let mut found = BTreeSet::new();
    for part in source.split(".route(").skip(1) {
        let (address, rest) = part.trim_start().strip_prefix('"').unwrap().split_once('"').unwrap();
        let rest = rest.split(".fallback(").next().unwrap();
        let methods = ["get", "post", "put", "patch", "delete", "head", "any", "on"];
        let named = methods.iter().filter(|method| {
            let at = |open: &str| rest.contains(&format!("{open}{method}("));
            at(" ") || at(".") || at("::")
        });
        let before = found.len();
        found.extend(named.map(|method| ((*method).to_owned(), address.to_owned())));
        assert!(found.len() > before, "no method is seen for {address}");
    }
    found
}

fn listed(list: &[(&str, &str, Who)]) -> BTreeSet<(String, String)> {
    list.iter().map(|(method, address, _)| ((*method).to_owned(), (*address).to_owned())).collect()
}

#[test]
fn every_address_is_in_the_lists_of_this_test() {
    assert_eq!(routes(ROUTER), listed(ROUTES));
    assert_eq!(routes(BEGIN), listed(BEGINNING));
}

#[test]
fn every_field_of_a_form_is_in_the_list_of_this_test() {
    let mut found = BTreeSet::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for element in ["<input", "<textarea", "<select", "<button"] {
            for tag in text.split(element).skip(1) {
                let tag = tag.split('>').next().unwrap();
                let name = tag.split_once(" name=\"").map(|(_, rest)| rest.split('"').next().unwrap());
                // The three guards are numbered.
                found.extend(name.filter(|name| !name.contains('{')).map(str::to_owned));
            }
        }
    }
    let listed: BTreeSet<String> = FIELDS.iter().map(|field| (*field).to_owned()).collect();
    assert_eq!(found, listed);
}

struct Council {
    browser: Browser,
    call: ActId,
}

impl Council {
    async fn prepare(dir: &Path) -> Self {
        let mut world = World::found(dir).await;
        for founder in 0..3 {
            let name = Name::new(&format!("Founder {founder}"));
            world.host.read().await.put_founder(founder, &name).await.unwrap();
        }
        world.days(1).await;
        world.fill(24).await;
        world.days(32).await;
        let call = world.call(&CANDIDATES).await;
        let now = world.now();
        world.stop().await;
        Self { browser: Browser::open(dir, now).await, call }
    }

    async fn person(&self, number: usize) -> PersonId {
        let host = self.browser.office.host().await;
        let (member, _): (MemberId, _) = host.council().members().nth(number).unwrap();
        host.person_of(member).await.unwrap().unwrap()
    }

    fn address(&self, template: &str, draft: &str) -> String {
        let call = self.call.to_hex();
        [
            ("{*path}", "checkpoint"),
            ("{hash}", "0"),
            ("{file}", "style.css"),
            ("{body}", "0"),
            ("{seat}", "0"),
            ("{vacancy}", "0"),
            ("{id}", &call),
            ("{name}", "nobody"),
            ("{secret}", "AAAA"),
            ("{draft}", draft),
            ("{number}", "0"),
        ]
        .into_iter()
        .fold(template.to_owned(), |address, (name, value)| address.replace(name, value))
    }

    /// Asks at an address as somebody, with a token in a form that has every field.
    async fn ask(
        &self,
        (method, template): (&str, &str),
        draft: &str,
        cookie: &str,
        (token, value): (&str, &str),
    ) -> Seen {
        let address = self.address(template, draft);
        let request = Request::builder().uri(&address).header(header::COOKIE, cookie);
        if method == "get" {
            return self.browser.send(request.body(Body::empty()).unwrap()).await;
        }
        let request = request.method(Method::POST);
        let takes_json = ["/sign/{draft}", "/elections/{id}/guard"].contains(&template)
            || ["/enter/", "/join/", "/ballots", "/square"].iter().any(|part| template.contains(part));
        let (kind, body) = if takes_json {
            let fields = serde_json::json!({
                "token": token, "lines": [[value]], "step": "cert", "message": value, "bound": value,
                "ballot": value, "credential": value, "public": value, "next": value, "act": value,
                "challenge": value, "line": value, "tracker": value,
            });
            ("application/json", fields.to_string())
        } else {
            let mut body = format!("token={token}");
            for field in FIELDS.iter().filter(|field| **field != "token") {
                body.push_str(&format!("&{field}={}", encoded(value)));
            }
            for place in 0..3 {
                body.push_str(&format!("&t{place}={}", encoded(value)));
            }
            ("application/x-www-form-urlencoded", body)
        };
        self.browser.send(request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()).await
    }
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn is_refused(seen: &Seen, codes: &[&str], what: &str) {
    let text = String::from_utf8_lossy(&seen.bytes);
    assert!(
        seen.status.is_client_error() && codes.iter().any(|code| text.contains(code)),
        "{what}: {} {text}",
        seen.status
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_does_anything_for_whom_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let council = Council::prepare(&folder.path().join("d")).await;
    let secretary = council.browser.visit(0, HOUR).await;
    let other = council.browser.visit(OTHER, HOUR).await;
    let over = council.browser.visit(0, -1).await;
    // A draft of the secretary: to leave a seat.
    let request = Request::post("/me/seat")
        .header(header::COOKIE, &secretary.cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = format!("token={}&seat=1%2F0&answer=resign", secretary.token);
    let made = council.browser.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let draft = made.headers["location"].rsplit('/').next().unwrap().to_owned();
    let size = council.browser.office.host().await.size();

    for (method, template, who) in ROUTES.iter().copied() {
        let route = (method, template);
        let stranger = council.ask(route, &draft, "", ("", "x")).await;
        let ended = council.ask(route, &draft, &over.cookie, (&over.token, "x")).await;
        if who == Anybody {
            for seen in [&stranger, &ended] {
                let is_well = !seen.status.is_server_error() && seen.status != StatusCode::METHOD_NOT_ALLOWED;
                assert!(is_well, "{route:?}: {}", seen.status);
            }
            continue;
        }
        is_refused(&stranger, &["K-WEB-002"], &format!("{route:?} without a visit"));
        is_refused(&ended, &["K-WEB-002"], &format!("{route:?} with a visit that is over"));
        let made_up = format!("kenes={}", Base64UrlUnpadded::encode_string(&[7; 32]));
        let seen = council.ask(route, &draft, &made_up, (&secretary.token, "x")).await;
        is_refused(&seen, &["K-WEB-002"], &format!("{route:?} with a visit that never was"));
        if method == "post" {
            for token in ["", "x", &other.token, &over.token] {
                let seen = council.ask(route, &draft, &secretary.cookie, (token, "0")).await;
                is_refused(&seen, &["K-WEB-005"], &format!("{route:?} with a form from elsewhere"));
            }
        }
        if who != Entered {
            let seen = council.ask(route, &draft, &other.cookie, (&other.token, "0")).await;
            is_refused(&seen, &["K-WEB-003"], &format!("{route:?} of somebody else"));
        }
    }
    assert_eq!(council.browser.office.host().await.size(), size, "the record is as it was");
    let kept = council.ask(("get", "/sign/{draft}"), &draft, &secretary.cookie, ("", "")).await;
    assert_eq!(kept.status, StatusCode::OK, "the draft is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn html_and_sql_in_any_field_are_text() {
    let folder = tempfile::tempdir().unwrap();
    let council = Council::prepare(&folder.path().join("d")).await;
    let secretary = council.browser.visit(0, HOUR).await;
    let leaves = |template: &str| template == "/leave";
    let in_order = ROUTES.iter().filter(|(_, address, _)| !leaves(address));
    for value in
        [HTML, SQL, "\u{0}\u{202e}%00\r\nX-Header: 1", "../../../etc/passwd", "-1", "99999999999999999999"]
    {
        for (method, template, _) in in_order.clone().filter(|(method, ..)| *method == "post") {
            let seen =
                council.ask((method, template), "1", &secretary.cookie, (&secretary.token, value)).await;
            let text = String::from_utf8_lossy(&seen.bytes);
            assert!(!seen.status.is_server_error(), "{template} {value:?}: {} {text}", seen.status);
            is_harmless(&text, template);
            assert!(!seen.headers.contains_key("x-header"), "{template}");
        }
        // The same in addresses.
        for template in ["/elections/{id}/ballot", "/office/call", "/", "/check", "/seats/0/0", "/nowhere"] {
            let address = council.address(template, "1");
            let value = encoded(value);
            for path in
                [format!("{address}?tracker={value}&body={value}&why={value}"), format!("{address}/{value}")]
            {
                let request = Request::get(&path).header(header::COOKIE, &secretary.cookie);
                let seen = council.browser.send(request.body(Body::empty()).unwrap()).await;
                assert!(!seen.status.is_server_error(), "{path}: {}", seen.status);
                is_harmless(&String::from_utf8_lossy(&seen.bytes), &path);
            }
        }
    }
    let host = council.browser.office.host().await;
    assert_eq!(host.council().members().count(), 24, "nobody is lost");
    assert!(host.name_of_person(council.person(0).await).await.unwrap().is_some());
}

fn is_harmless(page: &str, what: &str) {
    for part in ["<script>", "<img src=x", "onerror=alert(1)>", "DROP TABLE person;-- \" "] {
        assert!(!page.contains(part), "{what}: {page}");
    }
}

#[tokio::test]
async fn before_there_is_a_council_nothing_is_done_without_the_founders_link() {
    let folder = tempfile::tempdir().unwrap();
    let setting = Setting {
        dir: folder.path().join("d"),
        base: "http://council.example".into(),
        language: Language::English,
        trying_out: false,
        behind_proxy: false,
    };
    let (beginning, secret) = Beginning::new().unwrap();
    let site = Site::beginning(setting, Arc::clone(&beginning));
    let ask = async |method: &str, path: &str, cookie: &str| {
        let request = Request::builder().uri(path).header(header::COOKIE, cookie);
        let request = if method == "get" { request } else { request.method(Method::POST) };
        let takes_json = path.ends_with("draft") || path.ends_with("found");
        let kind = if takes_json { "application/json" } else { "application/x-www-form-urlencoded" };
        let body = if takes_json {
            r#"{"token":"","public":"","next":"","lines":[]}"#
        } else {
            "token=&preset=house&council=A&founder=B"
        };
        site.answer(request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()).await
    };
    let made_up = format!("kenes={}", Base64UrlUnpadded::encode_string(&[7; 32]));
    for path in ["/begin/draft", "/begin/found"] {
        let kind = ask("post", path, "").await.headers()[header::CONTENT_TYPE].clone();
        assert_eq!(kind, "application/json", "a script is told as a script");
    }
    for (method, path, who) in BEGINNING.iter().copied() {
        for cookie in ["", made_up.as_str()] {
            let path = path.replace("{secret}", "AAAA").replace("{hash}", "0").replace("{file}", "x");
            let status = ask(method, &path, cookie).await.status();
            assert!(!status.is_server_error(), "{method} {path}: {status}");
            assert!(who == Anybody || status == StatusCode::FORBIDDEN, "{method} {path}: {status}");
        }
    }
    // Looking at the link uses nothing up, and it lets one browser in.
    let link = format!("/link/{}", secret.as_str());
    for _ in 0..3 {
        assert_eq!(ask("get", &link, "").await.status(), StatusCode::OK);
    }
    let entered = ask("post", &link, "").await;
    let cookie =
        entered.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(ask("post", &link, "").await.status(), StatusCode::GONE);
    assert_eq!(ask("get", &link, "").await.status(), StatusCode::GONE);
    assert_eq!(ask("get", "/begin", &cookie).await.status(), StatusCode::OK);
    for path in ["/begin", "/begin/draft", "/begin/found"] {
        assert_eq!(
            ask("post", path, &cookie).await.status(),
            StatusCode::FORBIDDEN,
            "without the page's token"
        );
    }
    assert!(!folder.path().join("d").exists(), "nothing is written");
}
