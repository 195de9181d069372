//! What comes next in a council: a step each, with who does it, by which command, and from when.

use kenes_belenios::archive::{Form, Stage};
use kenes_core::{Council, Duration, Election, Member, Phase, Time, Verdict};

use super::call::holders;
use super::desk::Desk;
use crate::board::Published;
use crate::error::Result;

/// A step that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Of which election, or of what else.
    pub of: String,
    /// Who.
    pub who: String,
    /// What, as a sentence.
    pub what: String,
    /// The command; none where somebody only waits.
    pub command: Option<String>,
    /// From when; none for now.
    pub from: Option<Time>,
    /// Until when at the latest.
    pub until: Option<Time>,
}

impl Step {
    fn new(of: &str, who: &str, what: &str, command: &str) -> Self {
        let command = Some(command.to_owned());
        Self { of: of.into(), who: who.into(), what: what.into(), command, from: None, until: None }
    }

    fn from(mut self, from: Time) -> Self {
        self.from = Some(from);
        self
    }

    fn until(mut self, until: Time) -> Self {
        self.until = Some(until);
        self
    }
}

/// Everything that comes next.
pub fn steps(desk: &Desk) -> Result<Vec<Step>> {
    let council = desk.council();
    let Some(now) = council.now() else {
        return Ok(vec![Step::new(
            "the council",
            "the server",
            "tell the record what time it is",
            "kenes council tick",
        )]);
    };
    let mut steps = Vec::new();
    for election in council.elections() {
        of_election(desk, election, now, &mut steps)?;
    }
    of_seats(desk, now, &mut steps)?;
    of_motions(council, now, &mut steps);
    let waits = |member: &Member| member.is_enrolled() && member.key.is_none();
    let waiting = council.members().filter(|(_, member)| waits(member)).count();
    if waiting > 0 {
        let what = format!(
            "introduce a key with the joining code, to sign in their own name ({waiting} have none yet; voting needs none)"
        );
        steps.push(Step::new("members", "each who was enrolled", &what, "kenes council bind NAME"));
    }
    Ok(steps)
}

/// What comes next in an election.
fn of_election(desk: &Desk, election: &Election, now: Time, steps: &mut Vec<Step>) -> Result<()> {
    let name = format!("election {}", Desk::short(&election.call));
    let option = format!("--election {}", Desk::short(&election.call));
    let step = |who: &str, what: &str, command: &str| Step::new(&name, who, what, command);
    match election.phase {
        Phase::Called if now < election.nominations && election.has_candidates() => {
            let command = format!("kenes council stand {option} --statement FILE --by KEY");
            steps.push(step("candidates", "stand", &command).until(election.nominations));
        }
        Phase::Called => {
            let paper = format!("kenes council paper {option} --template FILE");
            let what = "write the template; then `kenes election new`, `credentials`, `trustee`, `open`";
            steps.push(step("the secretary", what, &paper).until(election.opens));
            let setup = format!("kenes council setup UUID.bel {option} --by KEY");
            steps.push(step("the registrars", "certify the setup", &setup).until(election.opens));
        }
        Phase::Setup => {
            let command = format!("kenes council rehearse rehearsal-UUID.bel {option} --by KEY");
            let what = "rehearse with `kenes election trustee rehearse`, every one with the saved key";
            steps.push(step("the trustees", what, &command).until(election.opens));
        }
        Phase::Rehearsed if now < election.closes => {
            let command = format!("kenes council ballot {option} BALLOT");
            let what =
                "make ballots with `kenes election vote ARCHIVE --out BALLOT`; the server accepts them";
            steps.push(step("the voters", what, &command).from(election.opens).until(election.closes));
            steps.push(
                step("the server", "close the vote", &format!("kenes council close {option}"))
                    .from(election.closes),
            );
        }
        Phase::Rehearsed => {
            steps.push(step("the server", "close the vote", &format!("kenes council close {option}")));
        }
        Phase::Closed => steps.extend(after_close(desk, election, &name, &option)?),
        Phase::NeedsLot => {
            let what = "open the lot that the count waits for";
            let open = "kenes council lot open ARCHIVE --record WHERE --key KEY";
            steps.push(step("the trustees", what, open));
            let file = format!("kenes council lot file {option} SHARE…");
            steps.push(step("anyone", "file the trustees' shares", &file));
        }
        Phase::Counted | Phase::Void => {}
    }
    Ok(())
}

