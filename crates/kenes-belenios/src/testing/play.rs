//! An election with everybody's secrets, step by step.

use alloc::vec::Vec;

use super::{Board, Ceremony, Scenario, TestRng, random, rng};
use crate::answer::PlainAnswer;
use crate::archive::Stage;
use crate::credential::{PrivateCredential, PublicCredentials};
use crate::election::{Election, Uuid};
use crate::group::Group;
use crate::result::ElectionResult;
use crate::trustee::{TrusteeIndex, TrusteeItem, TrusteeKind, TrusteeSecretKey, Trustees};

/// A ballot in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Which voter, from 0.
    pub voter: usize,
    /// What they answer.
    pub answers: Vec<PlainAnswer>,
}

/// An election under way: what is public, and every secret.
#[derive(Debug)]
pub struct Play<G: Group> {
    /// What it plays.
    pub scenario: Scenario,
    /// What is public.
    pub board: Board<G>,
    /// Keys of the single trustees, then of the members of each threshold group: in the order of the owners.
    pub secrets: Vec<TrusteeSecretKey<G>>,
    /// The threshold groups.
    pub ceremonies: Vec<Ceremony<G>>,
    /// The voters' credentials.
    pub voters: Vec<PrivateCredential>,
    /// What voters will cast or have cast, revotes included, in the order of casting.
    pub votes: Vec<Vote>,
    /// Everything random from here on.
    pub rng: TestRng,
    stage: Stage,
}

impl<G: Group> Play<G> {
    /// Sets the election of a scenario up.
    pub fn begin(scenario: Scenario) -> Self {
        assert_eq!(scenario.group, G::ID);
        let mut rng = rng(scenario.seed);
        let mut secrets: Vec<TrusteeSecretKey<G>> = Vec::new();
        let mut kinds = Vec::new();
        for _ in 0..scenario.singles {
            let secret = TrusteeSecretKey::generate(&mut rng);
            kinds.push(TrusteeKind::Single(secret.public_key(&mut rng)));
            secrets.push(secret);
        }
        let mut ceremonies = Vec::new();
        for &(needed, size) in &scenario.thresholds {
            let ceremony = Ceremony::<G>::run(needed, size, &mut rng);
            kinds.push(TrusteeKind::Pedersen(ceremony.parameters.clone()));
            secrets.extend(ceremony.members.iter().map(|member| copy(&member.secret)));
            ceremonies.push(ceremony);
        }
        let trustees = Trustees::new(kinds);
        let key = *trustees.clone().verify().unwrap().public_key();
        let uuid = Uuid::generate(&mut rng);
        let template = random::template(scenario.questions.clone());
        let election = Election::new(uuid, template, key).unwrap();
        let voters: Vec<_> = scenario.weights.iter().map(|_| PrivateCredential::generate(&mut rng)).collect();
        let public = voters.iter().map(|voter| voter.public(election.uuid()));
        let credentials = PublicCredentials::new(public.zip(scenario.weights.iter().copied())).unwrap();
        let votes = scenario.votes(&mut rng);
        let board = Board::open(election, trustees, credentials);
        Self { scenario, board, secrets, ceremonies, voters, votes, rng, stage: Stage::Setup }
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Plays on to the end of that stage: all ballots, all shuffles, all decryptions. An election without a question
    /// to shuffle has no shuffles and does not end them.
    pub fn advance(&mut self, to: Stage) {
        const STAGES: [Stage; 8] = [
            Stage::Setup,
            Stage::Voting,
            Stage::BallotsEnded,
            Stage::EncryptedTally,
            Stage::Shuffling,
            Stage::ShufflesEnded,
            Stage::Decrypting,
            Stage::Result,
        ];
        for stage in STAGES.into_iter().filter(|&stage| self.stage < stage && stage <= to).collect::<Vec<_>>()
        {
            self.step(stage);
            self.stage = stage;
        }
    }

    fn step(&mut self, stage: Stage) {
        let shuffles = self.scenario.questions.iter().any(|question| question.is_shuffled());
        match stage {
            Stage::Setup => {}
            Stage::Voting => {
                let votes = self.votes.iter();
                let votes: Vec<_> =
                    votes.map(|vote| (self.voters.get(vote.voter).unwrap(), vote.answers.clone())).collect();
                self.board.cast(&votes, &mut self.rng);
            }
            Stage::BallotsEnded => self.board.end_ballots(),
            Stage::EncryptedTally => self.board.publish_tally(),
            Stage::Shuffling if shuffles => {
                let owners = self.board.trustees().owners().map(|owner| u64::from(owner.get()));
                let owners: Vec<_> = owners.take_while(|owner| *owner <= self.scenario.shuffles).collect();
                owners.into_iter().for_each(|owner| self.board.shuffle(owner, &mut self.rng));
            }
            Stage::ShufflesEnded if shuffles => self.board.end_shuffles(),
            Stage::Shuffling | Stage::ShufflesEnded => {}
            Stage::Decrypting => {
                self.decrypting().into_iter().for_each(|owner| self.decrypt(owner));
            }
            Stage::Result => {
                self.board.finish();
            }
        }
    }

    /// Decrypts as that trustee.
    pub fn decrypt(&mut self, owner: TrusteeIndex) {
        let secret = self.secrets.get(usize::try_from(owner.get() - 1).unwrap()).unwrap();
        self.board.decrypt(owner, secret, &mut self.rng);
    }

    /// Who decrypts, in this order: those of the scenario, or a random choice of sufficiently many.
    pub fn decrypting(&mut self) -> Vec<TrusteeIndex> {
        if let Some(owners) = &self.scenario.decrypting {
            return owners.iter().map(|&owner| TrusteeIndex::new(owner).unwrap()).collect();
        }
        let mut chosen = Vec::new();
        for item in self.board.trustees().items() {
            let mut owners: Vec<_> = TrusteeItem::owners(*item).collect();
            random::permute(&mut owners, &mut self.rng);
            owners.truncate(usize::try_from(item.needed()).unwrap());
            chosen.extend(owners);
        }
        chosen
    }

    /// What must come out.
    pub fn expected(&self) -> ElectionResult {
        self.scenario.count(&self.votes)
    }
}

/// Keys have no `Clone`, so that no program makes copies by mistake.
pub(super) fn copy<G: Group>(secret: &TrusteeSecretKey<G>) -> TrusteeSecretKey<G> {
    TrusteeSecretKey::import(&secret.export()).unwrap()
}
