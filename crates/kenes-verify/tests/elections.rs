//! Real elections from the call to the seats, audited from the files; and what is wrong with archives, and whose fault it is.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;

use kenes_belenios::archive::SurveyItem;
use kenes_belenios::election::Template;
use kenes_belenios::testing::{items, rebuild};
use kenes_core::testing::{CHARTER, Who, World};
use kenes_core::{Filling, Gained, Outcome, Phase, Refusal, SeatName};
use kenes_record::Hash;
use kenes_record::act::ActType;
use kenes_verify::{
    CheckId, Outcome as Ended, Recounted, Report, StepKind, Verdict, VoidReason, recounted, why,
};

use self::support::{Registrars, Vote, audited, council, effect, grown, last_leaf};

/// Whom the five voters want: 3 and 4 are elected, then 5 is left.
const RANKINGS: [&[u64]; 5] = [&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]];

/// Two of three are elected to the registrars' body.
fn elected() -> (World, Vote) {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &RANKINGS);
    (world, vote)
}

/// The vote is closed.
fn closed() -> (World, Vote) {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.cast(&world, &RANKINGS);
    vote.close(&mut world);
    (world, vote)
}

fn sound(world: &World) -> Report {
    let report = audited(&world.files());
    assert_eq!(report.failures, []);
    assert_eq!(report.verdict(), Verdict::Accepted);
    assert_eq!(report.council.as_ref(), Some(&world.council));
    report
}

/// The only failure: its check and leaf; and its message.
fn only(world: &World) -> ((CheckId, Option<u64>), String) {
    let report = audited(&world.files());
    assert_eq!(report.failures.len(), 1, "{:?}", report.failures);
    assert_eq!(report.council.as_ref(), Some(&world.council));
    let failure = report.failures[0].clone();
    assert!(failure.file.is_some());
    ((failure.check, failure.leaf), failure.message)
}

#[test]
fn a_rehearsal_is_over_when_all_trustees_have_decrypted() {
    let mut world = council();
    let mut vote = Vote::set_up(&mut world, 1, &[3, 4, 5], |_| {});
    for (owners, phase) in [(&[1, 3], Phase::Setup), (&[2, 3], Phase::Rehearsed)] {
        let (archive, proofs) = vote.rehearsal_by(true, owners);
        effect(vote.file_rehearsal(&mut world, &archive, &proofs, true));
        assert_eq!(world.phase(vote.call), phase);
    }
    sound(&world);
}

/// A copy of a co-signed act without a line is no reason to refuse the record, nor the act that follows it.
#[test]
fn a_stripped_copy_is_in_nobodys_way() {
    let mut world = council();
    let fields = world.call_fields(1, "seats").with("backed", kenes_record::act::Datum::Number(1));
    let all = [0, 1, 2].map(Who::Person);
    let unsigned = world.draft(ActType::ElectionCalled, &all, fields.body()).write().unwrap();
    assert_eq!(world.sign(unsigned.clone(), &all[..2]), Outcome::None(Refusal::Authority));
    assert_eq!(world.sign(unsigned.clone(), &all), Outcome::Effect);
    sound(&world);
    // But a second copy of what was taken is.
    assert_eq!(world.sign(unsigned, &all), Outcome::None(Refusal::Again));
    assert_eq!(audited(&world.files()).verdict(), Verdict::Refused);
}

#[test]
fn a_record_is_folded_to_seats_by_a_real_election() {
    let (mut world, vote) = elected();
    world.accept_all(vote.call);
    world.tick();
    let report = sound(&world);
    assert_eq!(report.elections.len(), 2);
    assert!(report.elections.iter().all(|audit| audit.effect && audit.refused.is_none()));
    assert_eq!(report.counted.ballots, 6);
    let unasked = [CheckId::Consistency, CheckId::Witnesses, CheckId::Withdrawals, CheckId::Lots];
    for check in CheckId::ALL {
        let expected = if unasked.contains(check) { Ended::NotReached } else { Ended::Passed };
        assert_eq!(report.outcome(*check), expected, "{check:?}");
    }
}

