//! What a wrong archive says about the record: `docs/spec/audit.md`, "Whose fault it is".
//!
//! Anybody may file an archive, so a wrong one is no fault of the record: it has no effect. It is one where only those in
//! charge can have made it: the server filed it, or all trustees did as their rehearsal, or the fault lies in what they had
//! fixed before.

use alloc::format;
use alloc::string::ToString as _;

use kenes_belenios::audit::{BoundState, Failure, Place};
use kenes_belenios::check::Check;
use kenes_core::{Council, Outcome, Refusal};
use kenes_record::act::{Fingerprint, Holder, SignerName, VerifiedAct};
use kenes_record::blob;

use super::findings::Findings;
use crate::check::CheckId;
use crate::election::{ElectionAudit, LotAudit, VoidReason};

/// Notes what is wrong with an archive, where it is the fault of those in charge.
pub(super) fn judge(
    findings: &mut Findings,
    audit: &ElectionAudit,
    (act, outcome): (&VerifiedAct, Outcome),
    council: &Council,
) {
    let was_looked_at = matches!(outcome, Outcome::None(Refusal::Archive | Refusal::Bound));
    let Some(reason) = audit.refused.as_ref().filter(|_| was_looked_at) else { return };
    let in_charge = audit.rehearsal || is_by_server(act, council);
    let mut fail = |check, message| {
        let file = if check == CheckId::BoundProofs { &audit.proofs } else { &audit.archive };
        findings.fail(check, Some(audit.leaf), Some(blob::path(file)), message);
    };
    match reason {
        // The fold and the check of the blobs say the first; the second is for whoever made the call.
        VoidReason::Missing { digest: _ } | VoidReason::Call => {}
        VoidReason::Protocol => {
            let failures = audit.report.iter().flat_map(|report| &report.failures);
            for failure in failures.filter(|failure| in_charge || audit.fixed && is_of_the_vote(failure)) {
                let Failure { check, place, message } = failure;
                fail(check_of(*check), format!("{check}, {place}: {message}"));
            }
        }
        // With setup and end of the vote as they were fixed, no part but the board can be another.
        VoidReason::Other { part: _ } => {
            if in_charge || audit.fixed {
                fail(CheckId::Archives, reason.to_string());
            }
        }
        // This comes after the end of the vote.
        VoidReason::Form(_) | VoidReason::Again | VoidReason::NoResult => {
            if in_charge {
                fail(CheckId::Archives, reason.to_string());
            }
        }
        VoidReason::Weights | VoidReason::Keys { found: _, needed: _, trustees: _ } => {
            fail(CheckId::Archives, reason.to_string());
        }
        VoidReason::Questions { questions: _ }
        | VoidReason::Lists
        | VoidReason::Text { field: _, found: _, expected: _ }
        | VoidReason::Paper => {
            let check = if audit.rehearsal { CheckId::Archives } else { CheckId::Questions };
            fail(check, reason.to_string());
        }
    }
}

/// The same for a lot.
pub(super) fn judge_lot(
    findings: &mut Findings,
    lot: &LotAudit,
    (act, outcome): (&VerifiedAct, Outcome),
    council: &Council,
) {
    let was_looked_at = outcome == Outcome::None(Refusal::Lot);
    if let Some(message) = lot.refused.as_ref().filter(|_| was_looked_at && is_by_server(act, council)) {
        findings.fail(CheckId::Lots, Some(lot.leaf), Some(blob::path(&lot.proofs)), message.clone());
    }
}

/// Which checks of elections there was something for.
pub(super) fn reached(findings: &mut Findings, elections: &[ElectionAudit], lots: &[LotAudit]) {
    let mut reports = elections.iter().filter_map(|audit| audit.report.as_ref());
    if reports.clone().next().is_some() {
        findings.reached(&[CheckId::Archives]);
    }
    if reports.any(|report| report.bound == BoundState::Checked) {
        findings.reached(&[CheckId::BoundProofs]);
    }
    if elections.iter().any(|audit| audit.effect && !audit.rehearsal) {
        findings.reached(&[CheckId::Questions]);
    }
    if !lots.is_empty() {
        findings.reached(&[CheckId::Lots]);
    }
}

/// Whether a fault lies in what was fixed when the vote ended: nobody who files an archive can bring it in.
const fn is_of_the_vote(failure: &Failure) -> bool {
    matches!(failure.place, Place::Setup | Place::Ballot { height: _, tracker: _ })
}

const fn check_of(check: Check) -> CheckId {
    let is_bound = matches!(check, Check::BoundForm | Check::BoundProof | Check::BoundPresent);
    if is_bound { CheckId::BoundProofs } else { CheckId::Archives }
}

/// Whether the server signed, with the key in force.
fn is_by_server(act: &VerifiedAct, council: &Council) -> bool {
    let key = council.key_of_server().map(|key| Fingerprint::of(key.as_bytes()));
    let is_its = |signer: &SignerName| signer.holder == Holder::Server && Some(signer.fingerprint) == key;
    act.signers().iter().any(is_its)
}
