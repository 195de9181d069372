//! That whoever asks is answered whatever happens: what takes too long, or fails where nobody foresaw it, is told with its code
//! and remedy like everything else.

use std::any::Any;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::{Router, body::Body};
use tower_http::catch_panic::CatchPanicLayer;

use super::error::{Fault, Wrong};
use super::visitor::plain;

/// How long an answer may take.
pub const MINUTE: Duration = Duration::from_secs(60);
/// How long it may take where much is sent, maybe over a slow line, and checked.
pub const LONG: Duration = Duration::from_secs(15 * 60);

/// Puts this around what a router has so far.
pub fn around<S: Clone + Send + Sync + 'static>(router: Router<S>, patience: Duration) -> Router<S> {
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(move |request, next| told(patience, request, next)))
}

async fn told(patience: Duration, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    // What is needed to answer in the right language, and as a page or not.
    let mut asked = Request::new(());
    *asked.uri_mut() = parts.uri.clone();
    *asked.headers_mut() = parts.headers.clone();
    *asked.extensions_mut() = parts.extensions.clone();
    let answer = tokio::time::timeout(patience, next.run(Request::from_parts(parts, body))).await;
    let fault = match answer {
        Ok(answer) => match answer.extensions().get::<Fault>() {
            None => return answer,
            Some(fault) => *fault,
        },
        Err(_) => Fault::Slow,
    };
    let (asked, ()) = asked.into_parts();
    Wrong::Fault(fault).answer(is_for_page(&asked.headers), &plain(&asked))
}

/// Whether somebody reads the answer: a browser that opens a page or sends a form says so, and a script does not.
pub fn is_for_page(headers: &HeaderMap) -> bool {
    let kinds = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    kinds.is_some_and(|kinds| kinds.contains("text/html"))
}

/// The program has a fault. What it says of it stands in the log of the process; it may speak of persons.
fn panicked(_: Box<dyn Any + Send>) -> Response<Body> {
    tracing::error!("an answer ended in a panic");
    let mut answer = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    answer.extensions_mut().insert(Fault::Inside);
    answer
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use axum::routing::get;
    use serde_json::Value;
    use tower::ServiceExt as _;

    use super::*;

    /// The status, and the body.
    async fn asked(path: &str, accept: &str) -> (StatusCode, String) {
        let router = Router::new()
            .route("/well", get(|| async { "well" }))
            .route(
                "/fails",
                get(|| async {
                    if true {
                        panic!("Ana Ruiz")
                    }
                }),
            )
            .route("/hangs", get(|| async { std::future::pending::<()>().await }));
        let request = Request::get(path)
            .header(header::ACCEPT, accept)
            .header(header::ACCEPT_LANGUAGE, "es")
            .body(Body::empty())
            .unwrap();
        let answer = around::<()>(router, Duration::from_millis(50)).oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn what_fails_or_hangs_is_told_with_code_and_remedy() {
        assert_eq!(asked("/well", "*/*").await, (StatusCode::OK, "well".into()));
        for (path, status, code) in [
            ("/fails", StatusCode::INTERNAL_SERVER_ERROR, "K-WEB-013"),
            ("/hangs", StatusCode::SERVICE_UNAVAILABLE, "K-WEB-020"),
        ] {
            let (found, page) = asked(path, "text/html,*/*;q=0.8").await;
            assert_eq!(found, status);
            assert!(page.contains(code) && page.contains("lang=\"es\"") && !page.contains("Ana"), "{page}");
            let (found, told) = asked(path, "*/*").await;
            let told: Value = serde_json::from_str(&told).unwrap();
            assert_eq!((found, told["code"].as_str()), (status, Some(code)));
            assert!(told["what"].is_string() && told["remedy"].is_string());
        }
    }
}