#[test]
fn the_chain_of_reasons_goes_from_the_charter_to_the_acceptance() {
    let (mut world, vote) = elected();
    world.accept_all(vote.call);
    world.tick();
    let report = sound(&world);
    let chain = why(&report, SeatName { body: 1, seat: 0 }).unwrap();
    assert_eq!(chain.holder.unwrap().gained, Gained::Election(vote.call));
    let kinds: Vec<StepKind> = chain.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [
            StepKind::Founded,
            StepKind::Charter,
            StepKind::RollFreeze { eligible: 12 },
            StepKind::Called { seats: 2 },
            StepKind::Stood,
            StepKind::SetUp { credentials: 12 },
            StepKind::Rehearsed,
            StepKind::Closed { ballots: 5 },
            StepKind::Archived,
            StepKind::Counted { place: 1 },
            StepKind::Accepted,
        ]
    );
    assert!(chain.steps[2..].is_sorted_by_key(|step| step.leaf));
    for step in &chain.steps {
        assert_eq!(world.acts()[usize::try_from(step.leaf).unwrap()].id(), step.act);
    }
    let archive = report.elections.iter().find(|audit| !audit.rehearsal).unwrap().archive;
    assert_eq!(chain.steps[8].digest, Some(archive));
    // The roll is that of the tick before the call, at the tick's own time.
    assert_eq!(chain.steps[2].at, chain.steps[3].at);
    // What an act fixes beside it is named with it.
    let fixing: Vec<usize> = (0..chain.steps.len()).filter(|at| chain.steps[*at].digest.is_some()).collect();
    assert_eq!(fixing, [1, 2, 3, 5, 6, 7, 8, 9]);
    assert_eq!(why(&report, SeatName { body: 9, seat: 0 }), None);
}

#[test]
fn a_vacancy_is_filled_by_a_countback_of_the_same_ballots() {
    let (mut world, vote) = elected();
    world.accept_all(vote.call);
    let seats: Vec<_> =
        world.council.seats().filter(|(name, _)| name.body == 1).map(|(name, _)| name).collect();
    let holder = |world: &World, name| world.person(world.council.holder(name).unwrap().member);
    let leaving = seats.iter().find(|name| holder(&world, **name) == 4).copied().unwrap();
    effect(world.resign(1, leaving.seat, 4));
    let resigned = last_leaf(&world);
    world.accept_all(vote.call);
    world.tick();
    let report = sound(&world);
    assert_eq!(holder(&world, leaving), 5);
    let chain = why(&report, leaving).unwrap();
    assert_eq!(chain.holder.unwrap().gained, Gained::Countback(vote.call, 1));
    let step = chain.steps.iter().find(|step| step.kind == StepKind::CountedBack { vacancy: 1 }).unwrap();
    assert_eq!((step.leaf, report.outcome(CheckId::Counts)), (resigned, Ended::Passed));
    // Both counts can be seen again.
    let Some(Recounted::Persons { count, vacancies }) = recounted(&report, vote.call) else { unreachable!() };
    assert_eq!(persons(&world, &vote, &count.elected()), [3, 4]);
    let again: Vec<_> = vacancies.iter().map(|(number, count)| (*number, count.elected())).collect();
    assert!(matches!(&again[..], [(1, elected)] if persons(&world, &vote, elected) == [5]), "{again:?}");
    assert!(recounted(&report, world.acts()[0].id()).is_none());
}

/// The persons who were elected, from the candidates of a count.
fn persons(world: &World, vote: &Vote, elected: &[kenes_count::Candidate]) -> Vec<u64> {
    let paper = world.election(vote.call).ballot_paper();
    let mut persons: Vec<u64> = elected.iter().map(|one| world.person(paper[one.index()].1)).collect();
    persons.sort_unstable();
    persons
}

