//! The elections: from the call to the seats.

use kenes_belenios::PlainAnswer;
use kenes_belenios::election::Template;
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_core::{Counting, Duration, Election, Lot, Phase, Rule};
use kenes_record::act::ActId;

use super::people::Chance;
use super::poll::Poll;
use super::scene::Scene;
use super::story::{BODIES, Story};
use crate::demo::Surprise;
use crate::demo::voting::Voter;
use crate::error::Result;

/// An election of the story.
pub struct Held {
    pub call: ActId,
    pub body: u16,
    pub poll: Poll,
}

/// What an election of the story is like.
pub struct Plan {
    pub body: u16,
    /// The name of its folder.
    pub folder: &'static str,
    /// The people who stand, by their numbers.
    pub candidates: &'static [usize],
    /// The first voter and the number of voters who go to the polls.
    pub seed: u64,
}

/// The workplace elects seven delegates by ranking, the neighbourhood three by approval.
pub const PLANS: [Plan; 2] = [
    Plan {
        body: 0,
        folder: "workplace-election",
        candidates: &[0, 3, 5, 8, 11, 14, 18, 21, 25, 29, 33],
        seed: 7,
    },
    Plan { body: 1, folder: "neighbourhood-election", candidates: &[38, 41, 44, 50, 57], seed: 11 },
];

/// What is told of a lot.
pub const LOT: &str = "Earlier rounds do not settle it, so two trustees open the lot of this election: a number that follows from its key and \
    its last ballot. Nobody could know it before the vote ended, nobody can bias it, and anybody can check it.";

/// How long each vote is open.
const OPEN: Duration = Duration::days(3);

/// The three trustees, by their numbers: none of them stands.
const TRUSTEES: [usize; 3] = [1, 2, 4];

impl Story {
    /// Two elections are called, held and counted.
    pub fn elect(&mut self) -> Result<Vec<Held>> {
        self.scene.days(32)?;
        let calls = self.call()?;
        self.stand(&calls)?;
        let held = self.prepare(&calls)?;
        self.vote(&held)?;
        self.count(&held)?;
        Ok(held)
    }

    fn call(&mut self) -> Result<Vec<ActId>> {
        self.teller.chapter("Two elections are called")?;
        let mut calls = Vec::new();
        for plan in &PLANS {
            calls.push(self.scene.call(plan.body, &TRUSTEES, OPEN)?);
        }
        for call in &calls {
            let election = self.scene.election(call)?;
            self.teller.tell(format_args!(
                "The {}: {} seats, {} members may vote. The roll is frozen as it stands: who joins now does not vote in it.",
                name_of(election.body),
                election.seats.len(),
                election.eligible.len()
            ))?;
        }
        self.teller.tell(
            "Any member may file a call that the rules make due: nobody can keep an election from being held. The call names \
             when people may stand, when the vote is open, two registrars who certify who may vote, and three trustees.",
        )?;
        Ok(calls)
    }

    fn stand(&mut self, calls: &[ActId]) -> Result<()> {
        self.scene.days(2)?;
        for (plan, call) in PLANS.iter().zip(calls) {
            for person in plan.candidates {
                self.scene.stand(*person, *call)?;
            }
        }
        self.teller.tell(format_args!(
            "{} people stand for the one council and {} for the other, each by an act signed on their own device. The order of the ballot \
             paper follows from the record by calculation.",
            PLANS[0].candidates.len(),
            PLANS[1].candidates.len()
        ))
    }

    /// Keys, credentials, rehearsal: everything is fixed before anybody votes.
    fn prepare(&mut self, calls: &[ActId]) -> Result<Vec<Held>> {
        self.teller.chapter("Everything is fixed before anybody votes")?;
        let nominations = self.first(calls.first())?.nominations;
        self.scene.tick(nominations)?;
        let mut held = Vec::new();
        for (plan, call) in PLANS.iter().zip(calls) {
            let election = self.scene.election(call)?;
            let (template, voters) = (template(&self.scene, election)?, election.eligible.len());
            self.teller.step(format_args!(
                "{}: three trustees make a key, registrars make voting codes",
                plan.folder
            ));
            let poll = Poll::prepare(self.folder.part(plan.folder)?, template, voters, &self.teller)?;
            poll.set_up()?;
            self.scene.set_up(*call, &poll)?;
            self.teller.step(format_args!("{}: the trustees rehearse", plan.folder));
            let [archive, bound] = poll.rehearse()?;
            self.scene.rehearse(*call, [&archive, &bound], &TRUSTEES)?;
            held.push(Held { call: *call, body: plan.body, poll });
        }
        self.teller.tell(
            "For each election three trustees make a key together, of which any two hold enough and none has all. The registrars certify the list of \
             voting codes, which cannot be longer than the roll. Then every trustee reads the saved key again and all decrypt a \
             test ballot together: a key that is lost is found out now, not after the vote.",
        )?;
        Ok(held)
    }

