//! The elections that are altered: small ones, of every type of question and every kind of trustee.

use kenes_belenios::check::Check;
use kenes_belenios::group::{Belenios2048, Ed25519, GroupId, Rfc3526};
use kenes_belenios::question::{Homomorphic, Lists, NonHomomorphic, Question};
use kenes_belenios::testing::{Play, Scenario};

use crate::alter::Alteration;
use crate::json::Json;
use crate::table::Expected;
use crate::tape::Structure;

fn names(count: u8) -> Vec<String> {
    (0..count).map(|number| format!("answer {number}")).collect()
}

/// Bounds that stay possible when one of them moves by 1.
fn select(blank: bool) -> Question {
    let question = "Which?".into();
    let blank = blank.then_some(true);
    Question::Homomorphic(Homomorphic { answers: names(3), blank, min: 1, max: 2, question })
}

fn rank() -> Question {
    let extra = Some("\"a hint\"".into());
    Question::NonHomomorphic(NonHomomorphic { answers: names(3), question: "In which order?".into(), extra })
}

/// Lists of equal length, so that they can be exchanged.
fn lists() -> Question {
    Question::Lists(Lists { answers: vec![names(3), names(3)], question: "Whom?".into(), extra: None })
}

pub fn ed25519() -> Vec<(&'static str, Play<Ed25519>)> {
    let new = |seed| Scenario::new(GroupId::Ed25519, seed);
    let select = new(1).questions(vec![select(false), select(true)]).trustees(2, &[]).voters(3).ballots(3, 1);
    let rank =
        new(2).questions(vec![rank()]).trustees(0, &[(2, 3)]).voters(3).ballots(3, 0).decrypting(&[1, 3]);
    let lists = new(3).questions(vec![lists(), self::select(false)]).trustees(1, &[(2, 3)]);
    let lists = lists.weights(vec![5, (1 << 30) + 5, 7]).ballots(3, 0).decrypting(&[1, 2, 4]);
    vec![("select", select.play()), ("rank", rank.play()), ("lists", lists.play())]
}

pub fn belenios2048() -> Vec<(&'static str, Play<Belenios2048>)> {
    let scenario = Scenario::new(GroupId::Belenios2048, 4).questions(vec![select(true)]);
    vec![("select", scenario.voters(2).ballots(2, 0).play())]
}

pub fn rfc3526() -> Vec<(&'static str, Play<Rfc3526>)> {
    let scenario = Scenario::new(GroupId::Rfc3526, 5).questions(vec![rank()]);
    vec![("rank", scenario.voters(2).ballots(2, 0).shuffles(1).play())]
}

/// Where an election is so shaped that another check than the one in the table comes first.
pub fn exception(
    election: &str,
    structure: Structure,
    path: &str,
    alteration: Alteration,
    new: &Json,
) -> Option<Expected> {
    use Alteration::{DropItem, Next, NoItems, Null, RepeatItem, SwapItems};
    let check = match (election, structure, path, alteration) {
        // Answers are read as the question asks, so another type of answer is another form.
        ("lists", Structure::Ballot, "answers", SwapItems) => Check::BallotForm,
        (_, Structure::Credentials, "", RepeatItem) => Check::CredentialOnce,
        (_, Structure::Bound, "decryptions", RepeatItem) => Check::BoundForm,
        // Any JSON will do as a hint, and no answers are enough for a ranking.
        ("rank", Structure::Election, "questions[].extra", Null) => Check::BallotElection,
        ("rank", Structure::Election, "questions[].value.answers", NoItems) => Check::BallotElection,
        // One ciphertext for each ballot: how many is no matter of form.
        ("rank", Structure::Tally, "[]", DropItem | RepeatItem | NoItems) => Check::TallyCiphertexts,
        // The numbers of one ballot are compared as one.
        ("rank", Structure::Result, "result[][]", DropItem | RepeatItem | NoItems) => Check::ResultValue,
        ("rank", Structure::Result, "result[][][]", Next) if new.write() == "256" => Check::ResultForm,
        (_, _, _, _) => return None,
    };
    Some(Some(check))
}
