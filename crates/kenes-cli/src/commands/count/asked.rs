//! What the numbers on the ballots of a shuffled question mean. The question's field `extra` says it, so that it is fixed, with
//! everything else that is asked, before anybody votes:
//!
//! | `extra` | a number means |
//! |---|---|
//! | nothing, or anything else | a rank from 1; 0 is none |
//! | `{"method":"approvals"}` | 0 is no approval, everything else is one |
//! | `{"method":"scores","highest":5}` | a score from 0 to the highest |
//! | `{"method":"grades","grades":["Poor","Fair","Good"]}` | the place of a grade in this list, which begins with the worst at 0 |
//! | `{"method":"budget","money":"900","costs":["300","250.50"]}` | an approval of a project; costs are in the order of the answers |

use kenes_count::Decimal;
use serde_json::{Value, json};

use super::lists::decimal;

/// What the numbers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Ranks.
    Ranks,
    /// Approvals.
    Approvals,
    /// Grades or scores from the worst, 0: what they are called.
    Grades(Vec<String>),
    /// Approvals of projects: the money there is, and what each costs.
    Budget { money: Decimal, costs: Vec<Decimal> },
}

impl Asked {
    /// Scores from 0 to `highest`.
    pub fn scores(highest: u8) -> Self {
        Self::Grades((0..=highest).map(|score| score.to_string()).collect())
    }

    /// Reads the field; nothing where it names a method of these and is not as it should be.
    pub fn read(extra: Option<&str>) -> Option<Self> {
        let Some(extra) = extra.and_then(|extra| serde_json::from_str::<Value>(extra).ok()) else {
            return Some(Self::Ranks);
        };
        match extra.get("method").and_then(Value::as_str) {
            Some("approvals") => Some(Self::Approvals),
            Some("scores") => {
                let highest = extra.get("highest").and_then(Value::as_u64)?;
                Some(Self::scores(u8::try_from(highest).ok()?))
            }
            Some("grades") => {
                let grades = extra.get("grades")?.as_array()?.iter();
                grades.map(|grade| grade.as_str().map(str::to_owned)).collect::<Option<_>>().map(Self::Grades)
            }
            Some("budget") => {
                let costs = extra.get("costs")?.as_array()?.iter();
                let costs = costs.map(|cost| decimal(cost.as_str()?)).collect::<Option<_>>()?;
                Some(Self::Budget { money: decimal(extra.get("money")?.as_str()?)?, costs })
            }
            _ => Some(Self::Ranks),
        }
    }

    /// The field that says this; none for ranks.
    pub fn write(&self) -> Option<String> {
        let scores = |grades: &[String]| {
            let numbers = (0_usize..).zip(grades).all(|(number, grade)| *grade == number.to_string());
            numbers.then_some(grades.len().saturating_sub(1))
        };
        let extra = match self {
            Self::Ranks => return None,
            Self::Approvals => json!({ "method": "approvals" }),
            Self::Grades(grades) => match scores(grades) {
                Some(highest) => json!({ "method": "scores", "highest": highest }),
                None => json!({ "method": "grades", "grades": grades }),
            },
            Self::Budget { money, costs } => {
                let costs: Vec<String> = costs.iter().map(Decimal::to_string).collect();
                json!({ "method": "budget", "money": money.to_string(), "costs": costs })
            }
        };
        Some(extra.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let grades = ["Poor", "Fair"].map(str::to_owned).to_vec();
        let costs = vec![Decimal::new(300, 0), Decimal::new(25_050, 2)];
        for asked in [
            Asked::Approvals,
            Asked::scores(5),
            Asked::Grades(grades),
            Asked::Budget { money: Decimal::new(900, 0), costs },
        ] {
            assert_eq!(Asked::read(asked.write().as_deref()), Some(asked));
        }
        assert_eq!((Asked::Ranks.write(), Asked::read(None)), (None, Some(Asked::Ranks)));
        assert_eq!(Asked::read(Some(r#"{"method":"Schulze"}"#)), Some(Asked::Ranks));
        for wrong in [
            r#"{"method":"scores"}"#,
            r#"{"method":"scores","highest":256}"#,
            r#"{"method":"grades","grades":[1]}"#,
            r#"{"method":"budget","money":"9","costs":["-1"]}"#,
        ] {
            assert_eq!(Asked::read(Some(wrong)), None, "{wrong}");
        }
    }
}
