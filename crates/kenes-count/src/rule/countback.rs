//! Countback: a vacated seat is filled from the ballots of the election that filled it.
//!
//! Sources: Electoral Act 2004 (Tasmania), section 231 and Schedule 6, and Electoral Act 1992 (Australian Capital
//! Territory), Schedule 4, Part 4.3, for the papers of the vacating member; Local Government Act 2020 (Victoria), section
//! 282 and those around it, for all papers. The election itself, and everything that these leave to it, is
//! [`scottish_stv`].
//!
//! [`Basis::Quota`], what follows Tasmania and the Capital Territory:
//!
//! - The papers that lay with the vacating member at the end of the count by which that member was elected are laid to
//!   the highest preference on each for somebody who stands, whether or not that one was excluded before.
//! - Each has the value that stayed with the member. Together these make the votes that the member kept: the quota after
//!   a surplus, with what truncation lost, which never left the papers.
//! - More than half of the votes that could be laid elects: half of them, the places after the fifth ignored, and one step
//!   of the last place. Else the one with fewest is excluded, and the papers pass on at the values they have; of equal
//!   ones earlier stages decide, then the lot.
//! - The last one left is elected. The papers that lie with the new member are what a later vacancy of that seat starts
//!   from.
//!
//! [`Basis::AllVotes`], what follows Victoria:
//!
//! - All papers are counted again by the Scottish rules for all seats, as if only the sitting members and those who stand
//!   were on them.
//! - A sitting member is guarded: never excluded, and not elected again. The seats that guarded members have not reached
//!   yet are kept for them, so one is open. Once it is filled the count ends. If several reach the quota for it at
//!   once, whoever has most votes is elected; of equal ones earlier stages decide, then the lot.
//! - The new member's papers at the end of that count are what a later vacancy by [`Basis::Quota`] starts from.
//!
//! Where the texts differ from this count:
//!
//! - A single candidate is counted too, so that the transcript shows the votes.
//! - Where no paper that is counted names anybody who stands the count stops: the seat stays vacant, and the next step of
//!   the rule for vacancies applies. No lot gives a seat to somebody for whom nobody voted.

use alloc::format;
use alloc::vec::Vec;

use crate::ballot::Ballots;
use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::Fixed;
use crate::piles::{Parcel, Piles};
use crate::reading::{Orders, Reading};
use crate::rule::scottish_stv::{self, Clauses, Count, PLACES, Votes5};
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{LotSeed, Ties, Unresolved};
use crate::transcript::{Action, Clause, Transcript, Vacated};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Electoral Act 2004 (Tasmania), section 231 and Schedule 6; Electoral Act 1992 (Australian \
    Capital Territory), Schedule 4, Part 4.3; with all votes: Local Government Act 2020 (Victoria), section 282";

/// Which ballots fill the seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Basis {
    /// Those by which the vacating member held it.
    Quota,
    /// All of the election.
    AllVotes,
}

/// A seat that is vacated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// Who leaves.
    pub vacating: Candidate,
    /// Who stands for the seat, in any order.
    pub standing: Vec<Candidate>,
    /// Which ballots are counted.
    pub basis: Basis,
    /// The seed of lots for this vacancy.
    pub seed: Option<LotSeed>,
}

