//! Ties: the earlier stages decide, then a lot that anybody can draw again.
//!
//! A lot is SHA-256 over the text
//!
//! ```text
//! kenes/draw/v1
//! seed <the seed, 64 hexadecimal digits>
//! count <the kind of count: the rule's name>
//! stage <its number, from 1>
//! candidates <the numbers of the tied on the ballot paper, ascending, with commas>
//! ```
//!
//! each line ended by a newline. The hash, read as a number with the most significant byte first, modulo the number of the
//! tied is the place in that list, from 0, of the one drawn. No clock and no generator takes part.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::candidate::Candidate;
use crate::number::Decimal;
use crate::transcript::{Stage, Transcript};

/// The public number from which lots are drawn: 32 bytes that nobody could know before the vote ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LotSeed([u8; 32]);

impl LotSeed {
    /// The seed with these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The seed that a text stands for: 64 hexadecimal digits are the seed itself, of any other text it is SHA-256 over
    /// `kenes/seed/v1`, a newline and the text. So the numbers of a public draw can be given as they were announced.
    pub fn of_text(text: &str) -> Self {
        from_hex(text).unwrap_or_else(|| {
            let hash = Sha256::new().chain_update(b"kenes/seed/v1\n").chain_update(text.as_bytes());
            Self(hash.finalize().into())
        })
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

fn from_hex(text: &str) -> Option<LotSeed> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let pairs: &[[u8; 2]; 32] = pairs.try_into().ok()?;
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut seed = [0; 32];
    for (byte, [high, low]) in seed.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(LotSeed(seed))
}

/// Prints 64 hexadecimal digits.
impl fmt::Display for LotSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for LotSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LotSeed({self})")
    }
}

/// A tie that was met, and how it was resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tie {
    /// At the end of which stage it was met; 0 where there are no stages.
    pub stage: u32,
    /// What had to be decided.
    pub purpose: Purpose,
    /// The tied, in ballot-paper order.
    pub tied: Vec<Candidate>,
    /// Earlier stages that told some of them apart, the most recent first.
    pub steps: Vec<Step>,
    /// The lot, where the earlier stages did not decide.
    pub lot: Option<Lot>,
    /// Who was chosen: excluded, or transferred, elected or given the seat first. Nobody when a lot is needed.
    pub chosen: Option<Candidate>,
}

/// What a tie is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Purpose {
    /// Who is excluded.
    Exclude,
    /// Whose surplus is transferred first.
    Transfer,
    /// Who is elected.
    Elect,
    /// Who goes on to the second round.
    SecondRound,
    /// Who is given the seat.
    Seat,
    /// Which project is funded.
    Fund,
    /// Who is elected of those whom nobody is placed before.
    Unbeaten,
    /// Whose majority over others is taken first.
    Majority,
    /// The majority over whom is taken first.
    MajorityOver,
}

/// An earlier stage at which the tied had unequal votes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The stage.
    pub stage: u32,
    /// By which number.
    pub by: By,
    /// Who of the tied remain after it.
    pub remaining: Vec<Candidate>,
}

/// By which number the tied were told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// Their votes at that stage.
    Votes,
    /// How many of the other tied each is placed before by more papers.
    Pairs,
    /// The sum of their scores.
    Sum,
    /// How many highest scores they have.
    HighestScores,
}

/// A lot that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lot {
    /// Among whom, in ballot-paper order.
    pub among: Vec<Candidate>,
    /// The text that was hashed.
    pub text: String,
    /// SHA-256 of the text.
    pub digest: [u8; 32],
}

/// A count that stopped at a tie which only a lot can resolve.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a lot is needed among the candidates {}", numbers(among))]
#[non_exhaustive]
pub struct NeedsLot {
    /// The tied that remain, in ballot-paper order.
    pub among: Vec<Candidate>,
    /// The count so far; its last tie is this one.
    pub so_far: Box<Transcript>,
}

/// Which of the tied is looked for in the earlier stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extreme {
    Lowest,
    Highest,
}

/// A tie that only a lot can resolve, where there is no seed.
#[derive(Clone, Debug)]
pub(crate) struct Unresolved {
    pub among: Vec<Candidate>,
}

