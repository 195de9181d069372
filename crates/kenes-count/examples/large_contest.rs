//! Writes a contest of 100,000 papers of which no two are equal, 20 candidates, 7 seats, as BLT: `large_contest FILE`. The
//! same bytes come out each time.
#![expect(clippy::unwrap_used, reason = "a file that cannot be made should stop its maker")]

use std::collections::HashSet;
use std::fmt::Write as _;

const CANDIDATES: u64 = 20;
const SEATS: u64 = 7;
const PAPERS: usize = 100_000;

fn main() {
    let path = std::env::args_os().nth(1).unwrap();
    std::fs::write(path, contest()).unwrap();
}

/// The file.
pub fn contest() -> String {
    let mut text = format!("{CANDIDATES} {SEATS}\n");
    let mut random = SplitMix64(1);
    let mut papers = HashSet::new();
    while papers.len() < PAPERS {
        let paper = paper(&mut random);
        if papers.insert(paper.clone()) {
            text.push('1');
            paper.iter().for_each(|number| write!(text, " {number}").unwrap());
            text.push_str(" 0\n");
        }
    }
    text.push_str("0\n");
    for number in 1..=CANDIDATES {
        writeln!(text, "\"Candidate {number}\"").unwrap();
    }
    text.push_str("\"100,000 papers\"\n");
    text
}

/// A paper of 4 to 20 preferences, the first numbers of the ballot paper before the last as a rule.
fn paper(random: &mut SplitMix64) -> Vec<u64> {
    let mut left: Vec<u64> = (1..=CANDIDATES).collect();
    let mut paper = Vec::new();
    let length = 4 + random.below(17);
    for chosen in 0..length {
        let rest = CANDIDATES - chosen;
        // The smaller of two draws.
        let place = random.below(rest).min(random.below(rest));
        paper.push(left.remove(usize::try_from(place).unwrap()));
    }
    paper
}

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17 with the constants of
/// java.util.SplittableRandom.
struct SplitMix64(u64);

impl SplitMix64 {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % bound
    }
}
