//! Descriptions of elections.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use super::random::{self, Kind};
use super::{Play, TestRng, Vote, count, rng};
use crate::archive::Stage;
use crate::credential::PrivateCredential;
use crate::election::Uuid;
use crate::group::GroupId;
use crate::question::Question;
use crate::result::ElectionResult;

/// Which election to make. Equal scenarios make equal archives, on every platform.
///
/// ```
/// use kenes_belenios::audit::{Options, audit_bytes};
/// use kenes_belenios::group::GroupId;
/// use kenes_belenios::testing::{Scenario, random::Kind};
///
/// let made = Scenario::new(GroupId::Ed25519, 1).ask(&[Kind::Select, Kind::Rank]).voters(4).make();
/// let report = audit_bytes(&made.archive, &Options::default());
/// assert!(report.failures.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Where everything random comes from.
    pub seed: u64,
    /// The group.
    pub group: GroupId,
    /// The questions.
    pub questions: Vec<Question>,
    /// How many single trustees; they come first.
    pub singles: u32,
    /// The threshold groups after them: how many of how many are needed.
    pub thresholds: Vec<(u32, u32)>,
    /// The weight of each voter.
    pub weights: Vec<u64>,
    /// How many of the voters vote.
    pub turnout: usize,
    /// How many ballots more they cast, each by a random one of them.
    pub revotes: usize,
    /// How many trustees shuffle at most, beginning with the first, where a question asks for it.
    pub shuffles: u64,
    /// Numbers of the trustees who decrypt, in this order; without them a random choice of sufficiently many.
    pub decrypting: Option<Vec<u32>>,
    /// Where the archive ends.
    pub until: Stage,
}

impl Scenario {
    /// A finished election with one homomorphic question, one single trustee and six voters of weight 1 of whom one
    /// does not vote and two vote again; two shuffles at most where questions ask for them.
    pub fn new(group: GroupId, seed: u64) -> Self {
        let mut scenario = Self {
            seed,
            group,
            questions: Vec::new(),
            singles: 1,
            thresholds: Vec::new(),
            weights: vec![1; 6],
            turnout: 5,
            revotes: 2,
            shuffles: 2,
            decrypting: None,
            until: Stage::Result,
        };
        scenario.questions = scenario.random_questions(&[Kind::Select]);
        scenario
    }

    /// Asks random questions of these kinds.
    #[must_use]
    pub fn ask(mut self, kinds: &[Kind]) -> Self {
        self.questions = self.random_questions(kinds);
        self
    }

    fn random_questions(&self, kinds: &[Kind]) -> Vec<Question> {
        // Another stream than that of the election.
        let mut rng = rng(self.seed ^ u64::MAX);
        kinds.iter().map(|&kind| random::question(kind, &mut rng)).collect()
    }

    /// Asks these questions.
    #[must_use]
    pub fn questions(mut self, questions: Vec<Question>) -> Self {
        self.questions = questions;
        self
    }

    /// So many single trustees, then threshold groups: how many of how many members are needed.
    #[must_use]
    pub fn trustees(mut self, singles: u32, thresholds: &[(u32, u32)]) -> Self {
        self.singles = singles;
        self.thresholds = thresholds.to_vec();
        self
    }

    /// So many voters of weight 1, who all vote.
    #[must_use]
    pub fn voters(self, voters: usize) -> Self {
        self.weights(vec![1; voters])
    }

    /// A voter of each weight; all vote.
    #[must_use]
    pub fn weights(mut self, weights: Vec<u64>) -> Self {
        self.turnout = weights.len();
        self.weights = weights;
        self
    }

    /// So many of the voters vote, and then cast so many ballots more.
    #[must_use]
    pub fn ballots(mut self, turnout: usize, revotes: usize) -> Self {
        self.turnout = turnout;
        self.revotes = revotes;
        self
    }

    /// So many shuffles at most, where a question asks for them; a trustee shuffles once.
    #[must_use]
    pub fn shuffles(mut self, shuffles: u64) -> Self {
        self.shuffles = shuffles;
        self
    }

    /// Who decrypts, in this order: numbers of trustees from 1.
    #[must_use]
    pub fn decrypting(mut self, owners: &[u32]) -> Self {
        self.decrypting = Some(owners.to_vec());
        self
    }

    /// The archive ends with this stage.
    #[must_use]
    pub fn until(mut self, stage: Stage) -> Self {
        self.until = stage;
        self
    }

    /// Makes the archive.
    pub fn make(self) -> Made {
        crate::with_group!(self.group, G => Made::of(self.play::<G>()))
    }

    /// Makes the archive and keeps all that led to it.
    pub fn play<G: crate::group::Group>(self) -> Play<G> {
        let until = self.until;
        let mut play = Play::begin(self);
        play.advance(until);
        play
    }

