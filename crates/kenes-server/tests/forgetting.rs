//! What an office deletes without anybody asking: what has run out, and voting codes once the vote is over.

#![expect(clippy::unwrap_used, reason = "a test")]

mod support;
mod world;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use kenes_core::{Phase, Time};
use kenes_record::Hash;
use kenes_server::host::Name;
use kenes_server::office::Office;
use kenes_server::poll::Poll;
use kenes_store::private::{
    Code, Codes as _, Counters as _, Draft, DraftId, Drafts as _, FormToken, Handover, Link, LinkId,
    Links as _, Message, MessageState, Messages as _, PrivateStore as _, Visit, VisitId, Visits as _,
    VotingCode,
};

use self::support::Browser;
use self::world::{Trustees, World, ballot};

const DAY: i64 = 86_400_000;

/// Waits until it is so, at most for a minute.
async fn until<F: Future<Output = bool>>(mut is_so: impl FnMut() -> F) {
    let waited = tokio::time::timeout(Duration::from_secs(60), async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    waited.await.unwrap();
}

fn visit(number: u8, ends: i64) -> Visit {
    let (id, token) = (VisitId::of_cookie(&[number; 32]), FormToken::new([number; 32]));
    Visit { id, person: None, token, made: 0, seen: 0, ends }
}

fn link(number: u8, ends: i64) -> Link {
    let id = LinkId::of_secret(&[number; 32]);
    Link { id, purpose: "enter".parse().unwrap(), person: None, made: 0, ends, used: None }
}

fn draft(number: u8, made: i64) -> Draft {
    Draft { id: DraftId([number; 16]), person: None, content: vec![number], version: 0, made }
}

/// Keeps one of each that has run out, and one that has not.
async fn keep(office: &Office) {
    let (private, real, at) =
        (office.private(), office.clock().real_milliseconds(), office.clock().milliseconds());
    for (number, ends) in [(1, real - 1_000), (2, real + DAY)] {
        private.put_visit(&visit(number, ends)).await.unwrap();
    }
    for (number, ends) in [(1, real - 31 * DAY), (2, real - DAY)] {
        private.put_link(&link(number, ends)).await.unwrap();
    }
    for (number, made) in [(1, at - 91 * DAY), (2, at - 60 * DAY)] {
        private.put_draft(&draft(number, made)).await.unwrap();
    }
    for period in [at - 3 * 3_600_000, at] {
        assert_eq!(private.count(Hash::of(b"tries"), period).await.unwrap(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_run_out_is_deleted_after_a_tick() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::found(folder.path()).await;
    let now = world.now();
    world.stop().await;
    let office = Browser::open(folder.path(), now.plus(kenes_core::Duration::days(2))).await.office;
    keep(&office).await;
    let (private, at) = (office.private().clone(), office.clock().milliseconds());
    office.begin_keeping_time().await;
    until(async || private.draft(DraftId([1; 16])).await.unwrap().is_none()).await;
    // The last thing that is deleted: a new try is the first of its period.
    until(async || private.count(Hash::of(b"tries"), at - 3 * 3_600_000).await.unwrap() == 1).await;
    assert!(private.visit(visit(1, 0).id, 0).await.unwrap().is_none());
    assert!(private.link(link(1, 0).id).await.unwrap().is_none());
    assert!(private.visit(visit(2, 0).id, 0).await.unwrap().is_some());
    assert!(private.link(link(2, 0).id).await.unwrap().is_some(), "it can be told that it is over");
    assert!(private.draft(DraftId([2; 16])).await.unwrap().is_some());
    assert_eq!(private.count(Hash::of(b"tries"), at).await.unwrap(), 2);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn voting_codes_are_destroyed_when_the_vote_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::found(folder.path()).await;
    world.days(1).await;
    world.fill(12).await;
    world.days(32).await;
    let call = world.call(&[3, 5, 7, 9]).await;
    let codes = world.prepare(call, &mut Trustees::default()).await;
    let election = world.election(&call).await;
    world.tick(election.opens).await;
    let poll = Poll::open(world.desk(), call).await.unwrap();
    poll.cast(ballot(&poll.board().election, codes.first().unwrap(), 1)).await.unwrap();
    poll.stop().await;
    let person = world.host.read().await.put_person(&Name::new("Somebody")).await.unwrap();
    let person = world.host.read().await.private().clone().person_of(person).await;
    let (now, key) = (world.now(), *call.hash());
    world.stop().await;

    let office = Browser::open(folder.path(), now).await.office;
    let private = office.private().clone();
    let kept = |(number, code): (u32, &kenes_belenios::credential::PrivateCredential)| Code {
        election: key,
        number,
        person: None,
        code: VotingCode::new(code.expose()),
        handover: Handover::None,
        shown_again: 0,
    };
    private.put_codes(&(0..).zip(&codes).map(kept).collect::<Vec<_>>()).await.unwrap();
    let letter = Hash::of(b"letter");
    let content = b"your code".to_vec().into();
    let message = Message {
        id: letter,
        person: person.unwrap(),
        about: Some(key),
        content,
        made: 0,
        due: 0,
        attempts: 0,
    };
    private.queue_message(&message).await.unwrap();
    Arc::clone(&office).begin_keeping_time().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(private.codes(key).await.unwrap().len(), codes.len(), "the vote goes on");

    for again in [1, 2] {
        assert_eq!(private.code_shown_again(key, 1).await.unwrap(), Some(again));
    }

    // Nobody has counted yet: the end of the vote is enough.
    office.clock().skip_to(Time::from_seconds(election.closes.seconds() + 1));
    drop(office.host_now().await.unwrap());
    office.tend().await;
    assert!(private.codes(key).await.unwrap().is_empty());
    assert_eq!(office.shown_again(&call).await.unwrap(), 2, "that is told for ever");
    assert_eq!(office.election(&call).await.unwrap().phase, Phase::Closed);
    assert_eq!(private.message_state(letter).await.unwrap(), Some(MessageState::GivenUp));
    assert!(private.message(letter).await.unwrap().is_none());
    office.end().await;
}
