//! The page of a voter: code, ballot, a second look, seal, receipt. What is secret stays on the device; the page gives it what
//! everybody may know.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kenes_belenios::question::{Homomorphic, Question};
use kenes_core::{Election, MemberId, Purpose, Rule, Time};
use kenes_text::shown as harmless;

use super::election::{paragraphs, statement};
use super::elections::Stage;
use super::lost::can_ask;
use super::me::find;
use crate::host::Host;
use crate::office::Office;
use crate::poll::Poll;
use crate::web::error::{Fault, Wrong};
use crate::web::naming::{Naming, questions};
use crate::web::page::Page;
use crate::web::qr;
use crate::web::visitor::Visitor;

/// What a voter is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An order of the candidates.
    Rank,
    /// Any of them.
    Many,
    /// One of them.
    One,
}

/// Somebody, or something, that can be voted for.
pub struct Choice {
    /// Its place on the ballot paper, from 0.
    pub place: usize,
    /// What it is called.
    pub name: String,
    /// The same as the election has it, which the device compares.
    pub answer: String,
    /// What the candidate says, in paragraphs.
    pub statement: Option<Vec<String>>,
}

/// What a device needs to make a ballot.
pub struct Booth {
    /// What a voter is asked for.
    pub kind: Kind,
    /// Whether its lines are persons, whom each device shows in another order.
    pub of_persons: bool,
    /// The question.
    pub question: String,
    /// The lines of the ballot paper.
    pub choices: Vec<Choice>,
    /// Where the election, the list of codes and the ballot box are.
    pub election: String,
    pub credentials: String,
    pub ballots: String,
    /// Where another device checks this one, and the same as a square code.
    pub check: String,
    pub check_drawing: String,
    /// In practice: a code, and where the result is.
    pub practice: Option<(String, String)>,
    /// Until when one can vote.
    pub until: Option<Time>,
}

impl Booth {
    /// Whether it asks for an order.
    pub fn ranks(&self) -> bool {
        self.kind == Kind::Rank
    }

    /// Whether it asks for one.
    pub fn asks_one(&self) -> bool {
        self.kind == Kind::One
    }

    /// What the script is told of the kind.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Rank => "rank",
            Kind::Many => "many",
            Kind::One => "one",
        }
    }
}

/// What a voter is asked, as the election has it: the kind, the question, and the answers.
///
/// # Errors
/// It is none of a council.
pub fn asked(questions: &[Question]) -> Result<(Kind, &str, &[String]), Wrong> {
    match questions {
        [Question::NonHomomorphic(asked)] => Ok((Kind::Rank, &asked.question, &asked.answers)),
        [Question::Homomorphic(Homomorphic { answers, blank: Some(true), min: _, max, question })] => {
            Ok((if *max == 1 { Kind::One } else { Kind::Many }, question, answers))
        }
        _ => Err(Fault::Inside.into()),
    }
}

