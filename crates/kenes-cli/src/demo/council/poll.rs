//! An election of the protocol in a folder of its own: credentials, a key of three trustees, ballots, result.

use std::path::PathBuf;

use kenes_belenios::PlainAnswer;
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::decryption::BoundDocument;
use kenes_belenios::election::{Election, Template, Uuid};
use kenes_belenios::group::Group as _;
use kenes_belenios::hash::Digest;
use kenes_belenios::lot::{self, Lot, LotDocument};
use kenes_belenios::question::{Homomorphic, Question};
use kenes_belenios::trustee::threshold::ThresholdParameters;
use kenes_belenios::trustee::{TrusteeKind, Trustees, VerifiedTrustees};

use crate::board::Board;
use crate::commands::election::credentials::Made;
use crate::commands::election::open::write_archive;
use crate::demo::folder::Folder;
use crate::demo::teller::Teller;
use crate::demo::voting::{Polling, Voter};
use crate::demo::{DECRYPTERS, G, SHUFFLERS, ceremony, counting};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::random::rng;
use crate::template::Draft;
use crate::voters;

/// An election that is being held.
pub struct Poll {
    /// Where everything of it lies.
    pub folder: Folder,
    draft: Draft,
    key: ThresholdParameters<G>,
    made: Made<G>,
    voters: usize,
}

impl Poll {
    /// The trustees make the key, and the registrars the credentials.
    pub fn prepare(folder: Folder, template: Template, voters: usize, teller: &Teller) -> Result<Self> {
        folder.hold_election()?;
        let draft = Draft { uuid: Uuid::generate(&mut rng()?), group: G::ID, template };
        let path = folder.file("setup", &format!("{}.draft.json", draft.uuid));
        files::write_new(&path, &draft.to_bytes(), Secrecy::Public)?;
        let key = ceremony::hold(&folder, teller)?;
        let listed = voters::numbered(u32::try_from(voters).unwrap_or(u32::MAX));
        let made = Made::<G>::new(&draft, &listed)?;
        made.write(&folder.secrets("registrars"), &draft, &listed, true)?;
        Ok(Self { folder, draft, key, made, voters })
    }

    /// The archive.
    pub fn archive(&self) -> PathBuf {
        self.folder.archive(&self.draft.uuid)
    }

    /// The bound proofs.
    pub fn bound(&self) -> PathBuf {
        self.folder.bound(&self.draft.uuid)
    }

    /// The credentials that the registrars hand over.
    pub fn credentials(&self) -> &[PrivateCredential] {
        &self.made.private
    }

    /// Fixes everything: the archive begins.
    pub fn set_up(&self) -> Result<()> {
        let listed = voters::numbered(u32::try_from(self.voters).unwrap_or(u32::MAX));
        let (trustees, template) = (self.trustees()?, self.draft.template.clone());
        begin(self.archive(), self.draft.uuid.clone(), template, &trustees, &self.made.list(&listed)?)
    }

    /// Every trustee reads its saved key again, and all decrypt a test ballot together; the archive of that and its proofs.
    pub fn rehearse(&self) -> Result<[PathBuf; 2]> {
        let uuid = Uuid::generate(&mut rng()?);
        let credential = PrivateCredential::generate(&mut rng()?);
        let listed = PublicCredentials::new([(credential.public::<G>(&uuid), 1)]);
        let paths = [self.folder.archive(&uuid), self.folder.bound(&uuid)];
        let [archive, bound] = &paths;
        let listed = listed.map_err(|source| CliError::Credentials { path: archive.clone(), source })?;
        begin(archive.clone(), uuid, test(&self.draft.template.name), &self.trustees()?, &listed)?;
        let board = Board::read(archive)?;
        Polling::open(&board).cast(&(&credential, vec![PlainAnswer::Homomorphic(vec![1, 0])]))?;
        self.decrypt([archive, bound], &[], ceremony::trustees().map(|index| index.get().into()))?;
        Ok(paths)
    }

