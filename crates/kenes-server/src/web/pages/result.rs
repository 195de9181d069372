//! The result of an election: who was elected, the count stage by stage, and what became of the seats.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kenes_core::{Council, Counting, Election, Filling, MemberId, Phase, Purpose, Rule, Time, Vacancy};
use kenes_record::act::ActId;
use kenes_text::count;
use kenes_verify::{Recounted, Report, recounted};
use serde_json::json;

use super::me::find;
use crate::office::Office;
use crate::web::audits::{Audits, Checked};
use crate::web::error::{Fault, Wrong};
use crate::web::naming::{Naming, title};
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Somebody who was elected.
struct ElectedView {
    name: String,
    /// What became of it.
    seat: String,
}

/// A seat that somebody left or did not accept.
struct VacancyView {
    told: String,
    filled: String,
    /// Where its count stands.
    count: Option<String>,
}

/// Answers to a question.
struct AnswersView {
    yes: u64,
    no: u64,
    blank: Option<u64>,
}

/// The count.
struct CountView {
    /// The time of the audit that it is from.
    at: Time,
    answers: Option<AnswersView>,
    /// The sections of a count of persons (HTML).
    fragment: String,
}

#[derive(Template)]
#[template(path = "result.html")]
struct ResultPage {
    p: Page,
    title: String,
    body: String,
    is_trial: bool,
    outcome: String,
    elected: Vec<ElectedView>,
    vacancies: Vec<VacancyView>,
    rule: String,
    /// Nothing while the audit that has it is still made.
    count: Option<CountView>,
    address: String,
}

#[derive(Template)]
#[template(path = "vacancy.html")]
struct VacancyPage {
    p: Page,
    title: String,
    body: String,
    vacancy: VacancyView,
    count: Option<CountView>,
    back: String,
}

