//! A living example: while the story goes on an election of the registrars is called, and at its end that vote is open.
//! Whoever looks at the example votes, guards and counts in the place of people who are made up.

mod guards;

use std::sync::Arc;

use kenes_belenios::PlainAnswer;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::sealing::Sealer;
use kenes_core::{Duration, Election, MemberId};
use kenes_record::act::ActId;
use kenes_server::example::{Example, Guest, Role};
use kenes_server::host::Host;
use kenes_server::poll::{Desk, Poll, Prepared, Rehearsal, template};
use kenes_store::private::{Code, Codes as _, Handover, PersonId, VotingCode};
use kenes_verify::Questions;
use tokio::sync::RwLock;
use zeroize::Zeroizing;

use self::guards::Guards;
use super::people::Chance;
use super::scene::{Ending, REGISTRARS, Scene};
use super::story::{BODIES, Story};
use crate::demo::Surprise;
use crate::error::Result;
use crate::random::rng;

/// The body that is elected: the registrars.
const BODY: u16 = 2;
/// Who stands, who guards, and in whose place visitors vote, by their numbers.
const CANDIDATES: [usize; 4] = [9, 10, 12, 13];
const GUARDS: [usize; 3] = [2, 4, 6];
const VOTERS: [usize; 4] = [15, 16, 17, 19];
/// The person who looks after the council.
const SECRETARY: usize = 0;
/// How long the vote is open. The story ends two days after it opens.
const OPEN: Duration = Duration::days(6);
/// How many have voted before a visitor comes.
const CAST: usize = 18;

impl Story {
    /// The election is called, and people stand.
    pub fn call_next(&mut self) -> Result<ActId> {
        self.scene.days(3)?;
        let call = self.scene.call(BODY, &GUARDS, OPEN)?;
        self.scene.days(1)?;
        for person in CANDIDATES {
            self.scene.stand(person, call)?;
        }
        Ok(call)
    }

    /// Everything before the vote, the vote, and the present. Leaves the council for somebody to go on with.
    pub fn leave_open(mut self, call: ActId) -> Result<()> {
        let key = self.folder.root().join("kenes-key.txt");
        let opened = prepare(&mut self.scene, call)?;
        let opens = self.scene.election(&call)?.opens;
        self.scene.tick(opens)?;
        self.scene.furnish("Workplace and neighbourhood", &BODIES, &key)?;
        let example = Example { election: call.to_hex(), guests: guests(&self.scene, &opened)? };
        let Ending { runtime, host, now, end } = self.scene.into_ending();
        runtime.block_on(async move {
            example.keep(host.private()).await.map_err(Surprise::from)?;
            let host = Arc::new(RwLock::new(host));
            let poll = Poll::open(Desk::new(Arc::clone(&host), move || now), call).await;
            let poll = poll.map_err(Surprise::from)?;
            vote(&poll, &opened).await?;
            poll.stop().await;
            let host = Arc::into_inner(host).ok_or(Surprise::NotCounted)?;
            let mut host: Host = host.into_inner();
            host.tick(end).await.map_err(Surprise::from)?;
            Ok(host.stop().await.map_err(Surprise::from)?)
        })
    }
}

/// What was made before the vote.
struct Opened {
    guards: Guards,
    /// The voters by their numbers, each with a code.
    voters: Vec<(usize, PrivateCredential)>,
}

/// The key, the list of codes, the rehearsal.
fn prepare(scene: &mut Scene, call: ActId) -> Result<Opened> {
    let nominations = scene.election(&call)?.nominations;
    scene.tick(nominations)?;
    let election = scene.election(&call)?.clone();
    let guards = Guards::hold(scene, &election)?;
    let prepared = set_up(scene, &election, &guards)?;
    let command = prepared.command().clone();
    let codes = codes(scene, &election, &prepared)?;
    scene.run(async |host| host.private().put_codes(&codes).await)?;
    let credentials = scene.run(async |host| prepared.keep(host).await)?;
    scene.act(&command, &REGISTRARS)?;
    rehearse(scene, call, &guards)?;
    let people = election.eligible.iter().map(|member| Scene::person_of(*member));
    let voters = people.zip(credentials).collect();
    Ok(Opened { guards, voters })
}

