//! The hash of a state, by which two programs find out whether they folded to the same council, and the table of seats.
//!
//! The state is hashed in one encoding: numbers in 8 bytes, the highest first; hashes and keys in their bytes; a list, a set or
//! a map as its length and its items in order; what may be absent as 0, or as 1 and the value; a variant as its number and
//! its fields. Every field of every type is taken apart here, so that none is forgotten. `docs/spec/seats.md` describes the
//! table.

mod election;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::act::{ActId, Fingerprint, LogId, PublicKey};
use kenes_record::blob::{BlobReference, Commitment};
use kenes_record::{Hash, Hasher};

use crate::blob::{Blobs, Naming};
use crate::charter::Share;
use crate::council::{Council, RulesVersion};
use crate::large::LargeSet;
use crate::member::{Custody, Introduction, Member, MemberId, MemberKey, Recovery, RecoveryState, Standing};
use crate::motion::{Majority, Motion, Rollcall, Subject, Vote};
use crate::petition::Petition;
use crate::seat::{Elect, End, Gained, Holder, Past, Seat, SeatName};
use crate::time::{Clock, Duration, Time};

/// What a hash of a state begins with.
const STATE: &[u8] = b"kenes/state/v1";

/// The first line of a table of seats.
const SEATS: &str = "kenes/seats/v1";

impl Council {
    /// The hash of the whole state: SHA-256(`kenes/state/v1` ‖ its encoding).
    pub fn state_hash(&self) -> Hash {
        let mut out = Hasher::new();
        out.update(STATE);
        self.encode(&mut out);
        out.finish()
    }

    /// The hash of the table of seats, as ticks name it.
    pub fn seats_hash(&self) -> Hash {
        Hash::of(self.seat_table().as_bytes())
    }

    /// Who holds which seat: a line for each seat, as `docs/spec/seats.md` describes it.
    pub fn seat_table(&self) -> String {
        let mut table = format!("{SEATS}\n");
        for (name, seat) in self.seats() {
            table.push_str(&format!("{} {} ", name.body, name.seat));
            match &seat.holder {
                Some(holder) => self.write_holder(holder, &mut table),
                None => table.push('-'),
            }
            table.push('\n');
        }
        table
    }

    fn write_holder(&self, holder: &Holder, table: &mut String) {
        let Holder { member, since, until, gained, accepted: _ } = holder;
        // Whoever holds a seat is on the roll and has a key.
        let key = self.member(*member).and_then(Member::name);
        let key = key.map(|key| format!("{key}")).unwrap_or_default();
        table.push_str(&format!("{key} {since} {until} "));
        table.push_str(&match gained {
            Gained::Founding => String::from("founding"),
            Gained::Election(call) => format!("election {call}"),
            Gained::Countback(call, number) => format!("countback {call} {number}"),
        });
    }
}

/// A value with one encoding.
trait Encode {
    fn encode(&self, out: &mut Hasher);
}

/// Encodes the fields of a type in this order.
macro_rules! fields {
    ($($type:ident { $($field:ident,)+ })+) => {
        $(impl Encode for $type {
            fn encode(&self, out: &mut Hasher) {
                let Self { $($field,)+ } = self;
                $($field.encode(out);)+
            }
        })+
    };
}

/// Encodes the variants of a type by these numbers.
macro_rules! variants {
    ($($type:ident { $($number:literal $variant:ident $(($($field:ident),+))?,)+ })+) => {
        $(impl Encode for $type {
            fn encode(&self, out: &mut Hasher) {
                match self {
                    $(Self::$variant $(($($field),+))? => {
                        out.update(&[$number]);
                        $($($field.encode(out);)+)?
                    })+
                }
            }
        })+
    };
}

use {fields, variants};

impl Encode for Council {
    fn encode(&self, out: &mut Hasher) {
        // The charter and the witnesses follow from the digests of their documents.
        let Self {
            log,
            genesis,
            rules,
            charter: _,
            charter_digest,
            policy,
            witnesses: _,
            servers,
            server_counter,
            founded,
            now,
            clock,
            tick_size,
            ids,
            blobs,
            withdrawn,
            members,
            keys,
            used_keys,
            enrolments,
            commitments,
            tokens,
            places,
            recoveries,
            roll_sizes,
            seats,
            elections,
            default_since,
            unready,
            motions,
            petitions,
            petitioners,
            rollcalls,
            ticks,
        } = self;
        all(out, &[log, genesis, rules, charter_digest, policy, servers, server_counter]);
        all(out, &[founded, now, clock, tick_size, ids, blobs, withdrawn]);
        all(
            out,
            &[members, keys, used_keys, enrolments, commitments, tokens, places, recoveries, roll_sizes],
        );
        all(
            out,
            &[seats, elections, default_since, unready, motions, petitions, petitioners, rollcalls, ticks],
        );
    }
}

fn all(out: &mut Hasher, values: &[&dyn Encode]) {
    values.iter().for_each(|value| value.encode(out));
}

