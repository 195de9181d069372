//! One small election for each kind of ballot: ranks, approvals, grades, scores, lists and projects with costs.
//!
//! [`run`] holds them one after the other, audits each archive and counts it by a rule that fits.

mod declaring;
mod holding;
mod papers;
mod readme;

use serde_json::{Value, json};

use self::declaring::Declared;
use self::holding::Held;
use self::papers::Paper;
use super::Plan;
use super::folder::Folder;
use super::teller::Teller;
use crate::error::Result;
use crate::files::{self, Secrecy};
use crate::output::{self, Output};

/// Holds, audits and counts an election of each kind.
pub fn run(plan: Plan, output: Output) -> Result<()> {
    let Plan { scenario: _, ballots: _, dir, quiet } = plan;
    let mut teller = Teller::new(quiet || output.json);
    let folder = Folder::make(dir)?;
    let papers = papers::all();
    teller.tell(format_args!(
        "{} small elections, one for each kind of ballot, each with its own key, its own voters and the rule that fits. The \
         cryptography is real. All files go to {}.",
        papers.len(),
        folder.root().display()
    ))?;
    let elections: Result<Vec<Value>> =
        papers.iter().map(|paper| play(paper, &folder, &mut teller)).collect();
    let elections = elections?;
    let path = folder.root().join("README.txt");
    files::write_new(&path, readme::text(&folder, &papers).as_bytes(), Secrecy::Public)?;
    if output.json {
        return output::raw(json!({
            "folder": folder.root(), "readme": path, "elections": elections, "seconds": teller.seconds(),
        }));
    }
    output::raw(format_args!(
        "\n{} elections held, accepted by the audit and counted; {} seconds. Read {} next.",
        papers.len(),
        teller.seconds(),
        path.display()
    ))
}

fn play(paper: &Paper, folder: &Folder, teller: &mut Teller) -> Result<Value> {
    teller.chapter(paper.title)?;
    teller.tell(paper.about)?;
    let held = holding::hold(paper, folder, teller)?;
    let declared = declaring::declare(paper, &held.archive, folder)?;
    let (ballots, rule) = (held.report.counted, paper.rule);
    teller.tell(format_args!(
        "{ballots} ballots were cast and counted. The audit of the archive: ACCEPTED, and what came out is what was put in. \
         Counted by {rule}:"
    ))?;
    teller.line(format_args!("\n{}", declared.table))?;
    teller.line("")?;
    teller.item(folder.shown(&held.archive), "the archive")?;
    teller.item(folder.shown(&declared.page), "the count as a page")?;
    teller.tell("Anybody counts it again:")?;
    teller.line(format_args!("    {}", readme::command(folder, paper)))?;
    Ok(entry(paper, &held, &declared))
}

fn entry(paper: &Paper, held: &Held, declared: &Declared) -> Value {
    json!({
        "kind": paper.name, "archive": held.archive, "bound": held.bound, "rule": paper.rule.name(), "seats": paper.seats,
        "options": paper.options().split(' ').collect::<Vec<_>>(), "ballots": held.report.counted,
        "verdict": held.report.verdict().to_string(), "elected": declared.elected, "page": declared.page,
        "count": declared.document,
    })
}
