//! A count of an audited election for people to read: stage by stage, with the names of the ballot paper.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_core::{Answers, Counting, Election, Filling, Purpose, Rule};
use kenes_count::rule::countback::{self, Basis};
use kenes_count::{Candidate, Contest, CountError, Transcript};
use kenes_record::act::ActId;

use super::counts::{among, contest, kind, lot_seed, rule_of};
use crate::papers;
use crate::report::Report;

/// What the ballots of an election give, counted again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recounted {
    /// Persons.
    Persons {
        /// The first count; as far as it came, where a lot is needed.
        count: Box<Transcript>,
        /// The counts by which seats were filled that somebody left, by the number of the vacancy, from 1.
        vacancies: Vec<(u32, Transcript)>,
    },
    /// An answer to a question.
    Question {
        /// How many said yes.
        yes: u64,
        /// How many said no.
        no: u64,
        /// How many said neither, where ballots can be blank.
        blank: Option<u64>,
    },
}

/// Counts an election again whose archive was audited; nothing where there is none that holds. It decides nothing: whether the
/// council has the same, the audit has checked ([`crate::CheckId::Counts`]).
pub fn recounted(report: &Report, call: ActId) -> Option<Recounted> {
    let council = report.council.as_ref()?;
    let election = council.elections().find(|election| election.call == call)?;
    let is_its = |audit: &&crate::ElectionAudit| {
        audit.effect && !audit.rehearsal && audit.call == call && audit.refused.is_none()
    };
    let audit = report.elections.iter().find(is_its)?;
    let answers = papers::answers(audit.report.as_ref()?).ok()?;
    let counting = match election.rule {
        Rule::YesNo => return question(&answers),
        Rule::Persons(counting) => counting,
    };
    let seats = match election.purpose {
        Purpose::Trial => council.charter().body(election.body).map_or(1, |body| u32::from(body.seats)),
        Purpose::Seats | Purpose::ByElection | Purpose::Referendum(_) | Purpose::Charter(_) => {
            u32::try_from(election.seats.len()).ok()?
        }
    };
    let contest = contest(&paper(report, election), &answers, seats).ok()?;
    let rule = rule_of(counting);
    let count = so_far(rule.count(&contest, lot_seed(election, rule.name()).as_ref()))?;
    Some(Recounted::Persons { count: Box::new(count), vacancies: vacancies(election, counting, &contest) })
}

fn question(answers: &Answers) -> Option<Recounted> {
    let sums = match answers {
        Answers::Sums(sums) => sums.as_slice(),
        Answers::Rankings(_) => return None,
    };
    match sums {
        [yes, no] => Some(Recounted::Question { yes: *yes, no: *no, blank: None }),
        [blank, yes, no] => Some(Recounted::Question { yes: *yes, no: *no, blank: Some(*blank) }),
        _ => None,
    }
}

/// The names of the ballot paper; with the mark where two have one name, the mark alone where there is no name.
fn paper(report: &Report, election: &Election) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let lines = election.ballot_paper().into_iter().zip(election.marks());
    let line = |((_, member), mark): ((ActId, kenes_core::MemberId), String)| {
        let name = report.names.get(&member).cloned().unwrap_or_else(|| mark.clone());
        if taken.insert(name.clone()) { name } else { format!("{name} [{mark}]") }
    };
    lines.map(line).collect()
}

fn so_far(counted: Result<Transcript, CountError>) -> Option<Transcript> {
    match counted {
        Ok(transcript) => Some(transcript),
        Err(CountError::NeedsLot(needs)) => Some(*needs.so_far),
        Err(_) => None,
    }
}

fn vacancies(election: &Election, counting: Counting, contest: &Contest) -> Vec<(u32, Transcript)> {
    let (mut found, mut earlier) = (Vec::new(), Vec::new());
    let mut filled = 0_usize;
    for (number, vacancy) in (1_u32..).zip(&election.vacancies) {
        let standing = match &vacancy.filled {
            Filling::Counted { standing, elected: _ } => standing,
            Filling::Waiting | Filling::Nobody => continue,
        };
        filled = filled.saturating_add(1);
        let counted = match counting {
            Counting::StvScottish => {
                let Some(vacancy) = countback_of(election, vacancy.vacating, standing, filled) else { break };
                earlier.push(vacancy);
                countback::count(contest, lot_seed(election, rule_of(counting).name()).as_ref(), &earlier)
            }
            Counting::Approval | Counting::Plurality => {
                let Ok(among) = among(contest, standing) else { continue };
                rule_of(counting).count(&among, lot_seed(election, &kind(filled)).as_ref())
            }
        };
        found.extend(so_far(counted).map(|transcript| (number, transcript)));
    }
    found
}

fn countback_of(
    election: &Election,
    vacating: usize,
    standing: &[usize],
    number: usize,
) -> Option<countback::Vacancy> {
    Some(countback::Vacancy {
        vacating: Candidate::new(vacating)?,
        standing: standing.iter().map(|place| Candidate::new(*place)).collect::<Option<_>>()?,
        basis: Basis::Quota,
        seed: lot_seed(election, &kind(number)),
    })
}
