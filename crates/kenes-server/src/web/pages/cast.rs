//! The ballot box: a sealed ballot comes in, a receipt goes out.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use kenes_belenios::ballot::BallotError;
use kenes_belenios::hash::Digest;
use serde::Deserialize;
use serde_json::{Value, json};

use super::vote::running;
use crate::office::Office;
use crate::poll::BallotRefusal;
use crate::web::error::{Fault, Wrong};
use crate::web::form::Open;
use crate::web::page::Page;

/// A sealed ballot.
#[derive(Deserialize)]
pub struct Cast {
    ballot: String,
}

impl Cast {
    /// Its bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.ballot.into_bytes()
    }
}

/// Takes a ballot. The same one once more gives the same receipt, so whoever heard nothing can send it again.
pub async fn take(State(office): State<Arc<Office>>, Path(id): Path<String>, sent: Open<Cast>) -> Response {
    let Open { by, fields } = sent;
    match taken(&office, &id, &by.page, fields).await {
        Ok(receipt) => Json(receipt).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn taken(office: &Office, id: &str, page: &Page, cast: Cast) -> Result<Value, Wrong> {
    let poll = running(office, id).await?;
    // Nothing is held while it is verified and written.
    let accepted = poll.cast(cast.into_bytes()).await.map_err(|refusal| refused(&refusal, page))?;
    let receipt = String::from_utf8(accepted.receipt.to_bytes()).map_err(|_| Wrong::Fault(Fault::Inside))?;
    Ok(json!({
        "tracker": accepted.tracker.to_base64(),
        "entry": accepted.leaf,
        "time": page.moment(&office.clock().now()),
        // Drawn when it is shown, and not while others wait for their ballots.
        "square": page.link(&format!("/elections/{id}/square")),
        "look": page.link(&look(id, &in_address(&accepted.tracker))),
        "receipt": receipt,
    }))
}

/// Where a ballot is looked up, by its tracker as it stands in an address.
pub fn look(id: &str, tracker: &str) -> String {
    format!("/elections/{id}/ballot?tracker={tracker}")
}

/// A tracker as it stands in an address: with the signs that mean nothing there.
pub fn in_address(tracker: &Digest) -> String {
    tracker.to_base64().replace('+', "-").replace('/', "_")
}

/// Why a ballot is not taken, in words.
pub fn refused(refusal: &BallotRefusal, page: &Page) -> Wrong {
    let told = |fault, id| Wrong::Told(fault, page.t(id));
    match refusal {
        BallotRefusal::Invalid(error) => invalid(error, page),
        BallotRefusal::NotOpen => told(Fault::Early, "web-cast-early"),
        BallotRefusal::Closed => told(Fault::Early, "web-cast-closed"),
        BallotRefusal::Busy => Fault::Busy.into(),
        BallotRefusal::Failed => Fault::Inside.into(),
    }
}

/// Why a ballot is not valid, in words.
pub fn invalid(error: &BallotError, page: &Page) -> Wrong {
    let is_other = matches!(error, BallotError::ElectionUuid { .. } | BallotError::ElectionHash { .. });
    let what = if is_other {
        "web-cast-other"
    } else if matches!(error, BallotError::CredentialNotListed { .. }) {
        "web-cast-unlisted"
    } else if matches!(error, BallotError::SignatureHash | BallotError::Signature) {
        "web-cast-signature"
    } else {
        "web-cast-invalid"
    };
    Wrong::Told(Fault::Ballot, page.t(what))
}