/// Resolves ties and keeps a list of them.
#[derive(Debug)]
pub(crate) struct Ties<'a> {
    /// The kind of count, as it stands in the text of a lot.
    pub kind: &'a str,
    /// The seed, where there is one.
    pub seed: Option<&'a LotSeed>,
    /// What was met so far.
    pub met: Vec<Tie>,
}

impl<'a> Ties<'a> {
    pub fn new(kind: &'a str, seed: Option<&'a LotSeed>) -> Self {
        Self { kind, seed, met: Vec::new() }
    }

    /// One of `tied`, in ballot-paper order: the only one, or the one with the fewest or most votes at the most recent of
    /// `stages` at which they differ. Where several share that place the stages before go on among these, then the lot.
    pub fn choose(
        &mut self,
        purpose: Purpose,
        tied: Vec<Candidate>,
        extreme: Extreme,
        stages: &[Stage],
    ) -> Result<Candidate, Unresolved> {
        let stage = stages.last().map_or(0, |stage| stage.number);
        let points = stages.iter().rev().map(|stage| (stage.number, stage.votes.as_slice()));
        self.choose_by(purpose, tied, extreme, stage, points)
    }

    /// The same at the end of `stage`, by these points of the count in this order: the number of the stage that each is a
    /// part of, and the votes of everybody at it.
    pub fn choose_by<'b>(
        &mut self,
        purpose: Purpose,
        tied: Vec<Candidate>,
        extreme: Extreme,
        stage: u32,
        points: impl Iterator<Item = (u32, &'b [Decimal])>,
    ) -> Result<Candidate, Unresolved> {
        if let [only] = tied.as_slice() {
            return Ok(*only);
        }
        let mut remaining = tied.clone();
        let mut steps = Vec::new();
        for (stage, votes) in points {
            let narrowed = narrow(&remaining, extreme, votes);
            if narrowed.len() < remaining.len() {
                steps.push(Step { stage, by: By::Votes, remaining: narrowed.clone() });
                remaining = narrowed;
            }
            if remaining.len() == 1 {
                break;
            }
        }
        self.draw(Tie { stage, purpose, tied, steps, lot: None, chosen: None }, remaining)
    }

    /// The same by these numbers of everybody, of which the most are sought, one after the other.
    pub fn choose_by_measures(
        &mut self,
        purpose: Purpose,
        tied: Vec<Candidate>,
        stage: u32,
        measures: &[(By, Vec<Decimal>)],
    ) -> Result<Candidate, Unresolved> {
        if let [only] = tied.as_slice() {
            return Ok(*only);
        }
        let mut remaining = tied.clone();
        let mut steps = Vec::new();
        for (by, numbers) in measures {
            let narrowed = narrow(&remaining, Extreme::Highest, numbers);
            if narrowed.len() < remaining.len() {
                steps.push(Step { stage, by: *by, remaining: narrowed.clone() });
                remaining = narrowed;
            }
        }
        self.draw(Tie { stage, purpose, tied, steps, lot: None, chosen: None }, remaining)
    }

    /// One of `tied`, in ballot-paper order: the only one, or one by lot at the end of `stage`.
    pub fn lot(
        &mut self,
        purpose: Purpose,
        tied: Vec<Candidate>,
        stage: u32,
    ) -> Result<Candidate, Unresolved> {
        self.choose_by(purpose, tied, Extreme::Highest, stage, core::iter::empty())
    }

    fn draw(&mut self, mut tie: Tie, remaining: Vec<Candidate>) -> Result<Candidate, Unresolved> {
        let chosen = match (remaining.as_slice(), self.seed) {
            ([only], _) => Some(*only),
            (_, None) => None,
            (_, Some(seed)) => {
                let (lot, chosen) = draw(self.kind, seed, tie.stage, &remaining);
                tie.lot = Some(lot);
                chosen
            }
        };
        tie.chosen = chosen;
        self.met.push(tie);
        chosen.ok_or(Unresolved { among: remaining })
    }
}

fn narrow(tied: &[Candidate], extreme: Extreme, votes: &[Decimal]) -> Vec<Candidate> {
    let votes = |candidate: &Candidate| votes.get(candidate.index()).map_or(0, |votes| votes.units());
    let sought = match extreme {
        Extreme::Lowest => tied.iter().map(votes).min(),
        Extreme::Highest => tied.iter().map(votes).max(),
    };
    tied.iter().copied().filter(|candidate| Some(votes(candidate)) == sought).collect()
}

