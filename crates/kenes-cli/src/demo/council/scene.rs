//! The people with their keys, the server, and the days that pass.

use std::path::Path;
use std::time::SystemTime;

use kenes_belenios::archive::{BallotEntry, Form, Outline, OutlineEnd, OutlineReader};
use kenes_belenios::hash::Digest;
use kenes_core::{
    Command, Council, Custody, Duration, Election, Gained, Lot, MemberId, Occasion, SeatName, Text, Time,
    Wanted, next_of,
};
use kenes_record::Hash;
use kenes_record::act::{ActId, Holder, NameError, PublicKey, SignerName};
use kenes_record::blob::{BlobReference, Media};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::member_key::MemberKey;
use kenes_server::host::{Founding, Host, Name};
use kenes_store::data::write_signer;
use kenes_store::private::PrivateStore as _;
use kenes_verify::questions_document;
use rand_core::Rng as _;
use tokio::runtime::Runtime;
use zeroize::Zeroizing;

use super::electing::texts;
use super::poll::Poll;
use crate::commands::record::export::export;
use crate::demo::Surprise;
use crate::demo::folder::Folder;
use crate::error::{CliError, Result};
use crate::files;
use crate::random::rng;

/// How long the story takes, in days.
const STORY: u64 = 80;

/// The host in the record's name.
const HOST: &str = "council.example";

/// The people, the server and the time.
pub struct Scene {
    runtime: Runtime,
    host: Host,
    people: Vec<Person>,
    now: Time,
    /// When the story ends: now, in life.
    end: Time,
}

/// Somebody with a key, and the next one.
struct Person {
    name: String,
    key: NoteSigner,
    next: NoteSigner,
}

/// What is left of the scene when the story is over and the council goes on.
pub struct Ending {
    pub runtime: Runtime,
    pub host: Host,
    /// What the clock shows, and the present.
    pub now: Time,
    pub end: Time,
}

/// The registrars, by their numbers.
pub const REGISTRARS: [usize; 2] = [0, 1];

impl Scene {
    /// Founders sign the first act.
    pub fn found(folder: &Folder, charter: &str, founders: &[&str]) -> Result<Self> {
        let dir = folder.root().join("server");
        let runtime = Runtime::new().map_err(|source| CliError::Open { path: dir.clone(), source })?;
        let people = founders.iter().map(|name| Person::new(name)).collect::<Result<Vec<_>>>()?;
        // Whole hours, and the last one is over.
        let end = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let end = Time::from_seconds(end.saturating_sub(end % 3_600));
        let now = end.minus(Duration::days(STORY));
        let keys = people.iter().map(|person| Ok((public(&person.key)?, next_of(&public(&person.next)?))));
        let founding = Founding {
            host: HOST.into(),
            charter: charter.into(),
            policy: b"quorum none\n".to_vec(),
            founders: keys.collect::<Result<_>>()?,
            at: now,
        };
        let foundation = founding.draft().map_err(Surprise::from)?;
        let lines = people.iter().map(|person| foundation.act().line(&person.key)).collect();
        let host = runtime.block_on(Host::found(&dir, foundation, lines)).map_err(Surprise::from)?;
        for (number, name) in (0..).zip(founders) {
            runtime.block_on(host.put_founder(number, &Name::new(name))).map_err(Surprise::from)?;
        }
        let mut scene = Self { runtime, host, people, now, end };
        scene.tick(now)?;
        Ok(scene)
    }

    /// The council as it is.
    pub fn council(&self) -> &Council {
        self.host.council()
    }

    /// What the clock of the story shows.
    pub fn now(&self) -> Time {
        self.now
    }

    /// So many days pass, and the server says so.
    pub fn days(&mut self, days: u64) -> Result<()> {
        self.tick(self.now.plus(Duration::days(days)))
    }

    /// The story comes to the present.
    pub fn today(&mut self) -> Result<()> {
        self.tick(self.end)
    }

    /// The server says how late it is.
    pub fn tick(&mut self, at: Time) -> Result<()> {
        self.now = at;
        self.runtime.block_on(self.host.tick(at)).map_err(Surprise::from)?;
        Ok(())
    }

    /// People do something: it is decided, each of them signs, and the server takes it in.
    pub fn act(&mut self, command: &Command, people: &[usize]) -> Result<ActId> {
        let Self { runtime, host, people: all, now, end: _ } = self;
        let found = people.iter().filter_map(|person| all.get(*person));
        let keys: Vec<&NoteSigner> = found.map(|person| &person.key).collect();
        signed(runtime, host, command, &keys, *now)
    }

