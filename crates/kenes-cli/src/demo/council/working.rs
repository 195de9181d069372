//! The council at work: a decision by name, and a vacancy that fills itself.

use kenes_core::{Command, Duration, Filling, Lot, SeatName, Topic, Vacancy, Vote};

use super::electing::{Held, LOT};
use super::story::Story;
use crate::demo::Surprise;
use crate::error::Result;

/// What the motion says.
const MOTION: &str = "The canteen is open to the whole neighbourhood on Saturdays.\n";

/// The seat whose holder resigns.
const LEAVING: SeatName = SeatName { body: 0, seat: 2 };

impl Story {
    /// The delegates of the workplace decide on a motion.
    pub fn decide(&mut self) -> Result<()> {
        self.teller.chapter("A decision, by name")?;
        self.scene.days(3)?;
        let mover = self.scene.holder(SeatName { body: 0, seat: 0 })?;
        let text = self.scene.text(MOTION)?;
        let filed = Command::FileMotion { body: 0, proposal: None, subject: Topic::Text, text };
        let motion = self.scene.act(&filed, &[mover])?;
        let closes = self.scene.now().plus(Duration::days(2));
        let opened = Command::OpenRollcall { closes, motion, order: Vec::new() };
        let rollcall = self.scene.act(&opened, &[mover])?;
        self.teller.tell(format_args!(
            "{} moves: \"{}\" Members vote in secret; delegates never do, for those who elected them must see what they do.",
            self.scene.name_of(mover),
            MOTION.trim()
        ))?;
        let votes = [Vote::For, Vote::For, Vote::Against, Vote::For, Vote::Abstain, Vote::For, Vote::Against];
        for (seat, vote) in (0..).zip(votes) {
            let holder = self.scene.holder(SeatName { body: 0, seat })?;
            self.scene.act(&Command::Vote { rollcall, seat, vote }, &[holder])?;
            let word = match vote {
                Vote::For => "for",
                Vote::Against => "against",
                Vote::Abstain => "abstains",
            };
            self.teller.line(format_args!("    {:<28} {word}", self.scene.name_of(holder)))?;
        }
        self.scene.act(&Command::CloseRollcall { rollcall }, &[mover])?;
        self.scene.act(&Command::StateResolution { decision: rollcall, motion }, &[mover])?;
        self.teller.tell("Four for, two against: adopted. Abstentions do not count, and half of the seats had to take part.")
    }

    /// A delegate resigns, and the ballots say who comes next.
    pub fn resign(&mut self, held: &[Held]) -> Result<()> {
        self.teller.chapter("A delegate resigns")?;
        self.scene.days(10)?;
        let leaving = self.scene.holder(LEAVING)?;
        self.scene.act(&Command::Resign { body: LEAVING.body, seat: LEAVING.seat }, &[leaving])?;
        let held = held.first().ok_or(Surprise::NotCounted)?;
        let waits = |vacancy: &Vacancy| vacancy.filled == Filling::Waiting;
        if self.scene.election(&held.call)?.vacancies.iter().any(waits) {
            self.teller.tell(format_args!("The count of the vacancy comes to a tie. {}", LOT))?;
            self.scene.open_lot(held.call, Lot::Countback, &held.poll, 2)?;
        }
        self.scene.accept_seats(LEAVING.body)?;
        let next = self.scene.holder(LEAVING)?;
        self.teller.tell(format_args!(
            "{} leaves. Nobody appoints a successor: the ballots that elected {} are counted again without the name, among those who were not \
             elected, and find {}, who accepts. The same ballots, the same rule, the same answer for everybody who counts.",
            self.scene.name_of(leaving),
            self.scene.name_of(leaving),
            self.scene.name_of(next)
        ))
    }

    /// The story comes to the present.
    pub fn end_in_the_present(&mut self) -> Result<()> {
        self.scene.today()?;
        self.tell_seats(LEAVING.body)
    }
}
