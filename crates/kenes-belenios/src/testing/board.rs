//! The public side of an election, step by step.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use rand_core::Rng as _;

use super::{TIME, TestRng, append, items, timestamp};
use crate::answer::PlainAnswer;
use crate::archive::{ArchiveWriter, SurveyItem};
use crate::ballot::{BallotBox, VerifiedBallot};
use crate::credential::{PrivateCredential, PublicCredentials};
use crate::decryption::{BoundDocument, DecryptionSet, PartialDecryption, decrypt};
use crate::election::Election;
use crate::group::Group;
use crate::parallel;
use crate::result::ElectionResult;
use crate::sealing::{CastBallot, Sealer};
use crate::shuffle::Shuffle;
use crate::tally::{EncryptedTally, Tally, TallyBuilder};
use crate::trustee::{TrusteeIndex, TrusteeSecretKey, Trustees, VerifiedTrustees};

/// An election's archive as it grows, and what follows from it. Everything added is verified.
#[derive(Debug)]
pub struct Board<G: Group> {
    archive: Vec<u8>,
    writer: ArchiveWriter,
    election: Election<G>,
    trustees: VerifiedTrustees<G>,
    credentials: PublicCredentials<G>,
    /// The last ballot of each voter.
    ballots: BTreeMap<usize, VerifiedBallot<G>>,
    tally: Option<Tally<G>>,
    /// The tally after the last shuffle.
    shuffled: Option<EncryptedTally<G>>,
    decryptions: Vec<(u64, PartialDecryption<G>)>,
    bound: BoundDocument<G>,
}

impl<G: Group> Board<G> {
    /// Sets an election up.
    pub fn open(election: Election<G>, trustees: Trustees<G>, credentials: PublicCredentials<G>) -> Self {
        let (mut writer, mut archive) = ArchiveWriter::begin(TIME);
        archive
            .extend(writer.setup(election.bytes(), &trustees.to_bytes(), &credentials.to_bytes()).unwrap());
        Self::new(archive, writer, election, trustees, credentials)
    }

    /// Continues an archive, of whatever origin, in the strict form and with the timestamp of its header.
    pub fn resume(archive: Vec<u8>) -> Self {
        let mut items = items(&archive).into_iter();
        let Some(SurveyItem::Setup { election, trustees, credentials, setup: _ }) = items.next() else {
            panic!("an archive begins with Setup");
        };
        let (writer, header) = ArchiveWriter::begin(timestamp(&archive));
        let mut board = Self::new(
            header,
            writer,
            Election::parse(election.clone()).unwrap(),
            Trustees::parse(&trustees).unwrap(),
            PublicCredentials::parse(&credentials).unwrap(),
        );
        board.archive.extend(board.writer.setup(&election, &trustees, &credentials).unwrap());
        items.for_each(|item| board.add(&item));
        assert!(board.archive == archive, "the archive has another order of records than ours");
        board
    }

    fn new(
        archive: Vec<u8>,
        writer: ArchiveWriter,
        election: Election<G>,
        trustees: Trustees<G>,
        credentials: PublicCredentials<G>,
    ) -> Self {
        let bound = BoundDocument::new(&election);
        Self {
            archive,
            writer,
            election,
            trustees: trustees.verify().unwrap(),
            credentials,
            ballots: BTreeMap::new(),
            tally: None,
            shuffled: None,
            decryptions: Vec::new(),
            bound,
        }
    }

    /// The archive so far.
    pub fn archive(&self) -> &[u8] {
        &self.archive
    }

    /// The election.
    pub fn election(&self) -> &Election<G> {
        &self.election
    }

    /// Its trustees.
    pub fn trustees(&self) -> &VerifiedTrustees<G> {
        &self.trustees
    }

    /// Its voters.
    pub fn credentials(&self) -> &PublicCredentials<G> {
        &self.credentials
    }

    /// The tally, once there is one.
    pub fn tally(&self) -> Option<&Tally<G>> {
        self.tally.as_ref()
    }

    /// What is to be decrypted: the tally, shuffled as far as it was.
    pub fn decryptable(&self) -> &EncryptedTally<G> {
        self.shuffled.as_ref().unwrap()
    }

    /// The bound proofs of the decryptions made here.
    pub fn bound(&self) -> &BoundDocument<G> {
        &self.bound
    }

    /// Adds an item that was made elsewhere.
    pub fn add(&mut self, item: &SurveyItem) {
        self.archive.extend(append(&mut self.writer, item));
        match item {
            SurveyItem::Setup { .. } => panic!("a second Setup"),
            SurveyItem::Ballot { bytes, tracker: _, height: _ } => self.note_ballots(&[bytes]),
            SurveyItem::EndBallots | SurveyItem::EndShuffles => {}
            SurveyItem::Tally { sized, bytes } => {
                let tally = self.count_ballots();
                tally.verify(sized, bytes, self.election.questions()).unwrap();
                self.note_tally(tally);
            }
            SurveyItem::Shuffle { owner: _, bytes } => self.note_shuffle(Shuffle::parse(bytes).unwrap()),
            SurveyItem::Decryption { owner, bytes } => {
                self.decryptions.push((*owner, PartialDecryption::parse(bytes).unwrap()));
            }
            SurveyItem::Result { bytes } => assert_eq!(*bytes, self.compute().to_bytes()),
        }
    }