    /// Somebody is enrolled by two registrars, and introduces a key.
    pub fn join(&mut self, name: &str, constituency: u16) -> Result<()> {
        let commitment =
            self.runtime.block_on(self.host.put_person(&Name::new(name))).map_err(Surprise::from)?;
        let (credential, person) = (fresh(Holder::Credential)?, Person::new(name)?);
        let token = SignerName::of(Holder::Credential, credential.verifier().public());
        let enrol = self.act(&Command::Enrol { commitment, constituency, token }, &REGISTRARS)?;
        let bound = Command::BindKey {
            credential: public(&credential)?,
            custody: Custody::Own,
            enrol,
            key: public(&person.key)?,
            next: next_of(&public(&person.next)?),
        };
        signed(&self.runtime, &mut self.host, &bound, &[&person.key, &credential], self.now)?;
        self.people.push(person);
        Ok(())
    }

    /// Somebody calls the election of a body, whose vote is open for so long.
    pub fn call(&mut self, body: u16, trustees: &[usize], open: Duration) -> Result<ActId> {
        let [name, description, question] = texts(body);
        let document = questions_document(&name, &description, &question);
        let questions = self.blob(&document, Media::Json)?;
        let opens = self.now.plus(Duration::days(17));
        let wanted = Wanted {
            body,
            occasion: Occasion::Seats,
            motion: None,
            backed: false,
            nominations: self.now.plus(Duration::days(14)),
            opens,
            closes: opens.plus(open),
            questions,
            registrars: self.names_of(&REGISTRARS),
            trustees: self.names_of(trustees),
        };
        let command = self.council().call_for(&wanted).map_err(|refusal| Surprise::Refusal { refusal })?;
        self.act(&command, &[0])
    }

    /// Somebody stands.
    pub fn stand(&mut self, person: usize, election: ActId) -> Result<()> {
        let statement = self.text(&format!("{}\n", self.name_of(person)))?;
        self.act(&Command::Stand { election, interests: None, statement }, &[person])?;
        Ok(())
    }

    /// Registrars certify the setup of an election.
    pub fn set_up(&mut self, election: ActId, poll: &Poll) -> Result<()> {
        let (Outline { header, setup, ballots: _, end: _, result: _ }, _) = outline(&poll.archive())?;
        let setup = setup.ok_or(Surprise::NotCounted)?;
        let count = u64::try_from(poll.credentials().len()).unwrap_or(u64::MAX);
        let command = Command::SetUp {
            count,
            credentials: hash(setup.data.credentials),
            data: hash(setup.data.election),
            election,
            header: hash(header),
            paper: 0,
            setup: hash(setup.event),
            trustees: hash(setup.data.trustees),
        };
        self.act(&command, &REGISTRARS)?;
        Ok(())
    }

    /// The trustees show that they can decrypt.
    pub fn rehearse(&mut self, election: ActId, files: [&Path; 2], trustees: &[usize]) -> Result<()> {
        let [archive, proofs] = self.keep(files)?;
        self.act(&Command::Rehearse { archive, election, proofs }, trustees)?;
        Ok(())
    }

    /// The server says which ballots it took.
    pub fn accept_ballots(&mut self, election: ActId, poll: &Poll) -> Result<()> {
        let (_, ballots) = outline(&poll.archive())?;
        for BallotEntry { tracker, event, height } in ballots {
            let (tracker, event) = (hash(tracker), hash(event));
            self.by_server(&Command::AcceptBallot { election, event, height, tracker })?;
        }
        Ok(())
    }

    /// The server closes the board.
    pub fn close(&mut self, election: ActId, poll: &Poll) -> Result<()> {
        let (outline, _) = outline(&poll.archive())?;
        let OutlineEnd { event, height, length } = outline.end.ok_or(Surprise::NotCounted)?;
        let (ballots, head) = (outline.ballots, hash(event));
        self.by_server(&Command::CloseBallots { ballots, election, head, height, length })
    }

    /// Somebody names the result and files the archive.
    pub fn archive(&mut self, election: ActId, poll: &Poll, person: usize) -> Result<()> {
        let (outline, _) = outline(&poll.archive())?;
        let result = outline.result.map(hash).ok_or(Surprise::NotCounted)?;
        self.act(&Command::NameResult { election, result }, &[person])?;
        let [archive, proofs] = self.keep([&poll.archive(), &poll.bound()])?;
        self.act(&Command::FileArchive { archive, election, proofs }, &[person])?;
        Ok(())
    }

