use alloc::string::String;
use alloc::vec;

use proptest::prelude::*;

use super::*;
use crate::group::Ed25519;
use crate::question::{Homomorphic, Lists, NonHomomorphic};

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| alloc::format!("answer {i}")).collect()
}

fn questions() -> Vec<Question> {
    let answers = names(2);
    vec![
        Question::Homomorphic(Homomorphic { answers, blank: None, min: 0, max: 1, question: "?".into() }),
        Question::NonHomomorphic(NonHomomorphic { answers: names(3), question: "?".into(), extra: None }),
        Question::Lists(Lists { answers: vec![names(3), names(2)], question: "?".into(), extra: None }),
    ]
}

fn result() -> ElectionResult {
    ElectionResult {
        questions: vec![
            QuestionResult::Counts(vec![0, 1 << 30]),
            QuestionResult::Values(vec![vec![4, 3, 255], vec![0, 0, 1]]),
            QuestionResult::Lists(vec![vec![3, 2, 2], vec![0, 0]]),
        ],
    }
}

const TEXT: &str = r#"{"result":[[0,"1073741824"],[[4,3,255],[0,0,1]],[[3,2,2],[0,0]]]}"#;

#[test]
fn results_are_written_as_the_peers_do() {
    assert_eq!(String::from_utf8(result().to_bytes()).unwrap(), TEXT);
    assert_eq!(ElectionResult::parse(TEXT.as_bytes(), &questions()), Ok(result()));
}

#[test]
fn other_writings_are_refused() {
    for (from, to) in [
        ("\"1073741824\"", "1073741824"),
        ("255", "256"),
        ("[0,\"", "[\"0\",\""),
        ("[4", "[-4"),
        ("[4", "[04"),
        ("[4", "[\"4\""),
        ("[[3,2,2],[0,0]]", "[3,2,2]"),
        (":[", ": ["),
        ("]}", "]} "),
    ] {
        let bad = TEXT.replacen(from, to, 1);
        let read = ElectionResult::parse(bad.as_bytes(), &questions());
        assert!(matches!(read, Err(ResultError::Form(_))), "{bad}: {read:?}");
    }
    let error = ResultError::Questions { expected: 2 };
    assert_eq!(ElectionResult::parse(TEXT.as_bytes(), &questions()[..2]), Err(error));
    let mut more = questions();
    more.extend(questions());
    assert_eq!(ElectionResult::parse(TEXT.as_bytes(), &more), Err(ResultError::Questions { expected: 6 }));
    assert_eq!(ElectionResult::parse(b"{\"result\":[]}", &more), Err(ResultError::Questions { expected: 6 }));
}

/// The plaintexts of [`result`].
fn columns() -> Vec<Column<Element<Ed25519>>> {
    use crate::group::backend::Backend as _;
    let power = |count: u64| Element::power_of_generator(&Scalar::from(count));
    let embed = |values: [u8; 3]| Element::of(Ed25519::embed(&values).unwrap());
    vec![
        Column::Flat(vec![power(0), power(1 << 30)]),
        Column::Flat(vec![embed([4, 3, 255]), embed([0, 0, 1])]),
        Column::Lists(vec![vec![power(3), power(2), power(2)], vec![power(0), power(0)]]),
    ]
}

fn check(question: usize, published: &QuestionResult, total_weight: u64, expected: Result<(), ResultError>) {
    let questions = questions();
    let found = published.verify((question, &questions[question]), &columns()[question], total_weight);
    assert_eq!(found, expected, "{published:?}");
}

#[test]
fn every_number_is_compared() {
    let weight = 1 << 30;
    for (question, published) in result().questions.iter().enumerate() {
        check(question, published, weight, Ok(()));
    }
    let differs = |question, index| Err(ResultError::Differs { question, index });
    check(0, &QuestionResult::Counts(vec![1, weight]), weight, differs(0, 0));
    check(0, &QuestionResult::Counts(vec![0, weight + 1]), u64::MAX, differs(0, 1));
    // A right count above the total weight.
    check(0, &QuestionResult::Counts(vec![0, weight]), weight - 1, differs(0, 1));
    check(1, &QuestionResult::Values(vec![vec![0, 0, 1], vec![4, 3, 255]]), weight, differs(1, 0));
    check(2, &QuestionResult::Lists(vec![vec![3, 2, 2], vec![0, 1]]), weight, differs(2, 4));
    // A ballot's last values alone would be right.
    check(1, &QuestionResult::Values(vec![vec![4, 3, 255], vec![0, 1]]), weight, differs(1, 1));
    check(1, &QuestionResult::Values(vec![vec![0, 4, 3, 255], vec![0, 0, 1]]), weight, differs(1, 0));
}

#[test]
fn every_shape_is_compared() {
    for (question, published) in [
        (0, QuestionResult::Counts(vec![0])),
        (0, QuestionResult::Lists(vec![vec![0, 1 << 30]])),
        (1, QuestionResult::Values(vec![vec![4, 3, 255]])),
        (1, QuestionResult::Counts(vec![4, 3])),
        (2, QuestionResult::Lists(vec![vec![3, 2], vec![2, 0, 0]])),
        (2, QuestionResult::Lists(vec![vec![3, 2, 2]])),
        (2, QuestionResult::Counts(vec![3, 2, 2, 0, 0])),
    ] {
        check(question, &published, 1 << 30, Err(ResultError::Shape { question }));
    }
}

#[test]
fn any_element_is_read_as_a_ranking() {
    let random = Element::<Ed25519>::power_of_generator(&Scalar::from(123_456_789));
    let logs = DiscreteLog::new(0, 0);
    let read = QuestionResult::compute(&questions()[1], &Column::Flat(vec![random]), &logs).ok().unwrap();
    assert!(matches!(&read, QuestionResult::Values(ballots) if ballots[0].len() == 3));
    let found = read.verify((1, &questions()[1]), &Column::Flat(vec![random]), 1);
    assert_eq!(found, Ok(()));
}

proptest! {
    #[test]
    fn parse_inverts_to_bytes(
        counts: Vec<u64>,
        values: Vec<Vec<u8>>,
        lists: Vec<Vec<u64>>,
    ) {
        let result = ElectionResult {
            questions: vec![
                QuestionResult::Counts(counts),
                QuestionResult::Values(values),
                QuestionResult::Lists(lists),
            ],
        };
        prop_assert_eq!(ElectionResult::parse(&result.to_bytes(), &questions()), Ok(result));
    }
}
