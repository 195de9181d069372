//! What the fold reads of an archive that was audited.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use kenes_belenios::archive::{Form, Outline, OutlineSetup, Stage, Survey, SurveyItem, TarReader};
use kenes_belenios::audit::{BoundState, Report};
use kenes_belenios::election::{Template, group_of};
use kenes_belenios::hash::Digest;
use kenes_belenios::question::Question;
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_belenios::trustee::{TrusteeItem, Trustees};
use kenes_belenios::with_group;
use kenes_core::{Answers, ArchiveParts, Asked, BoardChain, Election, SetupHashes};
use kenes_record::Hash;

use crate::election::VoidReason;
use crate::questions::Questions;

/// A digest of an archive as one of the record: both are SHA-256.
pub(super) const fn hash(digest: &Digest) -> Hash {
    Hash::from_bytes(digest.0)
}

/// The hashes of the setup.
pub(super) fn setup(outline: &Outline) -> Option<SetupHashes> {
    let setup = outline.setup.as_ref()?;
    Some(SetupHashes {
        event: hash(&setup.event),
        data: hash(&setup.data.election),
        trustees: hash(&setup.data.trustees),
        credentials: hash(&setup.data.credentials),
        header: hash(&outline.header),
    })
}

/// Everything that the fold compares and counts.
pub(super) fn parts(
    outline: &Outline,
    board: BoardChain,
    outside: &Outside,
    report: &Report,
) -> Result<ArchiveParts, VoidReason> {
    let result = outline.result.as_ref().filter(|_| report.stage == Some(Stage::Result));
    let (Some(setup), Some(end), Some(result)) = (setup(outline), &outline.end, result) else {
        return Err(VoidReason::NoResult);
    };
    // What counts is told by the list: voters with weights may have stayed away.
    if outside.weighted || report.total_weight != report.counted {
        return Err(VoidReason::Weights);
    }
    let question = only_question(report)?;
    Ok(ArchiveParts {
        setup,
        credentials: report.voters,
        board,
        head: hash(&end.event),
        height: end.height,
        length: end.length,
        result: hash(result),
        bound: report.bound == BoundState::Checked,
        shufflers: number(report.shufflers.len()),
        // The protocol counts trustees from 1.
        decrypters: report.decrypters.iter().filter_map(|owner| owner.checked_sub(1)).collect(),
        asked: asked(question)?,
        paper: texts(question).iter().map(|text| mark(text)).collect(),
        answers: answers(report)?,
    })
}

/// Checks that the key is shared as the call says: by one group of which so many are needed, or by single trustees of whom
/// all are.
pub(super) fn check_keys(outline: &Outline, election: &Election) -> Result<(), VoidReason> {
    let (needed, trustees) = (election.threshold, number(election.trustees.len()));
    let items = outline.setup.as_ref().map(items).unwrap_or_default();
    let is_right = match items.as_slice() {
        [TrusteeItem::Pedersen { first: _, threshold, form: _ }] => {
            (u64::from(threshold.needed()), u64::from(threshold.size())) == (needed, trustees)
        }
        items => {
            let singles =
                items.iter().filter(|item| matches!(item, TrusteeItem::Single { owner: _ })).count();
            singles == items.len() && number(singles) == trustees && needed == trustees
        }
    };
    if is_right {
        return Ok(());
    }
    let found: Vec<String> =
        items.iter().map(|item| format!("{} of {}", item.needed(), item.size())).collect();
    Err(VoidReason::Keys { found: found.join(" and "), needed, trustees })
}

/// Who shares the key.
fn items(setup: &OutlineSetup) -> Vec<TrusteeItem> {
    let Ok(group) = group_of(&setup.election) else { return Vec::new() };
    with_group!(group, G => {
        let trustees = Trustees::<G>::parse(&setup.trustees).ok().and_then(|trustees| trustees.verify().ok());
        trustees.map(|trustees| trustees.items().to_vec()).unwrap_or_default()
    })
}

/// Compares what an archive asks with what the call asked.
pub(super) fn check_texts(questions: &Questions, report: &Report) -> Result<(), VoidReason> {
    let Questions { name, description, question } = questions;
    let Some(Template { description: found_description, name: found_name, .. }) = &report.template else {
        return Err(VoidReason::NoResult);
    };
    let texts = [
        ("name", found_name.as_str(), name),
        ("description", found_description, description),
        ("question", only_question(report)?.text(), question),
    ];
    match texts.into_iter().find(|(_, found, expected)| found != expected) {
        Some((field, found, expected)) => {
            Err(VoidReason::Text { field, found: found.to_string(), expected: expected.clone() })
        }
        None => Ok(()),
    }
}

