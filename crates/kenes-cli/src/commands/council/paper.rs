//! `kenes council paper`.

use std::path::PathBuf;

use kenes_belenios::question::Question;
use kenes_core::{Election, Phase};
use kenes_server::poll::template;
use kenes_verify::Questions;
use serde_json::json;

use super::CouncilError;
use super::desk::{Desk, Place};
use super::which::WhichElection;
use crate::error::Result;
use crate::files::{self, Secrecy};
use crate::output::{Output, say};
use crate::template::template_to_json;

/// Shows the ballot paper, and writes the template of the election (the secretary)
///
/// The order of the candidates is that of a hash over their acts. Each answer ends with a mark in square brackets, which says
/// whom it means whatever the name says: without it whoever sets the election up could put one name for another. Do not change
/// the texts: an archive with others is refused.
///
/// After the end of nominations: `kenes election new --template FILE`, then credentials, the trustees' keys and `open`.
///
/// With --json: election, name, question, lines (mark, member, text), template (the file).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the template goes
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// What stands for yes on a ballot paper of a question
    #[arg(long, default_value = "Yes")]
    yes: String,
    /// What stands for no
    #[arg(long, default_value = "No")]
    no: String,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Shows and writes.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.which.find(desk, &[Phase::Called])?;
            if desk.council().now().is_some_and(|now| now < election.nominations) {
                say("Nominations are still open: this is not yet the ballot paper.");
            }
            let questions = questions(desk, &election)?;
            let names = self.names(desk, &election)?;
            let template = template(&election, &questions, &names)
                .map_err(|_| CouncilError::Board { what: "the ballot paper has other lines" })?;
            let answers: Vec<&str> =
                template.questions.iter().flat_map(answers).map(String::as_str).collect();
            if let Some(path) = &self.template {
                let text = format!("{}\n", template_to_json(&template));
                files::write_new(path, text.as_bytes(), Secrecy::Public)?;
                say("Next: `kenes election new --template FILE`.");
            }
            let json = json!({
                "election": election.call.to_hex(), "name": questions.name, "question": questions.question,
                "lines": answers, "template": self.template,
            });
            output.data(
                &json,
                format_args!("{}\n{}\n{}", questions.name, questions.question, answers.join("\n")),
            )
        })
    }

    /// What stands on the lines of the ballot paper.
    fn names(&self, desk: &Desk, election: &Election) -> Result<Vec<String>> {
        if election.has_candidates() {
            let paper = election.ballot_paper();
            paper.into_iter().map(|(_, member)| desk.shown(member)).collect()
        } else {
            Ok(vec![self.yes.clone(), self.no.clone()])
        }
    }
}

/// The texts of the call.
pub fn questions(desk: &Desk, election: &Election) -> Result<Questions> {
    let content = desk.wait(desk.host().blob(election.questions.digest())).map_err(CouncilError::from)?;
    let questions = content.and_then(|content| Questions::parse(&content));
    Ok(questions.ok_or(CouncilError::Board { what: "the call does not name a document of questions" })?)
}

/// The lines, each with its mark.
fn answers(question: &Question) -> &[String] {
    match question {
        Question::Homomorphic(question) => &question.answers,
        Question::NonHomomorphic(question) => &question.answers,
        // No council asks for lists.
        Question::Lists(_) | _ => &[],
    }
}