    /// Voters cast their ballots.
    pub fn cast(&self, voters: &[Voter<'_>], teller: &Teller) -> Result<()> {
        let board = Board::read(&self.archive())?;
        Polling::open(&board).cast_all(voters, teller).map(drop)
    }

    /// The vote ends.
    pub fn close(&self) -> Result<()> {
        counting::close(&self.archive())
    }

    /// The ballots are added up, shuffled where they are rankings, and decrypted by two of the three trustees.
    pub fn finish(&self) -> Result<()> {
        let ranked = |question: &Question| matches!(question, Question::NonHomomorphic(_));
        let shufflers: &[u64] =
            if self.draft.template.questions.iter().any(ranked) { &SHUFFLERS } else { &[] };
        self.open([&self.archive(), &self.bound()], shufflers, DECRYPTERS.into_iter())
    }

    /// Two of the three trustees open the lot together: the document with their shares.
    pub fn open_lot(&self, setup: Digest, head: Digest) -> Result<PathBuf> {
        let board = Board::<G>::read(&self.archive())?;
        let lot = Lot::new(setup, head);
        let mut document = LotDocument::new(&lot);
        for number in DECRYPTERS {
            let key = ceremony::key_of(&self.folder, board.trustee(number)?);
            let (owner, secret) = key.open(&board.trustees, board.election.uuid())?;
            let share = lot::open(&lot, owner, &secret, &mut rng()?);
            document.insert(share).map_err(|_| CliError::Contributed { owner, what: "share of the lot" })?;
        }
        let path = self.folder.file("elections", &format!("{}.lot.json", self.draft.uuid));
        files::write_new(&path, &document.to_bytes(), Secrecy::Public)?;
        Ok(path)
    }

    fn trustees(&self) -> Result<VerifiedTrustees<G>> {
        let trustees = Trustees::new(vec![TrusteeKind::Pedersen(self.key.clone())]);
        trustees.verify().map_err(|source| CliError::Trustees { source })
    }

    fn decrypt(
        &self,
        paths: [&PathBuf; 2],
        shufflers: &[u64],
        decrypters: impl Iterator<Item = u64>,
    ) -> Result<()> {
        counting::close(paths[0])?;
        self.open(paths, shufflers, decrypters)
    }

    fn open(
        &self,
        [archive, bound]: [&PathBuf; 2],
        shufflers: &[u64],
        decrypters: impl Iterator<Item = u64>,
    ) -> Result<()> {
        counting::tally(archive)?;
        let board = Board::<G>::read(archive)?;
        for number in shufflers {
            counting::shuffle(archive, board.trustee(*number)?)?;
        }
        if !shufflers.is_empty() {
            counting::end_shuffles(archive)?;
        }
        let mut document = BoundDocument::new(&board.election);
        for number in decrypters {
            let proof = counting::decrypt_part(archive, &self.folder, board.trustee(number)?)?;
            let owner = proof.owner();
            document.insert(proof).map_err(|_| CliError::Contributed { owner, what: "bound proof" })?;
        }
        files::write_new(bound, &document.to_bytes(), Secrecy::Public)?;
        counting::publish(archive)
    }
}

fn begin(
    path: PathBuf,
    uuid: Uuid,
    template: Template,
    trustees: &VerifiedTrustees<G>,
    listed: &PublicCredentials<G>,
) -> Result<()> {
    let election = Election::<G>::new(uuid, template, *trustees.public_key());
    let election = election.map_err(|source| CliError::Election { source: Box::new(source) })?;
    write_archive(&path, &election, trustees, listed)
}

/// What a rehearsal asks.
fn test(name: &str) -> Template {
    let question = Homomorphic {
        answers: vec!["A".into(), "B".into()],
        blank: None,
        min: 1,
        max: 1,
        question: "A test of the trustees' keys".into(),
    };
    Template {
        description: "Not an election: a test before the vote opens.".into(),
        name: format!("Rehearsal: {name}"),
        questions: vec![Question::Homomorphic(question)],
        administrator: None,
        credential_authority: None,
    }
}
