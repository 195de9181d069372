//! An election for whoever looks after it: voting codes as messages and slips, and what it waits for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use kenes_core::{Election, MemberId, Phase, Time};
use kenes_store::private::{Code, Codes as _, Contact, Contacts as _, Drafts as _, Handover, PersonId};
use kenes_text::Words;
use serde::Deserialize;

use super::me::find;
use super::office::{handed_over, waits_for};
use super::sign::{self, key_of};
use super::slips::{failed, language_of};
use crate::host::Host;
use crate::mail::{Address, Kind, Letter, name_of};
use crate::office::{Draft, Office};
use crate::web::error::{Fault, Wrong};
use crate::web::form::Posted;
use crate::web::page::Page;
use crate::web::qr;
use crate::web::visitor::Entered;

#[derive(Template)]
#[template(path = "election-office.html")]
struct OfficePage {
    p: Page,
    id: String,
    body: String,
    what: String,
    waits: Vec<String>,
    until: Option<Time>,
    /// Codes, and how many were handed over; none before there are any.
    codes: Option<(usize, usize)>,
    can_hand_over: bool,
    /// How many members have no device.
    without: usize,
    to_sign: Option<String>,
    /// Whether the reader guards this vote.
    guards: bool,
    voters: Vec<VoterView>,
    turnout: Option<u64>,
}

/// Somebody who may vote, for whoever hands codes over.
struct VoterView {
    name: String,
    state: &'static str,
    again: u32,
    number: u32,
}