    /// Somebody files the lot that the trustees opened.
    pub fn open_lot(&mut self, election: ActId, count: Lot, poll: &Poll, person: usize) -> Result<()> {
        let (Outline { setup, end, header: _, ballots: _, result: _ }, _) = outline(&poll.archive())?;
        let (setup, end) = setup.zip(end).ok_or(Surprise::NotCounted)?;
        let document = poll.open_lot(setup.event, end.event)?;
        let proofs = self.blob(&files::read(&document, files::SMALL)?, Media::Json)?;
        self.act(&Command::OpenLot { count, election, proofs }, &[person])?;
        Ok(())
    }

    /// Whoever is asked for a seat of a body accepts it.
    pub fn accept_seats(&mut self, body: u16) -> Result<()> {
        let asked: Vec<(u16, MemberId, ActId)> = self
            .council()
            .seats()
            .filter(|(name, _)| name.body == body)
            .filter_map(|(name, seat)| {
                let elect = seat.elected.as_ref()?;
                match elect.gained {
                    Gained::Election(call) | Gained::Countback(call, _) => {
                        Some((name.seat, elect.member, call))
                    }
                    Gained::Founding => None,
                }
            })
            .collect();
        for (seat, member, election) in asked {
            self.act(&Command::AcceptSeat { election, seat }, &[Self::person_of(member)])?;
        }
        Ok(())
    }

    /// Who holds a seat, by the person's number.
    pub fn holder(&self, seat: SeatName) -> Result<usize> {
        let holder = self.council().holder(seat).ok_or(Surprise::NotCounted)?;
        Ok(Self::person_of(holder.member))
    }

    /// An election of the record.
    pub fn election(&self, call: &ActId) -> Result<&Election> {
        let mut elections = self.council().elections();
        elections.find(|election| election.call == *call).ok_or_else(|| Surprise::NotCounted.into())
    }

    /// Who was elected, in the order of election.
    pub fn elected(&self, election: &Election) -> Vec<&str> {
        let paper = election.ballot_paper();
        let found = election.elected.iter().filter_map(|place| paper.get(*place));
        found.map(|(_, member)| self.name(*member)).collect()
    }

    /// The name of a member.
    pub fn name(&self, member: MemberId) -> &str {
        self.name_of(Self::person_of(member))
    }

    /// The number of a member among the people: in this story both are counted alike.
    pub fn person_of(member: MemberId) -> usize {
        usize::try_from(member.number()).unwrap_or(usize::MAX)
    }

    /// The name of a person.
    pub fn name_of(&self, person: usize) -> &str {
        self.people.get(person).map_or("somebody", |person| person.name.as_str())
    }

    /// A text that somebody writes.
    pub fn text(&self, text: &str) -> Result<Text> {
        Ok(Text(self.blob(text.as_bytes(), Media::Markdown)?))
    }

    /// Writes the record for everybody to copy.
    pub fn publish(&self, dir: &Path) -> Result<()> {
        self.runtime.block_on(export(self.host.data().path(), dir))?;
        Ok(())
    }

    /// Ends the server.
    pub fn stop(self) -> Result<()> {
        Ok(self.runtime.block_on(self.host.stop()).map_err(Surprise::from)?)
    }

    /// The server does something.
    pub fn run<T, E>(&self, work: impl AsyncFnOnce(&Host) -> std::result::Result<T, E>) -> Result<T>
    where
        Surprise: From<E>,
    {
        Ok(self.runtime.block_on(work(&self.host)).map_err(Surprise::from)?)
    }

    /// The server is handed over.
    pub fn into_ending(self) -> Ending {
        let Self { runtime, host, people: _, now, end } = self;
        Ending { runtime, host, now, end }
    }

    /// Gives council and bodies their names, as pages show them, and writes the first person's key as a device keeps it.
    pub fn furnish(&self, name: &str, bodies: &[&str], key: &Path) -> Result<()> {
        let private = self.host.private();
        let set = |name: String, content: &str| {
            let content = content.as_bytes().to_vec();
            self.runtime.block_on(async move { private.set(&name, &content).await })
        };
        let failed = |source| Surprise::Person(kenes_server::host::PersonError::Store(source));
        set("name".into(), name).map_err(failed)?;
        for (number, body) in bodies.iter().enumerate() {
            set(format!("body/{number}"), body).map_err(failed)?;
        }
        files::write_new(key, self.key_text(0)?.as_bytes(), files::Secrecy::Secret)
    }

