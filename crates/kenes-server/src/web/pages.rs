//! One file for each screen.

pub mod assets;
pub mod ballot;
pub mod call;
pub mod cast;
pub mod check;
pub mod clock;
pub mod codes;
pub mod election;
pub mod elections;
pub mod enter;
pub mod example;
pub mod front;
pub mod guard;
pub mod join;
pub mod lost;
pub mod me;
pub mod members;
pub mod office;
pub mod outbox;
pub mod practice;
pub mod record;
pub mod result;
pub mod seat;
pub mod sign;
pub mod slips;
pub mod vote;
