//! The private data in SQL.

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use sqlx::any::AnyRow;
use sqlx::{Any, Row as _, Transaction};
use zeroize::Zeroizing;

use super::SqlPrivate;
use super::engine::Engine;
use crate::port::StoreError;
use crate::private::{
    Attempt, ErasePersonError, Message, MessageState, Person, PersonId, PersonalRecord, PrivateStore,
    PutPersonError, check_person,
};

impl PrivateStore for SqlPrivate {
    async fn put_person(&self, person: &Person) -> Result<(), PutPersonError> {
        check_person(person)?;
        let mut writing = self.begin().await?;
        let erased: Option<i64> = sqlx::query_scalar("SELECT at FROM erased WHERE commitment = $1")
            .bind(person.commitment.hash().as_bytes().as_slice())
            .fetch_optional(&mut *writing)
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
        .execute(&mut *writing)
        .await
        .map_err(StoreError::from)?;
        if done.rows_affected() != 1 {
            return Err(PutPersonError::Known);
        }
        writing.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query("SELECT commitment, record, salt FROM person WHERE id = $1")
            .bind(id.0.as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let commitment = Commitment::from_hash(Hash::from_bytes(array(&row, 0, "person")?));
        let record = PersonalRecord::new(row.try_get(1)?);
        Ok(Some(Person { id, commitment, record, salt: Salt::from_bytes(&array(&row, 2, "person")?) }))
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
        // The messages to the person go with the row.
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

    async fn queue_message(&self, message: &Message) -> Result<bool, StoreError> {
        let Message { id, person, content, due, attempts } = message;
        let done = sqlx::query(
            "INSERT INTO message (id, person, content, state, due, attempts)
             VALUES ($1, $2, $3, 'waiting', $4, $5) ON CONFLICT DO NOTHING",
        )
        .bind(id.as_bytes().as_slice())
        .bind(person.map(|person| person.0.to_vec()))
        .bind(content.as_slice())
        .bind(*due)
        .bind(i64::from(*attempts))
        .execute(&self.0.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn due_messages(&self, at: i64, limit: u32) -> Result<Vec<Message>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, person, content, due, attempts FROM message
             WHERE state = 'waiting' AND due <= $1 ORDER BY due, id LIMIT $2",
        )
        .bind(at)
        .bind(i64::from(limit))
        .fetch_all(&self.0.pool)
        .await?;
        rows.iter().map(message).collect()
    }

    async fn message_tried(&self, id: Hash, attempt: Attempt) -> Result<bool, StoreError> {
        let (state, due) = match attempt {
            Attempt::Sent => (MessageState::Sent, None),
            Attempt::GivenUp => (MessageState::GivenUp, None),
            Attempt::Again(due) => (MessageState::Waiting, Some(due)),
        };
        let done = sqlx::query(
            "UPDATE message SET state = $1, attempts = attempts + 1, due = COALESCE($2, due),
             content = CASE WHEN $1 = 'waiting' THEN content ELSE NULL END
             WHERE id = $3 AND state = 'waiting'",
        )
        .bind(state.name())
        .bind(due)
        .bind(id.as_bytes().as_slice())
        .execute(&self.0.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn message_state(&self, id: Hash) -> Result<Option<MessageState>, StoreError> {
        let name: Option<String> = sqlx::query_scalar("SELECT state FROM message WHERE id = $1")
            .bind(id.as_bytes().as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        let Some(name) = name else { return Ok(None) };
        let state = MessageState::ALL.into_iter().find(|state| state.name() == name);
        state.map(Some).ok_or(StoreError::Damaged { table: "message", row: 0 })
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

impl SqlPrivate {
    async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.0.engine.begin(&self.0.pool).await?)
    }

    /// Takes out of SQLite's log what the file no longer has; PostgreSQL does it in its own time.
    async fn overwrite(&self) -> Result<(), StoreError> {
        if let Engine::Sqlite { .. } = self.0.engine {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.0.pool).await?;
        }
        Ok(())
    }
}

fn message(row: &AnyRow) -> Result<Message, StoreError> {
    let person: Option<Vec<u8>> = row.try_get(1)?;
    let damaged = || StoreError::Damaged { table: "message", row: 0 };
    let person = person.map(|bytes| bytes.try_into().map(PersonId).map_err(|_| damaged())).transpose()?;
    let content: Option<Vec<u8>> = row.try_get(2)?;
    Ok(Message {
        id: Hash::from_bytes(array(row, 0, "message")?),
        person,
        content: Zeroizing::new(content.ok_or_else(damaged)?),
        due: row.try_get(3)?,
        attempts: u32::try_from(row.try_get::<i64, _>(4)?).map_err(|_| damaged())?,
    })
}

fn array<const N: usize>(row: &AnyRow, column: usize, table: &'static str) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| StoreError::Damaged { table, row: 0 })
}