/// Three are equal: only a lot can say who is left out.
fn tied() -> (World, Vote) {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &[&[3], &[4], &[5]]);
    assert_eq!(world.phase(vote.call), Phase::NeedsLot);
    (world, vote)
}

#[test]
fn a_lot_that_the_trustees_open_ends_a_tie() {
    let (mut world, mut vote) = tied();
    sound(&world);
    effect(vote.lot(&mut world, "first", Who::Person(7), &[1, 3], false));
    let opened = last_leaf(&world);
    world.accept_all(vote.call);
    world.tick();
    let report = sound(&world);
    assert_eq!((report.outcome(CheckId::Lots), report.lots.len()), (Ended::Passed, 1));
    let chain = why(&report, SeatName { body: 1, seat: 0 }).unwrap();
    let steps: Vec<_> = chain.steps.iter().filter(|step| step.leaf == opened).map(|step| step.kind).collect();
    assert_eq!(steps, [StepKind::LotOpened, StepKind::Counted { place: 1 }]);
}

#[test]
fn a_lot_ends_a_tie_of_who_follows_too() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5, 6]);
    vote.elect(&mut world, &[&[3, 5], &[3, 6], &[3], &[4], &[4], &[4]]);
    world.accept_all(vote.call);
    let name = world.council.seats_of(world.member(3).unwrap()).next().unwrap();
    effect(world.resign(1, name.seat, 3));
    assert!(matches!(world.election(vote.call).vacancies[0].filled, Filling::Waiting));
    effect(vote.lot(&mut world, "countback", Who::Person(7), &[1, 3], false));
    world.accept_all(vote.call);
    world.tick();
    let report = sound(&world);
    assert_eq!(
        (report.outcome(CheckId::Counts), report.outcome(CheckId::Lots)),
        (Ended::Passed, Ended::Passed)
    );
    let chain = why(&report, name).unwrap();
    assert_eq!(chain.holder.unwrap().gained, Gained::Countback(vote.call, 1));
}

#[test]
fn a_lot_with_wrong_proofs_is_the_servers_fault_alone() {
    let (mut world, mut vote) = tied();
    let refused = Outcome::None(Refusal::Lot);
    assert_eq!(vote.lot(&mut world, "first", Who::Person(7), &[1], false), refused);
    assert_eq!(vote.lot(&mut world, "first", Who::Person(7), &[1, 2], true), refused);
    sound(&world);
    assert_eq!(vote.lot(&mut world, "first", Who::Server, &[3], false), refused);
    let (found, message) = only(&world);
    assert_eq!(found, (CheckId::Lots, Some(last_leaf(&world))));
    assert!(message.contains("2 shares are needed, 1 are there"), "{message}");
}

/// A council whose second body is elected by plurality.
fn plural(counting: &str) -> World {
    let body = r#"{"constituency":0,"counting":"stv_scottish","seats":2,"#;
    assert!(CHARTER.contains(body));
    grown(&CHARTER.replace(body, &body.replace("stv_scottish", counting)))
}

#[test]
fn sums_are_counted_again_too() {
    for counting in ["plurality", "approval"] {
        let mut world = plural(counting);
        let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
        vote.elect(&mut world, &[&[3], &[3], &[3], &[4], &[4], &[5]]);
        world.accept_all(vote.call);
        let seat = world.council.seats().find(|(_, seat)| {
            seat.holder.as_ref().is_some_and(|holder| holder.gained == Gained::Election(vote.call))
        });
        let (name, holder) = seat.map(|(name, seat)| (name, seat.holder.clone().unwrap())).unwrap();
        effect(world.resign(1, name.seat, world.person(holder.member)));
        world.tick();
        let report = sound(&world);
        let election = world.election(vote.call);
        assert!(matches!(election.vacancies[0].filled, Filling::Counted { .. }), "{counting}");
        assert_eq!(report.outcome(CheckId::Counts), Ended::Passed);
        let Some(Recounted::Persons { count, vacancies }) = recounted(&report, vote.call) else {
            unreachable!()
        };
        assert_eq!((persons(&world, &vote, &count.elected()), vacancies.len()), (vec![3, 4], 1));
        assert_eq!(persons(&world, &vote, &vacancies[0].1.elected()), [5]);
    }
}

