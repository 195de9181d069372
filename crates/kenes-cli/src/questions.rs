//! Questions on the command line: `[1-2 blank] TEXT | ANSWER | ANSWER`.

use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};

/// A text is not a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionTextError {
    #[error("there are no answers after the text")]
    NoAnswers,
    #[error("an answer is empty")]
    EmptyAnswer,
    #[error("\"{word}\" is not one of MIN-MAX, blank and rank")]
    Option { word: String },
    #[error("the bracket is not closed")]
    Bracket,
    #[error("rank stands alone: every answer gets a number")]
    RankWithOthers,
}

/// Reads a question. Without a bracket one answer is chosen.
pub fn parse(text: &str) -> Result<Question, QuestionTextError> {
    let text = text.trim();
    let (options, rest) = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']').ok_or(QuestionTextError::Bracket)?,
        None => ("", text),
    };
    let mut parts = rest.split('|').map(|part| part.trim().to_owned());
    let question = parts.next().unwrap_or_default();
    let answers: Vec<String> = parts.collect();
    if answers.is_empty() {
        return Err(QuestionTextError::NoAnswers);
    }
    if answers.iter().any(String::is_empty) {
        return Err(QuestionTextError::EmptyAnswer);
    }
    let Options { bounds, blank, rank } = Options::parse(options)?;
    if rank && (bounds.is_some() || blank) {
        return Err(QuestionTextError::RankWithOthers);
    }
    if rank {
        return Ok(Question::NonHomomorphic(NonHomomorphic { answers, question, extra: None }));
    }
    let (min, max) = bounds.unwrap_or((1, 1));
    let blank = blank.then_some(true);
    Ok(Question::Homomorphic(Homomorphic { answers, blank, min, max, question }))
}

#[derive(Default)]
struct Options {
    bounds: Option<(u64, u64)>,
    blank: bool,
    rank: bool,
}

impl Options {
    fn parse(text: &str) -> Result<Self, QuestionTextError> {
        let mut options = Self::default();
        for word in text.split_whitespace() {
            match word {
                "blank" => options.blank = true,
                "rank" => options.rank = true,
                _ => {
                    let (min, max) = word.split_once('-').unwrap_or((word, word));
                    let wrong = |_| QuestionTextError::Option { word: word.into() };
                    options.bounds = Some((min.parse().map_err(wrong)?, max.parse().map_err(wrong)?));
                }
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read() {
        let Ok(Question::Homomorphic(q)) = parse("[0-2 blank] Who? | Ann | Bob") else { panic!() };
        assert_eq!((q.min, q.max, q.blank, q.question.as_str()), (0, 2, Some(true), "Who?"));
        assert_eq!(q.answers, ["Ann", "Bob"]);
        let Ok(Question::Homomorphic(q)) = parse("Who? | Ann | Bob") else { panic!() };
        assert_eq!((q.min, q.max, q.blank), (1, 1, None));
        assert!(matches!(parse("[rank] Order | A | B"), Ok(Question::NonHomomorphic(_))));
    }

    #[test]
    fn mistakes_are_named() {
        for (text, error) in [
            ("Who?", QuestionTextError::NoAnswers),
            ("Who? | | A", QuestionTextError::EmptyAnswer),
            ("[1-2 Who? | A", QuestionTextError::Bracket),
            ("[two] Who? | A", QuestionTextError::Option { word: "two".into() }),
            ("[rank blank] Who? | A", QuestionTextError::RankWithOthers),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }
}