/// Draws the lot that the module describes.
fn draw(kind: &str, seed: &LotSeed, stage: u32, among: &[Candidate]) -> (Lot, Option<Candidate>) {
    let list = numbers(among);
    let text = format!("kenes/draw/v1\nseed {seed}\ncount {kind}\nstage {stage}\ncandidates {list}\n");
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let modulus = u64::try_from(among.len()).unwrap_or(u64::MAX);
    let place = digest
        .iter()
        .fold(0_u64, |rest, byte| (rest << 8 | u64::from(*byte)).checked_rem(modulus).unwrap_or(0));
    let chosen = usize::try_from(place).ok().and_then(|place| among.get(place)).copied();
    (Lot { among: among.to_vec(), text, digest }, chosen)
}

fn numbers(candidates: &[Candidate]) -> String {
    let numbers: Vec<String> = candidates.iter().map(|candidate| format!("{candidate}")).collect();
    numbers.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Action;

    fn at(index: usize) -> Candidate {
        Candidate::new(index).unwrap()
    }

    fn stages(votes: &[&[u64]]) -> Vec<Stage> {
        let stage = |(number, votes): (u32, &&[u64])| {
            let votes = votes.iter().map(|votes| Decimal::whole(*votes)).collect();
            Stage::new(number, Action::FirstPreferences, "", votes)
        };
        (1..).zip(votes).map(stage).collect()
    }

    fn three() -> Vec<Candidate> {
        [0, 1, 2].map(at).to_vec()
    }

    #[test]
    fn earlier_stages_narrow_step_by_step() {
        let stages = stages(&[&[4, 3, 9], &[5, 5, 6], &[7, 7, 7]]);
        let mut ties = Ties::new("scottish-stv", None);
        let chosen = ties.choose(Purpose::Exclude, three(), Extreme::Lowest, &stages).unwrap();
        assert_eq!(chosen, at(1));
        let tie = &ties.met[0];
        let steps: Vec<_> = tie.steps.iter().map(|step| (step.stage, step.remaining.clone())).collect();
        assert_eq!(steps, [(2, [at(0), at(1)].to_vec()), (1, [at(1)].to_vec())]);
        assert_eq!((tie.stage, tie.lot.is_none(), tie.chosen), (3, true, Some(at(1))));
        let chosen = ties.choose(Purpose::Transfer, three(), Extreme::Highest, &stages).unwrap();
        assert_eq!(chosen, at(2));
    }

    #[test]
    fn without_a_seed_the_tied_are_named() {
        let stages = stages(&[&[4, 4, 9], &[7, 7, 7]]);
        let mut ties = Ties::new("scottish-stv", None);
        let unresolved = ties.choose(Purpose::Exclude, three(), Extreme::Lowest, &stages).unwrap_err();
        assert_eq!(unresolved.among, [at(0), at(1)]);
        assert_eq!(ties.met[0].chosen, None);
    }

    /// The lot as somebody with other tools draws it: `printf '…' | sha256sum`, then the remainder by 2 and by 3.
    #[test]
    fn a_lot_can_be_drawn_again() {
        let seed = LotSeed::new([0xab; 32]);
        let (lot, chosen) = draw("scottish-stv", &seed, 4, &three());
        let text = "kenes/draw/v1\nseed abababababababababababababababababababababababababababababababab\n\
            count scottish-stv\nstage 4\ncandidates 1,2,3\n";
        assert_eq!(lot.text, text);
        assert_eq!(chosen, Some(at(KNOWN_PLACE)));
    }

    /// `printf 'kenes/seed/v1\n3 14 15 92 65 35' | sha256sum`
    #[test]
    fn a_text_is_hashed_and_digits_are_taken() {
        let digits = "abababababababababababababababababababababababababababababababAB";
        assert_eq!(LotSeed::of_text(digits), LotSeed::new([0xab; 32]));
        let seed = LotSeed::of_text("3 14 15 92 65 35");
        assert_eq!(format!("{seed}"), "1380e704ea5ea1701038de38ad52a59d1285cb501058d6428790b928bac4b337");
        assert_ne!(LotSeed::of_text(&digits[1..]), LotSeed::new([0xab; 32]));
    }

    /// The hash is ed2caab6…c12f525, which leaves 2 when divided by 3.
    const KNOWN_PLACE: usize = 2;
}