/// The page.
pub async fn page(State(office): State<Arc<Office>>, Path(id): Path<String>, by: Entered) -> Response {
    match shown(&office, &id, &by).await {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn shown(office: &Office, id: &str, by: &Entered) -> Result<OfficePage, Wrong> {
    let (election, member) = for_registrar(office, id, by).await?;
    office.tend_one(&election.call).await?;
    let host = office.host().await;
    let election = find(&host, id)?;
    let (what, waits, until) = waits_for(office, &host, election).await?;
    let codes = handed_over(office, election).await?;
    Ok(OfficePage {
        p: by.page.clone(),
        id: id.to_owned(),
        body: host.body_name(election.body).await?,
        what: by.page.t(what),
        waits,
        until,
        codes: (codes.0 > 0).then_some(codes),
        can_hand_over: can_hand_over(election),
        without: without_device(&host, election),
        to_sign: to_sign(office, &host, election, member).await?.map(|address| by.page.link(&address)),
        guards: election.trustees.contains(&member),
        voters: voters(office, &host, election, &by.page).await?,
        turnout: (election.phase >= Phase::Rehearsed).then_some(election.board.accepted.ballots),
    })
}

/// How many of those who may vote have no device: a slip is enough for them.
fn without_device(host: &Host, election: &Election) -> usize {
    let has_none = |id: &&MemberId| host.council().member(**id).is_some_and(|member| member.key.is_none());
    election.eligible.iter().filter(has_none).count()
}

/// The election, for one of its registrars, or whoever lets in.
async fn for_registrar(office: &Office, id: &str, by: &Entered) -> Result<(Election, MemberId), Wrong> {
    let host = office.host().await;
    let election = find(&host, id)?.clone();
    let member = by.member()?;
    if election.registrars.contains(&member) {
        return Ok((election, member));
    }
    by.check_registrar(&host).map(|member| (election, member))
}

/// Codes are handed over once all is certified and tried, and until the vote closes.
fn can_hand_over(election: &Election) -> bool {
    matches!(election.phase, Phase::Setup | Phase::Rehearsed)
}

async fn to_sign(
    office: &Office,
    host: &Host,
    election: &Election,
    member: MemberId,
) -> Result<Option<String>, Wrong> {
    let Some(own) = key_of(host, member) else { return Ok(None) };
    let next = format!("/elections/{}/office", election.call.to_hex());
    for kept in office.private().drafts().await? {
        let Ok(draft) = Draft::parse(&kept.content) else { continue };
        if draft.next == next && draft.missing().contains(&own) {
            return Ok(Some(sign::address(kept.id)));
        }
    }
    Ok(None)
}

async fn voters(
    office: &Office,
    host: &Host,
    election: &Election,
    page: &Page,
) -> Result<Vec<VoterView>, Wrong> {
    let names = names(host).await?;
    let codes = office.private().codes(*election.call.hash()).await?;
    let view = |code: &Code| VoterView {
        name: code
            .person
            .and_then(|person| names.get(&person).cloned())
            .unwrap_or_else(|| page.t("web-members-erased")),
        state: match code.handover {
            Handover::None => "web-code-none",
            Handover::Message => "web-code-message",
            Handover::Slip => "web-code-slip",
            Handover::Shown => "web-code-shown",
        },
        again: code.shown_again,
        number: code.number,
    };
    let mut voters: Vec<VoterView> = codes.iter().map(view).collect();
    voters.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(voters)
}

async fn names(host: &Host) -> Result<BTreeMap<PersonId, String>, Wrong> {
    let people = host.people().await?.into_iter();
    Ok(people.filter_map(|one| Some((one.person?, one.name?.expose().to_owned()))).collect())
}

/// A slip of paper with a voting code.
struct SlipView {
    name: String,
    language: &'static str,
    title: String,
    text: String,
    when: String,
    code: String,
    drawing: String,
    address: String,
}

#[derive(Template)]
#[template(path = "voting-slips.html")]
struct SlipsPage {
    p: Page,
    slips: Vec<SlipView>,
    /// Where it is said that they were handed over, and the numbers of those that are shown; none where they were before.
    done: Option<(String, String)>,
    /// Where those that were handed over before are printed again, and how many they are.
    before: Option<(String, usize)>,
    office: String,
}

/// Slips for everybody who was not written to and has none yet.
pub async fn slips(State(office): State<Arc<Office>>, Path(id): Path<String>, by: Entered) -> Response {
    let shown = async {
        let election = for_handing_over(&office, &id, &by).await?;
        let codes = office.private().codes(*election.call.hash()).await?;
        let of = |handover| codes.iter().filter(move |code: &&Code| code.handover == handover);
        let numbers: Vec<String> = of(Handover::None).map(|code| code.number.to_string()).collect();
        let (address, before) = (by.page.link(&format!("/elections/{id}/slips")), of(Handover::Slip).count());
        Ok::<_, Wrong>(SlipsPage {
            p: by.page.clone(),
            slips: of_codes(&office, &election, &by, |code| code.handover == Handover::None).await?,
            done: (!numbers.is_empty()).then(|| (address.clone(), numbers.join(","))),
            before: (before > 0).then(|| (format!("{address}/again"), before)),
            office: by.page.link(&format!("/elections/{id}/office")),
        })
    };
    answer(shown.await, &by)
}

/// The slips once more that were handed over before. How often that was done is counted, as of what is shown again.
pub async fn slips_again(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Posted { by, fields: Nothing {} }: Posted<Nothing>,
) -> Response {
    let shown = async {
        let election = for_handing_over(&office, &id, &by).await?;
        let key = *election.call.hash();
        for code in office.private().codes(key).await?.iter().filter(|code| code.handover == Handover::Slip) {
            office.private().code_shown_again(key, code.number).await?;
        }
        once_more(&office, &id, &election, &by, |code| code.handover == Handover::Slip).await
    };
    answer(shown.await, &by)
}

/// A page with slips that were counted as shown again.
async fn once_more(
    office: &Office,
    id: &str,
    election: &Election,
    by: &Entered,
    wanted: impl Fn(&Code) -> bool,
) -> Result<SlipsPage, Wrong> {
    Ok(SlipsPage {
        p: by.page.clone(),
        slips: of_codes(office, election, by, wanted).await?,
        done: None,
        before: None,
        office: by.page.link(&format!("/elections/{id}/office")),
    })
}

/// The election, for whoever may hand its codes over, while they can be.
async fn for_handing_over(office: &Office, id: &str, by: &Entered) -> Result<Election, Wrong> {
    let (election, _) = for_registrar(office, id, by).await?;
    if can_hand_over(&election) { Ok(election) } else { Err(Fault::Early.into()) }
}

fn answer(shown: Result<SlipsPage, Wrong>, by: &Entered) -> Response {
    match shown {
        Ok(page) => Page::answer(&page),
        Err(wrong) => wrong.page(&by.page),
    }
}

async fn of_codes(
    office: &Office,
    election: &Election,
    by: &Entered,
    wanted: impl Fn(&Code) -> bool,
) -> Result<Vec<SlipView>, Wrong> {
    let names = names(&*office.host().await).await?;
    let contacts: BTreeMap<PersonId, Contact> = office.private().contacts().await?.into_iter().collect();
    let codes = office.private().codes(*election.call.hash()).await?;
    let nobody = Contact::default();
    let mut slips = Vec::new();
    for code in codes.iter().filter(|code| wanted(code)) {
        let contact = code.person.and_then(|person| contacts.get(&person)).unwrap_or(&nobody);
        let name = code.person.and_then(|person| names.get(&person).cloned()).unwrap_or_default();
        slips.push(slip(office, election, by, code, contact, name));
    }
    slips.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(slips)
}

fn slip(
    office: &Office,
    election: &Election,
    by: &Entered,
    code: &Code,
    contact: &Contact,
    name: String,
) -> SlipView {
    let language = language_of(contact, by.page.language());
    let words = Words::new(language).isolating();
    let secret = code.code.dangerously_expose();
    let address = voting_address(election);
    // What stands behind the sign is sent to nobody.
    let link = office.address(&format!("/{}{address}#{secret}", language.tag()));
    let moment = |at: Time| kenes_text::Arg::Text(by.page.moment(&at));
    SlipView {
        name,
        language: language.tag(),
        title: words.t("web-slip-vote-title", &[("council", office.name().into())]),
        text: words.t("web-slip-vote-text", &[]),
        when: words
            .t("web-guard-dates", &[("opens", moment(election.opens)), ("closes", moment(election.closes))]),
        code: secret.to_owned(),
        drawing: qr::drawing(&link).unwrap_or_default(),
        address: office.address(&address),
    }
}

/// Where one votes.
fn voting_address(election: &Election) -> String {
    format!("/elections/{}/vote", election.call.to_hex())
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// The numbers of the codes that a page showed.
#[derive(Debug, Deserialize)]
pub struct Shown {
    #[serde(default)]
    shown: String,
}

/// The slips that a page showed were printed and are handed over.
pub async fn slips_done(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Posted { by, fields }: Posted<Shown>,
) -> Response {
    let noted = async {
        let election = for_handing_over(&office, &id, &by).await?;
        let numbers = fields.shown.split(',').filter(|number| !number.is_empty()).map(str::parse);
        let shown: BTreeSet<u32> =
            numbers.collect::<Result<_, _>>().map_err(|_| Wrong::Fault(Fault::Field))?;
        let key = *election.call.hash();
        for code in office.private().codes(key).await? {
            if code.handover == Handover::None && shown.contains(&code.number) {
                office.private().code_handed_over(key, code.number, Handover::Slip).await?;
            }
        }
        Ok::<_, Wrong>(())
    };
    back(noted.await, &id, &by)
}

/// Writes to everybody who can be written to.
pub async fn send(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Posted { by, fields: Nothing {} }: Posted<Nothing>,
) -> Response {
    back(sent(&office, &id, &by).await, &id, &by)
}

async fn sent(office: &Office, id: &str, by: &Entered) -> Result<(), Wrong> {
    let election = for_handing_over(office, id, by).await?;
    let names = names(&*office.host().await).await?;
    let contacts: BTreeMap<PersonId, Contact> = office.private().contacts().await?.into_iter().collect();
    let key = *election.call.hash();
    for code in office.private().codes(key).await? {
        let Some((person, contact)) = code.person.and_then(|person| Some((person, contacts.get(&person)?)))
        else {
            continue;
        };
        if contact.address.is_none() || code.handover != Handover::None {
            continue;
        }
        let name = names.get(&person).map_or("", String::as_str);
        invite(office, &election, &code, (person, contact, name), by.page.language()).await?;
        office.private().code_handed_over(key, code.number, Handover::Message).await?;
    }
    Ok(())
}

/// Writes an invitation with the code; once more with the next number.
///
/// # Errors
/// The store fails.
pub async fn invite(
    office: &Office,
    election: &Election,
    code: &Code,
    (person, contact, name): (PersonId, &Contact, &str),
    own: kenes_text::Language,
) -> Result<(), Wrong> {
    let Some(to) = &contact.address else { return Ok(()) };
    let language = language_of(contact, own);
    let words = Words::new(language);
    let secret = code.code.dangerously_expose();
    let link = office.address(&format!("/{}{}", language.tag(), voting_address(election)));
    let moment = |at: Time| kenes_text::Arg::Text(kenes_text::time::minute(at.seconds()));
    let subject = words.t("web-mail-vote-subject", &[("council", office.name().into())]);
    let args = [
        ("name", name.into()),
        ("link", link.into()),
        ("code", secret.into()),
        ("opens", moment(election.opens)),
        ("closes", moment(election.closes)),
    ];
    let body = words.t("web-mail-vote-body", &args);
    let to: Address = to.expose().parse().map_err(failed)?;
    let letter =
        Letter::new(to.named(name).map_err(failed)?, Kind::Invitation, &subject, &body).map_err(failed)?;
    let id = name_of(Kind::Invitation, Some(person), Some(*election.call.hash()), code.shown_again);
    let about = Some(*election.call.hash());
    let made = office.clock().milliseconds();
    office.outbox().put(id, &letter, Some(person), about, made).await.map_err(failed)?;
    Ok(())
}

/// Which code is to be shown again.
#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    number: String,
}

/// Shows one code again, to somebody who has lost it: a slip to print or to show. How often that was done is counted.
pub async fn again(
    State(office): State<Arc<Office>>,
    Path(id): Path<String>,
    Posted { by, fields }: Posted<Which>,
) -> Response {
    let shown = async {
        let election = for_handing_over(&office, &id, &by).await?;
        let number: u32 = fields.number.parse().map_err(|_| Wrong::Fault(Fault::Field))?;
        let key = *election.call.hash();
        office.private().code_shown_again(key, number).await?.ok_or(Wrong::Fault(Fault::NotFound))?;
        once_more(&office, &id, &election, &by, |code| code.number == number).await
    };
    answer(shown.await, &by)
}

fn back(done: Result<(), Wrong>, id: &str, by: &Entered) -> Response {
    match done {
        Ok(()) => Redirect::to(&by.page.link(&format!("/elections/{id}/office"))).into_response(),
        Err(wrong) => wrong.page(&by.page),
    }
}
