//! Persons: their names stand in the private store and nowhere else, and one person is one member at most.
//!
//! Somebody who was enrolled is found by the commitment that stands in the record; a founder, for whom nothing stands there
//! but a key, by the number of the member.

use std::collections::BTreeMap;

use kenes_core::MemberId;
use kenes_record::act::ActId;
use kenes_record::blob::{Commitment, Salt};
use kenes_store::private::{
    ErasePersonError, Founders as _, Person, PersonId, PersonalRecord, PrivateStore as _,
};
use zeroize::Zeroizing;

use super::error::PersonError;
use super::{Host, random};

/// Somebody's name. Wiped when dropped, and not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(Zeroizing<String>);

impl Name {
    /// The name with this text.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Name(<redacted>)")
    }
}

/// Somebody of whom the record or the private store knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The person; none when it was erased, or is not known here.
    pub person: Option<PersonId>,
    /// The name; none when the person is.
    pub name: Option<Name>,
    /// The act that enrolled the person; none for founders, and before the act is there.
    pub enrolment: Option<ActId>,
    /// The member; none before the enrolment is there.
    pub member: Option<MemberId>,
    /// Whether the member has a key.
    pub has_key: bool,
}

impl Host {
    /// Keeps a person, durably, behind fresh random bytes, and gives what stands for the person in the record.
    ///
    /// # Errors
    /// The store does not keep it.
    pub async fn put_person(&self, name: &Name) -> Result<Commitment, PersonError> {
        let person = fresh(name)?;
        self.private.put_person(&person).await?;
        Ok(person.commitment)
    }

    /// Keeps a person as the founder with this number.
    ///
    /// # Errors
    /// There is one already, or the store does not keep it.
    pub async fn put_founder(&self, number: u32, name: &Name) -> Result<PersonId, PersonError> {
        let person = fresh(name)?;
        self.private.put_founder(number, &person).await?;
        Ok(person.id)
    }

    /// Makes persons of the founders whose names an older program kept as settings.
    ///
    /// # Errors
    /// The store fails.
    pub(super) async fn adopt_founders(&self) -> Result<(), PersonError> {
        let known: BTreeMap<u32, PersonId> = self.private.founders().await?.into_iter().collect();
        let founders = self.council().members().filter(|(_, member)| member.enrolment().is_none());
        let founders: Vec<u32> = founders.map(|(id, _)| id.number()).collect();
        for number in founders.into_iter().filter(|number| !known.contains_key(number)) {
            let kept = self.private.setting(&format!("founder/{number}")).await?.map(Zeroizing::new);
            // An empty one is that of a founder who was erased.
            if let Some(name) = kept.filter(|kept| !kept.is_empty()).and_then(|kept| text(&kept)) {
                self.private.put_founder(number, &fresh(&name)?).await?;
            }
        }
        Ok(())
    }

