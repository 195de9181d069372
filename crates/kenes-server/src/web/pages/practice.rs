//! Practice: the ballot on one's own phone before any election, in memory alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Json};
use kenes_belenios::election::Template as Asks;
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_belenios::result::QuestionResult;
use kenes_core::Counting;
use kenes_record::Hash;
use kenes_store::private::{PersonId, PrivateStore as _};
use serde_json::{Value, json};

use super::ballot::OpeningPage;
use super::cast::{Cast, invalid};
use super::codes::Nothing;
use super::office::Step;
use super::vote::{self, Booth, Choice, VotePage, asked, name_of};
use crate::host::random;
use crate::office::Office;
use crate::web::error::{Fault, Wrong};
use crate::web::form::{Open, Posted};
use crate::web::page::Page;
use crate::web::practice::{Practice, PracticeError, PracticeRefusal, Practices};
use crate::web::qr;
use crate::web::visitor::{Entered, Visitor};

/// The setting that says that the secretary has practised.
const PRACTISED: &str = "practised";

/// A practice that goes on.
struct Going {
    /// Its address for phones and as a square code, and on this machine.
    far: String,
    drawing: String,
    here: String,
    result: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "practice.html")]
struct PracticePage {
    p: Page,
    going: Option<Going>,
    /// What is missing next: what it is, and where.
    next: Option<(String, String)>,
    /// Whether the address leads to this machine alone.
    is_local: bool,
}

/// The page of the office.
pub async fn page(
    State(office): State<Arc<Office>>,
    Extension(practices): Extension<Arc<Practices>>,
    by: Entered,
) -> Response {
    let next = match next(&office, &by).await {
        Ok(next) => next,
        Err(wrong) => return wrong.page(&by.page),
    };
    let going = practices.of(by.person).map(|practice| {
        let here = address(&by.page, practice.name());
        let far = office.address(&here);
        let (drawing, result) = (qr::drawing(&far).unwrap_or_default(), format!("{here}/result"));
        Going { far, drawing, here, result, count: practice.count() }
    });
    let is_local =
        ["://127.", "://localhost", "://[::1]"].iter().any(|local| office.address("").contains(local));
    Page::answer(&PracticePage { p: by.page, going, next, is_local })
}

/// What is missing after practising, for whoever may practise.
async fn next(office: &Office, by: &Entered) -> Result<Option<(String, String)>, Wrong> {
    let host = office.host().await;
    by.check_registrar(&host)?;
    super::office::next(office, &host, &by.page, Step::Practice).await
}

fn address(page: &Page, name: &str) -> String {
    page.link(&format!("/practice/{name}"))
}