    /// Everybody votes who wants to.
    fn vote(&mut self, held: &[Held]) -> Result<()> {
        self.teller.chapter("The vote")?;
        let opens = self.first(held.first().map(|held| &held.call))?.opens;
        self.scene.tick(opens)?;
        let mut cast = 0_usize;
        for (plan, held) in PLANS.iter().zip(held) {
            let election = self.scene.election(&held.call)?;
            let answers = answers(election, plan.seed);
            let voters: Vec<Voter<'_>> = held.poll.credentials().iter().zip(answers).collect();
            held.poll.cast(&voters, &self.teller)?;
            self.scene.accept_ballots(held.call, &held.poll)?;
            cast = cast.saturating_add(voters.len());
        }
        self.teller.tell(format_args!(
            "{cast} ballots are sealed on the voters' devices, checked without being opened, and taken. For each the server signs an act in the \
             record: a ballot that was taken cannot vanish again. Nobody's name is on it."
        ))
    }

    /// The vote ends, and the ballots are opened and counted.
    fn count(&mut self, held: &[Held]) -> Result<()> {
        self.teller.chapter("The count")?;
        let closes = self.first(held.first().map(|held| &held.call))?.closes;
        self.scene.tick(closes)?;
        for (plan, held) in PLANS.iter().zip(held) {
            self.teller.step(format_args!(
                "{}: closed, shuffled and decrypted by two of three trustees",
                plan.folder
            ));
            held.poll.close()?;
            self.scene.close(held.call, &held.poll)?;
            held.poll.finish()?;
            self.scene.archive(held.call, &held.poll, 1)?;
            if self.scene.election(&held.call)?.phase == Phase::NeedsLot {
                self.teller.tell(format_args!("The count comes to a tie. {LOT}"))?;
                self.scene.open_lot(held.call, Lot::First, &held.poll, 2)?;
            }
            let election = self.scene.election(&held.call)?;
            if election.phase != Phase::Counted {
                return Err(Surprise::NotCounted.into());
            }
            let names: Vec<&str> = self.scene.elected(election);
            self.teller.tell(format_args!("Elected to the {}: {}.", name_of(plan.body), names.join(", ")))?;
        }
        self.teller.tell(
            "Nobody declared that. A member filed the archive of each election; whoever reads the record audits it, counts \
             the ballots by the rule in the call, and finds these names. Now they are asked whether they accept.",
        )
    }

    fn first(&self, call: Option<&ActId>) -> Result<&Election> {
        self.scene.election(call.ok_or(Surprise::NotCounted)?)
    }

    /// Who was elected accepts.
    pub fn seat(&mut self, held: &[Held]) -> Result<()> {
        self.teller.chapter("The seats")?;
        self.scene.days(1)?;
        for held in held {
            self.scene.accept_seats(held.body)?;
        }
        self.scene.days(1)?;
        for held in held {
            self.teller.line(format_args!("\n  {}", name_of(held.body)))?;
            self.tell_seats(held.body)?;
        }
        self.teller.tell(
            "With the first delegate's yes the founders' time in these councils is over. Each term ends by itself after two years, whether or not \
             anybody says so.",
        )
    }
}

fn name_of(body: u16) -> &'static str {
    BODIES.get(usize::from(body)).copied().unwrap_or_default()
}

/// The questions of an election as the protocol asks them: each answer is a candidate's name and the mark of the candidacy.
fn template(scene: &Scene, election: &Election) -> Result<Template> {
    let [name, description, question] = texts(election.body);
    let names = election.ballot_paper().into_iter().map(|(_, member)| scene.name(member).to_owned());
    let answers: Vec<String> =
        names.zip(election.marks()).map(|(name, mark)| format!("{name} [{mark}]")).collect();
    let most = u64::try_from(answers.len()).unwrap_or(u64::MAX);
    let question = match election.rule {
        Rule::Persons(Counting::StvScottish) => {
            Question::NonHomomorphic(NonHomomorphic { answers, question, extra: None })
        }
        Rule::Persons(Counting::Approval | Counting::Plurality) | Rule::YesNo => {
            Question::Homomorphic(Homomorphic { answers, blank: None, min: 0, max: most, question })
        }
    };
    Ok(Template {
        description,
        name,
        questions: vec![question],
        administrator: Some("kenes demo".into()),
        credential_authority: Some("the registrars".into()),
    })
}

/// The name, the description and the question of the election of a body.
pub fn texts(body: u16) -> [String; 3] {
    let name = name_of(body);
    let question = if body != 1 {
        "Number the candidates in your order of preference: 1 for the first, 0 for those you do not want to number."
    } else {
        "Choose everybody whom you would like to see in the council."
    };
    [format!("Election of the {name}"), "A demonstration. Nothing is decided by it.".into(), question.into()]
}

/// What the voters want.
fn answers(election: &Election, seed: u64) -> Vec<Vec<PlainAnswer>> {
    let (mut chance, candidates) = (Chance::new(seed), election.ballot_paper().len());
    let answer = |chance: &mut Chance| match election.rule {
        Rule::Persons(Counting::StvScottish) => PlainAnswer::NonHomomorphic(chance.ranking(candidates)),
        Rule::Persons(Counting::Approval | Counting::Plurality) | Rule::YesNo => {
            PlainAnswer::Homomorphic(chance.approvals(candidates))
        }
    };
    // One in six does not vote.
    let voters = election.eligible.len().saturating_mul(5).checked_div(6).unwrap_or(0);
    (0..voters).map(|_| vec![answer(&mut chance)]).collect()
}
