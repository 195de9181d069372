//! Several sequencers on one record: one wins, the others say why not and what to do, and there is one history.

use std::path::Path;

use crate::common;
use crate::common::disk::{assert_sound, assert_sound_so_far};
use crate::common::promises::Promises;
use crate::common::writer::{Orders, Said, Writer};

const HELD: &str = "another sequencer is running on this record";
const SUPERSEDED: &str = "another sequencer has taken over this record";

#[test]
fn one_of_many_wins_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("record.db");
    one_of_many_wins(database.to_str().unwrap(), &folder.path().join("public"));
}

#[test]
fn one_of_many_wins_on_postgres() {
    common::in_postgres(|url| async move {
        let folder = tempfile::tempdir().unwrap();
        let public = folder.path().join("public");
        tokio::task::spawn_blocking(move || one_of_many_wins(url.expose(), &public)).await.unwrap();
    });
}

fn one_of_many_wins(database: &str, public: &Path) {
    let mut promises = Promises::default();
    // Tables are made before, so that the processes meet at the lease.
    common::run(async { common::writer::open(database).await.close().await });
    for round in 0..6 {
        let what = format!("round {round}");
        let orders = Orders { clients: 2, patient: true, ..Orders::new(database, public) };
        let mut first = Orders { first: 1 + round * 1_000_000, ..orders.clone() }.spawn();
        let mut said = until_started(&mut first);
        let orders = Orders { patient: false, ..orders };
        let mut others: Vec<Writer> = (1..4)
            .map(|other| Orders { first: 1 + round * 1_000_000 + other * 100_000, ..orders.clone() }.spawn())
            .collect();
        for other in &mut others {
            let [Said::Refused(why)] = &other.rest()[..] else { panic!("{what}: two at once") };
            assert!(why.starts_with(HELD) && why.contains("stop"), "{why}");
            other.wait();
        }
        (0..5).for_each(|_| said.extend(first.next()));
        first.kill();
        said.extend(first.rest());
        // Those who were refused did not disturb the one that runs.
        promises.take(said, &what);
        common::run(promises.check(database, public, &what));
        assert_sound_so_far(public, &what);
        // All at once, with nobody there before.
        let mut all: Vec<Writer> = (4..8)
            .map(|other| Orders { first: 1 + round * 1_000_000 + other * 100_000, ..orders.clone() }.spawn())
            .collect();
        let mut started = 0;
        for writer in &mut all {
            match writer.next() {
                Some(Said::Started(_)) => started += 1,
                Some(Said::Refused(why)) => assert!(why.starts_with(HELD), "{why}"),
                other => panic!("{what}: {other:?}"),
            }
        }
        // PostgreSQL may not have noticed yet that the first is gone.
        assert!(started == 1 || (started == 0 && database.starts_with("postgres")), "{what}: {started}");
        for writer in &mut all {
            writer.kill();
            promises.take_all(writer.rest(), &what);
        }
        common::run(promises.check(database, public, &what));
    }
    finish(database, public, promises);
}

fn until_started(writer: &mut Writer) -> Vec<Said> {
    let said = writer.next();
    assert!(matches!(said, Some(Said::Started(_))), "{said:?}");
    said.into_iter().collect()
}

#[test]
fn the_later_one_wins_when_the_lock_fails_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("record.db");
    let lock = folder.path().join("record.db.sequencer");
    let break_lock = || std::fs::remove_file(&lock).unwrap();
    the_later_one_wins(database.to_str().unwrap(), &folder.path().join("public"), break_lock);
}

#[test]
fn the_later_one_wins_when_the_lock_fails_on_postgres() {
    common::in_postgres(|url| async move {
        let folder = tempfile::tempdir().unwrap();
        let public = folder.path().join("public");
        let end = "SELECT pg_terminate_backend(pid, 30000) FROM pg_locks WHERE locktype = 'advisory'
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let handle = tokio::runtime::Handle::current();
        let work = move || {
            the_later_one_wins(url.expose(), &public, || handle.block_on(common::sql(url.expose(), end)));
        };
        tokio::task::spawn_blocking(work).await.unwrap();
    });
}

/// The lock breaks under a sequencer that writes; another one starts, and the first can write nothing any more.
fn the_later_one_wins(database: &str, public: &Path, break_lock: impl Fn()) {
    let mut promises = Promises::default();
    for round in 0..5 {
        let what = format!("round {round}");
        // Each to a folder of its own: two that write to one is what the lock is for.
        let orders = |first: u64, folder: &Path| Orders {
            clients: 3,
            patient: true,
            first: 1 + round * 1_000_000 + first,
            ..Orders::new(database, folder)
        };
        let mut first = orders(0, Path::new("-")).spawn();
        let mut said = until_started(&mut first);
        (0..10).for_each(|_| said.extend(first.next()));
        break_lock();
        let mut second = orders(100_000, public).spawn();
        let mut seconds = until_started(&mut second);
        (0..10).for_each(|_| seconds.extend(second.next()));
        said.extend(first.rest());
        first.wait();
        // What the first published is in no folder.
        said.retain(|said| !matches!(said, Said::Published(_)));
        let Some(Said::Ended(why)) = said.pop() else { panic!("{what}: {said:?}") };
        assert!(why.starts_with(SUPERSEDED) && why.contains("stop"), "{why}");
        second.kill();
        seconds.extend(second.rest());
        promises.take(said, &what);
        promises.take(seconds, &what);
        common::run(promises.check(database, public, &what));
    }
    finish(database, public, promises);
}

fn finish(database: &str, public: &Path, mut promises: Promises) {
    let last = Orders { acts: 3, first: 99_000_000, patient: true, ..Orders::new(database, public) };
    let mut last = last.spawn();
    promises.take(last.rest(), "at the end");
    last.wait();
    common::run(promises.check(database, public, "at the end"));
    assert_sound(public, "at the end");
}
