//! The service.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kenes_record::witness::{self, AddCheckpointError, MAX_REQUEST};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Event, Witness};

/// The longest that the body of a request may take.
const BODY: Duration = Duration::from_secs(10);

/// How much of a body is read. Less is allowed, but who sends a little more is told so.
const READ: usize = 8 * MAX_REQUEST;

/// The type of texts.
const TEXT: &str = "text/plain; charset=utf-8";

type Tell = Arc<dyn Fn(&Event) + Send + Sync>;

#[derive(Clone)]
struct Service {
    witness: Arc<Witness>,
    tell: Tell,
}

/// Serves a witness until `stop` ends; requests that have begun are answered. `tell` is told what the witness does.
///
/// - `POST /add-checkpoint` and `GET /HASH/checkpoint` as C2SP `tlog-witness` has them; a body that is too large is 400;
/// - `GET /healthz`: 200 when it can cosign, 503 when it cannot.
///
/// # Errors
/// The socket fails.
pub async fn serve(
    listener: TcpListener,
    witness: Arc<Witness>,
    stop: impl Future<Output = ()> + Send + 'static,
    tell: impl Fn(&Event) + Send + Sync + 'static,
) -> io::Result<()> {
    let service = Service { witness, tell: Arc::new(tell) };
    let router = Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/{hash}/checkpoint", get(checkpoint))
        .route("/healthz", get(health))
        .with_state(service);
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}

async fn add_checkpoint(State(service): State<Service>, body: Body) -> Response {
    let body: Bytes = match timeout(BODY, to_bytes(body, READ)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return answer(AddCheckpointError::TooLarge.response()),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let asked = spawn_blocking(move || {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        service.witness.add_checkpoint(&body, time, &*service.tell)
    });
    asked.await.map_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response(), answer)
}

async fn checkpoint(State(service): State<Service>, Path(hash): Path<String>) -> Response {
    match service.witness.checkpoint(&hash) {
        Some(checkpoint) => ([(CONTENT_TYPE, TEXT)], checkpoint).into_response(),
        None => (StatusCode::NOT_FOUND, "no checkpoint of such a log was cosigned\n").into_response(),
    }
}

async fn health(State(service): State<Service>) -> Response {
    if service.witness.is_well() {
        "ok\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "cannot cosign\n").into_response()
    }
}

fn answer(response: witness::Response) -> Response {
    let witness::Response { status, content_type, body } = response;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, content_type)], body).into_response()
}
