//! The table of seats at each size of the record, which ticks name.

use alloc::vec::Vec;

use kenes_core::Council;
use kenes_record::Hash;
use kenes_record::act::{ActType, Datum, VerifiedAct};

use super::findings::Findings;
use crate::check::CheckId;

/// The hashes of the table, each with the size from which it was so, the smallest first.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<(u64, Hash)>);

impl Tables {
    /// The table of the council after the first `size` acts, the last of which had its effect and is of this type.
    pub fn note(&mut self, size: u64, act_type: ActType, council: &Council) {
        if !may_change(act_type) {
            return;
        }
        let hash = council.seats_hash();
        if self.0.last().is_none_or(|(_, last)| *last != hash) {
            self.0.push((size, hash));
        }
    }

    /// Compares the table that a tick with an effect names, and forgets those that no later tick can name.
    pub fn compare(&mut self, findings: &mut Findings, leaf: u64, tick: &VerifiedAct) {
        let (Some(Datum::Checkpoint(checkpoint)), Some(Datum::Digest(table))) =
            (tick.body().field("checkpoint"), tick.body().field("table"))
        else {
            return;
        };
        findings.reached(&[CheckId::Ticks]);
        let size = checkpoint.head().size;
        let later = self.0.partition_point(|(from, _)| *from <= size);
        let Some(place) = later.checked_sub(1) else {
            findings.fail(CheckId::Ticks, Some(leaf), None, "the tick is of a record without acts");
            return;
        };
        self.0.drain(..place);
        if self.0.first().is_none_or(|(_, hash)| hash != table) {
            let message = alloc::format!("the table of seats of the first {size} acts is another");
            findings.fail(CheckId::Ticks, Some(leaf), None, message);
        }
    }
}

/// Whether an act of this type can change who holds which seat, or the name of a holder's key.
const fn may_change(act_type: ActType) -> bool {
    matches!(
        act_type,
        ActType::CharterGenesis
            | ActType::CharterAmended
            | ActType::Tick
            | ActType::EnrolWithdrawn
            | ActType::KeyRotated
            | ActType::KeyRecovered
            | ActType::ElectionArchived
            | ActType::LotOpened
            | ActType::SeatAccepted
            | ActType::SeatDeclined
            | ActType::SeatResigned
    )
}

#[cfg(test)]
mod tests {
    use kenes_core::testing::{CHARTER, World};

    use super::*;

    /// Every act that changes the table is of a type that is looked at.
    #[test]
    fn no_change_of_the_table_is_missed() {
        let mut world = World::new(CHARTER);
        world.join(3..12);
        world.days(31);
        let call = world.call(1);
        world.elect(call, &[3, 4, 5], |world| world.rankings(call, &[(3, &[3, 4]), (2, &[4, 5]), (1, &[5])]));
        world.accept_all(call);
        world.resign(1, 0, 3);
        world.resign(1, 0, 4);
        world.accept_all(call);
        world.tick();
        let acts = world.acts();
        let mut council = Council::open(&acts[0], &world.evidence).unwrap();
        let mut tables = Tables::default();
        tables.note(1, ActType::CharterGenesis, &council);
        for (size, act) in (2..).zip(&acts[1..]) {
            council.apply(act, &world.evidence);
            tables.note(size, act.act_type(), &council);
            assert_eq!(tables.0.last().unwrap().1, council.seats_hash(), "{}", act.act_type().name());
        }
        assert!(tables.0.len() > 3);
    }
}
