//! All elections, and what each page says of how far one is.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kenes_core::{Election, Phase, Purpose, Time};

use crate::host::Host;
use crate::office::Office;
use crate::web::error::Wrong;
use crate::web::naming::{newest_first, title};
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// How far an election is, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Candidates come forward.
    Candidates,
    /// It is prepared.
    Preparing,
    /// It was to open and is not prepared.
    Late,
    /// One can vote.
    Open,
    /// Those who guard it open the result.
    Counting,
    /// A lot is needed.
    Lot,
    /// The result is there.
    Counted,
    /// It is over without a result.
    Void,
}

impl Stage {
    /// How far it is at a time.
    pub fn of(election: &Election, now: Time) -> Self {
        match election.phase {
            Phase::Called if now < election.nominations && election.has_candidates() => Self::Candidates,
            Phase::Called | Phase::Setup if now >= election.opens => Self::Late,
            Phase::Rehearsed if now >= election.closes => Self::Counting,
            Phase::Rehearsed if now >= election.opens => Self::Open,
            Phase::Called | Phase::Setup | Phase::Rehearsed => Self::Preparing,
            Phase::Closed => Self::Counting,
            Phase::NeedsLot => Self::Lot,
            Phase::Counted => Self::Counted,
            Phase::Void => Self::Void,
        }
    }

    /// The same in a sentence.
    pub fn told(self, page: &Page, election: &Election) -> String {
        match self {
            Self::Candidates => page.t1("web-stage-candidates", "until", election.nominations),
            Self::Preparing => page.t1("web-stage-preparing", "opens", election.opens),
            Self::Late => page.t1("web-stage-late", "opens", election.opens),
            Self::Open => page.t1("web-stage-open", "until", election.closes),
            Self::Counting => page.t("web-stage-counting"),
            Self::Lot => page.t("web-stage-lot"),
            Self::Counted => page.t("web-stage-counted"),
            Self::Void => page.t("web-stage-void"),
        }
    }
}

/// What an election is for.
pub const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Seats => "web-purpose-seats",
        Purpose::ByElection => "web-purpose-by-election",
        Purpose::Referendum(_) => "web-purpose-referendum",
        Purpose::Charter(_) => "web-purpose-charter",
        Purpose::Trial => "web-purpose-trial",
    }
}

/// An election in a list.
pub struct Line {
    pub title: String,
    pub body: String,
    pub purpose: String,
    pub is_trial: bool,
    pub stage: String,
    pub closes: Time,
    /// Its page, and what a reader can do now: an address and a text.
    pub address: String,
    pub act: Option<(String, String)>,
}

impl Line {
    /// An election as it is at a time.
    pub async fn of(host: &Host, page: &Page, election: &Election, now: Time) -> Result<Self, Wrong> {
        let address = format!("/elections/{}", election.call.to_hex());
        let stage = Stage::of(election, now);
        let to = |end: &str, id: &str| Some((page.link(&format!("{address}{end}")), page.t(id)));
        let act = match stage {
            Stage::Candidates => to("/stand", "web-do-stand"),
            Stage::Open => to("/vote", "web-do-vote"),
            Stage::Counted => to("/result", "web-do-result"),
            Stage::Preparing | Stage::Late | Stage::Counting | Stage::Lot | Stage::Void => None,
        };
        Ok(Self {
            title: title(host, election).await?,
            body: host.body_name(election.body).await?,
            purpose: page.t(purpose(election.purpose)),
            is_trial: election.purpose == Purpose::Trial,
            stage: stage.told(page, election),
            closes: election.closes,
            address: page.link(&address),
            act,
        })
    }
}

#[derive(Template)]
#[template(path = "elections.html")]
struct ElectionsPage {
    p: Page,
    running: Vec<Line>,
    over: Vec<Line>,
}

/// All elections.
pub async fn page(State(office): State<Arc<Office>>, visitor: Visitor) -> Response {
    match shown(&office, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(office: &Office, page: &Page) -> Result<ElectionsPage, Wrong> {
    let (host, now) = (office.host().await, office.clock().now());
    let (mut running, mut over) = (Vec::new(), Vec::new());
    for election in newest_first(host.council()) {
        let line = Line::of(&host, page, election, now).await?;
        if election.is_running() { running.push(line) } else { over.push(line) }
    }
    Ok(ElectionsPage { p: page.clone(), running, over })
}
