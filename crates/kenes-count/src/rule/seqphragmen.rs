//! Phragmén's sequential rule: each member is a load of 1 that its supporters carry in equal parts of the whole, and
//! whoever makes the heaviest paper lightest is chosen next.
//!
//! Source: Edvard Phragmén, "Till frågan om en proportionell valmetod", Statsvetenskaplig Tidskrift 2 (1899), pages 297 to
//! 305; as in Martin Lackner and Piotr Skowron, "Multi-Winner Voting with Approval Preferences" (2023), rule seq-Phragmén.
//! A candidate with the papers N that carry l so far would give each of them the load (1 + Σ l) ÷ |N|.
//!
//! Where the text leaves something open:
//!
//! - Between equal ones a lot decides, unless every way to decide gives the same committee.
//! - Whom nobody approves comes last, by lot.

use crate::committee::{Approvals, Loads, count as count_sequence};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Edvard Phragmén, Till frågan om en proportionell valmetod (1899); Martin Lackner and Piotr Skowron, Multi-Winner Voting with Approval Preferences (2023), seq-Phragmén";

/// Counts approvals.
///
/// # Errors
/// Nobody stands, a minimum was set, sums were given instead of papers, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let approvals = Approvals::of(contest, Rule::SeqPhragmen)?;
    count_sequence(contest, Rule::SeqPhragmen, &approvals, Loads::new(&approvals), seed)
}
