//! Browsers that entered, links that let one enter, and how often somebody tried.

use kenes_record::Hash;

use super::{MemoryPrivate, forget, insert_new};
use crate::port::StoreError;
use crate::private::{
    Counters, Link, LinkId, Links, PersonId, Purpose, RedeemError, Visit, VisitId, Visits, why_not,
};

impl Visits for MemoryPrivate {
    async fn put_visit(&self, visit: &Visit) -> Result<(), StoreError> {
        let mut private = self.lock();
        private.check_known(visit.person, "visit")?;
        insert_new(&mut private.visits, visit.id, visit.clone(), "visit")
    }

    async fn visit(&self, id: VisitId, at: i64) -> Result<Option<Visit>, StoreError> {
        Ok(self.lock().visits.get(&id).filter(|visit| visit.ends > at).cloned())
    }

    async fn visit_seen(&self, id: VisitId, at: i64, ends: i64) -> Result<bool, StoreError> {
        let mut private = self.lock();
        let Some(visit) = private.visits.get_mut(&id).filter(|visit| visit.ends > at) else {
            return Ok(false);
        };
        (visit.seen, visit.ends) = (at, ends);
        Ok(true)
    }

    async fn end_visit(&self, id: VisitId) -> Result<bool, StoreError> {
        Ok(self.lock().visits.remove(&id).is_some())
    }

    async fn end_visits_of(&self, person: PersonId) -> Result<u64, StoreError> {
        Ok(forget(&mut self.lock().visits, |_, visit| visit.person == Some(person)))
    }

    async fn forget_visits(&self, at: i64) -> Result<u64, StoreError> {
        Ok(forget(&mut self.lock().visits, |_, visit| visit.ends <= at))
    }
}

impl Links for MemoryPrivate {
    async fn put_link(&self, link: &Link) -> Result<(), StoreError> {
        let mut private = self.lock();
        private.check_known(link.person, "link")?;
        insert_new(&mut private.links, link.id, link.clone(), "link")
    }

    async fn link(&self, id: LinkId) -> Result<Option<Link>, StoreError> {
        Ok(self.lock().links.get(&id).cloned())
    }

    async fn redeem_link(&self, id: LinkId, at: i64) -> Result<Link, RedeemError> {
        let mut private = self.lock();
        let link = private.links.get_mut(&id).ok_or(RedeemError::Unknown)?;
        if link.used.is_some() || link.ends <= at {
            return Err(why_not(link));
        }
        link.used = Some(at);
        Ok(link.clone())
    }

    async fn cancel_links(&self, person: PersonId, purpose: &Purpose) -> Result<u64, StoreError> {
        let is_such = |_: &LinkId, link: &Link| {
            link.person == Some(person) && link.purpose == *purpose && link.used.is_none()
        };
        Ok(forget(&mut self.lock().links, is_such))
    }

    async fn forget_links(&self, before: i64) -> Result<u64, StoreError> {
        Ok(forget(&mut self.lock().links, |_, link| link.ends < before))
    }
}

impl Counters for MemoryPrivate {
    async fn count(&self, key: Hash, period: i64) -> Result<u64, StoreError> {
        let mut private = self.lock();
        let tries = private.counters.entry((period, key)).or_default();
        *tries = tries.saturating_add(1);
        Ok(*tries)
    }

    async fn forget_counts(&self, before: i64) -> Result<u64, StoreError> {
        Ok(forget(&mut self.lock().counters, |(period, _), _| *period < before))
    }
}
