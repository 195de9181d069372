//! The ballot paper of a call as the protocol asks it: a template.

use kenes_belenios::election::Template;
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_core::{Asked, Election};
use kenes_verify::Questions;

/// The lines of a ballot paper are not as many as its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} names for a ballot paper of {expected} lines")]
pub struct PaperError {
    /// How many lines there are.
    pub expected: usize,
    /// How many names were given.
    pub found: usize,
}

/// The template of an election: the texts of the call, and for each line of the ballot paper a name and its mark. The names
/// are those of [`Election::ballot_paper`] in its order; for a question what stands for yes, then for no.
///
/// # Errors
/// There are more or fewer names than lines.
pub fn template(
    election: &Election,
    questions: &Questions,
    names: &[String],
) -> Result<Template, PaperError> {
    let marks = election.marks();
    if names.len() != marks.len() {
        return Err(PaperError { expected: marks.len(), found: names.len() });
    }
    let answers = names.iter().zip(marks).map(|(name, mark)| format!("{name} [{mark}]")).collect();
    let text = questions.question.clone();
    let question = match election.asks() {
        Asked::Rankings => Question::NonHomomorphic(NonHomomorphic { answers, question: text, extra: None }),
        Asked::Choices { most } => Question::Homomorphic(Homomorphic {
            answers,
            blank: Some(true),
            min: 1,
            max: most,
            question: text,
        }),
    };
    Ok(Template {
        description: questions.description.clone(),
        name: questions.name.clone(),
        questions: vec![question],
        administrator: None,
        credential_authority: None,
    })
}
