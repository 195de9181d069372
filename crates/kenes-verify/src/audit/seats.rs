//! Who holds which seat, and whether what must hold of seats always does: one more look at what the fold came to.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_core::{
    Council, Duration, Election, Filling, Gained, Holder, MemberId, Phase, SeatName, Standing, Time,
};

use super::findings::Findings;
use super::trail::Trail;
use crate::check::CheckId;
use crate::election::ElectionAudit;
use crate::report::{SeatHolder, SeatLine};

/// The longest time that founders hold seats, whatever a charter says.
const FOUNDERS: Duration = Duration::days(90);

/// The seats with their holders.
pub(super) fn lines(council: &Council, names: &BTreeMap<MemberId, String>) -> Vec<SeatLine> {
    let line = |(name, seat): (SeatName, &kenes_core::Seat)| SeatLine {
        name,
        holder: seat.holder.as_ref().and_then(|holder| line_of(council, names, holder)),
    };
    council.seats().map(line).collect()
}

fn line_of(council: &Council, names: &BTreeMap<MemberId, String>, holder: &Holder) -> Option<SeatHolder> {
    let Holder { member, since, until, gained, accepted: _ } = holder;
    Some(SeatHolder {
        member: *member,
        name: names.get(member).cloned(),
        key: council.member(*member)?.name()?,
        since: *since,
        until: *until,
        gained: *gained,
    })
}

/// Checks every seat that somebody holds, and that no election has more credentials than voters.
pub(super) fn check(findings: &mut Findings, council: &Council, audits: &[ElectionAudit], trail: &Trail) {
    let mut sitting: BTreeSet<(u16, MemberId)> = BTreeSet::new();
    for (name, holder) in council.seats().filter_map(|(name, seat)| Some((name, seat.holder.as_ref()?))) {
        let mut faults: Vec<&'static str> = Vec::new();
        if !sitting.insert((name.body, holder.member)) {
            faults.push("the holder has another seat of the body");
        }
        faults.extend(terms(council, holder).err());
        faults.extend(gained(council, name, holder, audits).err());
        let leaf = trail.acts.get(&holder.accepted).map(|leaf| leaf.number);
        if leaf.is_none() {
            faults.push("no act accepted it");
        }
        for fault in faults {
            let message = format!("body {}, seat {}: {fault}", name.body, name.seat);
            findings.fail(CheckId::Seats, leaf, None, message);
        }
    }
    for election in council.elections() {
        let credentials = election.setup.as_ref().map_or(0, |setup| setup.credentials);
        if u64::try_from(election.eligible.len()).is_ok_and(|eligible| credentials > eligible) {
            let leaf = trail.calls.get(&election.call).and_then(|call| call.setup).map(|leaf| leaf.number);
            findings.fail(CheckId::Seats, leaf, None, "an election has more credentials than voters");
        }
    }
}

/// A member on the roll, within the term.
fn terms(council: &Council, holder: &Holder) -> Result<(), &'static str> {
    let Some(now) = council.now() else { return Ok(()) };
    if council.member(holder.member).map(|member| member.standing) != Some(Standing::Enrolled) {
        return Err("the holder is not on the roll");
    }
    if holder.until <= now {
        return Err("the term is over");
    }
    if holder.since > now {
        return Err("the term has not begun");
    }
    Ok(())
}

/// What gave the seat did give it, to this member.
fn gained(
    council: &Council,
    name: SeatName,
    holder: &Holder,
    audits: &[ElectionAudit],
) -> Result<(), &'static str> {
    let (call, vacancy) = match holder.gained {
        Gained::Founding => return founding(council, name, holder),
        Gained::Election(call) => (call, None),
        Gained::Countback(call, number) => (call, Some(number)),
    };
    let election = council.elections().find(|election| election.call == call);
    let election =
        election.filter(|election| election.phase == Phase::Counted).ok_or("no counted election gave it")?;
    let is_its = |audit: &&ElectionAudit| {
        let named = election.archive.as_ref().map(|named| (named.archive, named.proofs));
        audit.effect && !audit.rehearsal && audit.call == call && named == Some((audit.archive, audit.proofs))
    };
    let audit = audits.iter().find(is_its).ok_or("the election has no archive that was audited")?;
    if audit.refused.is_some() {
        return Err("the archive of the election was refused");
    }
    let elected = match vacancy {
        None => Some(election.elected.as_slice()).filter(|_| election.seats.contains(&name)),
        Some(number) => countback(election, name, number),
    };
    let paper = election.ballot_paper();
    let mut places = elected.unwrap_or_default().iter().filter_map(|place| paper.get(*place));
    if places.any(|(_, member)| *member == holder.member) {
        Ok(())
    } else {
        Err("the holder was not elected to it")
    }
}

/// Whom the vacancy with this number, from 1, went to, if it was of this seat.
fn countback(election: &Election, name: SeatName, number: u32) -> Option<&[usize]> {
    let counted = election.vacancies.iter().filter_map(|vacancy| match &vacancy.filled {
        Filling::Counted { standing: _, elected } => Some((vacancy.seat, elected)),
        Filling::Waiting | Filling::Nobody => None,
    });
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    let (seat, elected) = counted.into_iter().nth(place)?;
    (seat == name).then_some(core::slice::from_ref(elected))
}

