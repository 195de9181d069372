//! What is voted on, who votes how, and the rule by which it is counted. Everybody and everything is made up.

use kenes_belenios::PlainAnswer;
use kenes_belenios::election::Template;
use kenes_belenios::question::{Homomorphic, Lists, NonHomomorphic, Question};
use kenes_count::budget::Completion;
use kenes_count::{Decimal, Rule};

use crate::commands::count::asked::Asked;

/// One kind of ballot, with an election of its own.
pub struct Paper {
    /// What its files are called.
    pub name: &'static str,
    /// What the election is called.
    pub title: &'static str,
    /// What voters do, and what becomes of it.
    pub about: &'static str,
    pub question: Question,
    pub votes: Vec<PlainAnswer>,
    pub rule: Rule,
    /// How many are elected; none where money is distributed.
    pub seats: Option<u32>,
    /// Whether persons of lists are seated by their votes.
    pub open_lists: bool,
    pub completion: Completion,
}

/// Every kind.
pub fn all() -> Vec<Paper> {
    vec![ranking(), approval(), committee(), grades(), scores(), lists(), budget()]
}

impl Paper {
    /// The election.
    pub fn template(&self) -> Template {
        Template {
            description: "A demonstration. Nothing is decided by it.".into(),
            name: self.title.into(),
            questions: vec![self.question.clone()],
            administrator: Some("kenes demo".into()),
            credential_authority: Some("kenes demo".into()),
        }
    }

