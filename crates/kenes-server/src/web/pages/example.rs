//! The page of a living example: voting codes and keys of people who are made up, for whoever looks.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::elections::Stage;
use super::me::find;
use crate::example::{Example, Guest, Role};
use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::page::Page;
use crate::web::qr;
use crate::web::visitor::Visitor;

/// Somebody in whose place one votes.
struct VoterView {
    name: String,
    code: String,
    /// The code stands behind the sign, which is sent to nobody.
    address: String,
    drawing: String,
}

/// Somebody as whom one comes in.
struct GuestView {
    name: String,
    role: &'static str,
    /// Where the key is, and the part of a guard.
    key: String,
    part: Option<String>,
}

#[derive(Template)]
#[template(path = "example.html")]
struct ExamplePage {
    p: Page,
    voters: Vec<VoterView>,
    guests: Vec<GuestView>,
    stage: String,
    is_open: bool,
    call: String,
    election: String,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, visitor: Visitor) -> Response {
    match shown(&office, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(office: &Office, page: &Page) -> Result<ExamplePage, Wrong> {
    let Example { election: id, guests } = example(office).await?;
    let host = office.host().await;
    let election = find(&host, &id)?;
    let stage = Stage::of(election, office.clock().now());
    Ok(ExamplePage {
        p: page.clone(),
        voters: guests.iter().filter_map(|guest| voter(office, page, &id, guest)).collect(),
        guests: (0_usize..).zip(&guests).map(|(number, guest)| view(page, number, guest)).collect(),
        stage: stage.told(page, election),
        is_open: stage == Stage::Open,
        election: page.link(&format!("/elections/{id}")),
        call: id,
    })
}

fn voter(office: &Office, page: &Page, id: &str, guest: &Guest) -> Option<VoterView> {
    let code = guest.code.clone().filter(|_| guest.role == Role::Member)?;
    let address = format!("{}#{code}", page.link(&format!("/elections/{id}/vote")));
    let drawing = qr::drawing(&office.address(&address)).unwrap_or_default();
    Some(VoterView { name: guest.name.clone(), code, address, drawing })
}

fn view(page: &Page, number: usize, guest: &Guest) -> GuestView {
    let to = |what: &str| page.link(&format!("/try/{number}/{what}"));
    GuestView {
        name: guest.name.clone(),
        role: match guest.role {
            Role::Secretary => "web-example-secretary",
            Role::Guard => "web-example-guard",
            Role::Member => "web-example-member",
        },
        key: to("kenes-key.txt"),
        part: guest.part.as_ref().map(|_| to("kenes-trustee.txt")),
    }
}

/// What a device of one of the people keeps, as a file.
pub async fn file(
    State(office): State<Arc<Office>>,
    Path((number, name)): Path<(usize, String)>,
    visitor: Visitor,
) -> Response {
    match content(&office, number, &name).await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, text).into_response()
        }
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn content(office: &Office, number: usize, name: &str) -> Result<String, Wrong> {
    let guests = example(office).await?.guests;
    let guest = guests.into_iter().nth(number).ok_or(Wrong::Fault(Fault::NotFound))?;
    let text = match name {
        "kenes-key.txt" => Some(guest.key),
        "kenes-trustee.txt" => guest.part,
        _ => None,
    };
    text.ok_or(Wrong::Fault(Fault::NotFound))
}

/// The example; a council has none, and neither has an example whose pages do not say that it is one.
async fn example(office: &Office) -> Result<Example, Wrong> {
    if !office.is_example() {
        return Err(Fault::NotFound.into());
    }
    Example::load(office.private()).await?.ok_or(Wrong::Fault(Fault::NotFound))
}