    /// Seals and casts ballots, in this order.
    pub fn cast(
        &mut self,
        votes: &[(&PrivateCredential, Vec<PlainAnswer>)],
        rng: &mut TestRng,
    ) -> Vec<CastBallot> {
        let sealer = Sealer::new(&self.election);
        let seeds = votes.iter().map(|_| rng.next_u64()).collect::<Vec<_>>();
        let seeded: Vec<_> = votes.iter().zip(seeds).collect();
        let cast = parallel::map(&seeded, |((credential, answers), seed)| {
            sealer.seal(credential, answers.clone(), &mut super::rng(*seed)).unwrap().cast()
        });
        for ballot in &cast {
            self.archive.extend(self.writer.ballot(&ballot.bytes).unwrap());
        }
        self.note_ballots(&cast.iter().map(|ballot| &*ballot.bytes).collect::<Vec<_>>());
        cast
    }

    fn note_ballots(&mut self, ballots: &[&[u8]]) {
        for ballot in BallotBox::new(&self.election, &self.credentials).verify_all(ballots) {
            let ballot = ballot.unwrap();
            self.ballots.insert(ballot.voter(), ballot);
        }
    }

    /// Ends the vote.
    pub fn end_ballots(&mut self) {
        self.archive.extend(self.writer.end_ballots());
    }

    /// Publishes the tally.
    pub fn publish_tally(&mut self) {
        let tally = self.count_ballots();
        let bytes = tally.encrypted().to_bytes();
        let record = self.writer.encrypted_tally(tally.num_tallied(), tally.total_weight(), &bytes);
        self.archive.extend(record.unwrap());
        self.note_tally(tally);
    }

    fn count_ballots(&self) -> Tally<G> {
        let mut builder = TallyBuilder::new(self.election.questions());
        self.ballots.values().for_each(|ballot| builder.add(ballot).unwrap());
        builder.finish()
    }

    fn note_tally(&mut self, tally: Tally<G>) {
        self.shuffled = Some(tally.encrypted().clone());
        self.tally = Some(tally);
    }

    /// Shuffles as that trustee, counted from 1.
    pub fn shuffle(&mut self, owner: u64, rng: &mut TestRng) {
        let inputs = self.shuffled.as_ref().unwrap().nh_ciphertexts();
        let shuffle = Shuffle::prove(&inputs, self.election.public_key(), self.election.fingerprint(), rng);
        self.archive.extend(self.writer.shuffle(owner, &shuffle.to_bytes()).unwrap());
        self.note_shuffle(shuffle);
    }

    fn note_shuffle(&mut self, shuffle: Shuffle<G>) {
        let before = self.shuffled.as_ref().unwrap();
        let (y, fingerprint) = (self.election.public_key(), self.election.fingerprint());
        let verified = shuffle.verify(&before.nh_ciphertexts(), y, fingerprint).unwrap();
        self.shuffled = Some(before.with_shuffle(&verified).unwrap());
    }

    /// Ends the shuffles.
    pub fn end_shuffles(&mut self) {
        self.archive.extend(self.writer.end_shuffles());
    }

    /// Decrypts as that trustee, and keeps the bound proof.
    pub fn decrypt(&mut self, owner: TrusteeIndex, secret: &TrusteeSecretKey<G>, rng: &mut TestRng) {
        let shuffled = self.shuffled.as_ref().unwrap();
        let (decryption, bound) = decrypt(&self.election, shuffled, owner, secret, rng);
        let record = self.writer.decryption(owner.get().into(), &decryption.to_bytes());
        self.archive.extend(record.unwrap());
        self.bound.insert(bound).unwrap();
        self.decryptions.push((owner.get().into(), decryption));
    }

    /// Publishes the result.
    pub fn finish(&mut self) -> ElectionResult {
        let result = self.compute();
        self.archive.extend(self.writer.result(&result.to_bytes()).unwrap());
        result
    }

    fn compute(&self) -> ElectionResult {
        let shuffled = self.shuffled.as_ref().unwrap();
        let mut set = DecryptionSet::new(&self.election, &self.trustees, shuffled).unwrap();
        for (owner, decryption) in &self.decryptions {
            set.add(*owner, decryption.clone()).unwrap();
        }
        let weight = self.tally.as_ref().unwrap().total_weight();
        let factors = set.combine().unwrap();
        ElectionResult::compute(self.election.questions(), shuffled, &factors, weight).unwrap().into_result()
    }
}