    /// The key of somebody as a device keeps it.
    pub fn key_text(&self, person: usize) -> Result<Zeroizing<String>> {
        let person = self.people.get(person).ok_or(Surprise::NotCounted)?;
        let [own, next] = [&person.key, &person.next].map(|key| key.dangerously_expose_secret());
        let kept = MemberKey::from_secrets(&own, &next).map_err(|_| Surprise::NotCounted)?;
        Ok(kept.dangerously_to_text())
    }

    /// Writes the keys of the people to files, one for each.
    pub fn keep_keys(&self, dir: &Path) -> Result<()> {
        files::make_secret_folder(dir)?;
        for (number, person) in (1_u32..).zip(&self.people) {
            let path = dir.join(format!("{number:02} {}.key", person.name));
            write_signer(&path, &person.key).map_err(|source| CliError::from(Surprise::Key { source }))?;
        }
        Ok(())
    }

    fn blob(&self, content: &[u8], media: Media) -> Result<BlobReference> {
        Ok(self.runtime.block_on(self.host.put_blob(content, media)).map_err(Surprise::from)?)
    }

    /// Archives and their proofs become blobs of the record.
    fn keep(&self, [archive, proofs]: [&Path; 2]) -> Result<[BlobReference; 2]> {
        let archive = self.host.put_archive(archive).map_err(Surprise::from)?;
        Ok([archive, self.blob(&files::read(proofs, files::SMALL)?, Media::Json)?])
    }

    fn by_server(&mut self, command: &Command) -> Result<()> {
        self.runtime.block_on(self.host.submit_own(command, self.now)).map_err(Surprise::from)?;
        Ok(())
    }

    fn names_of(&self, people: &[usize]) -> Vec<SignerName> {
        let found = people.iter().filter_map(|person| self.people.get(*person));
        found.map(|person| SignerName::of(Holder::Member, person.key.verifier().public())).collect()
    }
}

impl Person {
    fn new(name: &str) -> Result<Self> {
        Ok(Self { name: name.into(), key: fresh(Holder::Member)?, next: fresh(Holder::Member)? })
    }
}

/// A command is decided, signed with these keys, and taken in.
fn signed(
    runtime: &Runtime,
    host: &mut Host,
    command: &Command,
    keys: &[&NoteSigner],
    at: Time,
) -> Result<ActId> {
    let names = keys.iter().map(|key| key.verifier().name().as_str().parse());
    let names: std::result::Result<Vec<SignerName>, NameError> = names.collect();
    let names = names.map_err(|source| Surprise::Name { source })?;
    let unsigned = runtime.block_on(host.decide(command, &names, at)).map_err(Surprise::from)?;
    let lines = keys.iter().map(|key| unsigned.line(key)).collect();
    let act = unsigned.assemble(lines).map_err(|source| Surprise::Act { source })?;
    Ok(runtime.block_on(host.submit(&act)).map_err(Surprise::from)?.id)
}

/// A new key.
fn fresh(holder: Holder) -> Result<NoteSigner> {
    let mut secret = Zeroizing::new([0; 32]);
    rng()?.fill_bytes(&mut *secret);
    Ok(NoteSigner::self_named(holder.prefix(), KeyUse::Note, &secret)
        .map_err(|source| Surprise::SignerKey { source })?)
}

fn public(key: &NoteSigner) -> Result<PublicKey> {
    Ok(PublicKey::new(*key.verifier().public()).map_err(|source| Surprise::Name { source })?)
}

fn hash(digest: Digest) -> Hash {
    Hash::from_bytes(digest.0)
}

/// What the record fixes of an archive, and its ballots.
fn outline(path: &Path) -> Result<(Outline, Vec<BallotEntry>)> {
    let content = files::read(path, files::LARGE)?;
    let (mut reader, mut ballots) = (OutlineReader::new(Form::Strict), Vec::new());
    let read = reader.push(&content, &mut |entry| ballots.push(entry)).and_then(|()| reader.finish());
    let outline = read.map_err(|source| Surprise::Outline { source })?;
    Ok((outline, ballots))
}