/// The steps from the close to the archive, by how far the archive on this machine is.
fn after_close(desk: &Desk, election: &Election, name: &str, option: &str) -> Result<Vec<Step>> {
    let latest = election.closes.plus(Duration::days(30));
    let file = Step::new(name, "anyone", "file the archive", &format!("kenes council archive {option}"))
        .until(latest);
    let Ok(path) = desk.board_path(&election.call) else { return Ok(vec![file]) };
    let published = Published::read(&path, Form::Strict)?;
    let shown = path.display();
    let ranked = matches!(election.asks(), kenes_core::Asked::Rankings);
    let step = |who: &str, what: &str, command: String| Step::new(name, who, what, &command).until(latest);
    let decrypt = || {
        let make = step(
            "the trustees",
            "decrypt in part",
            format!("kenes election trustee decrypt {shown} --key KEY"),
        );
        vec![
            make,
            step("the secretary", "add each part", format!("kenes election decrypt {shown} --from FILE")),
        ]
    };
    Ok(match published.stage() {
        Stage::Setup | Stage::Voting => vec![file],
        Stage::BallotsEnded => {
            vec![step("the secretary", "add the ballots up", format!("kenes election tally {shown}"))]
        }
        Stage::EncryptedTally | Stage::Shuffling if ranked && !published.summary.surveyed.ended_shuffles => {
            let what = "shuffle, two of them where there are several, then --end";
            vec![step("the shufflers", what, format!("kenes election shuffle {shown} --trustee N"))]
        }
        Stage::Result => vec![file],
        Stage::EncryptedTally | Stage::Shuffling | Stage::ShufflesEnded | Stage::Decrypting => {
            let mut steps = decrypt();
            steps.push(step(
                "the secretary",
                "work the result out",
                format!("kenes election result {shown}"),
            ));
            steps
        }
    })
}

/// Who was elected and has to answer; seats for which an election is due.
fn of_seats(desk: &Desk, now: Time, steps: &mut Vec<Step>) -> Result<()> {
    let council = desk.council();
    for (name, seat) in council.seats() {
        if let Some(elect) = &seat.elected {
            let of = format!("seat {}/{}", name.body, name.seat);
            let who = desk.shown(elect.member)?;
            let command =
                format!("kenes council accept --seat {}/{} --by KEY (or decline)", name.body, name.seat);
            steps.push(Step::new(&of, &who, "accept or decline", &command).until(elect.answer_by));
        }
    }
    let taken: Vec<_> = council
        .elections()
        .filter(|election| election.is_running())
        .flat_map(|election| &election.seats)
        .collect();
    let soon = now.plus(Duration::days(council.charter().elections.due_days));
    for body in (0..).take(council.charter().bodies.len()) {
        let due = council.seats().filter(|(name, seat)| {
            let ends = seat.holder.as_ref().is_none_or(|holder| holder.until <= soon || seat.is_founders());
            name.body == body
                && ends
                && seat.elected.is_none()
                && seat.next.is_none()
                && !taken.contains(&name)
        });
        let count = due.count();
        if count > 0 {
            let what = format!("call an election: {count} seats are due or vacant");
            let of = desk.body(body)?;
            let command = format!(
                "kenes council call --body {body} --by KEY (vacant within a term: --for by-election)"
            );
            let step = Step::new(&of, "any member", &what, &command);
            let founders = holders(desk, body).len();
            let until = council.seats().filter(|(name, seat)| name.body == body && seat.is_founders());
            let until = until
                .filter_map(|(_, seat)| Some(seat.holder.as_ref()?.until))
                .min()
                .filter(|_| founders > 0);
            steps.push(until.map_or(step.clone(), |until| step.until(until)));
        }
    }
    Ok(())
}

/// Motions that wait.
fn of_motions(council: &Council, now: Time, steps: &mut Vec<Step>) {
    for (act, motion) in council.motions().filter(|(_, motion)| !motion.withdrawn) {
        let of = format!("motion {}", Desk::short(act));
        let short = Desk::short(act);
        match (&motion.rollcall, motion.decided) {
            (None, None) => {
                let command = format!("kenes council motion open {short} --by KEY");
                steps.push(Step::new(&of, "a holder of a seat", "call the roll", &command));
            }
            (Some(call), None) if !call.closed && now < call.closes => {
                let command =
                    format!("kenes council motion vote for|against|abstain --motion {short} --by KEY");
                steps.push(Step::new(&of, "every seat", "vote", &command).until(call.closes));
            }
            (Some(call), None) if !call.closed => {
                let command = format!("kenes council motion close {short}");
                steps.push(Step::new(&of, "anyone", "end the roll call", &command));
            }
            (Some(call), None) if call.count() == Verdict::NoQuorum => {
                let command = format!("kenes council motion open {short} --by KEY");
                steps.push(Step::new(
                    &of,
                    "a holder of a seat",
                    "call the roll again: too few took part",
                    &command,
                ));
            }
            _ => {}
        }
    }
}