/// A founder sits until the first seating of the body, and not for long.
fn founding(council: &Council, name: SeatName, holder: &Holder) -> Result<(), &'static str> {
    if holder.since != Time::default() && holder.until > holder.since.plus(FOUNDERS) {
        return Err("the founders' time is over");
    }
    let elected = |seat: &kenes_core::Seat| {
        let holder = seat.holder.as_ref();
        holder.is_some_and(|holder| holder.gained != Gained::Founding)
            || seat.past.iter().any(|past| past.holder.gained != Gained::Founding)
    };
    let mut body = council.seats().filter(|(other, _)| other.body == name.body);
    if body.any(|(_, seat)| elected(seat)) {
        return Err("a founder sits in it after the first seating of the body");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kenes_core::testing::{CHARTER, World};
    use kenes_record::Hash;

    use super::*;

    const SEAT: SeatName = SeatName { body: 1, seat: 0 };

    /// The persons 0 and 1 sit in the second body by an election, which an audit accepted.
    fn seated() -> (World, Vec<ElectionAudit>) {
        let mut world = World::new(CHARTER);
        let call = world.call(1);
        world.elect(call, &[0, 1], |world| world.rankings(call, &[(2, &[0, 1]), (1, &[1])]));
        world.accept_all(call);
        world.tick();
        let archive = world.election(call).archive.unwrap();
        let audit = ElectionAudit {
            call,
            leaf: 0,
            rehearsal: false,
            archive: archive.archive,
            proofs: archive.proofs,
            report: None,
            fixed: true,
            refused: None,
            effect: true,
        };
        (world, Vec::from([audit]))
    }

    fn holder(world: &World) -> Holder {
        world.council.holder(SEAT).unwrap().clone()
    }

    #[test]
    fn who_was_elected_sits_by_right() {
        let (world, audits) = seated();
        assert_eq!(gained(&world.council, SEAT, &holder(&world), &audits), Ok(()));
        assert_eq!(terms(&world.council, &holder(&world)), Ok(()));
    }

    #[test]
    fn every_seat_is_looked_at() {
        let (world, audits) = seated();
        let messages = |audits: &[ElectionAudit]| -> Vec<String> {
            let mut findings = Findings::default();
            check(&mut findings, &world.council, audits, &Trail::default());
            findings.finish().1.into_iter().map(|failure| failure.message).collect()
        };
        let all = messages(&[]);
        assert!(
            all.contains(&"body 1, seat 0: the election has no archive that was audited".into()),
            "{all:?}"
        );
        assert!(all.contains(&"body 1, seat 1: no act accepted it".into()), "{all:?}");
        assert!(messages(&audits).iter().all(|fault| fault.ends_with("no act accepted it")));
    }

    #[test]
    fn nobody_sits_without_an_election() {
        let (world, mut audits) = seated();
        let council = &world.council;
        let wrong = |change: &dyn Fn(&mut Holder), audits: &[ElectionAudit]| {
            let mut holder = holder(&world);
            change(&mut holder);
            gained(council, SEAT, &holder, audits).is_err()
        };
        let third = world.member(2).unwrap();
        assert!(wrong(&|holder| holder.member = third, &audits));
        assert!(wrong(&|holder| holder.gained = Gained::Founding, &audits));
        assert!(wrong(
            &|holder| holder.gained = Gained::Election(kenes_record::act::ActId::of_text("")),
            &audits
        ));
        assert!(wrong(
            &|holder| {
                let Gained::Election(call) = holder.gained else { unreachable!() };
                holder.gained = Gained::Countback(call, 1);
            },
            &audits
        ));
        assert!(gained(council, SeatName { body: 0, seat: 0 }, &holder(&world), &audits).is_err());
        assert!(wrong(&|_| {}, &[]));
        audits[0].archive = Hash::of(b"another");
        assert!(wrong(&|_| {}, &audits));
    }

    #[test]
    fn nobody_sits_past_the_term() {
        let (world, _) = seated();
        let now = world.council.now().unwrap();
        let wrong = |change: &dyn Fn(&mut Holder)| {
            let mut holder = holder(&world);
            change(&mut holder);
            terms(&world.council, &holder)
        };
        assert_eq!(wrong(&|holder| holder.until = now), Err("the term is over"));
        assert_eq!(
            wrong(&|holder| holder.since = now.plus(Duration::days(1))),
            Err("the term has not begun")
        );
        let founder = |until: Time| {
            let founder = Holder { gained: Gained::Founding, until, ..holder(&world) };
            founding(&world.council, SeatName { body: 0, seat: 0 }, &founder)
        };
        let since = holder(&world).since;
        assert_eq!(founder(since.plus(FOUNDERS)), Ok(()));
        assert!(founder(since.plus(Duration::days(91))).is_err());
    }
}
