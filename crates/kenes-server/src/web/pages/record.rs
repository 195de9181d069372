//! The public record as files (C2SP tlog-tiles), as any web server would give them.

use std::path::{Component, Path as FilePath};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::visitor::Visitor;

/// A file of the record.
pub async fn file(State(office): State<Arc<Office>>, Path(path): Path<String>, visitor: Visitor) -> Response {
    match read(&office, &path).await {
        Some(content) => ([(header::CONTENT_TYPE, media(&path))], content).into_response(),
        None => Wrong::Fault(Fault::NotFound).page(&visitor.page),
    }
}

async fn read(office: &Office, path: &str) -> Option<Vec<u8>> {
    let inside = FilePath::new(path);
    // No way out of the folder, and nothing that is being written.
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b"."));
    if !inside.components().all(is_plain) {
        return None;
    }
    let file = office.host().await.data().public().join(inside);
    let is_file = tokio::fs::symlink_metadata(&file).await.is_ok_and(|found| found.is_file());
    if is_file { tokio::fs::read(file).await.ok() } else { None }
}

fn media(path: &str) -> &'static str {
    if path.starts_with("tile/") || path.starts_with("blob/") {
        "application/octet-stream"
    } else {
        "text/plain; charset=utf-8"
    }
}
