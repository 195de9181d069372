//! What people call members and bodies here.

use kenes_core::MemberId;
use kenes_record::act::SignerName;
use kenes_store::private::PrivateStore as _;

use crate::host::{Host, PersonError};

impl Host {
    /// A member as people are shown it: by the name, else by the beginning of the key.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_shown(&self, member: MemberId) -> Result<String, PersonError> {
        if let Some(name) = self.name_of(member).await? {
            return Ok(name.expose().to_owned());
        }
        let key = self.council().member(member).and_then(kenes_core::Member::name);
        let number = || member.number().to_string();
        Ok(key.map_or_else(number, |key| key.to_string().chars().take(10).collect()))
    }

    /// The member with this key in force.
    pub fn member_with(&self, key: &SignerName) -> Option<MemberId> {
        let has = |(id, member): (MemberId, &kenes_core::Member)| (member.name() == Some(*key)).then_some(id);
        self.council().members().find_map(has)
    }

    /// The name of whoever has this key in force.
    ///
    /// # Errors
    /// The store fails.
    pub async fn name_of_key(&self, key: &SignerName) -> Result<Option<String>, PersonError> {
        match self.member_with(key) {
            Some(member) => self.name_shown(member).await.map(Some),
            None => Ok(None),
        }
    }

    /// What a body is called.
    ///
    /// # Errors
    /// The store fails.
    pub async fn body_name(&self, body: u16) -> Result<String, PersonError> {
        let kept = self.private().setting(&format!("body/{body}")).await?;
        let name = kept.and_then(|name| String::from_utf8(name).ok());
        Ok(name.unwrap_or_else(|| u32::from(body).saturating_add(1).to_string()))
    }
}
