//! The call of an election, from what its caller chooses: the rest is what the charter and the roll say at this time.

use alloc::vec::Vec;

use kenes_record::act::{ActId, SignerName};
use kenes_record::blob::BlobReference;

use super::command::{Aim, Command, Text};
use crate::charter::Body;
use crate::council::Council;
use crate::election::Rule;
use crate::refusal::Refusal;
use crate::seat::SeatName;
use crate::time::Time;

/// What an election is called for, as an act says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The seats of a body of several.
    Seats,
    /// The seat of a body of one.
    Office,
    /// Vacant seats, for the rest of the term.
    ByElection,
    /// A vote of the members on a motion.
    Referendum,
    /// A vote of the members on a change of the charter.
    Charter,
    /// An exercise.
    Trial,
}

/// What the caller of an election chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The body.
    pub body: u16,
    /// The occasion.
    pub occasion: Occasion,
    /// The motion, or the petition, that is voted on; none for persons.
    pub motion: Option<ActId>,
    /// Whether all registrars and trustees are to sign: such a call takes the seats of others that are not.
    pub backed: bool,
    /// Until when candidates come forward.
    pub nominations: Time,
    /// When the vote opens.
    pub opens: Time,
    /// When it closes.
    pub closes: Time,
    /// The questions, a document.
    pub questions: BlobReference,
    /// Who certifies the list of credentials, by their keys in force.
    pub registrars: Vec<SignerName>,
    /// Who holds a share of the key.
    pub trustees: Vec<SignerName>,
}

impl Occasion {
    /// Its word in a call.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seats => "seats",
            Self::Office => "office",
            Self::ByElection => "by_election",
            Self::Referendum => "referendum",
            Self::Charter => "charter",
            Self::Trial => "trial",
        }
    }

    /// How its answers are counted.
    const fn rule(self, body: &Body) -> Rule {
        match self {
            Self::Seats | Self::Office | Self::ByElection | Self::Trial => Rule::Persons(body.counting),
            Self::Referendum | Self::Charter => Rule::YesNo,
        }
    }
}

impl Council {
    /// The seats of a body for which an election is due, and no other fills them yet.
    pub fn due_seats(&self, body: u16, now: Time) -> Vec<SeatName> {
        self.free(body, now, (false, false))
    }

    /// The call that somebody wants, as the charter and the roll have it at the last tick: all seats that are free for the
    /// occasion, the number of eligible and, where they are few, the acknowledgement that a result may show how people
    /// voted. Whoever asks for it should have told its signers so. [`Council::decide`] says whether the rules allow it.
    ///
    /// # Errors
    /// The record has no tick yet ([`Refusal::NoTime`]), or there is no such body ([`Refusal::Place`]).
    pub fn call_for(&self, wanted: &Wanted) -> Result<Command, Refusal> {
        let Wanted {
            body,
            occasion,
            motion,
            backed,
            nominations,
            opens,
            closes,
            questions,
            registrars,
            trustees,
        } = wanted;
        let now = self.time()?;
        let freeze = *self.last_tick().ok_or(Refusal::NoTime)?;
        let rules = self.charter.body(*body).ok_or(Refusal::Place)?;
        let roll = self.roll_at(now, rules.constituency, *occasion == Occasion::Charter);
        let displaces = *backed && self.are_ready(*body, registrars.iter().chain(trustees));
        let seats = match occasion {
            Occasion::Seats | Occasion::Office => self.free(*body, now, (false, displaces)).len(),
            Occasion::ByElection => self.free(*body, now, (true, displaces)).len(),
            Occasion::Referendum | Occasion::Charter | Occasion::Trial => 0,
        };
        Ok(Command::CallElection {
            backed: backed.then_some(1),
            body: *body,
            cause: motion.unwrap_or(self.genesis),
            closes: *closes,
            collectors: Vec::new(),
            constituency: rules.constituency,
            counting: occasion.rule(rules),
            eligible: u64::try_from(roll.len()).unwrap_or(u64::MAX),
            freeze,
            grace: 0,
            nominations: *nominations,
            opens: *opens,
            purpose: *occasion,
            questions: *questions,
            registrars: registrars.clone(),
            seats: u64::try_from(seats).unwrap_or(u64::MAX),
            small: u64::from(self.is_small(&roll)),
            threshold: self.charter.elections.threshold,
            trustees: trustees.clone(),
        })
    }

    /// The initiative that a member wants to open, at the roll of the last tick.
    ///
    /// # Errors
    /// The record has no tick yet ([`Refusal::NoTime`]).
    pub fn initiative_for(
        &self,
        body: u16,
        statement: Text,
        proposal: Option<BlobReference>,
    ) -> Result<Command, Refusal> {
        let freeze = *self.last_tick().ok_or(Refusal::NoTime)?;
        let (purpose, registrars, subject) = (Aim::Initiative, Vec::new(), self.genesis);
        Ok(Command::OpenPetition { body, freeze, proposal, purpose, registrars, statement, subject })
    }
}
