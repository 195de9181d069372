//! Practice elections: in memory alone, with one key that is thrown away with them. Nothing of them comes into the record.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use getrandom::SysRng;
use kenes_belenios::ballot::{BallotBox, BallotError, VerifiedBallot};
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::decryption::{DecryptionSet, decrypt};
use kenes_belenios::election::{Election, Template, Uuid};
use kenes_belenios::group::Ed25519;
use kenes_belenios::hash::Digest;
use kenes_belenios::question::Question;
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_belenios::tally::TallyBuilder;
use kenes_belenios::trustee::{TrusteeIndex, TrusteeKind, TrusteeSecretKey, Trustees, VerifiedTrustees};
use kenes_store::private::PersonId;
use rand_core::{TryRng as _, UnwrapErr};

type G = Ed25519;

/// How many are kept; the oldest goes.
const KEPT: usize = 8;
/// How many voters there can be, and how many ballots.
const VOTERS: usize = 40;
const BALLOTS: usize = 400;

/// The practice elections that there are now.
#[derive(Debug, Default)]
pub struct Practices(Mutex<VecDeque<Arc<Practice>>>);

impl Practices {
    /// None.
    pub fn new() -> Arc<Self> {
        Arc::new(Self::default())
    }

    /// Begins one for a person, in place of one that this person had.
    pub fn begin(&self, practice: Practice) {
        let mut kept = lock(&self.0);
        kept.retain(|before| before.person != practice.person);
        kept.push_back(Arc::new(practice));
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }

    /// The one with this name.
    pub fn named(&self, name: &str) -> Option<Arc<Practice>> {
        lock(&self.0).iter().find(|practice| practice.name == name).cloned()
    }

    /// The one of a person.
    pub fn of(&self, person: PersonId) -> Option<Arc<Practice>> {
        lock(&self.0).iter().find(|practice| practice.person == person).cloned()
    }
}

/// A practice election.
pub struct Practice {
    name: String,
    person: PersonId,
    election: Election<G>,
    credentials: PublicCredentials<G>,
    codes: Vec<PrivateCredential>,
    trustees: VerifiedTrustees<G>,
    secret: TrusteeSecretKey<G>,
    ballots: Mutex<Vec<VerifiedBallot<G>>>,
}

/// A practice election was not begun, or not counted.
#[derive(Debug, thiserror::Error)]
#[error("practice: {0}")]
pub struct PracticeError(Box<dyn std::error::Error + Send + Sync>);

/// A ballot of a practice election is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PracticeRefusal {
    /// It is not valid.
    #[error(transparent)]
    Invalid(#[from] BallotError),
    /// There are enough.
    #[error("there are {BALLOTS} ballots already")]
    Full,
}

impl Practice {
    /// Begins one: key, codes and election are made now.
    ///
    /// # Errors
    /// The template cannot be an election, or the system gives no randomness.
    pub fn new(person: PersonId, name: String, template: Template) -> Result<Self, PracticeError> {
        SysRng.try_fill_bytes(&mut [0; 32]).map_err(wrong)?;
        let mut rng = UnwrapErr(SysRng);
        let secret = TrusteeSecretKey::<G>::generate(&mut rng);
        let trustees = Trustees::new(vec![TrusteeKind::Single(secret.public_key(&mut rng))]);
        let trustees = trustees.verify().map_err(wrong)?;
        let uuid = Uuid::generate(&mut rng);
        let codes: Vec<PrivateCredential> =
            (0..VOTERS).map(|_| PrivateCredential::generate(&mut rng)).collect();
        let public = codes.iter().map(|code| (code.public::<G>(&uuid), 1));
        let credentials = PublicCredentials::new(public).map_err(wrong)?;
        let election = Election::new(uuid, template, *trustees.public_key()).map_err(wrong)?;
        Ok(Self { name, person, election, credentials, codes, trustees, secret, ballots: Mutex::default() })
    }

    /// Its name in addresses, which nobody guesses.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The election.
    pub fn election(&self) -> &Election<G> {
        &self.election
    }

    /// The public halves of the codes.
    pub fn credentials(&self) -> &PublicCredentials<G> {
        &self.credentials
    }

    /// A code: one of them, by a random number.
    pub fn code(&self, random: u64) -> &str {
        let place = random.checked_rem(u64::try_from(self.codes.len()).unwrap_or(1)).unwrap_or(0);
        let place = usize::try_from(place).unwrap_or(0);
        self.codes.get(place).map_or("", PrivateCredential::expose)
    }

    /// How many ballots there are; of each code the last.
    pub fn count(&self) -> usize {
        last_of_each(&lock(&self.ballots)).len()
    }

    /// Takes a ballot.
    ///
    /// # Errors
    /// It is not valid, or there are too many.
    pub fn cast(&self, ballot: &[u8]) -> Result<Digest, PracticeRefusal> {
        let verified = BallotBox::new(&self.election, &self.credentials).verify(ballot)?;
        let (tracker, mut ballots) = (verified.tracker(), lock(&self.ballots));
        if ballots.iter().any(|before| before.tracker() == tracker) {
            return Ok(tracker);
        }
        if ballots.len() >= BALLOTS {
            return Err(PracticeRefusal::Full);
        }
        ballots.push(verified);
        Ok(tracker)
    }

