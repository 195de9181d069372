//! What is handed to persons: where they are reached, what they have to sign, their voting codes.

use kenes_record::Hash;
use zeroize::Zeroizing;

use super::{MemoryPrivate, forget, insert_new};
use crate::port::StoreError;
use crate::private::{
    Code, Codes, Contact, ContactAddress, Contacts, Draft, DraftId, Drafts, Handover, MessageState, PersonId,
    VotingCode,
};

impl Contacts for MemoryPrivate {
    async fn put_contact(&self, person: PersonId, contact: &Contact) -> Result<(), StoreError> {
        let mut private = self.lock();
        private.check_known(Some(person), "contact")?;
        private.contacts.insert(person, contact.clone());
        Ok(())
    }

    async fn contact(&self, person: PersonId) -> Result<Option<Contact>, StoreError> {
        Ok(self.lock().contacts.get(&person).cloned())
    }

    async fn contacts(&self) -> Result<Vec<(PersonId, Contact)>, StoreError> {
        Ok(self.lock().contacts.iter().map(|(person, contact)| (*person, contact.clone())).collect())
    }

    async fn persons_at(&self, address: &ContactAddress) -> Result<Vec<PersonId>, StoreError> {
        let private = self.lock();
        let found = private.contacts.iter().filter(|(_, contact)| contact.address.as_ref() == Some(address));
        Ok(found.map(|(person, _)| *person).collect())
    }
}

impl Drafts for MemoryPrivate {
    async fn put_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        let mut private = self.lock();
        private.check_known(draft.person, "draft")?;
        insert_new(&mut private.drafts, draft.id, draft.clone(), "draft")
    }

    async fn draft(&self, id: DraftId) -> Result<Option<Draft>, StoreError> {
        Ok(self.lock().drafts.get(&id).cloned())
    }

    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut drafts: Vec<Draft> = self.lock().drafts.values().cloned().collect();
        drafts.sort_by_key(|draft| (draft.made, draft.id));
        Ok(drafts)
    }

    async fn swap_draft(&self, id: DraftId, version: u64, content: &[u8]) -> Result<bool, StoreError> {
        let mut private = self.lock();
        let Some(draft) = private.drafts.get_mut(&id).filter(|draft| draft.version == version) else {
            return Ok(false);
        };
        draft.version = version.saturating_add(1);
        draft.content = content.to_vec();
        Ok(true)
    }

    async fn delete_draft(&self, id: DraftId) -> Result<bool, StoreError> {
        Ok(self.lock().drafts.remove(&id).is_some())
    }

    async fn forget_drafts(&self, before: i64) -> Result<u64, StoreError> {
        Ok(forget(&mut self.lock().drafts, |_, draft| draft.made < before))
    }
}

impl Codes for MemoryPrivate {
    async fn put_codes(&self, codes: &[Code]) -> Result<(), StoreError> {
        let mut private = self.lock();
        let mut kept = std::collections::BTreeMap::new();
        for code in codes {
            private.check_known(code.person, "code")?;
            let others = private.codes.values().chain(kept.values());
            let is_taken = |other: &Code| {
                other.election == code.election
                    && (other.number == code.number || (code.person.is_some() && other.person == code.person))
            };
            if others.into_iter().any(is_taken) {
                return Err(StoreError::Damaged { table: "code", row: u64::from(code.number) });
            }
            kept.insert((code.election, code.number), copy_of(code));
        }
        private.codes.append(&mut kept);
        Ok(())
    }

    async fn codes(&self, election: Hash) -> Result<Vec<Code>, StoreError> {
        let private = self.lock();
        Ok(private.codes.range((election, 0)..=(election, u32::MAX)).map(|(_, code)| copy_of(code)).collect())
    }

    async fn code_of(&self, election: Hash, person: PersonId) -> Result<Option<Code>, StoreError> {
        let private = self.lock();
        let is_it = |code: &&Code| code.election == election && code.person == Some(person);
        Ok(private.codes.values().find(is_it).map(copy_of))
    }

    async fn code_handed_over(
        &self,
        election: Hash,
        number: u32,
        handover: Handover,
    ) -> Result<bool, StoreError> {
        let mut private = self.lock();
        let found = private.codes.get_mut(&(election, number));
        Ok(found.map(|code| code.handover = handover).is_some())
    }

    async fn code_shown_again(&self, election: Hash, number: u32) -> Result<Option<u32>, StoreError> {
        let mut private = self.lock();
        let Some(code) = private.codes.get_mut(&(election, number)) else { return Ok(None) };
        code.shown_again = code.shown_again.saturating_add(1);
        Ok(Some(code.shown_again))
    }

    async fn times_shown_again(&self, election: Hash) -> Result<u64, StoreError> {
        let private = self.lock();
        let codes = private.codes.range((election, 0)..=(election, u32::MAX));
        Ok(codes.map(|(_, code)| u64::from(code.shown_again)).sum())
    }

    async fn destroy_codes(&self, election: Hash) -> Result<u64, StoreError> {
        let mut private = self.lock();
        for (state, message) in private.messages.values_mut() {
            if message.about == Some(election) {
                message.content = Zeroizing::default();
                if *state == MessageState::Waiting {
                    *state = MessageState::GivenUp;
                }
            }
        }
        Ok(forget(&mut private.codes, |(of, _), _| *of == election))
    }
}

fn copy_of(code: &Code) -> Code {
    let Code { election, number, person, code, handover, shown_again } = code;
    Code {
        election: *election,
        number: *number,
        person: *person,
        code: VotingCode::new(code.dangerously_expose()),
        handover: *handover,
        shown_again: *shown_again,
    }
}
