//! Petitions: a member opens an initiative, others endorse it.
//!
//! Whoever calls for a vote of all does so openly and has three months to find others. What is voted on is a text: the charter,
//! the rules and the policy change by the decisions of bodies.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use kenes_record::act::{ActId, SignerName};
use kenes_record::blob::BlobReference;

use super::{Change, Context, Stop};
use crate::act::body;
use crate::council::Council;
use crate::evidence::Evidence;
use crate::petition::Petition;
use crate::refusal::Refusal;
use crate::time::Duration;

body! {
    /// `petition.opened`.
    PetitionOpened {
        body: u16,
        freeze: ActId,
        purpose: &'static str,
        registrars: Vec<SignerName>,
        statement: BlobReference,
        subject: ActId,
    }
    optional {
        proposal: BlobReference,
    }
}

body! {
    /// `petition.endorsed`.
    PetitionEndorsed {
        petition: ActId,
    }
}

/// How old the freeze of a petition may be.
const FREEZE: Duration = Duration::days(7);

impl Council {
    /// One member opens an initiative, and is the first to endorse it.
    pub(super) fn petition_opened(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let PetitionOpened {
            body,
            freeze,
            purpose,
            registrars,
            statement: _, // For people.
            subject,
            proposal,
        } = PetitionOpened::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        // Recalls and appeals come with a later version of the rules.
        if purpose != "initiative" {
            return Err(Refusal::NotInRules.into());
        }
        let member = context.member(self)?;
        let opened = self.time()?;
        let constituency = self.charter.body(body).ok_or(Refusal::Place)?.constituency;
        if subject != self.genesis {
            return Err(Refusal::Reference.into());
        }
        let freeze = self.freeze(&freeze, FREEZE)?;
        if !self.is_eligible(member, constituency, freeze) {
            return Err(Refusal::Endorsement.into());
        }
        // Nobody issues codes for it: it is endorsed by name.
        if !registrars.is_empty() || self.has_open_petition(body, member, opened) {
            return Err(Refusal::Petition.into());
        }
        let petition = Petition {
            body,
            proposal: proposal.map(|proposal| *proposal.digest()),
            freeze,
            eligible: u64::try_from(self.eligible(constituency, freeze).len()).unwrap_or(u64::MAX),
            percent: self.charter.motions.initiative_percent,
            opened,
            endorsed: BTreeSet::from([member]),
            stated: None,
        };
        let id = context.id();
        Ok(Box::new(move |council| {
            council.petitions.insert(id, petition);
            council.petitioners.insert((body, member), id);
        }))
    }

    /// A member whose vote counted at the freeze endorses it, once.
    pub(super) fn petition_endorsed(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let PetitionEndorsed { petition: id } =
            PetitionEndorsed::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let petition = self.petitions.get(&id).ok_or(Refusal::Reference)?;
        if !petition.is_open(now) {
            return Err(Refusal::Petition.into());
        }
        let constituency = self.charter.body(petition.body).ok_or(Refusal::Place)?.constituency;
        if !self.is_eligible(member, constituency, petition.freeze) || petition.endorsed.contains(&member) {
            return Err(Refusal::Endorsement.into());
        }
        Ok(Box::new(move |council| {
            if let Some(petition) = council.petitions.get_mut(&id) {
                petition.endorsed.insert(member);
            }
        }))
    }
}