/// The answers of the only question, as the result has them.
pub(crate) fn answers(report: &Report) -> Result<Answers, VoidReason> {
    let questions = report.template.as_ref().map(|template| template.questions.as_slice());
    let arrays = report.result.as_deref().ok_or(VoidReason::NoResult)?;
    let bytes = [b"{\"result\":", arrays, b"}"].concat();
    let result = ElectionResult::parse(&bytes, questions.unwrap_or_default());
    match result.map(|result| result.questions).unwrap_or_default().as_slice() {
        [QuestionResult::Counts(sums)] => Ok(Answers::Sums(sums.clone())),
        [QuestionResult::Values(rankings)] => {
            let ranks = |ranking: &Vec<u8>| ranking.iter().copied().map(u32::from).collect();
            Ok(Answers::Rankings(rankings.iter().map(ranks).collect()))
        }
        [QuestionResult::Lists(_)] => Err(VoidReason::Lists),
        other => Err(VoidReason::Questions { questions: other.len() }),
    }
}

fn only_question(report: &Report) -> Result<&Question, VoidReason> {
    match report.template.as_ref().map(|template| template.questions.as_slice()).unwrap_or_default() {
        [question] => Ok(question),
        questions => Err(VoidReason::Questions { questions: questions.len() }),
    }
}

fn asked(question: &Question) -> Result<Asked, VoidReason> {
    match question {
        Question::NonHomomorphic(_) => Ok(Asked::Rankings),
        Question::Homomorphic(question) => Ok(Asked::Choices { most: question.max }),
        Question::Lists(_) | _ => Err(VoidReason::Lists),
    }
}

fn texts(question: &Question) -> &[String] {
    match question {
        Question::NonHomomorphic(question) => &question.answers,
        Question::Homomorphic(question) => &question.answers,
        Question::Lists(_) | _ => &[],
    }
}

/// What stands between the last `[` and a `]` at the end.
fn mark(text: &str) -> String {
    let inside = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    inside.map(|(_, mark)| mark.to_string()).unwrap_or_default()
}

/// The beginning of an archive, read for what its outline does not tell: whether the list of credentials has weights.
pub(super) struct Outside {
    reader: Option<(TarReader, Survey)>,
    weighted: bool,
}

impl Outside {
    /// Before the first byte.
    pub(super) fn new() -> Self {
        Self { reader: Some((TarReader::new(Form::Strict), Survey::new())), weighted: false }
    }

    /// Reads the next bytes, until the setup was there.
    pub(super) fn push(&mut self, part: &[u8]) {
        // What is wrong with the archive, its outline says.
        for part in part.chunks(PART) {
            let Some((tar, survey)) = &mut self.reader else { return };
            tar.push(part);
            let is_over = loop {
                match tar.next_record().map(|record| record.map(|record| survey.record(record))) {
                    Ok(Some(Ok(Some(item)))) => {
                        self.weighted = has_weights(&item);
                        break true;
                    }
                    Ok(Some(Ok(None))) => {}
                    Ok(None) => break false,
                    Ok(Some(Err(_))) | Err(_) => break true,
                }
            };
            if is_over {
                self.reader = None;
            }
        }
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A large part is read in pieces, so that the reader's copy stays small.
const PART: usize = 1 << 16;

/// Whether a list of credentials has weights: each entry of it is a text, and nothing but a weight brings a comma into one.
fn has_weights(item: &SurveyItem) -> bool {
    let SurveyItem::Setup { election: _, trustees: _, credentials, setup: _ } = item else { return false };
    credentials.windows(2).any(|pair| matches!(pair, [before, b','] if *before != b'"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_at_the_end_in_brackets() {
        for (text, expected) in [
            ("Ana Ruiz [1246f72b5f2fa49c]", "1246f72b5f2fa49c"),
            ("Ana [x] Ruiz [1246]", "1246"),
            ("[yes]", "yes"),
            ("Ana [[a]", "a"),
            ("Ana [a]]", "a]"),
            ("Ana Ruiz", ""),
            ("Ana [1246] ", ""),
            ("Ana 1246]", ""),
            ("Ana []", ""),
            ("", ""),
        ] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }

    #[test]
    fn a_weight_is_a_comma_inside_a_text() {
        let setup = |credentials: &[u8]| SurveyItem::Setup {
            election: Vec::new(),
            trustees: Vec::new(),
            credentials: credentials.to_vec(),
            setup: kenes_belenios::archive::SetupData {
                election: Digest::of(b""),
                trustees: Digest::of(b""),
                credentials: Digest::of(b""),
            },
        };
        for (list, expected) in
            [("[]", false), (r#"["a"]"#, false), (r#"["a","b"]"#, false), (r#"["a","b,2"]"#, true)]
        {
            assert_eq!(has_weights(&setup(list.as_bytes())), expected, "{list}");
        }
    }
}
