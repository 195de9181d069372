//! BLT, the usual form of published preference data: counts of equal papers, then names.

/// The papers of one contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// The candidates' names, in the order of the numbers on the papers.
    pub candidates: Vec<String>,
    /// How many seats are filled.
    pub seats: usize,
    /// The name of the contest.
    pub title: String,
    /// Different papers in the order of the file: how many there are, and the candidates in order of preference, from 0.
    pub papers: Vec<(usize, Vec<usize>)>,
}

/// A text is not BLT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BltError {
    #[error("line {line}: expected {expected}")]
    Line { line: usize, expected: &'static str },
    #[error("the text ends where {expected} should be")]
    End { expected: &'static str },
}

impl Contest {
    /// Reads BLT. A paper names each candidate at most once.
    pub fn parse(text: &str) -> Result<Self, BltError> {
        let mut lines =
            text.lines().map(str::trim).enumerate().map(|(index, text)| (index.saturating_add(1), text));
        let mut next = |expected| lines.next().ok_or(BltError::End { expected });
        let head = "the numbers of candidates and of seats";
        let (line, text) = next(head)?;
        let wrong = |line, expected| BltError::Line { line, expected };
        let [count, seats] = numbers(text).and_then(|n| n.try_into().ok()).ok_or(wrong(line, head))?;
        let mut papers = Vec::new();
        loop {
            let expected = "a count, preferences, 0";
            let (line, text) = next(expected)?;
            if text == "0" {
                break;
            }
            papers.push(paper(text, count).ok_or(wrong(line, expected))?);
        }
        let mut name = || {
            let expected = "a name in quotes";
            let (line, text) = next(expected)?;
            let name = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            name.map(str::to_owned).ok_or(wrong(line, expected))
        };
        let candidates = (0..count).map(|_| name()).collect::<Result<_, _>>()?;
        Ok(Self { candidates, seats, title: name()?, papers })
    }

    /// How many papers there are.
    pub fn len(&self) -> usize {
        self.papers.iter().map(|(count, _)| count).sum()
    }

    /// `count` papers, taken at equal distances: a smaller picture of all of them.
    pub fn sample(&self, count: usize) -> Vec<&[usize]> {
        let all: Vec<_> = self
            .papers
            .iter()
            .flat_map(|(count, order)| std::iter::repeat_n(order.as_slice(), *count))
            .collect();
        let place = |index: usize| index.saturating_mul(all.len()).checked_div(count).unwrap_or(0);
        (0..count.min(all.len())).filter_map(|index| all.get(place(index)).copied()).collect()
    }
}

fn numbers(text: &str) -> Option<Vec<usize>> {
    text.split_ascii_whitespace().map(|word| word.parse().ok()).collect()
}

fn paper(text: &str, candidates: usize) -> Option<(usize, Vec<usize>)> {
    let numbers = numbers(text)?;
    let [count, preferences @ .., 0] = numbers.as_slice() else { return None };
    let mut order = Vec::with_capacity(preferences.len());
    for number in preferences {
        let candidate = number.checked_sub(1).filter(|candidate| *candidate < candidates)?;
        if order.contains(&candidate) {
            return None;
        }
        order.push(candidate);
    }
    Some((*count, order))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "3 1\n2 2 1 0\n1 3 0\n1 0\n0\n\"A\"\n\"B\"\n\"C d\"\n\"Title\"\n";

    #[test]
    fn papers_and_names_are_read() {
        let contest = Contest::parse(TEXT).unwrap();
        assert_eq!(contest.papers, [(2, vec![1, 0]), (1, vec![2]), (1, vec![])]);
        assert_eq!((contest.candidates.join(","), contest.title.as_str()), ("A,B,C d".into(), "Title"));
        assert_eq!((contest.len(), contest.seats), (4, 1));
        assert_eq!(contest.sample(2), [vec![1, 0], vec![2]]);
        assert_eq!(contest.sample(9).len(), 4);
    }

    #[test]
    fn mistakes_are_named() {
        for (from, to, line) in [
            ("3 1", "3", 1),
            ("2 2 1 0", "2 2 1", 2),
            ("1 3 0", "1 4 0", 3),
            ("2 1 0", "2 2 0", 2),
            ("\"B\"", "B", 7),
        ] {
            let error = Contest::parse(&TEXT.replace(from, to)).unwrap_err();
            assert!(
                matches!(error, BltError::Line { line: found, expected: _ } if found == line),
                "{to}: {error}"
            );
        }
        assert!(matches!(Contest::parse("1 1\n0\n"), Err(BltError::End { .. })));
    }
}