/// Anybody may file an archive. A member who files garbage does no harm to the record.
#[test]
fn garbage_that_a_member_files_is_no_fault_of_the_record() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    let forged_proofs = proofs.replace_last();
    let without_result = rebuild(&items(&archive)[..items(&archive).len() - 1]);
    let (rehearsal, rehearsed) = vote.rehearsal(true);
    let refused = Outcome::None(Refusal::Archive);
    let all: [(&[u8], &[u8]); 6] = [
        (b"garbage", b"{}"),
        (&archive, b"{}"),
        (&archive, &forged_proofs),
        (&archive, &forged_proofs),
        (&without_result, &proofs),
        (&rehearsal, &rehearsed),
    ];
    for (archive, proofs) in all {
        assert_eq!(vote.file(&mut world, Who::Person(8), archive, proofs, false), refused);
    }
    let report = sound(&world);
    let reasons: Vec<_> = report.elections[1..].iter().map(|audit| audit.refused.clone().unwrap()).collect();
    assert!(matches!(reasons[0], VoidReason::Form(_)));
    assert_eq!(reasons[1..4], [VoidReason::Protocol, VoidReason::Protocol, VoidReason::Again]);
    assert_eq!(reasons[4], VoidReason::NoResult);
    assert_eq!(reasons[5], VoidReason::Other { part: "the election's data" });
    assert_eq!(report.no_effect.len(), 6);
    // The right one comes all the same.
    effect(vote.file(&mut world, Who::Person(8), &archive, &proofs, true));
    let report = sound(&world);
    assert_eq!(report.outcome(CheckId::BoundProofs), Ended::Passed);
    // After it nobody reads what else is filed.
    let late = vote.file(&mut world, Who::Person(8), b"other garbage", b"{}", false);
    assert_eq!(late, Outcome::None(Refusal::Phase));
    assert_eq!(sound(&world).elections.len(), report.elections.len());
}

trait ReplaceLast {
    fn replace_last(&self) -> Vec<u8>;
}

impl ReplaceLast for Vec<u8> {
    /// Another digit in the last number.
    fn replace_last(&self) -> Vec<u8> {
        let mut changed = self.clone();
        let at = changed.iter().rposition(u8::is_ascii_digit).unwrap();
        changed[at] = if changed[at] == b'1' { b'2' } else { b'1' };
        changed
    }
}

#[test]
fn an_archive_of_another_election_is_the_servers_fault_if_it_files_it() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.rehearsal(true);
    let refused = vote.file(&mut world, Who::Server, &archive, &proofs, false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let (found, message) = only(&world);
    assert_eq!(found, (CheckId::Archives, Some(last_leaf(&world))));
    assert_eq!(message, "the election's data is not that of the election");
}

