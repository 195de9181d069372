//! The files that pages load.

use axum::extract::Path;
use axum::response::Response;

/// A file, by its address.
pub async fn file(Path((hash, file)): Path<(String, String)>) -> Response {
    crate::assets::answer(&hash, &file)
}
