//! Reverse sequential proportional approval: from everybody on, whoever is missed least is removed, until as many are left
//! as there are seats.
//!
//! Source: Thorvald N. Thiele, "Om Flerfoldsvalg" (1895); as in Martin Lackner and Piotr Skowron, "Multi-Winner Voting with
//! Approval Preferences" (2023), rule rev-seq-PAV. Satisfaction is measured as in [`super::seqpav`].
//!
//! Where the text leaves something open:
//!
//! - Between equal ones a lot decides who leaves, unless every way to decide gives the same committee.

use crate::committee::{Approvals, Removing, count as count_sequence};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Thorvald N. Thiele, Om Flerfoldsvalg (1895); Martin Lackner and Piotr Skowron, Multi-Winner Voting with Approval Preferences (2023), rev-seq-PAV";

/// Counts approvals.
///
/// # Errors
/// Nobody stands, a minimum was set, sums were given instead of papers, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let approvals = Approvals::of(contest, Rule::RevSeqPav)?;
    count_sequence(contest, Rule::RevSeqPav, &approvals, Removing::new(&approvals), seed)
}