/// The ballot of whoever the server does not like is left out of the archive.
#[test]
fn a_ballot_that_is_not_on_the_board_is_found() {
    let (mut world, mut vote) = closed();
    let (archive, _) = vote.tally(false);
    let mut all = items(&archive);
    all.remove(2);
    let refused = vote.file(&mut world, Who::Server, &rebuild(&all), b"{}", false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let (found, message) = only(&world);
    assert_eq!(found, (CheckId::Archives, Some(last_leaf(&world))));
    assert_eq!(message, "the end of the vote is not that of the election");
}

/// The server acknowledges other ballots than those whose board it closes.
#[test]
fn a_board_with_other_ballots_than_were_acknowledged_is_found_whoever_files_it() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.cast(&world, &RANKINGS);
    vote.board.end_ballots();
    vote.accept_with(&mut world, vote.board.archive(), |entry| {
        if entry.height == 2 {
            entry.tracker = Hash::of(b"another ballot");
        }
    });
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    let refused = vote.file(&mut world, Who::Person(8), &archive, &proofs, false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let (found, message) = only(&world);
    assert_eq!(found, (CheckId::Archives, Some(last_leaf(&world))));
    assert_eq!(message, "the board is not that of the election");
}

/// A ballot that does not verify was on the board when the server closed it.
#[test]
fn a_false_ballot_on_the_board_is_found_whoever_files_the_archive() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.cast(&world, &RANKINGS);
    vote.board.end_ballots();
    let mut all = items(vote.board.archive());
    let SurveyItem::Ballot { bytes, .. } = &mut all[1] else { unreachable!() };
    *bytes = bytes.replace_last();
    let archive = rebuild(&all);
    vote.accept(&mut world, &archive);
    let refused = vote.file(&mut world, Who::Person(8), &archive, b"{}", false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let (found, message) = only(&world);
    assert_eq!(found, (CheckId::Archives, Some(last_leaf(&world))));
    assert!(message.starts_with("K-BEL-051 (ballot-signature), event 1, ballot "), "{message}");
}

/// A trustee gives a false factor with a proof that verifies: only the bound proof shows it.
#[test]
fn a_forged_factor_lacks_its_bound_proof() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.tally(true);
    vote.name_result(&mut world, &archive);
    let refused = Outcome::None(Refusal::Archive);
    assert_eq!(vote.file(&mut world, Who::Person(8), &archive, &proofs, false), refused);
    let report = sound(&world);
    assert_eq!(report.elections[1].report.as_ref().unwrap().failures.len(), 1);
    let proofs = [proofs, b"\n".to_vec()].concat();
    assert_eq!(vote.file(&mut world, Who::Server, &archive, &proofs, false), refused);
    let ((check, leaf), message) = only(&world);
    assert_eq!((check, leaf), (CheckId::BoundProofs, Some(last_leaf(&world))));
    assert!(message.starts_with("K-BEL-08"), "{message}");
}

