//! What holds of every council at every time.

use std::collections::BTreeSet;

use kenes_core::testing::World;
use kenes_core::{Council, Gained, MemberId, Phase, Purpose, Seat, SeatName, Setup};

/// What holds of every council at every time.
pub fn check(world: &World) {
    let council = &world.council;
    let now = council.now();
    let mut held: BTreeSet<(u16, MemberId)> = BTreeSet::new();
    let mut names: BTreeSet<SeatName> = BTreeSet::new();
    for (name, seat) in council.seats() {
        assert!(names.insert(name), "{name:?} twice");
        check_seat(council, name, seat);
        if let Some(holder) = &seat.holder {
            assert!(held.insert((name.body, holder.member)), "{name:?} is not the only seat of its holder");
        }
    }
    // The roll is the members on it, and no vote comes from outside of it.
    let members = council.members().filter(|(_, member)| member.is_enrolled()).count();
    assert_eq!(u64::try_from(members).unwrap(), council.roll());
    for election in council.elections() {
        if let Some(Setup { hashes: _, credentials }) = &election.setup {
            assert!(*credentials <= u64::try_from(election.eligible.len()).unwrap());
        }
        assert!(election.setup.is_some() || election.board.accepted.ballots == 0);
        assert!(election.archive.is_some() || (election.elected.is_empty() && election.approved.is_none()));
        assert!(
            election.archive.is_some() == matches!(election.phase, Phase::Counted | Phase::NeedsLot)
                || election.phase == Phase::Void
        );
        assert!(now.is_some() && election.closes > election.opens && election.opens > election.nominations);
    }
}

fn check_seat(council: &Council, name: SeatName, seat: &Seat) {
    let Some(holder) = &seat.holder else { return };
    if let Some(now) = council.now() {
        assert!(holder.until > now && holder.since <= now, "{name:?} past its term");
    }
    let member = council.member(holder.member).unwrap();
    assert!(member.key.is_some(), "{name:?} is held by somebody who cannot have accepted it");
    assert_eq!(member.standing, kenes_core::Standing::Enrolled, "{name:?} is held by somebody who left");
    match holder.gained {
        Gained::Founding => {}
        Gained::Election(call) | Gained::Countback(call, _) => {
            let election = council.elections().find(|election| election.call == call).unwrap();
            assert_eq!(election.phase, Phase::Counted);
            assert!(election.archive.is_some() && election.seats.contains(&name));
            assert!(matches!(election.purpose, Purpose::Seats | Purpose::ByElection));
            // Whoever waits for the end of a term begins early when it ends early, and not before it was due.
            let due = council.charter().elections.due_days * 86_400;
            let term = holder.until.since(holder.since).seconds();
            assert!(term <= election.terms.term.seconds() + due, "a term of {term}");
        }
    }
}
