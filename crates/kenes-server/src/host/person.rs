//! Names of persons: in the private store, and nowhere else.

use kenes_core::MemberId;
use kenes_record::act::ActId;
use kenes_record::blob::{Commitment, Salt};
use kenes_store::private::{Person, PersonId, PersonalRecord, PrivateStore as _};
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

impl Host {
    /// Keeps a person, durably, behind fresh random bytes, and gives what stands for the person in the record.
    ///
    /// # Errors
    /// The store does not keep it.
    pub async fn put_person(&self, name: &Name) -> Result<Commitment, PersonError> {
        let salt = Salt::from_bytes(&random()?);
        let record = to_record(name);
        let commitment = Commitment::to_record(&salt, &record);
        let record = PersonalRecord::new(record);
        let person = Person { id: PersonId(random()?), commitment, record, salt };
        self.private.put_person(&person).await?;
        Ok(commitment)
    }

    /// Keeps the name of a founder, for whom nothing stands in the record but a key.
    ///
    /// # Errors
    /// The store fails.
    pub async fn put_founder(&self, number: u32, name: &Name) -> Result<(), PersonError> {
        Ok(self.private.set(&founder(number), name.expose().as_bytes()).await?)
    }

    /// The name behind a commitment; none when the person was erased, or is not known here.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_behind(&self, commitment: Commitment) -> Result<Option<Name>, PersonError> {
        let Some(id) = self.private.person_of(commitment).await? else { return Ok(None) };
        let person = self.private.person(id).await?;
        Ok(person.and_then(|person| of_record(person.record.expose())))
    }

    /// The name of whoever was enrolled by an act.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_of_enrolled(&self, enrolment: ActId) -> Result<Option<Name>, PersonError> {
        let found = self.enrolled().iter().find(|enrolled| enrolled.act == enrolment);
        match found.map(|enrolled| enrolled.commitment) {
            Some(commitment) => self.name_behind(commitment).await,
            None => Ok(None),
        }
    }

    /// The name of a member.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_of(&self, member: MemberId) -> Result<Option<Name>, PersonError> {
        match self.council().member(member).map(|member| member.enrolment) {
            Some(Some(enrolment)) => self.name_of_enrolled(enrolment).await,
            Some(None) => {
                let kept = self.private.setting(&founder(member.number())).await?;
                Ok(kept.filter(|kept| !kept.is_empty()).and_then(|kept| text(&kept)))
            }
            None => Ok(None),
        }
    }

    /// Erases a member: name and salt are deleted, and what stands in the record opens to nobody any more.
    ///
    /// # Errors
    /// There is no such person, or the store fails.
    pub async fn erase(&self, member: MemberId, at_milliseconds: i64) -> Result<(), PersonError> {
        let enrolment = self.council().member(member).and_then(|member| member.enrolment);
        let Some(enrolment) = enrolment else {
            return Ok(self.private.set(&founder(member.number()), b"").await?);
        };
        let found = self.enrolled().iter().find(|enrolled| enrolled.act == enrolment);
        let unknown = kenes_store::private::ErasePersonError::Unknown;
        let commitment = found.map(|enrolled| enrolled.commitment).ok_or(PersonError::Erase(unknown))?;
        let id = self.private.person_of(commitment).await?;
        let id = id.ok_or(PersonError::Erase(kenes_store::private::ErasePersonError::Unknown))?;
        Ok(self.private.erase_person(id, at_milliseconds).await?)
    }
}

/// The setting that holds a founder's name.
fn founder(number: u32) -> String {
    format!("founder/{number}")
}

/// The personal record: the name alone, in UTF-8.
fn to_record(name: &Name) -> Vec<u8> {
    name.expose().as_bytes().to_vec()
}

fn of_record(record: &[u8]) -> Option<Name> {
    text(record)
}

fn text(bytes: &[u8]) -> Option<Name> {
    std::str::from_utf8(bytes).ok().map(Name::new)
}