    /// Opens what there is; none where there is no ballot.
    ///
    /// # Errors
    /// It cannot be opened, which happens never.
    pub fn result(&self) -> Result<Option<QuestionResult>, PracticeError> {
        let (questions, mut tally): (&[Question], _) =
            (self.election.questions(), TallyBuilder::new(self.election.questions()));
        {
            let ballots = lock(&self.ballots);
            for ballot in last_of_each(&ballots) {
                tally.add(ballot).map_err(wrong)?;
            }
        }
        if tally.num_tallied() == 0 {
            return Ok(None);
        }
        let tally = tally.finish();
        let Some(owner) = TrusteeIndex::new(1) else { return Ok(None) };
        let (decryption, _) =
            decrypt(&self.election, tally.encrypted(), owner, &self.secret, &mut UnwrapErr(SysRng));
        let mut set = DecryptionSet::new(&self.election, &self.trustees, tally.encrypted()).map_err(wrong)?;
        set.add(1, decryption).map_err(wrong)?;
        let factors = set.combine().map_err(wrong)?;
        let result = ElectionResult::compute(questions, tally.encrypted(), &factors, tally.total_weight());
        Ok(result.map_err(wrong)?.into_result().questions.into_iter().next())
    }
}

impl std::fmt::Debug for Practice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Practice({} ballots)", lock(&self.ballots).len())
    }
}

/// Of each voter the last ballot.
fn last_of_each(ballots: &[VerifiedBallot<G>]) -> Vec<&VerifiedBallot<G>> {
    let is_last = |(place, ballot): &(usize, &VerifiedBallot<G>)| {
        ballots.iter().skip(place.saturating_add(1)).all(|later| later.voter() != ballot.voter())
    };
    ballots.iter().enumerate().filter(is_last).map(|(_, ballot)| ballot).collect()
}

fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> PracticeError {
    PracticeError(Box::new(error))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is guarded is whole after every use.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use kenes_belenios::PlainAnswer;
    use kenes_belenios::question::{Homomorphic, NonHomomorphic};
    use kenes_belenios::sealing::Sealer;

    use super::*;

    fn practice(question: Question) -> Practice {
        let template = Template {
            description: "Nothing counts.".into(),
            name: "Practice".into(),
            questions: vec![question],
            administrator: None,
            credential_authority: None,
        };
        Practice::new(PersonId([1; 16]), "name".into(), template).unwrap()
    }

    fn seal(practice: &Practice, code: u64, answer: PlainAnswer) -> Vec<u8> {
        let code = PrivateCredential::parse(practice.code(code)).unwrap();
        let sealer = Sealer::new(practice.election());
        sealer.seal(&code, vec![answer], &mut UnwrapErr(SysRng)).unwrap().cast().bytes
    }

    fn names() -> Vec<String> {
        ["A", "B", "C"].map(String::from).into()
    }

    #[test]
    fn rankings_are_opened_and_the_last_of_a_code_counts() {
        let question = NonHomomorphic { answers: names(), question: "Whom?".into(), extra: None };
        let practice = practice(Question::NonHomomorphic(question));
        assert_eq!(practice.result().unwrap(), None);
        let ballots = [(0, vec![1, 2, 0]), (1, vec![0, 0, 0]), (0, vec![3, 1, 2])]
            .map(|(code, ranks)| seal(&practice, code, PlainAnswer::NonHomomorphic(ranks)));
        for ballot in &ballots {
            assert_eq!(practice.cast(ballot).unwrap(), Digest::of(ballot));
        }
        practice.cast(&ballots[1]).unwrap();
        assert_eq!(practice.count(), 2);
        let Some(QuestionResult::Values(mut values)) = practice.result().unwrap() else { panic!() };
        values.sort();
        assert_eq!(values, [[0, 0, 0], [3, 1, 2]]);
        assert!(matches!(practice.cast(b"{}"), Err(PracticeRefusal::Invalid(_))));
    }

    #[test]
    fn choices_are_added_up() {
        let question =
            Homomorphic { answers: names(), blank: Some(true), min: 1, max: 3, question: "Whom?".into() };
        let practice = practice(Question::Homomorphic(question));
        for (code, bits) in [(0, [0, 1, 1, 0]), (1, [0, 0, 1, 1]), (2, [1, 0, 0, 0])] {
            practice.cast(&seal(&practice, code, PlainAnswer::Homomorphic(bits.into()))).unwrap();
        }
        assert_eq!(practice.result().unwrap(), Some(QuestionResult::Counts(vec![1, 1, 2, 1])));
    }

    #[test]
    fn few_are_kept() {
        let practices = Practices::default();
        for person in 0..20 {
            let question = NonHomomorphic { answers: names(), question: "Whom?".into(), extra: None };
            let mut one = practice(Question::NonHomomorphic(question));
            (one.person, one.name) = (PersonId([person; 16]), person.to_string());
            practices.begin(one);
        }
        assert!(practices.named("11").is_none() && practices.named("12").is_some());
        assert!(practices.of(PersonId([19; 16])).is_some());
    }
}