    /// What `kenes count` is told to count the same.
    pub fn options(&self) -> String {
        let mut options = format!("--rule {}", self.rule);
        if let Some(seats) = self.seats.filter(|_| !self.rule.is_for_one_seat()) {
            options.push_str(&format!(" --seats {seats}"));
        }
        if self.open_lists {
            options.push_str(" --open-lists");
        }
        if self.completion != Completion::None {
            options.push_str(&format!(" --completion {}", self.completion));
        }
        options
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A question whose ballots are shuffled.
fn shuffled(question: &str, answers: &[&str], means: &Asked) -> Question {
    let (answers, question) = (names(answers), question.into());
    Question::NonHomomorphic(NonHomomorphic { answers, question, extra: means.write() })
}

/// Each of these ballots so many times.
fn ballots(equal: &[(usize, &[u8])]) -> Vec<PlainAnswer> {
    let answers = |(count, numbers): &(usize, &[u8])| {
        std::iter::repeat_n(PlainAnswer::NonHomomorphic(numbers.to_vec()), *count)
    };
    equal.iter().flat_map(answers).collect()
}

fn ranking() -> Paper {
    let question = "Number the candidates in your order of preference, from 1; 0 for whom you do not rank.";
    Paper {
        name: "ranking",
        title: "Two delegates of a cooperative",
        about: "Voters rank the candidates. The rankings are shuffled and decrypted one by one. The same file can be counted by every \
                rule for rankings: scottish-stv, wigm-prf-fixed4, ers97, schulze, ranked-pairs and others.",
        question: shuffled(question, &["Ada", "Bruno", "Chiara", "Dario"], &Asked::Ranks),
        votes: ballots(&[(5, &[1, 2, 0, 0]), (1, &[2, 1, 3, 0]), (3, &[0, 0, 1, 2]), (2, &[0, 3, 2, 1])]),
        rule: Rule::MeekPrf,
        seats: Some(2),
        open_lists: false,
        completion: Completion::None,
    }
}

fn approval() -> Paper {
    let answers = names(&["Monday", "Wednesday", "Friday", "Saturday"]);
    let question = "On which days could you come? As many as you like.".into();
    let question = Question::Homomorphic(Homomorphic { answers, blank: None, min: 0, max: 4, question });
    let voted: [[u8; 4]; 7] =
        [[1, 0, 1, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 1, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 1, 1, 1]];
    Paper {
        name: "approval",
        title: "The day of the assembly",
        about: "Voters approve as many answers as they like. Only the sums are decrypted: nobody ever sees a single ballot, and that is the \
                best secrecy there is. Rules that need no more than sums can count it: approval, plurality.",
        question,
        votes: voted.iter().map(|vote| PlainAnswer::Homomorphic(vote.to_vec())).collect(),
        rule: Rule::Approval,
        seats: Some(1),
        open_lists: false,
        completion: Completion::None,
    }
}

fn committee() -> Paper {
    let answers = ["Elif", "Farid", "Greta", "Hana", "Ivo"];
    Paper {
        name: "committee",
        title: "A committee of three that represents everybody",
        about: "Voters approve as many candidates as they like. A committee in proportion needs to know who approves whom \
                together, so the ballots are shuffled and decrypted one by one. Rules: equal-shares, seqpav, revseqpav, seqphragmen.",
        question: shuffled(
            "Whom do you want in the committee? 1 for yes, 0 for no.",
            &answers,
            &Asked::Approvals,
        ),
        votes: ballots(&[
            (5, &[1, 1, 1, 0, 0]),
            (1, &[1, 1, 0, 0, 0]),
            (3, &[0, 0, 0, 1, 0]),
            (1, &[0, 0, 0, 1, 1]),
        ]),
        rule: Rule::EqualShares,
        seats: Some(3),
        open_lists: false,
        completion: Completion::None,
    }
}

fn grades() -> Paper {
    let scale = Asked::Grades(names(&["Reject", "Poor", "Fair", "Good", "Excellent"]));
    Paper {
        name: "grades",
        title: "A proposal for the courtyard",
        about: "Voters give every proposal a grade. Elected is the highest median. Grades are numbers from the worst, 0; what they are \
                called stands in the question, which nobody can change once the vote is open.",
        question: shuffled(
            "Grade each proposal: 0 reject, 1 poor, 2 fair, 3 good, 4 excellent.",
            &["A garden", "A workshop", "A playground"],
            &scale,
        ),
        votes: ballots(&[(3, &[4, 0, 2]), (2, &[3, 4, 3]), (2, &[1, 2, 3]), (2, &[0, 4, 3])]),
        rule: Rule::MajorityJudgment,
        seats: Some(1),
        open_lists: false,
        completion: Completion::None,
    }
}

fn scores() -> Paper {
    Paper {
        name: "scores",
        title: "The chair of the board",
        about: "Voters give every candidate a score from 0 to 5. Of the two with the highest sums whoever more voters score \
                higher is elected (STAR); with --rule score it is the highest sum.",
        question: shuffled("Score each candidate from 0 to 5.", &["Jun", "Karim", "Lena"], &Asked::scores(5)),
        votes: ballots(&[(4, &[5, 4, 0]), (3, &[0, 3, 5]), (2, &[0, 5, 1])]),
        rule: Rule::Star,
        seats: Some(1),
        open_lists: false,
        completion: Completion::None,
    }
}

fn lists() -> Paper {
    let list = |list: &[&str]| names(list);
    let answers = vec![
        list(&["List River", "Maria", "Nils", "Olga"]),
        list(&["List Hill", "Pavel", "Rosa"]),
        list(&["List Forest", "Sana", "Timur"]),
    ];
    let question = "Choose one list, and those of its persons whom you prefer.".into();
    let river = |persons: [u8; 3]| vec![[&[1], &persons[..]].concat(), vec![0; 3], vec![0; 3]];
    let hill = |persons: [u8; 2]| vec![vec![0; 4], [&[1], &persons[..]].concat(), vec![0; 3]];
    let forest = |persons: [u8; 2]| vec![vec![0; 4], vec![0; 3], [&[1], &persons[..]].concat()];
    let votes = [
        river([0, 0, 1]),
        river([0, 1, 1]),
        river([1, 0, 1]),
        river([0, 1, 0]),
        river([0, 1, 1]),
        hill([0, 1]),
        hill([1, 1]),
        hill([0, 1]),
        forest([1, 0]),
    ];
    Paper {
        name: "lists",
        title: "Four members of the works council",
        about: "Voters choose a list and persons on it. Only the sums are decrypted. The lists have seats in proportion, and the persons \
                with the most votes of a list take its seats; without --open-lists the persons do in the order of the list.",
        question: Question::Lists(Lists { answers, question, extra: None }),
        votes: votes.into_iter().map(PlainAnswer::Lists).collect(),
        rule: Rule::Dhondt,
        seats: Some(4),
        open_lists: true,
        completion: Completion::None,
    }
}

fn budget() -> Paper {
    let costs = [400, 300, 350, 150, 200].map(|cost| Decimal::new(cost, 0)).to_vec();
    let means = Asked::Budget { money: Decimal::new(900, 0), costs };
    let answers = [
        "Trees in Mill Street (400)",
        "Benches (300)",
        "A bus shelter (350)",
        "A bookcase (150)",
        "Swings (200)",
    ];
    Paper {
        name: "budget",
        title: "900 for the neighbourhood",
        about: "Voters approve projects, each with its cost. Every voter has the same share of the money, and those who want a \
                project buy it together. The costs stand in the question. Rules: equal-shares, equal-shares-cardinality, \
                greedy, greedy-no-skip.",
        question: shuffled("Which projects do you support? 1 for yes, 0 for no.", &answers, &means),
        votes: ballots(&[
            (5, &[1, 1, 0, 0, 0]),
            (1, &[1, 0, 0, 0, 0]),
            (2, &[0, 0, 0, 1, 1]),
            (1, &[0, 0, 1, 1, 0]),
        ]),
        rule: Rule::EqualShares,
        seats: None,
        open_lists: false,
        completion: Completion::Add1,
    }
}

#[cfg(test)]
mod tests {
    use kenes_belenios::group::{Ed25519, Group as _};

    use super::*;

    #[test]
    fn every_paper_can_be_asked_and_answered() {
        for paper in all() {
            paper.question.check(Ed25519::ID).unwrap();
            assert!((7..=11).contains(&paper.votes.len()), "{}", paper.name);
        }
    }
}