/// The ballot, and where one looks when a code is lost.
#[derive(Template)]
#[template(path = "vote.html")]
pub struct VotePage {
    pub p: Page,
    pub title: String,
    pub description: Vec<String>,
    pub is_trial: bool,
    /// None while one cannot vote; the page says why.
    pub booth: Option<Booth>,
    pub stage: String,
    /// Who can show a code again.
    pub registrars: Vec<String>,
    /// Where one asks for a code again.
    pub lost: Option<String>,
    /// The page of the election.
    pub back: String,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, Path(id): Path<String>, visitor: Visitor) -> Response {
    match shown(&office, &id, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(office: &Office, id: &str, page: &Page) -> Result<VotePage, Wrong> {
    let (election, now) = (found(office, id).await?, office.clock().now());
    let stage = Stage::of(&election, now);
    let poll = if stage == Stage::Open { office.poll(&election.call).await? } else { None };
    let host = office.host().await;
    let naming = Naming::of(&host, page, &election.registrars, &BTreeSet::from([election.call])).await?;
    let asked = questions(&host, &election).await?;
    let title = asked.as_ref().map(|asked| harmless(asked.name.trim())).filter(|name| !name.is_empty());
    let address = page.link(&format!("/elections/{}", election.call.to_hex()));
    let booth = match poll {
        Some(poll) => Some(booth(office, &host, page, &election, &poll).await?),
        None => None,
    };
    let name = |member: &MemberId| naming.member_name(*member);
    Ok(VotePage {
        p: page.clone(),
        title: title.unwrap_or_else(|| naming.body_name(election.body)),
        description: asked.map(|asked| paragraphs(&asked.description)).unwrap_or_default(),
        is_trial: election.purpose == Purpose::Trial,
        booth,
        stage: stage.told(page, &election),
        registrars: election.registrars.iter().map(name).collect(),
        lost: can_ask(&election, now).then(|| format!("{address}/lost")),
        back: address,
    })
}

async fn booth(
    office: &Office,
    host: &Host,
    page: &Page,
    election: &Election,
    poll: &Poll,
) -> Result<Booth, Wrong> {
    let (kind, question, answers) = asked(poll.board().election.questions())?;
    let address = format!("/elections/{}", election.call.to_hex());
    let to = |end: &str| page.link(&format!("{address}{end}"));
    let check = office.address(&to("/check"));
    Ok(Booth {
        kind,
        of_persons: election.has_candidates(),
        question: harmless(question),
        choices: choices(host, page, election, answers).await?,
        election: to("/election.json"),
        credentials: to("/credentials.json"),
        ballots: to("/ballots"),
        check_drawing: qr::drawing(&check).unwrap_or_default(),
        check,
        practice: None,
        until: Some(election.closes),
    })
}

async fn choices(
    host: &Host,
    page: &Page,
    election: &Election,
    answers: &[String],
) -> Result<Vec<Choice>, Wrong> {
    if election.rule == Rule::YesNo {
        let names = [page.t("web-answer-yes"), page.t("web-answer-no")];
        let choice = |(place, (name, answer)): (usize, (String, &String))| Choice {
            place,
            name,
            answer: answer.clone(),
            statement: None,
        };
        return Ok(names.into_iter().zip(answers).enumerate().map(choice).collect());
    }
    let mut choices = Vec::with_capacity(answers.len());
    for ((place, answer), (candidacy, _)) in answers.iter().enumerate().zip(election.ballot_paper()) {
        let statement = statement(host, &candidacy).await?;
        choices.push(Choice { place, name: name_of(answer), answer: answer.clone(), statement });
    }
    Ok(choices)
}

/// The name of a line of the ballot paper, without its mark.
pub fn name_of(answer: &str) -> String {
    harmless(answer.rsplit_once(" [").map_or(answer, |(name, _)| name))
}

/// An election, without holding the council.
///
/// # Errors
/// There is none.
pub async fn found(office: &Office, id: &str) -> Result<Election, Wrong> {
    find(&*office.host().await, id).cloned()
}

/// The board of an election that was set up.
///
/// # Errors
/// There is none yet.
pub async fn board(office: &Office, id: &str) -> Result<Arc<Poll>, Wrong> {
    let election = found(office, id).await?;
    if election.setup.is_none() {
        return Err(Fault::Early.into());
    }
    office.poll(&election.call).await?.ok_or(Wrong::Fault(Fault::Early))
}

/// The board of an election that is worked on already, or else as [`board`]. The record, which may be busy taking ballots, is
/// not asked.
pub async fn running(office: &Office, id: &str) -> Result<Arc<Poll>, Wrong> {
    if let Ok(call) = id.parse()
        && let Some(poll) = office.poll_running(&call).await
    {
        return Ok(poll);
    }
    board(office, id).await
}

/// The election as devices read it, byte for byte.
pub async fn election(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    match board(&office, &id).await {
        Ok(poll) => json(poll.board().election.bytes().to_vec()),
        Err(wrong) => wrong.json(&visitor.page),
    }
}

/// The public halves of all codes: so a device finds out by itself whether its code is one of them, and nobody learns who asked.
pub async fn credentials(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    match board(&office, &id).await {
        Ok(poll) => json(poll.board().credentials.to_bytes()),
        Err(wrong) => wrong.json(&visitor.page),
    }
}

/// What devices read.
pub fn json(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_ballot_paper_is_called_by_its_name() {
        assert_eq!(name_of("Ana [0123456789abcdef]"), "Ana");
        assert_eq!(name_of("Ana"), "Ana");
    }
}
