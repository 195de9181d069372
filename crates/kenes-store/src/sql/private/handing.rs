//! What is handed to persons: where they are reached, what they have to sign, their voting codes.

use kenes_record::Hash;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use zeroize::Zeroizing;

use super::super::{SqlPrivate, loaded, stored};
use super::{array, bound, person_or_none, small};
use crate::port::StoreError;
use crate::private::{
    Code, Codes, Contact, ContactAddress, Contacts, Draft, DraftId, Drafts, Handover, PersonId, VotingCode,
};

impl Contacts for SqlPrivate {
    async fn put_contact(&self, person: PersonId, contact: &Contact) -> Result<(), StoreError> {
        let Contact { address, language } = contact;
        sqlx::query(
            "INSERT INTO contact (person, address, language) VALUES ($1, $2, $3)
             ON CONFLICT (person) DO UPDATE SET address = excluded.address, language = excluded.language",
        )
        .bind(person.0.as_slice())
        .bind(address.as_ref().map(|address| address.expose().to_owned()))
        .bind(language.clone())
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    async fn contact(&self, person: PersonId) -> Result<Option<Contact>, StoreError> {
        let row = sqlx::query("SELECT person, address, language FROM contact WHERE person = $1")
            .bind(person.0.as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        row.map(|row| contact(&row).map(|(_, contact)| contact)).transpose()
    }

    async fn contacts(&self) -> Result<Vec<(PersonId, Contact)>, StoreError> {
        let rows =
            sqlx::query("SELECT person, address, language FROM contact").fetch_all(&self.0.pool).await?;
        rows.iter().map(contact).collect()
    }

    async fn persons_at(&self, address: &ContactAddress) -> Result<Vec<PersonId>, StoreError> {
        let rows = sqlx::query("SELECT person FROM contact WHERE address = $1 ORDER BY person")
            .bind(address.expose())
            .fetch_all(&self.0.pool)
            .await?;
        rows.iter().map(|row| array(row, 0, "contact").map(PersonId)).collect()
    }
}

impl Drafts for SqlPrivate {
    async fn put_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        let Draft { id, person, content, version, made } = draft;
        sqlx::query("INSERT INTO draft (id, person, content, version, made) VALUES ($1, $2, $3, $4, $5)")
            .bind(id.0.as_slice())
            .bind(bound(*person))
            .bind(content.as_slice())
            .bind(stored(*version)?)
            .bind(*made)
            .execute(&self.0.pool)
            .await?;
        Ok(())
    }

    async fn draft(&self, id: DraftId) -> Result<Option<Draft>, StoreError> {
        let row = sqlx::query("SELECT id, person, content, version, made FROM draft WHERE id = $1")
            .bind(id.0.as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        row.as_ref().map(draft).transpose()
    }

    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let rows = sqlx::query("SELECT id, person, content, version, made FROM draft ORDER BY made, id")
            .fetch_all(&self.0.pool)
            .await?;
        rows.iter().map(draft).collect()
    }

    async fn swap_draft(&self, id: DraftId, version: u64, content: &[u8]) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE draft SET content = $1, version = version + 1 WHERE id = $2 AND version = $3",
        )
        .bind(content)
        .bind(id.0.as_slice())
        .bind(stored(version)?)
        .execute(&self.0.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn delete_draft(&self, id: DraftId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM draft WHERE id = $1")
            .bind(id.0.as_slice())
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn forget_drafts(&self, before: i64) -> Result<u64, StoreError> {
        let done =
            sqlx::query("DELETE FROM draft WHERE made < $1").bind(before).execute(&self.0.pool).await?;
        Ok(done.rows_affected())
    }
}

impl Codes for SqlPrivate {
    async fn put_codes(&self, codes: &[Code]) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        for Code { election, number, person, code, handover, shown_again } in codes {
            sqlx::query(
                "INSERT INTO code (election, number, person, code, handover, shown)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(election.as_bytes().as_slice())
            .bind(i64::from(*number))
            .bind(bound(*person))
            .bind(code.dangerously_expose())
            .bind(handover.name())
            .bind(i64::from(*shown_again))
            .execute(&mut *writing)
            .await?;
        }
        Ok(writing.commit().await?)
    }

    async fn codes(&self, election: Hash) -> Result<Vec<Code>, StoreError> {
        let rows = sqlx::query(
            "SELECT number, person, code, handover, shown FROM code WHERE election = $1 ORDER BY number",
        )
        .bind(election.as_bytes().as_slice())
        .fetch_all(&self.0.pool)
        .await?;
        rows.iter().map(|row| code(election, row)).collect()
    }

    async fn code_of(&self, election: Hash, person: PersonId) -> Result<Option<Code>, StoreError> {
        let row = sqlx::query(
            "SELECT number, person, code, handover, shown FROM code WHERE election = $1 AND person = $2",
        )
        .bind(election.as_bytes().as_slice())
        .bind(person.0.as_slice())
        .fetch_optional(&self.0.pool)
        .await?;
        row.map(|row| code(election, &row)).transpose()
    }

    async fn code_handed_over(
        &self,
        election: Hash,
        number: u32,
        handover: Handover,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE code SET handover = $1 WHERE election = $2 AND number = $3")
            .bind(handover.name())
            .bind(election.as_bytes().as_slice())
            .bind(i64::from(number))
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn code_shown_again(&self, election: Hash, number: u32) -> Result<Option<u32>, StoreError> {
        let row = sqlx::query(
            "UPDATE code SET shown = shown + 1 WHERE election = $1 AND number = $2 RETURNING shown",
        )
        .bind(election.as_bytes().as_slice())
        .bind(i64::from(number))
        .fetch_optional(&self.0.pool)
        .await?;
        row.map(|row| small(&row, 0, "code")).transpose()
    }

    async fn times_shown_again(&self, election: Hash) -> Result<u64, StoreError> {
        // One row each, as the engines disagree on the type of a sum.
        let rows = sqlx::query("SELECT shown FROM code WHERE election = $1 AND shown > 0")
            .bind(election.as_bytes().as_slice())
            .fetch_all(&self.0.pool)
            .await?;
        let times: Vec<u32> = rows.iter().map(|row| small(row, 0, "code")).collect::<Result<_, _>>()?;
        Ok(times.into_iter().map(u64::from).sum())
    }

    async fn destroy_codes(&self, election: Hash) -> Result<u64, StoreError> {
        let mut writing = self.begin().await?;
        let done = sqlx::query("DELETE FROM code WHERE election = $1")
            .bind(election.as_bytes().as_slice())
            .execute(&mut *writing)
            .await?;
        sqlx::query(
            "UPDATE message SET content = NULL,
             state = CASE WHEN state = 'waiting' THEN 'given_up' ELSE state END WHERE about = $1",
        )
        .bind(election.as_bytes().as_slice())
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        self.overwrite().await?;
        Ok(done.rows_affected())
    }
}

fn contact(row: &AnyRow) -> Result<(PersonId, Contact), StoreError> {
    let address: Option<String> = row.try_get(1)?;
    let address = address.map(Zeroizing::new).map(|text| ContactAddress::new(&text));
    Ok((PersonId(array(row, 0, "contact")?), Contact { address, language: row.try_get(2)? }))
}

fn draft(row: &AnyRow) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: DraftId(array(row, 0, "draft")?),
        person: person_or_none(row, 1, "draft")?,
        content: row.try_get(2)?,
        version: loaded(row.try_get(3)?, "draft")?,
        made: row.try_get(4)?,
    })
}

fn code(election: Hash, row: &AnyRow) -> Result<Code, StoreError> {
    let code: Zeroizing<String> = Zeroizing::new(row.try_get(2)?);
    let handover: &str = row.try_get(3)?;
    let handover = Handover::ALL.into_iter().find(|known| known.name() == handover);
    Ok(Code {
        election,
        number: small(row, 0, "code")?,
        person: person_or_none(row, 1, "code")?,
        code: VotingCode::new(&code),
        handover: handover.ok_or(StoreError::Damaged { table: "code", row: 0 })?,
        shown_again: small(row, 4, "code")?,
    })
}
