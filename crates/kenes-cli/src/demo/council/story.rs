//! The story up to the elections: the founding, and who joins.

use std::path::PathBuf;

use kenes_core::{MemberId, SeatName};

use super::people::{NEIGHBOURHOOD, WORKPLACE};
use super::scene::Scene;
use crate::demo::folder::Folder;
use crate::demo::teller::Teller;
use crate::error::Result;

/// The rules of the council: two bodies of delegates and the registrars.
const CHARTER: &str = include_str!("charter.json");

/// How many founders there are.
const FOUNDERS: usize = 3;

/// The body of the workplace's delegates, that of the neighbourhood's, and the registrars.
pub const BODIES: [&str; 3] = ["workplace council", "neighbourhood council", "registrars"];

/// The story, and what everybody may know of it.
pub struct Story {
    pub(super) teller: Teller,
    pub(super) folder: Folder,
    pub(super) scene: Scene,
}

impl Story {
    /// Makes the folder, and three people found a council.
    pub fn begin(dir: Option<PathBuf>, quiet: bool) -> Result<Self> {
        let folder = Folder::make(dir)?;
        let mut teller = Teller::new(quiet);
        teller.tell(format_args!(
            "A workplace and its neighbourhood elect their councils, from the first day to a vacancy filled. The cryptography \
             is real; eighty days pass in a minute or so, and in the end an outsider checks everything, and somebody cheats. All files go to {}.",
            folder.root().display()
        ))?;
        teller.tell(
            "One program plays every role, so that you can watch. In life each person has a key on a device of their own; README.txt \
             in that folder says who would hold what.",
        )?;
        teller.chapter("Three people found a council")?;
        let founders: Vec<&str> = WORKPLACE.into_iter().take(FOUNDERS).collect();
        let scene = Scene::found(&folder, CHARTER, &founders)?;
        teller.tell(format_args!(
            "{} write down the rules: who elects whom, for how long, how votes are counted, how one joins and leaves. \
             All three sign. Their signed text is the first act of a public record, and the name of the council follows from it: {}. \
             Nobody can change these rules but by the procedure that they contain.",
            founders.join(", "),
            scene.council().log()
        ))?;
        teller.tell(
            "From now on everything that anybody does is an act in that record: signed by whoever does it, and added at the end. There is \
             no act that gives a seat. Who holds one is computed from the record, by anybody, and comes out the same everywhere. \
             Until the first election the founders hold seats, for ninety days at most.",
        )?;
        Ok(Self { teller, folder, scene })
    }

    /// Everybody else joins.
    pub fn enrol(&mut self) -> Result<()> {
        self.teller.chapter("Members join")?;
        let workers = WORKPLACE.into_iter().skip(FOUNDERS).map(|name| (name, 0));
        let newcomers: Vec<(&str, u16)> =
            workers.chain(NEIGHBOURHOOD.into_iter().map(|name| (name, 1))).collect();
        self.scene.days(1)?;
        let bar = self.teller.bar("Enrolling", "people", newcomers.len());
        for (done, (name, constituency)) in (1..).zip(&newcomers) {
            self.scene.join(name, *constituency)?;
            bar.at(done);
        }
        drop(bar);
        self.teller.tell(format_args!(
            "Two registrars enrol {} people. The record shows a sealed number for each and no name: names lie in a store of their own, from \
             which a person can be erased while everything still adds up. Each person's device then makes a key and introduces \
             it. A new member's vote counts after thirty days, so that nobody can bring in a crowd the day before an election. \
             There are {} members now.",
            newcomers.len(),
            self.scene.council().roll()
        ))
    }

    /// The name of a member, which the record does not know.
    pub(super) fn name(&self, member: MemberId) -> &str {
        self.scene.name(member)
    }

    /// Shows who holds the seats of a body.
    pub(super) fn tell_seats(&self, body: u16) -> Result<()> {
        for (SeatName { body: of, seat }, found) in self.scene.council().seats() {
            if of != body {
                continue;
            }
            let holder = found.holder.as_ref().map_or("(vacant)", |holder| self.name(holder.member));
            self.teller.line(format_args!("    seat {seat}   {holder}"))?;
        }
        Ok(())
    }
}
