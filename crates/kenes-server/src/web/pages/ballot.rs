//! What a voter does after the ballot, or instead of casting it: looks a ballot up, or checks a device with another.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use kenes_belenios::hash::Digest;
use serde::Deserialize;
use serde_json::json;

use super::cast::{in_address, look};
use super::vote::{board, found, running};
use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::form::Open;
use crate::web::naming::title;
use crate::web::page::Page;
use crate::web::qr;
use crate::web::visitor::Visitor;

/// How many signs a tracker has.
const TRACKER: usize = 43;

/// What somebody looks for.
#[derive(Debug, Deserialize)]
pub struct Look {
    #[serde(default)]
    tracker: String,
}

/// What was found.
enum Found {
    /// Nothing was looked for.
    Nothing,
    /// That is no tracker.
    Malformed,
    /// There is no such ballot.
    Missing,
    /// The entry of the record.
    Entry(u64),
}

#[derive(Template)]
#[template(path = "ballot.html")]
struct BallotPage {
    p: Page,
    title: String,
    tracker: String,
    found: Found,
    /// Where it is looked up, and the page of the election.
    look: String,
    back: String,
}

/// Looks a ballot up.
pub async fn page(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Query(look): Query<Look>,
    visitor: Visitor,
) -> Response {
    match shown(&office, &id, &look.tracker, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(office: &Office, id: &str, tracker: &str, page: &Page) -> Result<BallotPage, Wrong> {
    let poll = board(office, id).await?;
    let found = match read(tracker) {
        _ if tracker.trim().is_empty() => Found::Nothing,
        None => Found::Malformed,
        Some(tracker) => poll.leaf_of(&tracker).map_or(Found::Missing, Found::Entry),
    };
    let back = page.link(&format!("/elections/{}", poll.call().to_hex()));
    Ok(BallotPage {
        p: page.clone(),
        title: title_of(office, id).await?,
        tracker: tracker.trim().to_owned(),
        found,
        look: format!("{back}/ballot"),
        back,
    })
}

/// A tracker as typed, or as it stands in an address.
fn read(text: &str) -> Option<Digest> {
    let sign = |sign| match sign {
        '-' => '+',
        // A form writes a space where an address has a plus.
        ' ' => '+',
        '_' => '/',
        sign => sign,
    };
    // One that begins or ends with such a space has its whole length.
    let text = if text.len() == TRACKER { text } else { text.trim().trim_end_matches('=') };
    let text: String = text.chars().map(sign).collect();
    Digest::parse_base64(text.as_bytes())
}

/// The square code that leads to a ballot, for the voter's receipt. It is posted for: an address with a tracker in it, which
/// every browser asked for right after the vote, would tell whoever keeps a log of addresses which ballot is whose.
pub async fn square(State(office): State<Arc<Office>>, Path(id): Path<String>, sent: Open<Look>) -> Response {
    let Open { by, fields } = sent;
    let drawn = async {
        let poll = running(&office, &id).await?;
        let tracker = read(&fields.tracker).ok_or(Wrong::Fault(Fault::Field))?;
        poll.leaf_of(&tracker).ok_or(Wrong::Fault(Fault::NotFound))?;
        let address = office.address(&by.page.link(&look(&id, &in_address(&tracker))));
        qr::drawing(&address).ok_or(Wrong::Fault(Fault::Inside))
    };
    match drawn.await {
        Ok(drawing) => Json(json!({ "drawing": drawing })).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn title_of(office: &Office, id: &str) -> Result<String, Wrong> {
    let election = found(office, id).await?;
    title(&*office.host().await, &election).await
}

/// The check of a device with another.
#[derive(Template)]
#[template(path = "opening.html")]
pub struct OpeningPage {
    pub p: Page,
    pub title: String,
    pub is_practice: bool,
    /// Where the election is, and back.
    pub election: String,
    pub back: String,
}

/// The page on which another device checks what one has opened.
pub async fn check(State(office): State<Arc<Office>>, Path(id): Path<String>, visitor: Visitor) -> Response {
    let page = visitor.page;
    let shown = async {
        board(&office, &id).await?;
        let address = page.link(&format!("/elections/{id}"));
        let (title, election) = (title_of(&office, &id).await?, format!("{address}/election.json"));
        Ok::<_, Wrong>(OpeningPage { p: page.clone(), title, is_practice: false, election, back: address })
    };
    match shown.await {
        Ok(shown) => Page::answer(&shown),
        Err(wrong) => wrong.page(&page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracker_is_read_as_it_stands_on_paper_and_in_addresses() {
        let tracker = Digest([0xFB; 32]);
        let text = tracker.to_base64();
        assert!(text.contains('+'));
        for typed in [
            text.clone(),
            format!(" {text} "),
            text.replace('+', "-").replace('/', "_"),
            text.replace('+', " "),
        ] {
            assert_eq!(read(&typed), Some(tracker), "{typed}");
        }
        assert!(read("").is_none() && read("abc").is_none() && read(&text.replace('+', "*")).is_none());
    }
}