/// The page of a result.
pub async fn page(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    match shown(&office, &audits, &id, &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown(
    office: &Arc<Office>,
    audits: &Arc<Audits>,
    id: &str,
    page: &Page,
) -> Result<ResultPage, Wrong> {
    let told = Told::of(office, id, page).await?;
    let checked = of_count(office, audits, told.election.call).await;
    let counted = checked.as_deref().and_then(|checked| counted(checked, told.election.call, page));
    let Told { election, title, naming, elected, vacancies } = told;
    Ok(ResultPage {
        p: page.clone(),
        title,
        body: naming.body_name(election.body),
        is_trial: election.purpose == Purpose::Trial,
        outcome: outcome(&election, &elected, page),
        elected,
        vacancies,
        rule: page.t(rule(election.rule)),
        count: counted,
        address: page.link(&format!("/elections/{}", election.call.to_hex())),
    })
}

/// What the council knows of a result.
struct Told {
    election: Election,
    title: String,
    naming: Naming,
    elected: Vec<ElectedView>,
    vacancies: Vec<VacancyView>,
}

impl Told {
    async fn of(office: &Office, id: &str, page: &Page) -> Result<Self, Wrong> {
        let host = office.host().await;
        let election = find(&host, id)?.clone();
        match election.phase {
            Phase::Counted => {}
            Phase::Called
            | Phase::Setup
            | Phase::Rehearsed
            | Phase::Closed
            | Phase::NeedsLot
            | Phase::Void => {
                return Err(Fault::Early.into());
            }
        }
        let paper = election.ballot_paper();
        let members: BTreeSet<MemberId> = paper.iter().map(|(_, member)| *member).collect();
        let naming = Naming::of(&host, page, &members, &BTreeSet::new()).await?;
        let member = |place: &usize| paper.get(*place).map(|(_, member)| *member);
        let elected = election.elected.iter().filter_map(member).map(|member| ElectedView {
            name: naming.member_name(member),
            seat: became(host.council(), election.call, member, page),
        });
        let elected = elected.collect();
        let name = |place: usize| member(&place).map(|member| naming.member_name(member)).unwrap_or_default();
        let view = |(number, vacancy): (u32, &Vacancy)| vacancy_view(page, &election, number, vacancy, &name);
        let vacancies = (1_u32..).zip(&election.vacancies).map(view).collect();
        Ok(Self { title: title(&host, &election).await?, naming, elected, vacancies, election })
    }
}

/// What became of whoever was elected.
fn became(council: &Council, call: ActId, member: MemberId, page: &Page) -> String {
    let is_its = |gained| matches!(gained, kenes_core::Gained::Election(found) if found == call);
    for (name, seat) in council.seats() {
        let number = u32::from(name.seat).saturating_add(1);
        if seat.holder.as_ref().is_some_and(|holder| holder.member == member && is_its(holder.gained)) {
            return page.t1("web-result-holds", "seat", number);
        }
        if seat.next.as_ref().is_some_and(|next| next.member == member && is_its(next.gained)) {
            return page.t1("web-result-follows", "seat", number);
        }
        let asked = seat.elected.as_ref().filter(|elect| elect.member == member && is_its(elect.gained));
        if let Some(elect) = asked {
            return page.t2("web-result-asked", "seat", number, "until", elect.answer_by);
        }
    }
    page.t("web-result-not-there")
}

fn vacancy_view(
    page: &Page,
    election: &Election,
    number: u32,
    vacancy: &Vacancy,
    name: &dyn Fn(usize) -> String,
) -> VacancyView {
    let seat = u32::from(vacancy.seat.seat).saturating_add(1);
    let args = [
        ("seat", seat.into()),
        ("name", page.words().name(&name(vacancy.vacating)).into()),
        ("since", page.moment(&vacancy.since).into()),
    ];
    let told = page.words().t("web-vacancy", &args);
    let count = || Some(page.link(&format!("/elections/{}/result/{number}", election.call.to_hex())));
    let (filled, count) = match &vacancy.filled {
        Filling::Waiting => (page.t("web-vacancy-waiting"), None),
        Filling::Nobody => (page.t("web-vacancy-nobody"), None),
        Filling::Counted { standing: _, elected } => {
            (page.t1("web-vacancy-filled", "name", name(*elected)), count())
        }
    };
    VacancyView { told, filled, count }
}

/// The outcome in a sentence.
fn outcome(election: &Election, elected: &[ElectedView], page: &Page) -> String {
    match election.rule {
        Rule::YesNo if election.approved == Some(true) => page.t("web-result-yes"),
        Rule::YesNo => page.t("web-result-no"),
        Rule::Persons(_) if election.purpose == Purpose::Trial => page.t("web-result-trial"),
        Rule::Persons(_) if elected.is_empty() => page.t("web-result-nobody"),
        Rule::Persons(_) => {
            let words = page.words();
            let names: Vec<String> = elected.iter().map(|elected| words.name(&elected.name)).collect();
            words.t("web-result-elected", &[("names", words.list(&names).into())])
        }
    }
}

/// The rule in words.
pub const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Persons(Counting::StvScottish) => "web-rule-ranking",
        Rule::Persons(Counting::Approval) => "web-rule-approval",
        Rule::Persons(Counting::Plurality) => "web-rule-plurality",
        Rule::YesNo => "web-rule-yes-no",
    }
}

/// An audit that knows the count.
async fn of_count(office: &Arc<Office>, audits: &Arc<Audits>, call: ActId) -> Option<Arc<Checked>> {
    // A vacancy since then changes what is shown too.
    let vacancies = {
        let host = office.host().await;
        let found = host.council().elections().find(|election| election.call == call);
        found.map(|election| election.vacancies.clone())
    };
    let has = |report: &Report| {
        let council = report.council.as_ref();
        let mut elections = council.into_iter().flat_map(Council::elections);
        let found = elections.find(|election| election.call == call && election.phase == Phase::Counted);
        found.map(|election| &election.vacancies) == vacancies.as_ref()
    };
    audits.report(office, has).await
}

