//! Comparisons in pairs and grades for programs.

use kenes_count::lists::{Jump, Seated};
use kenes_count::{Candidate, Grading, Majority, Pairwise, Transcript};
use serde_json::{Map, Value, json};

/// `pairwise`, `grading` and `ranking`, where the rule has them.
pub(super) fn put(transcript: &Transcript, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let ranking = match (&transcript.pairwise, &transcript.grading) {
        (Some(pairwise), _) => &pairwise.ranking[..],
        (None, Some(grading)) => &grading.ranking,
        (None, None) => &[],
    };
    if !ranking.is_empty() {
        let groups = ranking.iter().map(|group| group.iter().map(|who| name(transcript, *who)).collect());
        put("ranking", Value::Array(groups.collect()));
    }
    if let Some(pairs) = &transcript.pairwise {
        put("pairwise", pairwise(transcript, pairs));
    }
    if let Some(grades) = &transcript.grading {
        put("grading", grading(transcript, grades));
    }
}

/// `persons`, where lists have some.
pub(super) fn persons(transcript: &Transcript) -> Option<Value> {
    let persons = transcript.persons.as_ref()?;
    let seated = |seated: &Seated| {
        json!({
            "list": name(transcript, seated.list),
            "name": seated.person.name,
            "votes": seated.person.votes,
            "of_group": seated.person.is_of_group,
            "quotient": seated.quotient.as_ref().map(super::fraction),
        })
    };
    let jump = |jump: &Jump| {
        let ((from, person), (to, other)) = (&jump.from, &jump.to);
        json!({
            "from": { "list": name(transcript, *from), "name": person.name },
            "to": { "list": name(transcript, *to), "name": other.name },
        })
    };
    Some(json!({
        "seated": persons.seated.iter().map(seated).collect::<Vec<_>>(),
        "jumps": persons.jumps.iter().map(jump).collect::<Vec<_>>(),
        "at_least": persons.at_least,
        "vacant": persons.vacant,
    }))
}

fn name(transcript: &Transcript, candidate: Candidate) -> Value {
    transcript.candidates.name(candidate).into()
}

fn pairwise(transcript: &Transcript, pairs: &Pairwise) -> Value {
    let mut object = Map::new();
    object.insert("preferences".to_owned(), json!(pairs.preferences));
    if !pairs.paths.is_empty() {
        object.insert("paths".to_owned(), json!(pairs.paths));
    }
    if pairs.paths.is_empty() {
        let majority = |majority: &Majority| {
            json!({
                "winner": name(transcript, majority.winner),
                "loser": name(transcript, majority.loser),
                "votes": majority.votes,
                "against": majority.against,
                "kept": majority.is_kept,
            })
        };
        object.insert("majorities".to_owned(), pairs.majorities.iter().map(majority).collect());
    }
    let condorcet = pairs.condorcet.map_or(Value::Null, |candidate| name(transcript, candidate));
    object.insert("condorcet".to_owned(), condorcet);
    Value::Object(object)
}

fn grading(transcript: &Transcript, grades: &Grading) -> Value {
    let rows = transcript.candidates.iter().zip(&grades.profile);
    let profile: Map<String, Value> =
        rows.map(|(who, row)| (transcript.candidates.name(who).to_owned(), json!(row))).collect();
    json!({ "grades": grades.grades, "profile": profile })
}