#[test]
fn a_rehearsal_without_bound_proofs_is_the_trustees_fault() {
    let mut world = council();
    let mut vote = Vote::set_up(&mut world, 1, &[3, 4, 5], |_| {});
    let (archive, proofs) = vote.rehearsal(false);
    let refused = vote.file_rehearsal(&mut world, &archive, &proofs, false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let ((check, leaf), message) = only(&world);
    assert_eq!((check, leaf), (CheckId::BoundProofs, Some(last_leaf(&world))));
    assert!(message.starts_with("K-BEL-086 (bound-present)"), "{message}");
}

/// What only the registrars can have brought in, whoever files the archive.
fn set_up_otherwise(change: impl FnOnce(&mut Template)) -> (VoidReason, CheckId) {
    let mut world = plural("plurality");
    let vote = Vote::set_up(&mut world, 1, &[3, 4, 5], change).rehearse(&mut world);
    refused_for(world, vote)
}

/// Why the archive of a vote is refused that a member files, and the only check that fails.
fn refused_for(mut world: World, mut vote: Vote) -> (VoidReason, CheckId) {
    vote.cast(&world, &[&[3]]);
    vote.close(&mut world);
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    let refused = vote.file(&mut world, Who::Person(8), &archive, &proofs, false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let ((check, leaf), _) = only(&world);
    assert_eq!(leaf, Some(last_leaf(&world)));
    let reason = audited(&world.files()).elections[1].refused.clone().unwrap();
    (reason, check)
}

#[test]
fn another_question_than_the_call_asked_is_found() {
    let (reason, check) = set_up_otherwise(|template| template.name = "Another".into());
    let expected =
        VoidReason::Text { field: "name", found: "Another".into(), expected: support::NAME.into() };
    assert_eq!((reason, check), (expected, CheckId::Questions));
    let (reason, check) = set_up_otherwise(|template| {
        let again = template.questions[0].clone();
        template.questions.push(again);
    });
    assert_eq!((reason, check), (VoidReason::Questions { questions: 2 }, CheckId::Questions));
}

#[test]
fn votes_of_another_weight_are_found() {
    let mut world = plural("plurality");
    let registrars = Registrars { weight: 2, ..Registrars::default() };
    let vote = Vote::set_up_by(&mut world, 1, &[3, 4, 5], &registrars, |_| {}).rehearse(&mut world);
    assert_eq!(refused_for(world, vote), (VoidReason::Weights, CheckId::Archives));
}

/// Whoever sets an election up so that one trustee can decrypt alone is found out at the rehearsal.
#[test]
fn a_key_that_is_shared_otherwise_than_called_is_found() {
    let mut world = plural("plurality");
    let registrars = Registrars { needed: 1, ..Registrars::default() };
    let mut vote = Vote::set_up_by(&mut world, 1, &[3, 4, 5], &registrars, |_| {});
    let (archive, proofs) = vote.rehearsal(true);
    let refused = vote.file_rehearsal(&mut world, &archive, &proofs, false);
    assert_eq!(refused, Outcome::None(Refusal::Archive));
    let (found, message) = only(&world);
    assert_eq!(found, (CheckId::Archives, Some(last_leaf(&world))));
    assert_eq!(message, "the key is shared by 1 of 3, and the call wants 2 of 3");
}

/// The candidates stand on the paper in another order, under each other's marks.
#[test]
fn answers_that_are_not_the_ballot_paper_are_found() {
    use kenes_belenios::question::Question;
    let (reason, check) = set_up_otherwise(|template| {
        let Question::Homomorphic(question) = &mut template.questions[0] else { unreachable!() };
        question.answers.swap(0, 1);
    });
    assert_eq!((reason, check), (VoidReason::Paper, CheckId::Questions));
    let (reason, check) = set_up_otherwise(|template| {
        let Question::Homomorphic(question) = &mut template.questions[0] else { unreachable!() };
        question.max = 2;
    });
    assert_eq!((reason, check), (VoidReason::Paper, CheckId::Questions));
}

/// An archive that was tampered with is another blob than the act names: nobody can say what the council is.
#[test]
fn a_tampered_archive_is_found_and_stops_the_fold() {
    let (mut world, vote) = elected();
    world.accept_all(vote.call);
    world.tick();
    let mut files = world.files();
    let (leaf, archive) = {
        let report = audited(&files);
        let audit = report.elections.iter().find(|audit| !audit.rehearsal).unwrap();
        (audit.leaf, audit.archive)
    };
    let path = kenes_record::blob::path(&archive);
    files.0.get_mut(&path).unwrap()[5_000] ^= 1;
    let report = audited(&files);
    let found: Vec<_> = report.failures.iter().map(|failure| (failure.check, failure.leaf)).collect();
    assert_eq!(found, [(CheckId::Blobs, None), (CheckId::Fold, Some(leaf))]);
    assert_eq!(report.failures[0].file, Some(path.clone()));
    assert_eq!((report.stopped, report.outcome(CheckId::Counts)), (Some(leaf), Ended::NotReached));
    let holder = report.council.as_ref().unwrap().holder(SeatName { body: 1, seat: 0 });
    assert!(holder.is_none_or(|holder| holder.gained == Gained::Founding));
    files.0.remove(&path);
    let report = audited(&files);
    let found: Vec<_> = report.failures.iter().map(|failure| (failure.check, failure.leaf)).collect();
    assert_eq!(found, [(CheckId::Files, None), (CheckId::Fold, Some(leaf))]);
    assert!(world.acts()[usize::try_from(leaf).unwrap()].act_type() == ActType::ElectionArchived);
}