fn counted(checked: &Checked, call: ActId, page: &Page) -> Option<CountView> {
    Some(match recounted(&checked.report, call)? {
        Recounted::Persons { count, vacancies: _ } => {
            CountView { at: checked.at, answers: None, fragment: count::fragment(&count, &page.words()) }
        }
        Recounted::Question { yes, no, blank } => CountView {
            at: checked.at,
            answers: Some(AnswersView { yes, no, blank }),
            fragment: String::new(),
        },
    })
}

/// The page of the count by which a seat was filled that somebody left.
pub async fn vacancy(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    Path((id, number)): Path<(String, String)>,
    visitor: Visitor,
) -> Response {
    match shown_vacancy(&office, &audits, (&id, &number), &visitor.page).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&visitor.page),
    }
}

async fn shown_vacancy(
    office: &Arc<Office>,
    audits: &Arc<Audits>,
    (id, number): (&str, &str),
    page: &Page,
) -> Result<VacancyPage, Wrong> {
    let nothing = || Wrong::Fault(Fault::NotFound);
    let number: u32 = number.parse().map_err(|_| nothing())?;
    let Told { election, title, naming, elected: _, vacancies } = Told::of(office, id, page).await?;
    let place = number.checked_sub(1).and_then(|place| usize::try_from(place).ok()).ok_or_else(nothing)?;
    let vacancy = vacancies.into_iter().nth(place).ok_or_else(nothing)?;
    let checked = of_count(office, audits, election.call).await;
    let count = checked.as_deref().and_then(|checked| {
        let Recounted::Persons { count: _, vacancies } = recounted(&checked.report, election.call)? else {
            return None;
        };
        let (_, count) = vacancies.into_iter().find(|(found, _)| *found == number)?;
        Some(CountView { at: checked.at, answers: None, fragment: count::fragment(&count, &page.words()) })
    });
    Ok(VacancyPage {
        p: page.clone(),
        title,
        body: naming.body_name(election.body),
        vacancy,
        count,
        back: page.link(&format!("/elections/{}/result", election.call.to_hex())),
    })
}

/// The count for programs.
pub async fn as_json(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    let found = match again(&office, &audits, &id).await {
        Ok(found) => found,
        Err(wrong) => return wrong.page(&visitor.page),
    };
    let value = match found {
        Recounted::Persons { count, vacancies: _ } => count::json(&count),
        Recounted::Question { yes, no, blank } => json!({ "yes": yes, "no": no, "blank": blank }),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"result.json\""),
    ];
    (headers, format!("{value:#}\n")).into_response()
}

/// The count for spreadsheets.
pub async fn as_csv(
    State(office): State<Arc<Office>>,
    Extension(audits): Extension<Arc<Audits>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    let found = match again(&office, &audits, &id).await {
        Ok(found) => found,
        Err(wrong) => return wrong.page(&visitor.page),
    };
    let table = match found {
        Recounted::Persons { count, vacancies: _ } => count::csv(&count),
        Recounted::Question { yes, no, blank } => {
            let blank = blank.map(|blank| format!("blank,{blank}\r\n")).unwrap_or_default();
            format!("answer,votes\r\nyes,{yes}\r\nno,{no}\r\n{blank}")
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"result.csv\""),
    ];
    (headers, table).into_response()
}

async fn again(office: &Arc<Office>, audits: &Arc<Audits>, id: &str) -> Result<Recounted, Wrong> {
    let (call, phase) = {
        let host = office.host().await;
        let election = find(&host, id)?;
        (election.call, election.phase)
    };
    if phase != Phase::Counted {
        return Err(Fault::Early.into());
    }
    let checked = of_count(office, audits, call).await;
    checked.and_then(|checked| recounted(&checked.report, call)).ok_or(Wrong::Fault(Fault::Busy))
}
