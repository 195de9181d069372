//! What ballot papers call members: the only names that the public files can hold.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};

use kenes_belenios::question::Question;
use kenes_core::{Council, MemberId, Rule};

use crate::election::ElectionAudit;

/// The names of those who stood, as the newest ballot paper with each had them: the text of an answer up to its mark, which says
/// whose line it is. The registrars certified that text with the setup; no rule reads it.
pub(crate) fn of(council: &Council, audits: &[ElectionAudit]) -> BTreeMap<MemberId, String> {
    let mut names = BTreeMap::new();
    let accepted = audits.iter().filter(|audit| audit.effect && !audit.rehearsal && audit.refused.is_none());
    for audit in accepted {
        let election = council.elections().find(|election| election.call == audit.call);
        let is_of_persons = |rule: &Rule| match rule {
            Rule::Persons(_) => true,
            Rule::YesNo => false,
        };
        let Some(election) = election.filter(|election| is_of_persons(&election.rule)) else { continue };
        let template = audit.report.as_ref().and_then(|report| report.template.as_ref());
        let Some([question]) = template.map(|template| template.questions.as_slice()) else { continue };
        let lines = texts(question).iter().zip(election.marks()).zip(election.ballot_paper());
        names.extend(lines.filter_map(|((text, mark), (_, member))| Some((member, name(text, &mark)?))));
    }
    names
}

fn texts(question: &Question) -> &[String] {
    match question {
        Question::NonHomomorphic(question) => &question.answers,
        Question::Homomorphic(question) => &question.answers,
        Question::Lists(_) | _ => &[],
    }
}

/// A text without the mark at its end.
fn name(text: &str, mark: &str) -> Option<String> {
    let name = text.strip_suffix(']')?.strip_suffix(mark)?.strip_suffix('[')?.trim();
    (!name.is_empty()).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_before_its_mark() {
        for (text, expected) in [
            ("Ana Ruiz [1a]", Some("Ana Ruiz")),
            ("Ana [x] Ruiz [1a]", Some("Ana [x] Ruiz")),
            ("[1a]", None),
            ("Ana Ruiz [2b]", None),
            ("Ana Ruiz", None),
            ("", None),
        ] {
            assert_eq!(name(text, "1a").as_deref(), expected, "{text}");
        }
    }
}
