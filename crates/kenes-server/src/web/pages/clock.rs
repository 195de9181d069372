//! Where a council is only tried out: putting its clock forward.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_core::{Duration, Time};
use kenes_store::private::PrivateStore as _;
use serde::Deserialize;

use crate::host::Host;
use crate::office::{AHEAD, Office, dates};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;

/// Where to go on.
#[derive(Debug, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

/// Puts the clock forward to the next date at which something happens, or by a day where there is none.
pub async fn skip(State(office): State<Arc<Office>>, Posted { by, fields }: Posted<Back>) -> Response {
    match forward(&office).await {
        Ok(()) => {
            // Only an address of this site.
            let is_here = fields.back.starts_with('/') && !fields.back.starts_with("//");
            let back = if is_here { fields.back } else { "/".into() };
            Redirect::to(&by.page.link(&back)).into_response()
        }
        Err(wrong) => wrong.page(&by.page),
    }
}

/// The next date at which something happens; in a day where there is none.
pub fn next_date(host: &Host, now: Time) -> Time {
    let next = dates(host.council()).into_iter().filter(|date| *date > now).min();
    next.unwrap_or_else(|| now.plus(Duration::days(1)))
}

async fn forward(office: &Office) -> Result<(), Wrong> {
    if !office.clock().can_skip() {
        return Err(Fault::NotFound.into());
    }
    let next = next_date(&*office.host().await, office.clock().now());
    let ahead = office.clock().skip_to(next);
    office.private().set(AHEAD, ahead.to_string().as_bytes()).await?;
    drop(office.host_now().await?);
    office.tend().await;
    Ok(())
}