    /// Random ballots: first one of each who votes, then the revotes.
    pub(super) fn votes(&self, rng: &mut TestRng) -> Vec<Vote> {
        let mut voters: Vec<usize> = (0..self.weights.len()).collect();
        random::permute(&mut voters, rng);
        voters.truncate(self.turnout);
        let revotes = if voters.is_empty() { 0 } else { self.revotes };
        let again: Vec<_> =
            (0..revotes).filter_map(|_| voters.get(random::index(rng, voters.len())).copied()).collect();
        let answers = |rng: &mut TestRng| self.questions.iter().map(|q| random::answer(q, rng)).collect();
        voters.into_iter().chain(again).map(|voter| Vote { voter, answers: answers(rng) }).collect()
    }

    /// The result of these ballots, cast in this order; sorted as by [`count::sorted`].
    pub fn count(&self, votes: &[Vote]) -> ElectionResult {
        let last: BTreeMap<usize, &Vote> = votes.iter().map(|vote| (vote.voter, vote)).collect();
        let ballots = last.values().map(|vote| (*self.weights.get(vote.voter).unwrap(), &*vote.answers));
        count::count(&self.questions, ballots)
    }
}

/// An election that was made.
#[derive(Debug)]
pub struct Made {
    /// The identifier, which names the archive's file.
    pub uuid: Uuid,
    /// The archive.
    pub archive: Vec<u8>,
    /// The document of bound decryption proofs, when the trustees decrypted.
    pub bound: Option<Vec<u8>>,
    /// The result of the ballots in the clear; sorted as by [`count::sorted`].
    pub expected: ElectionResult,
    /// The sum of the weights of those who voted.
    pub total_weight: u64,
    /// The voters' credentials.
    pub voters: Vec<PrivateCredential>,
    /// All ballots in the clear.
    pub votes: Vec<Vote>,
}

impl Made {
    fn of<G: crate::group::Group>(play: Play<G>) -> Self {
        let expected = play.expected();
        let Play { scenario, board, secrets: _, ceremonies: _, voters, votes, rng: _, .. } = play;
        let voted: BTreeMap<usize, u64> =
            votes.iter().map(|vote| (vote.voter, *scenario.weights.get(vote.voter).unwrap())).collect();
        Self {
            uuid: board.election().uuid().clone(),
            archive: board.archive().to_vec(),
            bound: (!board.bound().proofs().is_empty()).then(|| board.bound().to_bytes()),
            expected,
            total_weight: voted.values().sum(),
            voters,
            votes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{count::sorted, items, rebuild};
    use super::*;
    use crate::audit::{Options, audit_bytes};

    fn check(scenario: Scenario) {
        let questions = scenario.questions.clone();
        let made = scenario.clone().make();
        let options = Options { bound: made.bound.clone(), require_bound: true, ..Options::default() };
        let report = audit_bytes(&made.archive, &options);
        assert_eq!(report.failures, [], "{scenario:?}");
        assert_eq!(report.total_weight, made.total_weight);
        let result = [b"{\"result\":", &*report.result.unwrap(), b"}"].concat();
        let result = ElectionResult::parse(&result, &questions).unwrap();
        assert_eq!(sorted(result), made.expected, "{scenario:?}");
        assert!(rebuild(&items(&made.archive)) == made.archive);
        assert!(scenario.make().archive == made.archive);
    }

    #[test]
    fn scenarios_give_valid_archives_with_the_counts_of_their_votes() {
        let of = |seed| Scenario::new(GroupId::Ed25519, seed);
        check(of(1));
        check(of(2).ask(&[Kind::SelectOrBlank, Kind::Lists]).trustees(1, &[(2, 3)]));
        check(of(3).ask(&[Kind::Rank, Kind::Select]).trustees(2, &[]).shuffles(2));
        check(of(4).weights(vec![1 << 30, 3, 1]).ballots(2, 1).trustees(0, &[(1, 2), (2, 2)]));
        check(of(5).voters(0).ask(&[Kind::Rank, Kind::Lists]));
    }

    #[test]
    fn archives_can_be_continued() {
        use crate::group::Ed25519;
        use crate::testing::Board;
        let whole = Scenario::new(GroupId::Ed25519, 6).ask(&[Kind::Rank, Kind::Lists]);
        let half = whole.clone().until(Stage::ShufflesEnded).make();
        let mut play = whole.play::<Ed25519>();
        let finished = play.board.archive().to_vec();
        assert_eq!(Board::<Ed25519>::resume(finished.clone()).archive(), finished);
        assert!(finished.starts_with(&half.archive));
        play.board = Board::resume(half.archive);
        for owner in play.decrypting() {
            play.decrypt(owner);
        }
        assert_eq!(sorted(play.board.finish()), play.expected());
    }
}