fields! {
    Blobs { texts, documents, }
    Naming { act, authors, }
    Member { joined_by, introduction, constituency, enrolled, votes_from, key, standing, counter, }
    Introduction { commitment, token, }
    MemberKey { key, next, custody, }
    Recovery { member, key, next, opened, due, state, }
    SeatName { body, seat, }
    Seat { holder, elected, next, term_ends, past, }
    Holder { member, since, until, gained, accepted, }
    Elect { member, gained, until, answer_by, }
    Past { holder, ended, end, }
    Motion { body, subject, proposal, movers, filed, withdrawn, rollcall, decided, stated, carried_out, }
    Petition { body, proposal, freeze, eligible, percent, opened, endorsed, stated, }
    Rollcall { opened_by, closes, seats, quorum_percent, majority, votes, closed, }
    Share { part, whole, }
}

variants! {
    RulesVersion { 1 V1, }
    Clock { 0 Witnesses(count), 1 Server, 2 ServerAct, }
    Custody { 0 Own, 1 Custodial, }
    Standing { 0 Enrolled, 1 Left(since), }
    RecoveryState { 0 Open, 1 Vetoed, 2 Done, }
    Gained { 0 Founding, 1 Election(call), 2 Countback(call, number), }
    End { 0 Term, 1 Resigned, 2 Left, 3 FirstSeating, }
    Subject { 0 Text, 1 Charter, 2 Rules, 3 Policy, 4 Other, }
    Majority { 0 OfVotes, 1 OfSeats(share), }
    Vote { 0 For, 1 Against, 2 Abstain, }
}

impl Encode for u64 {
    fn encode(&self, out: &mut Hasher) {
        out.update(&self.to_be_bytes());
    }
}

impl Encode for u32 {
    fn encode(&self, out: &mut Hasher) {
        u64::from(*self).encode(out);
    }
}

impl Encode for u16 {
    fn encode(&self, out: &mut Hasher) {
        u64::from(*self).encode(out);
    }
}

impl Encode for usize {
    fn encode(&self, out: &mut Hasher) {
        u64::try_from(*self).unwrap_or(u64::MAX).encode(out);
    }
}

impl Encode for bool {
    fn encode(&self, out: &mut Hasher) {
        out.update(&[u8::from(*self)]);
    }
}

impl Encode for u8 {
    fn encode(&self, out: &mut Hasher) {
        out.update(&[*self]);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, out: &mut Hasher) {
        self.is_some().encode(out);
        self.iter().for_each(|value| value.encode(out));
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, out: &mut Hasher) {
        self.len().encode(out);
        self.iter().for_each(|item| item.encode(out));
    }
}

impl<T: Encode> Encode for BTreeSet<T> {
    fn encode(&self, out: &mut Hasher) {
        self.len().encode(out);
        self.iter().for_each(|item| item.encode(out));
    }
}

impl<T: Encode + Copy + Ord> Encode for LargeSet<T> {
    fn encode(&self, out: &mut Hasher) {
        self.len().encode(out);
        self.iter().for_each(|item| item.encode(out));
    }
}

impl<K: Encode, V: Encode> Encode for BTreeMap<K, V> {
    fn encode(&self, out: &mut Hasher) {
        self.len().encode(out);
        for (key, value) in self {
            key.encode(out);
            value.encode(out);
        }
    }
}

impl<A: Encode, B: Encode> Encode for (A, B) {
    fn encode(&self, out: &mut Hasher) {
        self.0.encode(out);
        self.1.encode(out);
    }
}

/// Encodes what has bytes of a fixed length.
macro_rules! bytes {
    ($($type:ident: $value:ident => $bytes:expr;)+) => {
        $(impl Encode for $type {
            fn encode(&self, out: &mut Hasher) {
                let $value = self;
                out.update($bytes);
            }
        })+
    };
}

bytes! {
    Hash: hash => hash.as_bytes();
    ActId: id => id.hash().as_bytes();
    Commitment: commitment => commitment.hash().as_bytes();
    PublicKey: key => key.as_bytes();
    Fingerprint: print => print.as_bytes();
    LogId: log => log.as_str().as_bytes();
    Time: time => &time.seconds().to_be_bytes();
    Duration: duration => &duration.seconds().to_be_bytes();
    MemberId: member => &u64::from(member.number()).to_be_bytes();
    // Length and kind follow from the field and the digest.
    BlobReference: blob => blob.digest().as_bytes();
}

#[cfg(test)]
mod tests {
    use std::string::ToString as _;

    use super::*;
    use crate::testing::{CHARTER, World};

    #[test]
    fn the_table_has_a_line_for_each_seat() {
        let world = World::new(CHARTER);
        let table = world.council.seat_table();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!((lines.len(), lines[0], lines[4]), (10, "kenes/seats/v1", "0 3 -"));
        let since = world.council.now().unwrap().to_string();
        let until = (world.now + 90 * 86_400).to_string();
        assert_eq!(lines[8], format!("1 0 {} {since} {until} founding", world.name(0)));
        assert_eq!(world.council.seats_hash(), Hash::of(table.as_bytes()));
    }

    #[test]
    fn the_hash_follows_every_change_of_the_state() {
        let mut world = World::new(CHARTER);
        let first = world.council.state_hash();
        assert_eq!(world.clone().council.state_hash(), first);
        let mut hashes = BTreeSet::from([first]);
        world.join(3..6);
        hashes.insert(world.council.state_hash());
        let seats = world.council.seats_hash();
        world.tick();
        hashes.insert(world.council.state_hash());
        assert_eq!((hashes.len(), world.council.seats_hash()), (3, seats));
    }
}