/// Counts the election by [`scottish_stv`] with `seed`, then fills each vacancy in turn; returns the last count. In the
/// text of a lot the kind of count is `countback/1` for the first vacancy, `countback/2` for the second and so on.
///
/// # Errors
/// The contest has no ballots, there is no vacancy, whoever vacates holds no seat then, somebody who stands cannot take it,
/// nobody stands, no paper names anybody who does, or a lot is needed, in the election or for a vacancy.
pub fn count(
    contest: &Contest,
    seed: Option<&LotSeed>,
    vacancies: &[Vacancy],
) -> Result<Transcript, CountError> {
    let rule = Rule::Countback;
    let Votes::Ballots(ballots) = contest.votes() else {
        return Err(CountError::NeedsBallots { rule });
    };
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    if contest.group().is_some() {
        return Err(CountError::NoGroup { rule });
    }
    if vacancies.is_empty() {
        return Err(CountError::NeedsVacancy);
    }
    let orders = Orders::of(ballots, contest.candidates());
    let ties = Ties::new(Rule::ScottishStv.name(), seed);
    let (election, piles) = scottish_stv::count_orders(contest, &orders, ties)?;
    let member = |candidate| Member { candidate, held: piles.parcels(candidate).to_vec() };
    let sitting = election.elected().into_iter().map(member).collect();
    let mut seats = Seats { contest, ballots, orders: &orders, sitting, vacated: Vec::new() };
    let mut last = Err(CountError::NeedsVacancy);
    for (number, vacancy) in (1_usize..).zip(vacancies) {
        last = Ok(seats.fill(vacancy, number)?);
    }
    last
}

/// More than half of the votes elects, without a numbered rule.
const HELD: Clauses =
    Clauses { first: "", surplus: "", exclude: "", reached: (Clause::Majority, ""), last: "" };

/// Somebody who holds a seat.
struct Member {
    candidate: Candidate,
    /// The papers at the end of the count that elected, each at the value that stayed.
    held: Vec<Parcel<PLACES>>,
}

/// Who holds the seats between two vacancies.
struct Seats<'a> {
    contest: &'a Contest,
    ballots: &'a Ballots,
    orders: &'a Orders<'a>,
    sitting: Vec<Member>,
    vacated: Vec<Candidate>,
}

