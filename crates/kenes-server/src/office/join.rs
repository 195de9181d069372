//! Putting people on the roll: their records, and the codes with which they join.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use kenes_core::{Command, MemberId};
use kenes_record::Hash;
use kenes_record::act::{Holder, SignerName};
use kenes_record::member_key::Token;
use kenes_store::private::{
    Code, Codes as _, Contact, ContactAddress, Contacts as _, Handover, PrivateStore as _, VotingCode,
};
use zeroize::Zeroizing;

use super::{Office, OfficeError};
use crate::host::{Host, random};
use crate::roll::Entry;

/// Under which name joining codes are kept beside the voting codes of elections.
pub fn context(host: &Host) -> Hash {
    Hash::of(format!("kenes/join/v1\n{}", host.council().log().as_str()).as_bytes())
}

/// Who signs an enrolment: the registrar who asks for it, and so many others who hold a seat of the same body as the charter
/// wants.
pub fn enrollers(host: &Host, first: MemberId) -> Vec<SignerName> {
    let council = host.council();
    let entry = &council.charter().entry;
    let needed = entry.registrars.saturating_add(entry.sponsors);
    let holders = council.seats().filter(|(name, _)| name.body == entry.body);
    let others = holders.filter_map(|(_, seat)| seat.holder.as_ref()).map(|holder| holder.member);
    let all = std::iter::once(first).chain(others.filter(|member| *member != first));
    let names = all.filter_map(|member| council.member(member)?.name());
    names.take(usize::try_from(needed).unwrap_or(usize::MAX)).collect()
}

impl Office {
    /// Keeps people with how they can be reached and a joining code each; the commands that put them on the roll.
    ///
    /// # Errors
    /// The store fails.
    pub async fn prepare_enrolments(&self, entries: &[Entry]) -> Result<Vec<Command>, OfficeError> {
        let host = self.host.read().await;
        let context = context(&host);
        let kept = self.private.codes(context).await?;
        let first = kept.iter().map(|code| code.number).max().map_or(0, |last| last.saturating_add(1));
        let constituencies = u16::try_from(host.council().charter().constituencies.len()).unwrap_or(u16::MAX);
        let (mut commands, mut codes) = (Vec::new(), Vec::new());
        for (number, entry) in (first..).zip(entries) {
            let commitment = host.put_person(&entry.name).await?;
            let person = self.private.person_of(commitment).await?;
            let secret: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
            let credential = Token::credential(&secret).map_err(|_| OfficeError::WeakKey)?;
            let token = SignerName::of(Holder::Credential, credential.verifier().public());
            let code = Zeroizing::new(Base64UrlUnpadded::encode_string(secret.as_slice()));
            let code = VotingCode::new(&code);
            codes.push(Code {
                election: context,
                number,
                person,
                code,
                handover: Handover::None,
                shown_again: 0,
            });
            if let Some(person) = person {
                let address = entry.address.as_ref().map(|address| ContactAddress::new(address.expose()));
                let language = entry.language.map(|language| language.tag().to_owned());
                self.private.put_contact(person, &Contact { address, language }).await?;
            }
            // Constituencies are written as their number, from 1; without one it is the first.
            let written = entry.constituency.as_ref().and_then(|text| text.parse::<u16>().ok());
            let constituency =
                written.map_or(0, |number| number.saturating_sub(1)).min(constituencies.saturating_sub(1));
            commands.push(Command::Enrol { commitment, constituency, token });
        }
        self.private.put_codes(&codes).await?;
        Ok(commands)
    }
}
