//! Files, good and bad.

use alloc::string::ToString as _;

use super::*;

const FILE: &str = "META\nkey;value\ndescription;\"A; \"\"B\"\"\"\nnum_votes;3\nbudget;100,50\nvote_type;approval\n\
    PROJECTS\nproject_id;cost;votes;name;selected\na;50;2;\"Stage \"\"X\"\"\";1\nb;10.25;9;;0\n\
    VOTES;;\nvoter_id;vote;age\n1;a,b;40\n2;b\n3;;\n";

fn fault(text: &str) -> (u64, u64, Fault) {
    let error = parse(text.as_bytes()).unwrap_err();
    (error.line, error.column, error.fault)
}

#[test]
fn a_file_is_read() {
    let Pabulib { budget, meta } = parse(FILE.as_bytes()).unwrap();
    assert_eq!((budget.title(), meta.len()), (Some("A; \"B\""), 4));
    assert_eq!((budget.voters(), budget.money().to_string().as_str()), (3, "100.50"));
    let votes: Vec<_> = budget
        .projects()
        .map(|project| (budget.id(project), budget.cost(project).to_string(), budget.votes(project)))
        .collect();
    assert_eq!(votes, [("a", "50.00".to_string(), 1), ("b", "10.25".to_string(), 2)]);
    let names: Vec<_> = budget.projects().map(|project| budget.name(project)).collect();
    assert_eq!(names, ["Stage \"X\"", "b"]);
    assert!(begins(b"\n meta\r\n") && !begins(b"META;1\n") && !begins(b"3 4\n"));
}

#[test]
fn what_is_written_is_read_again() {
    let scored = FILE
        .replace("approval", "scoring")
        .replace(";age\n", ";points\n")
        .replace(";40", ";3,2")
        .replace("2;b\n", "2;b;7\n");
    for text in [FILE, &scored] {
        let once = parse(text.as_bytes()).unwrap();
        let funded = [Candidate::new(1).unwrap()];
        let written = write(&once, Some(&funded));
        let again = parse(written.as_bytes()).unwrap();
        assert_eq!(write(&again, Some(&funded)), written);
        assert_eq!(again.budget.ballots(), once.budget.ballots());
        assert!(written.contains(";1\nVOTES\n"), "{written}");
    }
}

#[test]
fn what_is_wrong_is_refused_at_its_place() {
    assert_eq!(fault(""), (1, 1, Fault::Empty));
    assert_eq!(fault("key;value\n"), (1, 1, Fault::SectionMissing { section: "META" }));
    assert_eq!(fault("META\nkey;value\nVOTES\n"), (3, 1, Fault::SectionMissing { section: "PROJECTS" }));
    assert_eq!(fault("META\nkey;value\n"), (3, 1, Fault::SectionMissing { section: "PROJECTS" }));
    let missing = FILE.replace("budget", "money");
    assert_eq!(fault(&missing), (11, 1, Fault::HeaderMissing { key: "budget" }));
    assert_eq!(
        fault(&FILE.replace("num_votes;3", "num_votes;4")).2,
        Fault::PapersDeclared { declared: 4, found: 3 }
    );
    let ordinal = FILE.replace("approval", "ordinal");
    assert_eq!(fault(&ordinal).2, Fault::VoteType { found: "ordinal".to_string() });
    assert_eq!(fault(&FILE.replace(";50;", ";x;")), (9, 2, Fault::Amount));
    assert_eq!(fault(&FILE.replace("b;10.25", "a;10.25")).2, Fault::DuplicateName { name: "a".to_string() });
    assert_eq!(fault(&FILE.replace("1;a,b", "1;a,c")), (13, 2, Fault::UnknownName { name: "c".to_string() }));
    assert_eq!(fault(&FILE.replace("1;a,b", "1;a,a")), (13, 2, Fault::ProjectTwice { id: "a".to_string() }));
    assert_eq!(fault(&FILE.replace("2;b", "2;b;;1")), (14, 4, Fault::FieldCount { expected: 3, found: 4 }));
    assert_eq!(fault(&FILE.replace("cost", "price")), (8, 1, Fault::ColumnMissing { column: "cost" }));
}