impl Seats<'_> {
    /// Fills one vacancy.
    fn fill(&mut self, vacancy: &Vacancy, number: usize) -> Result<Transcript, CountError> {
        let candidate = vacancy.vacating;
        let Some(place) = self.sitting.iter().position(|member| member.candidate == candidate) else {
            return Err(CountError::HoldsNoSeat { candidate });
        };
        let vacating = self.sitting.remove(place);
        self.vacated.push(candidate);
        let standing = self.standing(vacancy)?;
        let kind = format!("{}/{number}", Rule::Countback.name());
        let mut ties = Ties::new(&kind, vacancy.seed.as_ref());
        let done = match vacancy.basis {
            Basis::Quota => self.count_held(&vacating, &standing, &mut ties),
            Basis::AllVotes => self.count_all(&standing, &mut ties),
        };
        let done = done.ok_or(CountError::NobodyNamed { vacating: candidate })?;
        let vacated = Vacated { vacating: candidate, standing, basis: vacancy.basis };
        let transcript = Transcript { vacated: Some(vacated), ..done.transcript };
        let transcript = conclude(transcript, ties, done.outcome)?;
        self.sitting.extend(done.new);
        Ok(transcript)
    }

    /// Who stands, in ballot-paper order.
    fn standing(&self, vacancy: &Vacancy) -> Result<Vec<Candidate>, CountError> {
        let mut standing = vacancy.standing.clone();
        standing.sort_unstable();
        standing.dedup();
        let cannot = |candidate: &Candidate| {
            self.contest.candidates().is_withdrawn(*candidate)
                || self.vacated.contains(candidate)
                || self.sitting.iter().any(|member| member.candidate == *candidate)
        };
        match standing.iter().find(|candidate| cannot(candidate)) {
            Some(candidate) => Err(CountError::CannotStand { candidate: *candidate }),
            None if standing.is_empty() => Err(CountError::NobodyStands),
            None => Ok(standing),
        }
    }

    /// Who of all candidates stands, in ballot-paper order.
    fn stands(&self, standing: &[Candidate]) -> Vec<bool> {
        self.contest.candidates().iter().map(|candidate| standing.contains(&candidate)).collect()
    }

    /// By the papers that the vacating member held; none where they are votes for nobody who stands.
    fn count_held(&self, vacating: &Member, standing: &[Candidate], ties: &mut Ties<'_>) -> Option<Done> {
        let mut piles = Piles::new(self.orders, self.stands(standing));
        let transfers = piles.lay_parcels(vacating.candidate, &vacating.held);
        let laid = piles.all_votes().iter().fold(Votes5::ZERO, |sum, votes| sum + *votes);
        if laid == Votes5::ZERO {
            return None;
        }
        let majority = Fixed::from_units(laid.units() >> 1) + Fixed::STEP;
        let mut count = Count::of_piles(piles, standing.to_vec(), 1, majority, HELD);
        let outcome = count.run(Action::HeldPapers(vacating.candidate), transfers, ties);
        Some(self.done(count, self.orders.reading(), outcome))
    }

    /// By all papers; none where no valid one names anybody who stands.
    fn count_all(&self, standing: &[Candidate], ties: &mut Ties<'_>) -> Option<Done> {
        let sitting: Vec<Candidate> = self.sitting.iter().map(|member| member.candidate).collect();
        let mut candidates = self.contest.candidates().clone();
        for candidate in candidates.iter() {
            if !standing.contains(&candidate) && !sitting.contains(&candidate) {
                candidates.withdraw(candidate);
            }
        }
        let orders = Orders::of(self.ballots, &candidates);
        let stands = self.stands(standing);
        if (0..orders.len()).all(|group| orders.next(group, 0, &stands).is_none()) {
            return None;
        }
        let vacancies = sitting.len().saturating_add(1);
        let mut count = Count::of_all(&candidates, &orders, self.contest.seats(), vacancies);
        count.guard(sitting);
        let outcome = count.run(Action::FirstPreferences, Vec::new(), ties);
        Some(self.done(count, orders.reading(), outcome))
    }

    fn done(&self, count: Count<'_>, reading: Reading, outcome: Result<(), Unresolved>) -> Done {
        let transcript = Transcript {
            quota: Some(count.quota.to_decimal()),
            stages: count.stages,
            ..Transcript::new(Rule::Countback, 1, self.contest.candidates(), Some(reading))
        };
        let elected = transcript.elected().first().copied();
        let new =
            elected.map(|candidate| Member { candidate, held: count.piles.parcels(candidate).to_vec() });
        Done { transcript, outcome, new }
    }
}

/// A vacancy that was counted.
struct Done {
    transcript: Transcript,
    outcome: Result<(), Unresolved>,
    new: Option<Member>,
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::ballot::BallotsBuilder;
    use crate::candidate::Candidates;
    use crate::transcript::Destination;

    fn at(number: usize) -> Candidate {
        Candidate::new(number - 1).unwrap()
    }

    /// A contest of A, B, C … with papers as numbers in order of preference.
    fn contest(candidates: usize, seats: u32, papers: &[(u64, &[usize])]) -> Contest {
        let mut builder = BallotsBuilder::new(candidates);
        for (count, order) in papers {
            for number in *order {
                builder.mark(at(*number)).unwrap();
            }
            builder.finish_ballot(*count).unwrap();
        }
        let names = ["A", "B", "C", "D", "E"].iter().take(candidates).map(|name| name.to_string());
        Contest::new(Candidates::new(names).unwrap(), Votes::Ballots(builder.finish()), seats).unwrap()
    }

    fn vacancy(vacating: usize, standing: &[usize], basis: Basis) -> Vacancy {
        let standing = standing.iter().map(|number| at(*number)).collect();
        Vacancy { vacating: at(vacating), standing, basis, seed: None }
    }

    fn votes(transcript: &Transcript, stage: usize) -> Vec<alloc::string::String> {
        transcript.stages[stage].votes.iter().map(|votes| votes.to_string()).collect()
    }

