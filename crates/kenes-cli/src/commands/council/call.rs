//! `kenes council call`.

use clap::ValueEnum;
use kenes_core::{Command, Duration, MemberId, Occasion, Refusal, Subject, Time, Wanted};
use kenes_record::act::{ActId, SignerName};
use kenes_record::blob::Media;
use kenes_verify::questions_document;
use serde_json::json;

use super::CouncilError;
use super::desk::{Desk, Place, read_time};
use super::signing::Signing;
use super::which;
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// What an election is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Purpose {
    /// All seats of a body that are due
    Seats,
    /// Vacant seats, for the rest of their term
    ByElection,
    /// A motion that the body adopted, or a petition that enough endorsed
    Motion,
    /// An exercise: it gives nothing
    Trial,
}

/// Calls an election (any member)
///
/// Any member may call what the charter makes due: nobody can keep an election from being held. The roll is frozen now. Without
/// dates the earliest are taken that the charter allows: nominations end a day before the vote opens. Registrars and trustees are
/// those who hold the seats of the charter's registrars' body, where there are as many as the charter wants.
///
/// With --json: act, leaf, election, seats, eligible, nominations, opens, closes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The body, from 0
    #[arg(long, value_name = "N", default_value_t = 0)]
    body: u16,
    /// What for
    #[arg(long = "for", value_enum, default_value = "seats")]
    purpose: Purpose,
    /// The motion or the petition that the members vote on: the first digits of its id
    #[arg(long, value_name = "ID")]
    motion: Option<String>,
    /// The title of the election; without it that of the council and the body
    #[arg(long)]
    name: Option<String>,
    /// The question on the ballot paper
    #[arg(long, default_value = "Whom do you elect?")]
    question: String,
    /// A longer text
    #[arg(long, default_value = "")]
    description: String,
    /// Until when candidates come forward
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    nominations: Option<Time>,
    /// When the vote opens
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    opens: Option<Time>,
    /// When the vote closes
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    closes: Option<Time>,
    /// Who certifies the list of credentials; may be repeated
    #[arg(long = "registrar", value_name = "MEMBER")]
    registrars: Vec<String>,
    /// Who holds a share of the key; may be repeated
    #[arg(long = "trustee", value_name = "MEMBER")]
    trustees: Vec<String>,
    /// All registrars and trustees sign too, with --by or with --out: such a call takes the place of one that they did not
    #[arg(long)]
    backed: bool,
    /// It is known that a result of so few may show how people voted
    #[arg(long)]
    small: bool,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Calls it.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let wanted = self.wanted(desk)?;
            let command = desk.council().call_for(&wanted).map_err(|refusal| CouncilError::Refused { refusal })?;
            self.check_small(&command)?;
            let done = self.signing.carry_out(desk, &command)?;
            let short = Desk::short(&done.id());
            let (seats, eligible) = numbers(&command);
            let shown = |time: Time| kenes_text::time::minute(time.seconds());
            let exact = |time: Time| kenes_text::time::rfc3339(time.seconds());
            let text = format!(
                "election {short}: {seats} seats, {eligible} may vote\nnominations until {}\nvote from {} to {}",
                shown(wanted.nominations), shown(wanted.opens), shown(wanted.closes)
            );
            let json = json!({
                "election": done.id().to_hex(), "seats": seats, "eligible": eligible,
                "nominations": exact(wanted.nominations), "opens": exact(wanted.opens), "closes": exact(wanted.closes),
            });
            say("Next: candidates stand (`kenes council stand`).");
            done.tell(output, &json, &text)
        })
    }

    fn wanted(&self, desk: &Desk) -> Result<Wanted> {
        let now = desk.council().now().ok_or(CouncilError::Refused { refusal: Refusal::NoTime })?;
        let (occasion, motion) = self.occasion(desk)?;
        let elections = desk.council().charter().elections;
        let notice = match occasion {
            Occasion::Charter => desk.council().charter().motions.charter_days.max(elections.notice_days),
            Occasion::Seats
            | Occasion::Office
            | Occasion::ByElection
            | Occasion::Referendum
            | Occasion::Trial => elections.notice_days,
        };
        let opens = self.opens.unwrap_or_else(|| minute_after(now.plus(Duration::days(notice))));
        let name = match &self.name {
            Some(name) => name.clone(),
            None => format!(
                "{}: {}",
                desk.text("name")?.unwrap_or_else(|| "Council".into()),
                desk.body(self.body)?
            ),
        };
        let questions = questions_document(&name, &self.description, &self.question);
        Ok(Wanted {
            body: self.body,
            occasion,
            motion,
            backed: self.backed,
            nominations: self.nominations.unwrap_or_else(|| opens.minus(Duration::days(1))),
            opens,
            closes: self.closes.unwrap_or_else(|| opens.plus(Duration::hours(elections.open_hours))),
            questions: desk.put(&questions, Media::Json)?,
            registrars: self.named(desk, &self.registrars, registrars)?,
            trustees: self.named(desk, &self.trustees, trustees)?,
        })
    }

    fn occasion(&self, desk: &Desk) -> Result<(Occasion, Option<ActId>)> {
        Ok(match self.purpose {
            Purpose::ByElection => (Occasion::ByElection, None),
            Purpose::Trial => (Occasion::Trial, None),
            Purpose::Motion => {
                let digits = self.motion.as_deref();
                let petitions = desk.council().petitions().filter(|(_, petition)| petition.is_reached());
                let causes =
                    desk.council().motions().map(|(act, _)| *act).chain(petitions.map(|(act, _)| *act));
                let motion = which::act(causes, digits, "motion or petition")?;
                let subject = desk
                    .council()
                    .motions()
                    .find(|(act, _)| **act == motion)
                    .map(|(_, motion)| motion.subject);
                let is_charter = subject == Some(Subject::Charter);
                (if is_charter { Occasion::Charter } else { Occasion::Referendum }, Some(motion))
            }
            Purpose::Seats => {
                let seats = desk.council().charter().body(self.body).map_or(0, |body| body.seats);
                (if seats == 1 { Occasion::Office } else { Occasion::Seats }, None)
            }
        })
    }

    fn named(
        &self,
        desk: &Desk,
        given: &[String],
        usual: fn(&Desk) -> Vec<MemberId>,
    ) -> Result<Vec<SignerName>> {
        let members = if given.is_empty() {
            usual(desk)
        } else {
            given.iter().map(|text| desk.member(text)).collect::<Result<_>>()?
        };
        if members.is_empty() {
            return Err(CliError::Usage {
                needs: "too few hold the seats of registrars: say --registrar and --trustee",
            });
        }
        Ok(members.into_iter().filter_map(|member| desk.key_of(member)).collect())
    }

    fn check_small(&self, command: &Command) -> Result<()> {
        let is_small = matches!(command, Command::CallElection { small: 1, .. });
        if is_small && !self.small {
            return Err(CouncilError::Refused { refusal: Refusal::Small }.into());
        }
        Ok(())
    }
}