fn set_up(scene: &Scene, election: &Election, guards: &Guards) -> Result<Prepared> {
    let document = scene.run(async |host| host.blob(election.questions.digest()).await)?;
    let questions = document.and_then(|document| Questions::parse(&document)).ok_or(Surprise::NotCounted)?;
    let names: Vec<String> =
        election.ballot_paper().iter().map(|(_, member)| scene.name(*member).to_owned()).collect();
    let template = template(election, &questions, &names).map_err(Surprise::from)?;
    Ok(Prepared::new(election, template, guards.key(), scene.now()).map_err(Surprise::from)?)
}

/// A code for each member who may vote, handed over long ago.
fn codes(scene: &Scene, election: &Election, prepared: &Prepared) -> Result<Vec<Code>> {
    let mut codes = Vec::new();
    for ((number, member), credential) in (0..).zip(&election.eligible).zip(prepared.credentials()) {
        let member: MemberId = *member;
        let person: Option<PersonId> = scene.run(async |host| host.person_of(member).await)?;
        let code = VotingCode::new(credential.expose());
        let election = *election.call.hash();
        codes.push(Code { election, number, person, code, handover: Handover::Slip, shown_again: 0 });
    }
    Ok(codes)
}

/// All guards decrypt a test ballot, and sign that they have.
fn rehearse(scene: &mut Scene, call: ActId, guards: &Guards) -> Result<()> {
    let now = scene.now();
    let rehearsal = scene.run(async |host| Rehearsal::begin(host, call, guards.key(), now).await)?;
    for (owner, decryption, bound) in guards.decrypt(rehearsal.archive())? {
        scene.run(async |_| rehearsal.decryption(owner, decryption, bound).await)?;
    }
    let command = scene.run(async |host| rehearsal.documents(host).await)?;
    scene.act(&command, &GUARDS)?;
    Ok(())
}

/// Some have voted already: none of those in whose place visitors vote.
async fn vote(poll: &Poll, opened: &Opened) -> Result<()> {
    let (election, mut chance) = (&poll.board().election, Chance::new(17));
    let others = opened.voters.iter().filter(|(person, _)| !is_guest(*person));
    for (_, code) in others.take(CAST) {
        let answer = PlainAnswer::NonHomomorphic(chance.ranking(CANDIDATES.len()));
        let sealed = Sealer::new(election).seal(code, vec![answer], &mut rng()?);
        let ballot = sealed.map_err(|_| Surprise::NotCounted)?.cast();
        poll.cast(ballot.bytes).await.map_err(Surprise::from)?;
    }
    Ok(())
}

fn is_guest(person: usize) -> bool {
    person == SECRETARY || GUARDS.contains(&person) || VOTERS.contains(&person)
}

/// The people in whose place visitors act, with what each of them has.
fn guests(scene: &Scene, opened: &Opened) -> Result<Vec<Guest>> {
    let of = |people: &[usize], role: Role| -> Vec<(usize, Role)> {
        people.iter().map(|person| (*person, role)).collect()
    };
    let all = [of(&[SECRETARY], Role::Secretary), of(&GUARDS, Role::Guard), of(&VOTERS, Role::Member)];
    let mut guests = Vec::new();
    for (person, role) in all.concat() {
        let key: Zeroizing<String> = scene.key_text(person)?;
        let code = opened.voters.iter().find(|(voter, _)| *voter == person);
        guests.push(Guest {
            name: scene.name_of(person).to_owned(),
            role,
            key: key.as_str().to_owned(),
            part: GUARDS.iter().position(|guard| *guard == person).and_then(|at| opened.guards.part(at)),
            code: code.map(|(_, code)| code.expose().to_owned()),
        });
    }
    Ok(guests)
}