/// Begins a practice.
pub async fn begin(
    State(office): State<Arc<Office>>,
    Extension(practices): Extension<Arc<Practices>>,
    Posted { by, fields: _ }: Posted<Nothing>,
) -> Response {
    let begun = async {
        let counting = {
            let host = office.host().await;
            by.check_registrar(&host)?;
            host.council().charter().bodies.first().map(|body| body.counting)
        };
        begun(by.person, &by.page, counting.unwrap_or(Counting::StvScottish)).await
    };
    match begun.await {
        Ok(practice) => {
            practices.begin(practice);
            Redirect::to(&by.page.link("/office/practice")).into_response()
        }
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn begun(person: PersonId, page: &Page, counting: Counting) -> Result<Practice, Wrong> {
    let name: [u8; 32] = random()?;
    let (name, template) = (Hash::from_bytes(name).to_hex(), template(page, counting));
    let made = tokio::task::spawn_blocking(move || Practice::new(person, name, template)).await;
    made.map_err(|_| Wrong::Fault(Fault::Inside))?.map_err(failed)
}

/// Asks as the council’s own elections ask.
fn template(page: &Page, counting: Counting) -> Asks {
    let answers = ["web-practice-first", "web-practice-second", "web-practice-third"].map(|id| page.t(id));
    let (answers, question) = (answers.to_vec(), page.t("web-practice-question"));
    let choices = |max| Homomorphic {
        answers: answers.clone(),
        blank: Some(true),
        min: 1,
        max,
        question: question.clone(),
    };
    let asked = match counting {
        Counting::StvScottish => Question::NonHomomorphic(NonHomomorphic { answers, question, extra: None }),
        Counting::Approval => Question::Homomorphic(choices(3)),
        Counting::Plurality => Question::Homomorphic(choices(1)),
    };
    Asks {
        description: page.t("web-vote-practice"),
        name: page.t("web-practice-name"),
        questions: vec![asked],
        administrator: None,
        credential_authority: None,
    }
}

fn failed(error: PracticeError) -> Wrong {
    tracing::error!(%error, "a practice election");
    Fault::Inside.into()
}

/// The same page as in an election, with a banner.
pub async fn vote(
    State(office): State<Arc<Office>>,
    Extension(practices): Extension<Arc<Practices>>,
    Path(name): Path<String>,
    visitor: Visitor,
) -> Response {
    let page = visitor.page;
    match named(&practices, &name).and_then(|practice| booth(&office, &page, &practice)) {
        Ok(booth) => Page::answer(&VotePage {
            title: page.t("web-practice-name"),
            description: Vec::new(),
            is_trial: false,
            booth: Some(booth),
            stage: String::new(),
            registrars: Vec::new(),
            lost: None,
            back: page.link("/"),
            p: page,
        }),
        Err(wrong) => wrong.page(&page),
    }
}

fn named(practices: &Practices, name: &str) -> Result<Arc<Practice>, Wrong> {
    practices.named(name).ok_or(Wrong::Fault(Fault::NotFound))
}

fn booth(office: &Office, page: &Page, practice: &Practice) -> Result<Booth, Wrong> {
    let (kind, question, answers) = asked(practice.election().questions())?;
    let to = |end: &str| format!("{}{end}", address(page, practice.name()));
    let choice = |(place, answer): (usize, &String)| Choice {
        place,
        name: name_of(answer),
        answer: answer.clone(),
        statement: Some(vec![page.t("web-practice-said")]),
    };
    let (check, code) = (office.address(&to("/check")), practice.code(u64::from_be_bytes(random()?)));
    Ok(Booth {
        kind,
        of_persons: true,
        question: question.to_owned(),
        choices: answers.iter().enumerate().map(choice).collect(),
        election: to("/election.json"),
        credentials: to("/credentials.json"),
        ballots: to("/ballots"),
        check_drawing: qr::drawing(&check).unwrap_or_default(),
        check,
        practice: Some((code.to_owned(), to("/result"))),
        until: None,
    })
}

/// The election as devices read it.
pub async fn election(
    Extension(practices): Extension<Arc<Practices>>,
    Path(name): Path<String>,
    visitor: Visitor,
) -> Response {
    match named(&practices, &name) {
        Ok(practice) => vote::json(practice.election().bytes().to_vec()),
        Err(wrong) => wrong.json(&visitor.page),
    }
}

/// The public halves of the codes.
pub async fn credentials(
    Extension(practices): Extension<Arc<Practices>>,
    Path(name): Path<String>,
    visitor: Visitor,
) -> Response {
    match named(&practices, &name) {
        Ok(practice) => vote::json(practice.credentials().to_bytes()),
        Err(wrong) => wrong.json(&visitor.page),
    }
}

/// The check of a device with another.
pub async fn check(
    Extension(practices): Extension<Arc<Practices>>,
    Path(name): Path<String>,
    visitor: Visitor,
) -> Response {
    let page = visitor.page;
    match named(&practices, &name) {
        Ok(_) => {
            let back = address(&page, &name);
            let (title, election) = (page.t("web-practice-name"), format!("{back}/election.json"));
            Page::answer(&OpeningPage { p: page, title, is_practice: true, election, back })
        }
        Err(wrong) => wrong.page(&page),
    }
}

/// Takes a ballot.
pub async fn cast(
    State(office): State<Arc<Office>>,
    Extension(practices): Extension<Arc<Practices>>,
    Path(name): Path<String>,
    Open { by, fields }: Open<Cast>,
) -> Response {
    match taken(&office, &practices, &name, &by.page, fields).await {
        Ok(answer) => Json(answer).into_response(),
        Err(wrong) => wrong.json(&by.page),
    }
}

async fn taken(
    office: &Office,
    practices: &Practices,
    name: &str,
    page: &Page,
    cast: Cast,
) -> Result<Value, Wrong> {
    let practice = named(practices, name)?;
    let ballot = cast.into_bytes();
    let verified = tokio::task::spawn_blocking(move || practice.cast(&ballot)).await;
    let tracker = verified.map_err(|_| Wrong::Fault(Fault::Inside))?.map_err(|refusal| match refusal {
        PracticeRefusal::Invalid(error) => invalid(&error, page),
        PracticeRefusal::Full => Fault::TooOften.into(),
    })?;
    office.private().set(PRACTISED, b"1").await?;
    Ok(json!({ "tracker": tracker.to_base64(), "time": page.moment(&office.clock().now()) }))
}

/// What the ballots said of a candidate.
struct Line {
    name: String,
    /// How often at each place, or how many votes.
    counts: Vec<usize>,
}

#[derive(Template)]
#[template(path = "practice-result.html")]
struct ResultPage {
    p: Page,
    /// The places of a ranking; none where choices are counted.
    places: Vec<usize>,
    lines: Vec<Line>,
    blank: usize,
    is_empty: bool,
    back: String,
}

/// What was in the ballot box.
pub async fn result(
    Extension(practices): Extension<Arc<Practices>>,
    Path(name): Path<String>,
    visitor: Visitor,
) -> Response {
    let page = visitor.page;
    let counted = async {
        let practice = named(&practices, &name)?;
        let opened = Arc::clone(&practice);
        let opened = tokio::task::spawn_blocking(move || opened.result()).await;
        let opened = opened.map_err(|_| Wrong::Fault(Fault::Inside))?.map_err(failed)?;
        Ok::<_, Wrong>(told(&page, &practice, opened))
    };
    match counted.await {
        Ok(result) => Page::answer(&result),
        Err(wrong) => wrong.page(&page),
    }
}

fn told(page: &Page, practice: &Practice, opened: Option<QuestionResult>) -> ResultPage {
    let answers = asked(practice.election().questions()).map_or(&[][..], |(_, _, answers)| answers);
    let is_empty = opened.is_none();
    let (places, lines, blank) = match opened {
        Some(QuestionResult::Values(ballots)) => places(answers, &ballots),
        Some(QuestionResult::Counts(counts)) => votes(answers, &counts),
        _ => (Vec::new(), Vec::new(), 0),
    };
    let back = address(page, practice.name());
    ResultPage { p: page.clone(), places, lines, blank, is_empty, back }
}

fn places(answers: &[String], ballots: &[Vec<u8>]) -> (Vec<usize>, Vec<Line>, usize) {
    let mut counts: BTreeMap<(usize, u8), usize> = BTreeMap::new();
    for (place, rank) in ballots.iter().flat_map(|ballot| ballot.iter().enumerate()) {
        let count = counts.entry((place, *rank)).or_default();
        *count = count.saturating_add(1);
    }
    let ranks = (1_u8..).take(answers.len());
    let line = |(place, name): (usize, &String)| Line {
        name: name_of(name),
        counts: ranks.clone().map(|rank| counts.get(&(place, rank)).copied().unwrap_or(0)).collect(),
    };
    let blank = ballots.iter().filter(|ballot| ballot.iter().all(|rank| *rank == 0)).count();
    ((1..=answers.len()).collect(), answers.iter().enumerate().map(line).collect(), blank)
}

fn votes(answers: &[String], counts: &[u64]) -> (Vec<usize>, Vec<Line>, usize) {
    let mut counts = counts.iter().map(|count| usize::try_from(*count).unwrap_or(usize::MAX));
    let blank = counts.next().unwrap_or(0);
    let line = |(name, count): (&String, usize)| Line { name: name_of(name), counts: vec![count] };
    (Vec::new(), answers.iter().zip(counts).map(line).collect(), blank)
}