fn numbers(command: &Command) -> (u64, u64) {
    if let Command::CallElection { seats, eligible, .. } = command { (*seats, *eligible) } else { (0, 0) }
}

/// The first full minute not before a time: acts have no seconds.
pub fn minute_after(time: Time) -> Time {
    Time::from_seconds(time.seconds().div_ceil(60).saturating_mul(60))
}

/// Who holds the seats of the registrars' body, where they are enough.
fn registrars(desk: &Desk) -> Vec<MemberId> {
    let holders = holders(desk, desk.council().charter().entry.body);
    let least = desk.council().charter().elections.registrars;
    if u64::try_from(holders.len()).is_ok_and(|count| count >= least) { holders } else { Vec::new() }
}

/// As many as the charter wants: registrars first, then holders of other seats.
fn trustees(desk: &Desk) -> Vec<MemberId> {
    let charter = desk.council().charter();
    let entry = charter.entry.body;
    let bodies = (0..u16::try_from(charter.bodies.len()).unwrap_or(u16::MAX)).filter(|body| *body != entry);
    let mut found: Vec<MemberId> = Vec::new();
    for member in [entry].into_iter().chain(bodies).flat_map(|body| holders(desk, body)) {
        if !found.contains(&member) {
            found.push(member);
        }
    }
    let wanted = usize::try_from(charter.elections.trustees).unwrap_or(usize::MAX);
    if found.len() < wanted {
        return Vec::new();
    }
    found.truncate(wanted);
    found
}

/// Who holds the seats of a body, each once.
pub fn holders(desk: &Desk, body: u16) -> Vec<MemberId> {
    let mut found = Vec::new();
    for (name, seat) in desk.council().seats() {
        let holder = seat.holder.as_ref().filter(|_| name.body == body).map(|holder| holder.member);
        found.extend(holder.filter(|holder| !found.contains(holder)));
    }
    found
}