    /// The name of a person; none when the person was erased.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_of_person(&self, id: PersonId) -> Result<Option<Name>, PersonError> {
        let person = self.private.person(id).await?;
        Ok(person.and_then(|person| text(person.record.expose())))
    }

    /// The name behind a commitment; none when the person was erased, or is not known here.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_behind(&self, commitment: Commitment) -> Result<Option<Name>, PersonError> {
        match self.private.person_of(commitment).await? {
            Some(id) => self.name_of_person(id).await,
            None => Ok(None),
        }
    }

    /// The name of a member; none when the person was erased, or is not known here.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_of(&self, member: MemberId) -> Result<Option<Name>, PersonError> {
        match self.person_of(member).await? {
            Some(id) => self.name_of_person(id).await,
            None => Ok(None),
        }
    }

    /// The person that a member is; none when it was erased, or is not known here.
    ///
    /// # Errors
    /// The store fails.
    pub async fn person_of(&self, member: MemberId) -> Result<Option<PersonId>, PersonError> {
        match self.council().member(member).map(kenes_core::Member::enrolment) {
            Some(Some(enrolment)) => match self.commitment_of(enrolment) {
                Some(commitment) => Ok(self.private.person_of(commitment).await?),
                None => Ok(None),
            },
            Some(None) => {
                let founders = self.private.founders().await?;
                Ok(founders.iter().find(|(number, _)| *number == member.number()).map(|(_, id)| *id))
            }
            None => Ok(None),
        }
    }

    /// The member that a person is, with a key or without; none for somebody who was not enrolled.
    ///
    /// # Errors
    /// The store fails.
    pub async fn member_of(&self, person: PersonId) -> Result<Option<MemberId>, PersonError> {
        let founders = self.private.founders().await?;
        if let Some((founder, _)) = founders.iter().find(|(_, id)| *id == person) {
            let mut members = self.council().members().map(|(id, _)| id);
            return Ok(members.find(|id| id.number() == *founder));
        }
        let Some(commitment) = self.private.person(person).await?.map(|person| person.commitment) else {
            return Ok(None);
        };
        let enrolled = self.enrolled().iter().find(|enrolled| enrolled.commitment == commitment);
        Ok(enrolled.and_then(|enrolled| self.council().enrolled_by(&enrolled.act)))
    }

    /// Everybody: the founders, whoever was enrolled in the order of the record, and last, by name, whom the private store
    /// knows and the record does not. The store is asked twice, however many they are.
    ///
    /// # Errors
    /// The store fails.
    pub async fn people(&self) -> Result<Vec<Listed>, PersonError> {
        let founders: BTreeMap<u32, PersonId> = self.private.founders().await?.into_iter().collect();
        let mut by_commitment = BTreeMap::new();
        let mut names = BTreeMap::new();
        for person in self.private.persons().await? {
            by_commitment.insert(person.commitment, person.id);
            names.insert(person.id, text(person.record.expose()));
        }
        let council = self.council();
        let mut take = |person: Option<PersonId>, enrolment, member: Option<MemberId>| {
            let name = person.and_then(|person| names.remove(&person)).flatten();
            let has_key = member.and_then(|id| council.member(id)).is_some_and(|member| member.key.is_some());
            Listed { person, name, enrolment, member, has_key }
        };
        let mut listed = Vec::new();
        for (id, _) in council.members().filter(|(_, member)| member.enrolment().is_none()) {
            listed.push(take(founders.get(&id.number()).copied(), None, Some(id)));
        }
        for enrolled in self.enrolled() {
            let person = by_commitment.get(&enrolled.commitment).copied();
            listed.push(take(person, Some(enrolled.act), council.enrolled_by(&enrolled.act)));
        }
        listed.extend(unlisted(names));
        Ok(listed)
    }

    /// Erases a member: the name, what opens the commitment and everything else that the private store has of the person. What
    /// stands in the record opens to nobody any more.
    ///
    /// # Errors
    /// There is no such person, or the store fails.
    pub async fn erase(&self, member: MemberId, at_milliseconds: i64) -> Result<(), PersonError> {
        let person = self.person_of(member).await?;
        self.erase_person(person.ok_or(PersonError::Erase(ErasePersonError::Unknown))?, at_milliseconds).await
    }

    /// The same for a person, who need not be a member.
    ///
    /// # Errors
    /// There is no such person, or the store fails.
    pub async fn erase_person(&self, person: PersonId, at_milliseconds: i64) -> Result<(), PersonError> {
        Ok(self.private.erase_person(person, at_milliseconds).await?)
    }

    fn commitment_of(&self, enrolment: ActId) -> Option<Commitment> {
        let found = self.enrolled().iter().find(|enrolled| enrolled.act == enrolment);
        found.map(|enrolled| enrolled.commitment)
    }
}

/// Whom the record does not know, by name.
fn unlisted(names: BTreeMap<PersonId, Option<Name>>) -> Vec<Listed> {
    let listed =
        |(person, name)| Listed { person: Some(person), name, enrolment: None, member: None, has_key: false };
    let mut rest: Vec<Listed> = names.into_iter().map(listed).collect();
    rest.sort_by(|one, other| text_of(one).cmp(text_of(other)));
    rest
}

fn text_of(listed: &Listed) -> &str {
    listed.name.as_ref().map_or("", Name::expose)
}

/// A person of this name behind fresh random bytes. The personal record is the name alone, in UTF-8.
fn fresh(name: &Name) -> Result<Person, PersonError> {
    let salt = Salt::from_bytes(&random()?);
    let record = name.expose().as_bytes().to_vec();
    let commitment = Commitment::to_record(&salt, &record);
    Ok(Person { id: PersonId(random()?), commitment, record: PersonalRecord::new(record), salt })
}

fn text(bytes: &[u8]) -> Option<Name> {
    std::str::from_utf8(bytes).ok().map(Name::new)
}
