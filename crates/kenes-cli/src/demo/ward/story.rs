//! The story up to the last ballot.

use std::path::PathBuf;

use indicatif::HumanCount;
use kenes_belenios::election::{Election, Uuid};
use kenes_belenios::group::Group as _;
use kenes_belenios::hash::Digest;
use kenes_belenios::trustee::threshold::ThresholdParameters;
use kenes_belenios::trustee::{TrusteeKind, Trustees};

use super::scenario::{Cast, ORIGIN, Vote};
use crate::board::Board;
use crate::commands::election::credentials::Made;
use crate::commands::election::open::write_archive;
use crate::demo::folder::Folder;
use crate::demo::teller::Teller;
use crate::demo::voting::{Polling, Voter};
use crate::demo::{G, NEEDED, TRUSTEES, ceremony};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::random::rng;
use crate::template::Draft;
use crate::voters::{self, Voter as Listed};

/// The story, and what everybody may know of it.
pub struct Story {
    pub(super) teller: Teller,
    pub(super) folder: Folder,
    pub(super) cast: Cast,
    pub(super) draft: Draft,
}

/// What the voters keep: the tracker of each one's last ballot, in the order of the voters.
pub struct Receipts(pub Vec<Digest>);

/// A number with separators.
pub fn count(number: usize) -> HumanCount {
    HumanCount(u64::try_from(number).unwrap_or(u64::MAX))
}

impl Story {
    /// Makes the folder.
    pub fn begin(cast: Cast, dir: Option<PathBuf>, quiet: bool) -> Result<Self> {
        let folder = Folder::make(dir)?;
        folder.hold_election()?;
        let teller = Teller::new(quiet);
        let draft = Draft { uuid: Uuid::generate(&mut rng()?), group: G::ID, template: cast.template() };
        teller.tell(format_args!(
            "A whole election, held here and now. The cryptography is real, every step is written to a file, and in the end \
             somebody tries to cheat. All files go to {}.",
            folder.root().display()
        ))?;
        teller.tell(
            "One program plays every role, so that you can watch. In a real election each role is another person with \
             another machine; README.txt in that folder says who would hold what.",
        )?;
        Ok(Self { teller, folder, cast, draft })
    }

    /// Shows whose votes these are.
    pub fn ballots(&mut self) -> Result<()> {
        let Self { teller, cast, .. } = self;
        teller.chapter("The ballots")?;
        let (votes, all) = (cast.votes.len(), cast.available);
        let part = if votes == all {
            format!("All {} of them vote again here, this time in secret.", count(all))
        } else {
            format!(
                "{} of them, taken at equal distances, vote again here, this time in secret.",
                count(votes)
            )
        };
        teller.tell(format_args!(
            "{}, {}: {} valid paper ballots were cast, and how each was marked has been published, without names. {part}",
            ORIGIN,
            cast.title,
            count(all)
        ))?;
        teller.tell(
            "Question 1 asks for an order of preference. A ballot is a list of numbers, one for each candidate in the order \
             below: 1 for the first preference, 2 for the second and so on, 0 for a candidate who was not numbered.",
        )?;
        for (number, name) in (1_u32..).zip(&cast.candidates) {
            teller.line(format_args!("    {number}. {name}"))?;
        }
        if let Some(vote) = cast.votes.first() {
            let ranks: Vec<String> = vote.ranks.iter().map(u8::to_string).collect();
            teller.tell(format_args!("The first paper, for example, becomes [{}].", ranks.join(",")))?;
        }
        let meeting =
            self.draft.template.questions.get(1).map(|question| question.text()).unwrap_or_default();
        self.teller.tell(format_args!(
            "Question 2 is \"{meeting}\" - yes, no, or a blank vote. Nobody was asked that in reality: these answers are \
             drawn at random."
        ))
    }

    /// The credential authority makes the credentials.
    pub fn credentials(&mut self) -> Result<Made<G>> {
        let Self { teller, folder, cast, draft, .. } = self;
        teller.chapter("Who may vote")?;
        let listed = listed(cast.votes.len());
        let path = folder.file("setup", &format!("{}.draft.json", draft.uuid));
        files::write_new(&path, &draft.to_bytes(), Secrecy::Public)?;
        let made = Made::<G>::new(draft, &listed)?;
        let dir = folder.secrets("credential-authority");
        made.write(&dir, draft, &listed, true)?;
        let list = made.list(&listed)?.to_bytes();
        files::write_new(&folder.file("setup", "public_creds.json"), &list, Secrecy::Public)?;
        teller.tell(format_args!(
            "The credential authority makes a private credential for each of {} voters, a code such as \
             9kXwB-Vq3mNT-aaR7f-Zc5LpD, and hands it over. To each belongs a public credential, from which nobody can \
             compute the private one. The list of public credentials is published. It has no names, yet anybody can check \
             with it that a ballot was signed by somebody on the list, and how many ballots each of them cast.",
            count(listed.len())
        ))?;
        teller.item(folder.shown(&folder.file("setup", "public_creds.json")), "the list")?;
        teller.item(folder.shown(&dir), "what the authority must keep to itself or hand over")?;
        Ok(made)
    }

