//! What stands in sentences for members, bodies, seats and elections: numbers, or names that whoever shows them knows.

use kenes_core::{MemberId, SeatName};
use kenes_record::act::ActId;

use super::{call_text, seat_text};

/// What people are shown in place of the numbers of a record.
pub trait Names {
    /// An election.
    fn election(&self, call: &ActId) -> String;
    /// A body.
    fn body(&self, body: u16) -> String;
    /// A seat.
    fn seat(&self, seat: SeatName) -> String;
    /// A member.
    fn member(&self, member: MemberId) -> String;
}

/// The numbers of the record themselves.
#[derive(Clone, Copy, Debug)]
pub struct Numbers;

impl Names for Numbers {
    fn election(&self, call: &ActId) -> String {
        call_text(call)
    }

    fn body(&self, body: u16) -> String {
        body.to_string()
    }

    fn seat(&self, seat: SeatName) -> String {
        seat_text(seat)
    }

    fn member(&self, member: MemberId) -> String {
        member.number().to_string()
    }
}
