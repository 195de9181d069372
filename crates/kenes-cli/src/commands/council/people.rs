//! Members as people call them: by name, by number, by key.

use std::path::PathBuf;

use kenes_core::MemberId;
use kenes_record::act::SignerName;
use kenes_server::host::Name;

use super::CouncilError;
use super::desk::Desk;
use crate::error::Result;

impl Desk {
    /// The member with this name, this number (`7`) or this key (`m/…`).
    pub fn member(&self, text: &str) -> Result<MemberId> {
        let none = || CouncilError::NoSuchMember { name: text.into() };
        if let Ok(number) = text.parse::<u32>() {
            let mut ids = self.council().members().map(|(id, _)| id);
            return Ok(ids.find(|id| id.number() == number).ok_or_else(none)?);
        }
        if let Ok(key) = text.parse::<SignerName>() {
            return Ok(self.member_of(&key).ok_or_else(none)?);
        }
        let found = self.called(text)?;
        match found.as_slice() {
            [member] => Ok(*member),
            [] => Err(none().into()),
            many => Err(CouncilError::ManyMembers { name: text.into(), count: many.len() }.into()),
        }
    }

    /// The members with this name.
    fn called(&self, text: &str) -> Result<Vec<MemberId>> {
        let wanted = slug(text);
        let mut found = Vec::new();
        for id in self.council().members().filter(|(_, member)| member.is_enrolled()).map(|(id, _)| id) {
            if self.name(id)?.is_some_and(|name| slug(name.expose()) == wanted) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// The member whose key in force this is.
    pub fn member_of(&self, key: &SignerName) -> Option<MemberId> {
        let mut members = self.council().members().filter(|(_, member)| member.is_enrolled());
        members.find(|(id, _)| self.key_of(*id) == Some(*key)).map(|(id, _)| id)
    }

    /// The key in force of a member.
    pub fn key_of(&self, member: MemberId) -> Option<SignerName> {
        self.council().member(member)?.name()
    }

    /// The name of a member; none where it was erased, or is not known here.
    pub fn name(&self, member: MemberId) -> Result<Option<Name>> {
        Ok(self.wait(self.host().name_of(member)).map_err(CouncilError::from)?)
    }

    /// How a member is shown: by name, else by number.
    pub fn shown(&self, member: MemberId) -> Result<String> {
        let name = self.name(member)?.map(|name| name.expose().to_owned());
        Ok(name.unwrap_or_else(|| format!("member {}", member.number())))
    }

    /// Where the keys of people are on this machine.
    pub fn people(&self) -> PathBuf {
        self.dir().join("keys").join("people")
    }
}

/// A name as the name of a file: letters and digits in lower case, with hyphens between.
pub fn slug(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_the_name_of_a_file() {
        for (name, file) in [("Ana Ruiz", "ana-ruiz"), (" Д'Арк, Ж.", "д-арк-ж"), ("../x", "x"), ("", "")]
        {
            assert_eq!(slug(name), file);
        }
    }
}
