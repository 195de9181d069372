//! Sequential proportional approval: whoever adds most to the satisfaction of all papers is chosen next.
//!
//! Source: Thorvald N. Thiele, "Om Flerfoldsvalg", Oversigt over det Kongelige Danske Videnskabernes Selskabs Forhandlinger
//! (1895), pages 415 to 441; as in Martin Lackner and Piotr Skowron, "Multi-Winner Voting with Approval Preferences"
//! (2023), rule seq-PAV. A paper with n of its candidates in the committee has the satisfaction 1 + 1/2 + … + 1/n.
//!
//! Where the text leaves something open:
//!
//! - Between equal ones a lot decides, unless every way to decide gives the same committee.
//! - Ranks do not matter, and a paper marks a candidate once however often it says so.

use crate::committee::{Adding, Approvals, count as count_sequence};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Thorvald N. Thiele, Om Flerfoldsvalg (1895); Martin Lackner and Piotr Skowron, Multi-Winner Voting with Approval Preferences (2023), seq-PAV";

/// Counts approvals.
///
/// # Errors
/// Nobody stands, a minimum was set, sums were given instead of papers, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let approvals = Approvals::of(contest, Rule::SeqPav)?;
    count_sequence(contest, Rule::SeqPav, &approvals, Adding::new(&approvals), seed)
}