    /// 2 seats, quota 41: A with 60 passes on 19, each paper 0.31666; each keeps 0.68334. D is excluded, C elected.
    fn ward() -> Contest {
        contest(
            4,
            2,
            &[
                (20, &[1, 2]),
                (15, &[1, 3, 2]),
                (15, &[1]),
                (10, &[1, 4, 2]),
                (25, &[2]),
                (30, &[3]),
                (5, &[4, 3]),
            ],
        )
    }

    #[test]
    fn the_papers_of_the_vacating_member_fill_the_seat() {
        let transcript = count(&ward(), None, &[vacancy(1, &[4, 2], Basis::Quota)]).unwrap();
        assert_eq!(transcript.elected(), [at(2)]);
        let stage = &transcript.stages[0];
        assert_eq!(stage.action, Action::HeldPapers(at(1)));
        // 35 papers name B before D, 10 name D first, 15 name neither.
        assert_eq!(votes(&transcript, 0), ["0.00000", "23.91690", "0.00000", "6.83340"]);
        assert_eq!(stage.non_transferable.to_string(), "10.25010");
        assert_eq!(transcript.quota.unwrap().to_string(), "15.37516");
        let papers: Vec<_> = stage.transfers.iter().map(|transfer| (transfer.to, transfer.papers)).collect();
        let to = Destination::Candidate;
        assert_eq!(papers, [(to(at(2)), 35), (to(at(4)), 10), (Destination::NonTransferable, 15)]);
        assert_eq!((transcript.seats, stage.elected[0].clause), (1, Clause::Majority));
        assert_eq!(transcript.vacated.unwrap().standing, [at(2), at(4)]);
    }

    #[test]
    fn a_paper_goes_back_to_whom_it_names_before_the_member() {
        // D is excluded, and the 3 papers pass to A, who has the quota then. D is first on them when A leaves.
        let papers: &[(u64, &[usize])] = &[(5, &[1, 3]), (4, &[2]), (3, &[4, 1, 3])];
        let transcript = count(&contest(4, 1, papers), None, &[vacancy(1, &[3, 4], Basis::Quota)]).unwrap();
        assert_eq!(votes(&transcript, 0), ["0.00000", "0.00000", "5.00000", "3.00000"]);
    }

    #[test]
    fn the_new_member_holds_the_papers_then() {
        let first = vacancy(1, &[2, 4], Basis::Quota);
        let error = |second| count(&ward(), None, &[first.clone(), second]).unwrap_err();
        // Of B's 35 papers none names D; the 10 that do lay with D.
        assert_eq!(error(vacancy(2, &[4], Basis::Quota)), CountError::NobodyNamed { vacating: at(2) });
        assert_eq!(error(vacancy(1, &[4], Basis::Quota)), CountError::HoldsNoSeat { candidate: at(1) });
        for taken in [1, 2, 3] {
            let cannot = CountError::CannotStand { candidate: at(taken) };
            assert_eq!(error(vacancy(2, &[4, taken], Basis::Quota)), cannot);
        }
        assert_eq!(error(vacancy(3, &[], Basis::AllVotes)), CountError::NobodyStands);
        assert_eq!(count(&ward(), None, &[]), Err(CountError::NeedsVacancy));
    }

    #[test]
    fn nobody_is_elected_by_no_paper() {
        // A's papers name nobody else, and no paper names C or D.
        let papers: &[(u64, &[usize])] = &[(9, &[1]), (3, &[2])];
        let contest = contest(4, 1, papers);
        for basis in [Basis::Quota, Basis::AllVotes] {
            for standing in [&[3, 4][..], &[3]] {
                let mut vacancy = vacancy(1, standing, basis);
                vacancy.seed = Some(LotSeed::new([9; 32]));
                let error = count(&contest, None, &[vacancy]).unwrap_err();
                assert_eq!(error, CountError::NobodyNamed { vacating: at(1) });
            }
        }
        // By all papers B has some.
        let transcript = count(&contest, None, &[vacancy(1, &[2, 3], Basis::AllVotes)]).unwrap();
        assert_eq!(transcript.elected(), [at(2)]);
    }