    /// The trustees make the election's key.
    pub fn key(&mut self) -> Result<ThresholdParameters<G>> {
        let Self { teller, folder, .. } = self;
        teller.chapter("A key that nobody has")?;
        teller.tell(format_args!(
            "Ballots are encrypted with a public key, and the key that opens them must be in nobody's hand. {TRUSTEES} \
             trustees make it together: each deals to each other a share of a secret, signed, and encrypted for its \
             receiver; each receiver checks its shares against what their dealer published; the sum of a trustee's shares \
             is its private key. Any {NEEDED} of them can decrypt, one alone can do nothing.",
        ))?;
        let parameters = ceremony::hold(folder, teller)?;
        for index in ceremony::trustees() {
            let (key, message) = (folder.trustee_secret(index, "key"), folder.message(index, "*"));
            teller.item(folder.shown(&key), &format!("what trustee {index} keeps"))?;
            teller.item(folder.shown(&message), &format!("what trustee {index} sends and receives"))?;
        }
        Ok(parameters)
    }

    /// The administrator opens the vote.
    pub fn open(&mut self, key: ThresholdParameters<G>, made: &Made<G>) -> Result<Board<G>> {
        let Self { teller, folder, cast, draft, .. } = self;
        teller.chapter("Everything is fixed before anybody votes")?;
        let trustees = Trustees::new(vec![TrusteeKind::Pedersen(key)]);
        let trustees = trustees.verify().map_err(|source| CliError::Trustees { source })?;
        let election = Election::<G>::new(draft.uuid.clone(), draft.template.clone(), *trustees.public_key());
        let election = election.map_err(|source| CliError::Election { source: Box::new(source) })?;
        let path = folder.archive(&draft.uuid);
        write_archive(&path, &election, &trustees, &made.list(&listed(cast.votes.len()))?)?;
        teller.tell(
            "The questions, the public key and the list of public credentials become the first event of the archive, one \
             file that holds the whole election. Every later event names the hash of the one before. A hash is a \
             fingerprint of data: whoever changes one letter gets another fingerprint. So nothing can be changed \
             later without changing everything that follows, and whoever kept a copy sees it.",
        )?;
        teller.item(folder.shown(&path), "the archive")?;
        teller.item(election.fingerprint(), "the fingerprint of the election")?;
        let board = Board::read(&path)?;
        for index in ceremony::trustees() {
            ceremony::key_of(folder, index).open(&board.trustees, board.election.uuid())?;
        }
        teller.tell(
            "Each trustee has opened its private key again from the file, to be sure that it was not lost.",
        )?;
        Ok(board)
    }

    /// Everybody votes; one voter challenges a ballot first, and one votes twice.
    pub fn vote(&mut self, board: &Board<G>, made: &Made<G>) -> Result<Receipts> {
        self.teller.chapter("The vote")?;
        let voters: Vec<Voter<'_>> =
            made.private.iter().zip(self.cast.votes.iter().map(Vote::answers)).collect();
        let mut polling = Polling::open(board);
        self.challenge(&polling, &voters)?;
        self.revote(&mut polling, &voters)?;
        let receipts = polling.cast_all(&voters, &self.teller)?;
        let teller = &self.teller;
        teller.tell(format_args!(
            "Now everybody votes. The archive holds {} ballots. Each was checked before it was taken, without \
             being opened: it is signed with a listed credential; proofs in it show that question 2 has one answer, not ten \
             votes at once and not minus three, and that whoever sealed it knows the ranking in it, so that nobody can copy \
             another's. Whether the numbers make sense as a ranking is seen when they are decrypted.",
            count(voters.len().saturating_add(1))
        ))?;
        if let Some(tracker) = receipts.first() {
            teller.tell(format_args!(
                "Each voter keeps the fingerprint of the ballot, its tracker; that of voter 1 is {}. By it voters find their \
                 ballots in the archive. It does not show what they chose.",
                tracker.to_base64()
            ))?;
        }
        Ok(Receipts(receipts))
    }

    fn challenge(&self, polling: &Polling<'_>, voters: &[Voter<'_>]) -> Result<()> {
        let (teller, place) = (&self.teller, voters.len().saturating_mul(2) / 3);
        let Some(voter) = voters.get(place) else { return Ok(()) };
        let challenge = polling.challenge(voter, &self.folder)?;
        teller.tell(format_args!(
            "Voter {} does not trust the device. It has sealed the ballot and shown its hash, {}. Now the voter says \
             \"challenge\", and the device must reveal the random numbers with which it encrypted. Another device encrypts \
             the chosen answers with them and gets the same ballot: the device was honest. A device that cheats does not \
             know beforehand which ballots will be challenged. Such a ballot is never signed, so it can never be cast: \
             offered to the ballot box now, it is refused ({}). The voter then votes with a fresh one.",
            place.saturating_add(1),
            challenge.hash.to_base64(),
            challenge.refusal
        ))?;
        teller.item(
            self.folder.shown(&self.folder.file("challenge", "opening.json")),
            "what the device revealed",
        )
    }

    fn revote(&self, polling: &mut Polling<'_>, voters: &[Voter<'_>]) -> Result<()> {
        let place = voters.len() / 3;
        let (Some((credential, _)), Some(vote)) = (voters.get(place), self.cast.votes.get(place)) else {
            return Ok(());
        };
        polling.cast(&(*credential, vote.other().answers()))?;
        self.teller.tell(format_args!(
            "Voter {} votes, and will vote again below, differently. Both ballots stay in the archive, the later one counts.",
            place.saturating_add(1)
        ))
    }
}

/// The voters, known by number.
pub fn listed(votes: usize) -> Vec<Listed> {
    voters::numbered(u32::try_from(votes).unwrap_or(u32::MAX))
}
