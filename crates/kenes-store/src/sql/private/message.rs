//! Messages to send.

use kenes_record::Hash;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use zeroize::Zeroizing;

use super::super::SqlPrivate;
use super::{array, bound, person_or_none, small};
use crate::port::StoreError;
use crate::private::{Attempt, Message, MessageState, Messages};

impl Messages for SqlPrivate {
    async fn queue_message(&self, message: &Message) -> Result<bool, StoreError> {
        let Message { id, person, about, content, made, due, attempts } = message;
        let done = sqlx::query(
            "INSERT INTO message (id, person, about, content, state, made, due, attempts)
             VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(id.as_bytes().as_slice())
        .bind(bound(*person))
        .bind(about.map(|about| about.as_bytes().to_vec()))
        .bind(content.as_slice())
        .bind(*made)
        .bind(*due)
        .bind(i64::from(*attempts))
        .execute(&self.0.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn due_messages(&self, at: i64, limit: u32) -> Result<Vec<Message>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, state, person, about, content, made, due, attempts FROM message
             WHERE state = 'waiting' AND due <= $1 ORDER BY due, id LIMIT $2",
        )
        .bind(at)
        .bind(i64::from(limit))
        .fetch_all(&self.0.pool)
        .await?;
        rows.iter().map(|row| message(row).map(|(_, message)| message)).collect()
    }

    async fn unsent_messages(&self, limit: u32) -> Result<Vec<(MessageState, Message)>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, state, person, about, content, made, due, attempts FROM message
             WHERE content IS NOT NULL ORDER BY made, id LIMIT $1",
        )
        .bind(i64::from(limit))
        .fetch_all(&self.0.pool)
        .await?;
        rows.iter().map(message).collect()
    }

    async fn message(&self, id: Hash) -> Result<Option<(MessageState, Message)>, StoreError> {
        let row = sqlx::query(
            "SELECT id, state, person, about, content, made, due, attempts FROM message
             WHERE id = $1 AND content IS NOT NULL",
        )
        .bind(id.as_bytes().as_slice())
        .fetch_optional(&self.0.pool)
        .await?;
        row.as_ref().map(message).transpose()
    }

    async fn message_tried(&self, id: Hash, attempt: Attempt) -> Result<bool, StoreError> {
        let (state, due) = match attempt {
            Attempt::Sent => (MessageState::Sent, None),
            Attempt::GivenUp => (MessageState::GivenUp, None),
            Attempt::Again(due) => (MessageState::Waiting, Some(due)),
        };
        let done = sqlx::query(
            "UPDATE message SET state = $1, attempts = attempts + 1, due = COALESCE($2, due),
             content = CASE WHEN $1 = 'sent' THEN NULL ELSE content END
             WHERE id = $3 AND (state = 'waiting' OR (state = 'given_up' AND $1 = 'sent'))",
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
        name.map(|name| state(&name)).transpose()
    }
}

fn message(row: &AnyRow) -> Result<(MessageState, Message), StoreError> {
    let damaged = || StoreError::Damaged { table: "message", row: 0 };
    let about: Option<Vec<u8>> = row.try_get(3)?;
    let about =
        about.map(|bytes| bytes.try_into().map(Hash::from_bytes).map_err(|_| damaged())).transpose()?;
    let content: Option<Vec<u8>> = row.try_get(4)?;
    let message = Message {
        id: Hash::from_bytes(array(row, 0, "message")?),
        person: person_or_none(row, 2, "message")?,
        about,
        content: Zeroizing::new(content.ok_or_else(damaged)?),
        made: row.try_get(5)?,
        due: row.try_get(6)?,
        attempts: small(row, 7, "message")?,
    };
    Ok((state(row.try_get(1)?)?, message))
}

fn state(name: &str) -> Result<MessageState, StoreError> {
    let state = MessageState::ALL.into_iter().find(|state| state.name() == name);
    state.ok_or(StoreError::Damaged { table: "message", row: 0 })
}
