//! Writes a contest of 100,000 papers that rank all of 200 candidates, as BLT: `pairs_contest FILE`. The same bytes come out each
//! time.
#![expect(clippy::unwrap_used, reason = "a file that cannot be made should stop its maker")]

use std::fmt::Write as _;

const CANDIDATES: u64 = 200;
const PAPERS: usize = 100_000;

fn main() {
    let path = std::env::args_os().nth(1).unwrap();
    std::fs::write(path, contest()).unwrap();
}

fn contest() -> String {
    let mut text = format!("{CANDIDATES} 1\n");
    let mut state = 1_u64;
    let mut order: Vec<u64> = (1..=CANDIDATES).collect();
    for _ in 0..PAPERS {
        // Fisher and Yates; the paper before is as good a beginning as any.
        for place in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bound = u64::try_from(place).unwrap().wrapping_add(1);
            let other = (state >> 33).checked_rem(bound).unwrap();
            order.swap(place, usize::try_from(other).unwrap());
        }
        text.push('1');
        order.iter().for_each(|number| write!(text, " {number}").unwrap());
        text.push_str(" 0\n");
    }
    text.push_str("0\n");
    for number in 1..=CANDIDATES {
        writeln!(text, "\"Candidate {number}\"").unwrap();
    }
    text.push_str("\"200 candidates\"\n");
    text
}
