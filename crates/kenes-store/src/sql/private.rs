//! The private data in SQL: persons and settings; what else there is of persons stands in the files below.

mod entering;
mod handing;
mod message;

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use sqlx::any::AnyRow;
use sqlx::{Any, Row as _, Transaction};

use super::SqlPrivate;
use crate::port::StoreError;
use crate::private::{
    ErasePersonError, Founders, Person, PersonId, PersonalRecord, PrivateStore, PutPersonError, check_person,
    old_setting,
};

impl PrivateStore for SqlPrivate {
    async fn put_person(&self, person: &Person) -> Result<(), PutPersonError> {
        check_person(person)?;
        let mut writing = self.begin().await?;
        insert_person(&mut writing, person).await?;
        writing.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query("SELECT id, commitment, record, salt FROM person WHERE id = $1")
            .bind(id.0.as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        row.as_ref().map(person).transpose()
    }

    async fn persons(&self) -> Result<Vec<Person>, StoreError> {
        let rows = sqlx::query("SELECT id, commitment, record, salt FROM person ORDER BY id")
            .fetch_all(&self.0.pool)
            .await?;
        rows.iter().map(person).collect()
    }

    async fn person_of(&self, commitment: Commitment) -> Result<Option<PersonId>, StoreError> {
        let row = sqlx::query("SELECT id FROM person WHERE commitment = $1")
            .bind(commitment.hash().as_bytes().as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        row.map(|row| array(&row, 0, "person").map(PersonId)).transpose()
    }

    async fn erase_person(&self, id: PersonId, at: i64) -> Result<(), ErasePersonError> {
        let mut writing = self.begin().await?;
        let row = sqlx::query("SELECT commitment FROM person WHERE id = $1")
            .bind(id.0.as_slice())
            .fetch_optional(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        let commitment: [u8; 32] = array(&row.ok_or(ErasePersonError::Unknown)?, 0, "person")?;
        // Everything else of the person goes with the row.
        sqlx::query("DELETE FROM person WHERE id = $1")
            .bind(id.0.as_slice())
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        sqlx::query("INSERT INTO erased (commitment, at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(commitment.as_slice())
            .bind(at)
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        writing.commit().await.map_err(StoreError::from)?;
        Ok(self.overwrite().await?)
    }

    async fn erased_at(&self, commitment: Commitment) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT at FROM erased WHERE commitment = $1")
            .bind(commitment.hash().as_bytes().as_slice())
            .fetch_optional(&self.0.pool)
            .await?)
    }

    async fn set(&self, name: &str, content: &[u8]) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO setting (name, content) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET content = excluded.content",
        )
        .bind(name)
        .bind(content)
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar("SELECT content FROM setting WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.0.pool)
            .await?)
    }
}

impl Founders for SqlPrivate {
    async fn put_founder(&self, number: u32, person: &Person) -> Result<(), PutPersonError> {
        check_person(person)?;
        let mut writing = self.begin().await?;
        insert_person(&mut writing, person).await?;
        let done = sqlx::query("INSERT INTO founder (number, person) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(i64::from(number))
            .bind(person.id.0.as_slice())
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        if done.rows_affected() != 1 {
            return Err(PutPersonError::Known);
        }
        let moved = sqlx::query("DELETE FROM setting WHERE name = $1")
            .bind(old_setting(number))
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        writing.commit().await.map_err(StoreError::from)?;
        if moved.rows_affected() != 0 {
            self.overwrite().await?;
        }
        Ok(())
    }

    async fn founders(&self) -> Result<Vec<(u32, PersonId)>, StoreError> {
        let rows =
            sqlx::query("SELECT number, person FROM founder ORDER BY number").fetch_all(&self.0.pool).await?;
        let founder = |row: &AnyRow| Ok((small(row, 0, "founder")?, PersonId(array(row, 1, "founder")?)));
        rows.iter().map(founder).collect()
    }
}

/// Keeps a person whose record opens the commitment, unless it is known or was erased.
async fn insert_person(
    writing: &mut Transaction<'static, Any>,
    person: &Person,
) -> Result<(), PutPersonError> {
    let erased: Option<i64> = sqlx::query_scalar("SELECT at FROM erased WHERE commitment = $1")
        .bind(person.commitment.hash().as_bytes().as_slice())
        .fetch_optional(&mut **writing)
        .await
        .map_err(StoreError::from)?;
    if erased.is_some() {
        return Err(PutPersonError::Erased);
    }
    let done = sqlx::query(
        "INSERT INTO person (id, commitment, record, salt) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(person.id.0.as_slice())
    .bind(person.commitment.hash().as_bytes().as_slice())
    .bind(person.record.expose())
    .bind(person.salt.dangerously_expose_bytes().as_slice())
    .execute(&mut **writing)
    .await
    .map_err(StoreError::from)?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(PutPersonError::Known) }
}

impl SqlPrivate {
    async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.0.engine.begin(&self.0.pool).await?)
    }

    /// Takes out of the log what the tables no longer have.
    async fn overwrite(&self) -> Result<(), StoreError> {
        self.0.engine.overwrite(&self.0.pool).await
    }
}

fn person(row: &AnyRow) -> Result<Person, StoreError> {
    let id = PersonId(array(row, 0, "person")?);
    let commitment = Commitment::from_hash(Hash::from_bytes(array(row, 1, "person")?));
    let record = PersonalRecord::new(row.try_get(2)?);
    Ok(Person { id, commitment, record, salt: Salt::from_bytes(&array(row, 3, "person")?) })
}

/// A column that names a person, or nobody.
fn person_or_none(row: &AnyRow, column: usize, table: &'static str) -> Result<Option<PersonId>, StoreError> {
    let bytes: Option<Vec<u8>> = row.try_get(column)?;
    let damaged = |_| StoreError::Damaged { table, row: 0 };
    bytes.map(|bytes| bytes.try_into().map(PersonId).map_err(damaged)).transpose()
}

/// A person or nobody, as the databases take it.
fn bound(person: Option<PersonId>) -> Option<Vec<u8>> {
    person.map(|person| person.0.to_vec())
}

fn array<const N: usize>(row: &AnyRow, column: usize, table: &'static str) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| StoreError::Damaged { table, row: 0 })
}

/// A small number that the program wrote.
fn small(row: &AnyRow, column: usize, table: &'static str) -> Result<u32, StoreError> {
    u32::try_from(row.try_get::<i64, _>(column)?).map_err(|_| StoreError::Damaged { table, row: 0 })
}
