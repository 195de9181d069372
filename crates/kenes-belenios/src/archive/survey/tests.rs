use super::super::testing::{Builder, Refusal, survey};
use super::super::{Form, TarReader};
use super::*;

fn check(build: impl FnOnce(&mut Builder), expected: impl FnOnce(u64) -> SurveyError) {
    let mut builder = Builder::set_up();
    let start = u64::try_from(builder.out.len()).unwrap();
    build(&mut builder);
    let found = survey(&builder.out, Form::Strict, 1000);
    assert_eq!(found.map(|_| ()), Err(Refusal::Survey(expected(start))));
}

#[test]
fn data_belong_to_the_next_event() {
    let (ballot, extra) = (Digest::of(b"ballot"), Digest::of(b"extra"));
    check(
        |b| {
            b.data(b"extra");
            b.step(EventKind::Ballot, b"ballot");
        },
        |offset| SurveyError::Unreferenced { offset, height: 1, digest: extra },
    );
    check(
        |b| {
            b.data(b"ballot");
            b.step(EventKind::Ballot, b"ballot");
        },
        |offset| SurveyError::Unreferenced { offset: offset + 1024, height: 1, digest: ballot },
    );
    check(
        |b| {
            b.data(b"extra");
            b.event(EventKind::EndBallots, None);
        },
        |offset| SurveyError::Unreferenced { offset, height: 1, digest: extra },
    );
    check(
        |b| {
            b.data(b"extra");
        },
        |offset| SurveyError::TrailingData { offset, digest: extra },
    );
    check(
        |b| {
            for n in 0..5 {
                b.data(&[n]);
            }
        },
        |offset| SurveyError::TooMuchData { offset: offset + 4 * 1024 },
    );
    check(
        |b| {
            b.event(EventKind::Ballot, Some(ballot)).data(b"ballot");
        },
        |_| SurveyError::PayloadMissing { height: 1, digest: ballot },
    );
}

#[test]
fn data_are_used_once() {
    let (ballot, election) = (Digest::of(b"ballot"), Digest::of(b"e"));
    let replayed = SurveyError::BallotReplayed { height: 2, tracker: ballot };
    check(
        |b| {
            b.step(EventKind::Ballot, b"ballot").step(EventKind::Ballot, b"ballot");
        },
        |_| replayed.clone(),
    );
    check(
        |b| {
            b.step(EventKind::Ballot, b"ballot").event(EventKind::Ballot, Some(ballot));
        },
        |_| replayed.clone(),
    );
    check(
        |b| {
            b.event(EventKind::Ballot, Some(election));
        },
        |_| SurveyError::PayloadReused { height: 1, digest: election },
    );
    check(
        |b| {
            let sized = SizedTally { num_tallied: 1, total_weight: 1, encrypted_tally: ballot };
            b.step(EventKind::Ballot, b"ballot").event(EventKind::EndBallots, None);
            b.step(EventKind::EncryptedTally, &sized.to_bytes());
        },
        |_| SurveyError::PayloadReused { height: 3, digest: ballot },
    );
}

#[test]
fn payloads_refer_strictly() {
    let tally = Digest::of(b"tally");
    let sized = SizedTally { num_tallied: 1, total_weight: 1, encrypted_tally: tally }.to_bytes();
    check(
        |b| {
            b.event(EventKind::EndBallots, None).step(EventKind::EncryptedTally, &sized);
        },
        |_| SurveyError::PayloadMissing { height: 2, digest: tally },
    );
    let spaced = [sized.as_slice(), b" "].concat();
    check(
        |b| {
            b.event(EventKind::EndBallots, None).data(b"tally");
            b.step(EventKind::EncryptedTally, &spaced);
        },
        |_| SurveyError::Payload {
            height: 2,
            kind: EventKind::EncryptedTally,
            source: FormError { at: sized.len(), expected: "end of data" },
        },
    );
}

#[test]
fn order_of_data_within_a_group_is_free() {
    let mut builder = Builder::new();
    let [election, trustees, credentials] = [b"e", b"t", b"c"].map(|content| Digest::of(content));
    let setup = builder.data(&SetupData { election, trustees, credentials }.to_bytes());
    builder.data(b"c");
    builder.data(b"t");
    builder.data(b"e");
    builder.event(EventKind::Setup, Some(setup));
    assert!(survey(&builder.out, Form::Strict, 1000).is_ok());
}

#[test]
fn order_and_chain_are_checked_before_data() {
    check(
        |b| {
            b.event(EventKind::Result, Some(Digest::of(b"")));
        },
        |offset| SurveyError::Order { offset, height: 1, source: OrderError::ResultWithoutTally },
    );
    let (expected, found) = (Builder::set_up().chain.head().unwrap(), Digest::of(b""));
    check(
        |b| {
            b.chain = Chain::resume(found, 0);
            b.event(EventKind::EndBallots, None);
        },
        |offset| SurveyError::Chain { offset, source: ChainError::Parent { height: 1, expected, found } },
    );
}

#[test]
fn an_archive_has_an_event_and_errors_stay() {
    let header = survey(&Builder::new().out, Form::Strict, 1000);
    assert_eq!(header.map(|_| ()), Err(Refusal::Survey(SurveyError::NoEvent)));
    let mut tar = TarReader::new(Form::Strict);
    tar.push(&Builder::set_up().step(EventKind::Setup, b"").step(EventKind::Ballot, b"b").out);
    let (mut survey, mut errors) = (Survey::new(), Vec::new());
    while let Some(record) = tar.next_record().unwrap() {
        errors.extend(survey.record(record).err());
    }
    assert_eq!(errors.len(), 3);
    assert!(errors.iter().all(|error| *error == errors[0]));
    assert_eq!(survey.finish(), Err(errors.remove(0)));
}

#[test]
fn result_needs_no_more_than_the_order_of_stages() {
    let mut builder = Builder::set_up();
    builder.event(EventKind::EndBallots, None);
    let encrypted_tally = builder.data(b"tally");
    let sized = SizedTally { num_tallied: 0, total_weight: 0, encrypted_tally };
    builder.step(EventKind::EncryptedTally, &sized.to_bytes());
    for owner in [1, 1] {
        let payload = builder.data(b"decryption");
        builder.step(EventKind::PartialDecryption, &Owned { owner, payload }.to_bytes());
    }
    builder.step(EventKind::Result, b"result");
    let (items, surveyed) = survey(&builder.out, Form::Strict, 1000).unwrap();
    assert_eq!((items.len(), surveyed.stage, surveyed.ended_shuffles), (6, Stage::Result, false));
}
