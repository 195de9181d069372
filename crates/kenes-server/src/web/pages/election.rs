//! One election: its dates, who stands, who guards it, and what one can do now.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kenes_core::{Election, MemberId, Phase, Purpose, Time};
use kenes_record::act::{ActId, Datum};
use kenes_text::shown as harmless;

use super::elections::{Stage, purpose};
use super::me::find;
use super::result;
use crate::host::Host;
use crate::office::Office;
use crate::web::error::Wrong;
use crate::web::naming::{Naming, Panel, questions};
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// How long the bar of a turnout is, in pixels.
const BAR: u64 = 400;

/// Somebody who stands.
struct CandidateView {
    name: String,
    /// What the candidate says, in paragraphs; nothing where the text was taken away.
    statement: Option<Vec<String>>,
}

/// A date of an election.
struct DateView {
    what: &'static str,
    at: Time,
    is_over: bool,
}

/// How many ballots there are.
struct Turnout {
    ballots: u64,
    voters: u64,
    /// The part of the bar that is filled, of [`BAR`].
    filled: u64,
}

#[derive(Template)]
#[template(path = "election.html")]
struct ElectionPage {
    p: Page,
    title: String,
    body: String,
    purpose: String,
    is_trial: bool,
    description: Vec<String>,
    question: String,
    stage: String,
    next: &'static str,
    rule: String,
    seats: usize,
    is_of_persons: bool,
    eligible: usize,
    dates: Vec<DateView>,
    candidates: Vec<CandidateView>,
    trustees: Vec<String>,
    threshold: u64,
    registrars: Vec<String>,
    turnout: Option<Turnout>,
    panel: Panel,
    /// Whether the machine holds the codes of the voters.
    holds_codes: bool,
    /// How often codes were shown again.
    shown_again: u64,
    address: String,
    can_stand: bool,
    can_vote: bool,
    has_ballots: bool,
    has_result: bool,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, Path(id): Path<String>, visitor: Visitor) -> Response {
    match shown(&office, &id, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(office: &Office, id: &str, page: &Page) -> Result<ElectionPage, Wrong> {
    let (host, now) = (office.host().await, office.clock().now());
    let election = find(&host, id)?;
    let paper = election.ballot_paper();
    let members: BTreeSet<MemberId> = [&election.trustees, &election.registrars]
        .into_iter()
        .flatten()
        .copied()
        .chain(paper.iter().map(|(_, member)| *member))
        .collect();
    let naming = Naming::of(&host, page, &members, &BTreeSet::from([election.call])).await?;
    let asked = questions(&host, election).await?;
    let body = naming.body_name(election.body);
    let title = asked.as_ref().map(|asked| harmless(asked.name.trim())).filter(|name| !name.is_empty());
    let stage = Stage::of(election, now);
    let names =
        |members: &BTreeSet<MemberId>| members.iter().map(|member| naming.member_name(*member)).collect();
    Ok(ElectionPage {
        p: page.clone(),
        title: title.unwrap_or_else(|| body.clone()),
        body,
        purpose: page.t(purpose(election.purpose)),
        is_trial: election.purpose == Purpose::Trial,
        description: asked.as_ref().map(|asked| paragraphs(&asked.description)).unwrap_or_default(),
        question: asked.map(|asked| harmless(asked.question.trim())).unwrap_or_default(),
        stage: stage.told(page, election),
        next: next(stage),
        rule: page.t(result::rule(election.rule)),
        seats: election.seats.len(),
        is_of_persons: election.has_candidates(),
        eligible: election.eligible.len(),
        dates: dates(election, now),
        candidates: candidates(&host, &naming, &paper).await?,
        trustees: names(&election.trustees),
        threshold: election.threshold,
        registrars: names(&election.registrars),
        turnout: turnout(election, stage),
        panel: Panel::of_election(&host, page, now, election.call).await?,
        shown_again: office.shown_again(&election.call).await?,
        holds_codes: matches!(election.phase, Phase::Called | Phase::Setup | Phase::Rehearsed),
        address: page.link(&format!("/elections/{}", election.call.to_hex())),
        can_stand: stage == Stage::Candidates,
        can_vote: stage == Stage::Open,
        has_ballots: matches!(stage, Stage::Open | Stage::Counting | Stage::Lot | Stage::Counted),
        has_result: stage == Stage::Counted,
    })
}

/// What comes next.
const fn next(stage: Stage) -> &'static str {
    match stage {
        Stage::Candidates => "web-next-candidates",
        Stage::Preparing => "web-next-preparing",
        Stage::Late => "web-next-late",
        Stage::Open => "web-next-open",
        Stage::Counting => "web-next-counting",
        Stage::Lot => "web-next-lot",
        Stage::Counted => "web-next-counted",
        Stage::Void => "web-next-void",
    }
}

fn dates(election: &Election, now: Time) -> Vec<DateView> {
    let date = |what, at: Time| DateView { what, at, is_over: at <= now };
    let standing = election.has_candidates().then(|| date("web-date-nominations", election.nominations));
    let voting = [date("web-date-opens", election.opens), date("web-date-closes", election.closes)];
    standing.into_iter().chain(voting).collect()
}

/// Once one can vote.
fn turnout(election: &Election, stage: Stage) -> Option<Turnout> {
    let has_opened = matches!(stage, Stage::Open | Stage::Counting | Stage::Lot | Stage::Counted);
    let voters = election.setup.map(|setup| setup.credentials).filter(|_| has_opened)?;
    let ballots = election.board.accepted.ballots;
    let filled = ballots.saturating_mul(BAR).checked_div(voters).unwrap_or(0).min(BAR);
    Some(Turnout { ballots, voters, filled })
}

async fn candidates(
    host: &Host,
    naming: &Naming,
    paper: &[(ActId, MemberId)],
) -> Result<Vec<CandidateView>, Wrong> {
    let mut candidates = Vec::new();
    for (candidacy, member) in paper {
        let statement = statement(host, candidacy).await?;
        candidates.push(CandidateView { name: naming.member_name(*member), statement });
    }
    Ok(candidates)
}

/// What a candidate says; nothing where the text was taken away.
pub async fn statement(host: &Host, candidacy: &ActId) -> Result<Option<Vec<String>>, Wrong> {
    let act = host.act(candidacy).await?;
    let Some(Datum::Text(blob)) = act.as_ref().and_then(|act| act.body().field("statement")) else {
        return Ok(None);
    };
    let content = host.blob(blob.digest()).await?;
    Ok(content.map(|content| paragraphs(&String::from_utf8_lossy(&content))))
}

/// The paragraphs of a text that somebody wrote: its marks stay as they are, and nothing in it is followed.
pub fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(|part| {
        let lines: Vec<String> = part.lines().map(|line| harmless(line.trim())).collect();
        lines.join(" ").trim().to_owned()
    });
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_paragraphs_that_steer_nothing() {
        assert_eq!(
            paragraphs("I stand.\r\nFor you.\n\n\n\u{202e}*Bold* <b>\n"),
            ["I stand. For you.", "*Bold* <b>"]
        );
        assert!(paragraphs(" \n\n ").is_empty());
    }
}
