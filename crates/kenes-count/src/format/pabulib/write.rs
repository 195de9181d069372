//! Writing a budget and what is funded.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::candidate::Candidate;
use crate::format::pabulib::Pabulib;

/// A file that [`super::parse`] reads back as the same budget; with `funded` the projects say which they are, in the column
/// `selected`.
pub fn write(pabulib: &Pabulib, funded: Option<&[Candidate]>) -> String {
    let mut text = String::from("META\nkey;value\n");
    meta(pabulib, &mut text);
    projects(pabulib, funded, &mut text);
    votes(pabulib, &mut text);
    text
}

fn meta(pabulib: &Pabulib, text: &mut String) {
    let budget = &pabulib.budget;
    let fixed = [
        ("num_projects", budget.ids().len().to_string()),
        ("num_votes", budget.voters().to_string()),
        ("budget", budget.money().to_string()),
        ("vote_type", String::from(if budget.is_scored() { "scoring" } else { "approval" })),
    ];
    let mut written = Vec::new();
    for (key, value) in &pabulib.meta {
        let value = match fixed.iter().find(|(known, _)| known == key) {
            // How votes of a type were limited is for their city to know.
            Some(_) if key == "vote_type" => value,
            Some((_, now)) => now,
            None => value,
        };
        row(text, &[key, value]);
        written.push(key.as_str());
    }
    for (key, value) in fixed.iter().filter(|(key, _)| !written.contains(key)) {
        row(text, &[key, value]);
    }
}

fn projects(pabulib: &Pabulib, funded: Option<&[Candidate]>, text: &mut String) {
    let budget = &pabulib.budget;
    let score = if budget.is_scored() { "score" } else { "votes" };
    text.push_str("PROJECTS\n");
    let head = ["project_id", "cost", score, "name"];
    row(text, &head.into_iter().chain(funded.map(|_| "selected")).collect::<Vec<_>>());
    for project in budget.projects() {
        let (cost, points) = (budget.cost(project).to_string(), budget.points(project).to_string());
        let name = if budget.name(project) == budget.id(project) { "" } else { budget.name(project) };
        let selected = funded.map(|funded| if funded.contains(&project) { "1" } else { "0" });
        let fields = [budget.id(project), &cost, &points, name];
        row(text, &fields.into_iter().chain(selected).collect::<Vec<_>>());
    }
}

fn votes(pabulib: &Pabulib, text: &mut String) {
    let budget = &pabulib.budget;
    text.push_str(if budget.is_scored() {
        "VOTES\nvoter_id;vote;points\n"
    } else {
        "VOTES\nvoter_id;vote\n"
    });
    let mut number: u64 = 0;
    for (count, marks) in budget.ballots() {
        let ids: Vec<&str> = marks.iter().map(|(project, _)| budget.id(*project)).collect();
        let points: Vec<String> = marks.iter().map(|(_, points)| points.to_string()).collect();
        let (ids, points) = (ids.join(","), points.join(","));
        for _ in 0..count {
            number = number.saturating_add(1);
            let voter = number.to_string();
            let fields = [voter.as_str(), &ids, &points];
            row(text, if budget.is_scored() { &fields } else { fields.get(..2).unwrap_or_default() });
        }
    }
}

fn row(text: &mut String, fields: &[&str]) {
    for (number, field) in fields.iter().enumerate() {
        if number > 0 {
            text.push(';');
        }
        if field.contains([';', '"']) || field.trim() != *field {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push('\n');
}