    #[test]
    fn sitting_members_are_guarded() {
        // 3 seats, quota 26. A, B and, once E and D are excluded, C are elected; then A leaves.
        let papers: &[(u64, &[usize])] =
            &[(5, &[1, 4]), (5, &[1, 5]), (30, &[1]), (27, &[2]), (12, &[3]), (11, &[4]), (10, &[5, 3])];
        let contest = contest(5, 3, papers);
        let transcript = count(&contest, None, &[vacancy(1, &[4, 5], Basis::AllVotes)]).unwrap();
        // The quota of 70 papers is 18. C has fewest, but sits: E is excluded, by which C reaches the quota.
        assert_eq!(votes(&transcript, 0), ["0.00000", "27.00000", "12.00000", "16.00000", "15.00000"]);
        let actions: Vec<_> = transcript.stages.iter().map(|stage| stage.action.clone()).collect();
        assert_eq!(actions, [Action::FirstPreferences, Action::Surplus(at(2)), Action::Exclude(at(5))]);
        assert_eq!((transcript.elected(), transcript.seats), (Vec::from([at(4)]), 1));
        assert_eq!(transcript.reading.unwrap().nobody_standing, 30);
        // Where E stands alone the seat is E's at once.
        let transcript = count(&contest, None, &[vacancy(1, &[5], Basis::AllVotes)]).unwrap();
        assert_eq!((transcript.elected(), transcript.stages.len()), (Vec::from([at(5)]), 1));
        assert_eq!(transcript.stages[0].elected[0].clause, Clause::Quota);
    }

    #[test]
    fn of_several_at_the_quota_one_takes_the_open_seat() {
        // 2 seats, quota 21. A and, once D and C are excluded, B are elected; A leaves, and both C and D reach the quota.
        let papers = |c, d| -> [(u64, &[usize]); 5] {
            [(20, &[1, 3]), (19, &[1, 4]), (16, &[2]), (c, &[3]), (d, &[4])]
        };
        let vacancies = [vacancy(1, &[3, 4], Basis::AllVotes)];
        let transcript = count(&contest(4, 2, &papers(2, 4)), None, &vacancies).unwrap();
        assert_eq!(votes(&transcript, 0), ["0.00000", "16.00000", "22.00000", "23.00000"]);
        assert_eq!((transcript.elected(), transcript.ties), (Vec::from([at(4)]), Vec::new()));
        let Err(CountError::NeedsLot(needs)) = count(&contest(4, 2, &papers(2, 3)), None, &vacancies) else {
            panic!("no tie")
        };
        assert_eq!(needs.among, [at(3), at(4)]);
        assert_eq!(needs.so_far.ties[0].purpose, crate::tie::Purpose::Elect);
    }

    #[test]
    fn a_lot_names_the_vacancy() {
        // C and D are equal in A's papers.
        let papers: &[(u64, &[usize])] = &[(6, &[1, 3]), (6, &[1, 4]), (9, &[2]), (1, &[3]), (1, &[4])];
        let contest = contest(4, 1, papers);
        let mut vacancy = vacancy(1, &[3, 4], Basis::Quota);
        let seed = LotSeed::new([9; 32]);
        let Err(CountError::NeedsLot(needs)) = count(&contest, Some(&seed), &[vacancy.clone()]) else {
            panic!("no tie")
        };
        assert_eq!((needs.among, needs.so_far.rule), (Vec::from([at(3), at(4)]), Rule::Countback));
        vacancy.seed = Some(seed);
        let transcript = count(&contest, None, &[vacancy]).unwrap();
        let lot = transcript.ties[0].lot.clone().unwrap();
        assert!(lot.text.contains("\ncount countback/1\n"), "{}", lot.text);
    }
}
