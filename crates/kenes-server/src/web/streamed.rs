//! Files as answers, part by part: an archive can be larger than the memory that there is for it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LENGTH;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio_stream::wrappers::ReceiverStream;

/// How many bytes are sent at once, and how many times as many wait for a slow visitor.
const PART: u64 = 128 * 1024;
const PARTS: usize = 2;

/// A file as it is now. What is added while it is sent is not part of it.
///
/// # Errors
/// It cannot be opened.
pub async fn file(path: &Path) -> io::Result<Response> {
    let path = path.to_path_buf();
    let opened = spawn_blocking(move || {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok::<_, io::Error>((file, length))
    });
    let (file, length) = opened.await.map_err(io::Error::other)??;
    let (sender, receiver) = mpsc::channel(PARTS);
    tokio::spawn(send(file, length, sender));
    let mut response = Body::from_stream(ReceiverStream::new(receiver)).into_response();
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

/// Sends the first so many bytes, until nobody is there any more. No thread waits for a slow visitor.
async fn send(mut file: File, length: u64, to: mpsc::Sender<io::Result<Bytes>>) {
    let mut left = length;
    while left > 0 {
        let read = spawn_blocking(move || {
            let mut part = Vec::new();
            let read = (&mut file).take(PART.min(left)).read_to_end(&mut part);
            (file, read.map(|_| part))
        });
        let (again, part) = match read.await {
            Ok((again, Ok(part))) if !part.is_empty() => (again, part),
            // Who copies must not take half of it for the whole; nobody is there any more where this fails.
            Ok((_, Err(error))) => return drop(to.send(Err(error)).await),
            Ok((_, Ok(_))) | Err(_) => {
                return drop(to.send(Err(io::ErrorKind::UnexpectedEof.into())).await);
            }
        };
        file = again;
        left = left.saturating_sub(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if to.send(Ok(Bytes::from(part))).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[tokio::test]
    async fn a_file_is_sent_as_it_was_when_it_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let content: Vec<u8> = (0..1_000_000_u32).flat_map(u32::to_be_bytes).collect();
        for length in [0, 1, 65_536, 65_537, content.len()] {
            std::fs::write(&path, &content[..length]).unwrap();
            let body = file(&path).await.unwrap().into_body();
            std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"more").unwrap();
            assert_eq!(axum::body::to_bytes(body, usize::MAX).await.unwrap(), content[..length]);
        }
        // Cut back while it is sent: whoever copies is told.
        std::fs::write(&path, &content).unwrap();
        let body = file(&path).await.unwrap().into_body();
        std::fs::write(&path, b"").unwrap();
        assert!(axum::body::to_bytes(body, usize::MAX).await.is_err());
        assert!(file(&folder.path().join("b")).await.is_err());
    }
}
