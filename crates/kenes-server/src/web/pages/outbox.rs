//! Messages that were not sent: without a mail server somebody hands them over, or copies them.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_record::Hash;
use kenes_record::act::ActId;
use serde::Deserialize;

use super::slips::failed;
use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;
use crate::web::page::Page;
use crate::web::visitor::Entered;

/// The most messages on the page.
const MOST: u32 = 500;

struct LetterView {
    id: String,
    to: String,
    subject: String,
    body: String,
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    p: Page,
    letters: Vec<LetterView>,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, by: Entered) -> Response {
    let shown = async {
        by.check_registrar(&*office.host().await)?;
        let unsent = office.outbox().unsent(MOST).await.map_err(failed)?;
        let view = |entry: crate::mail::Entry| LetterView {
            id: entry.id.to_hex(),
            to: entry.letter.to().expose().to_owned(),
            subject: entry.letter.expose_subject().to_owned(),
            body: entry.letter.expose_body().to_owned(),
        };
        Ok::<_, Wrong>(OutboxPage { p: by.page.clone(), letters: unsent.into_iter().map(view).collect() })
    };
    match shown.await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

/// Which message.
#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    id: String,
}

/// A message was handed over: its content is deleted.
pub async fn done(State(office): State<Arc<Office>>, Posted { by, fields }: Posted<Which>) -> Response {
    let noted = async {
        by.check_registrar(&*office.host().await)?;
        // Sixty-four digits name an act as they name a hash.
        let id: ActId = fields.id.parse().map_err(|_| Wrong::Fault(Fault::Field))?;
        let id: Hash = *id.hash();
        office.outbox().handed_over(id).await.map_err(failed)?;
        Ok::<_, Wrong>(())
    };
    match noted.await {
        Ok(()) => Redirect::to(&by.page.link("/office/outbox")).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}
