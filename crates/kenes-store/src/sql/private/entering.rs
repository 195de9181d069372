//! Browsers that entered, links that let one enter, and how often somebody tried.

use kenes_record::Hash;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::super::{SqlPrivate, loaded};
use super::{bound, person_or_none};
use crate::port::StoreError;
use crate::private::{
    Counters, FormToken, Link, LinkId, Links, PersonId, Purpose, RedeemError, Visit, VisitId, Visits, why_not,
};

impl Visits for SqlPrivate {
    async fn put_visit(&self, visit: &Visit) -> Result<(), StoreError> {
        let Visit { id, person, token, made, seen, ends } = visit;
        sqlx::query(
            "INSERT INTO visit (id, person, token, made, seen, ends) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.bytes().as_slice())
        .bind(bound(*person))
        .bind(token.expose().as_slice())
        .bind(*made)
        .bind(*seen)
        .bind(*ends)
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    async fn visit(&self, id: VisitId, at: i64) -> Result<Option<Visit>, StoreError> {
        let row =
            sqlx::query("SELECT person, token, made, seen, ends FROM visit WHERE id = $1 AND ends > $2")
                .bind(id.bytes().as_slice())
                .bind(at)
                .fetch_optional(&self.0.pool)
                .await?;
        row.map(|row| visit(id, &row)).transpose()
    }

    async fn visit_seen(&self, id: VisitId, at: i64, ends: i64) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE visit SET seen = $1, ends = $2 WHERE id = $3 AND ends > $1")
            .bind(at)
            .bind(ends)
            .bind(id.bytes().as_slice())
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn end_visit(&self, id: VisitId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM visit WHERE id = $1")
            .bind(id.bytes().as_slice())
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn end_visits_of(&self, person: PersonId) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM visit WHERE person = $1")
            .bind(person.0.as_slice())
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected())
    }

    async fn forget_visits(&self, at: i64) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM visit WHERE ends <= $1").bind(at).execute(&self.0.pool).await?;
        Ok(done.rows_affected())
    }
}

impl Links for SqlPrivate {
    async fn put_link(&self, link: &Link) -> Result<(), StoreError> {
        let Link { id, purpose, person, made, ends, used } = link;
        sqlx::query(
            "INSERT INTO link (id, purpose, person, made, ends, used) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.bytes().as_slice())
        .bind(purpose.as_str())
        .bind(bound(*person))
        .bind(*made)
        .bind(*ends)
        .bind(*used)
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    async fn link(&self, id: LinkId) -> Result<Option<Link>, StoreError> {
        let row = sqlx::query("SELECT purpose, person, made, ends, used FROM link WHERE id = $1")
            .bind(id.bytes().as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        row.map(|row| link(id, &row)).transpose()
    }

    async fn redeem_link(&self, id: LinkId, at: i64) -> Result<Link, RedeemError> {
        // One statement, so that of those who come at once the others see that it is used.
        let done = sqlx::query("UPDATE link SET used = $1 WHERE id = $2 AND used IS NULL AND ends > $1")
            .bind(at)
            .bind(id.bytes().as_slice())
            .execute(&self.0.pool)
            .await
            .map_err(StoreError::from)?;
        let link = self.link(id).await?.ok_or(RedeemError::Unknown)?;
        if done.rows_affected() == 1 { Ok(link) } else { Err(why_not(&link)) }
    }

    async fn cancel_links(&self, person: PersonId, purpose: &Purpose) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM link WHERE person = $1 AND purpose = $2 AND used IS NULL")
            .bind(person.0.as_slice())
            .bind(purpose.as_str())
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected())
    }

    async fn forget_links(&self, before: i64) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM link WHERE ends < $1").bind(before).execute(&self.0.pool).await?;
        Ok(done.rows_affected())
    }
}

impl Counters for SqlPrivate {
    async fn count(&self, key: Hash, period: i64) -> Result<u64, StoreError> {
        let tries: i64 = sqlx::query_scalar(
            "INSERT INTO counter (name, period, tries) VALUES ($1, $2, 1)
             ON CONFLICT (name, period) DO UPDATE SET tries = counter.tries + 1 RETURNING tries",
        )
        .bind(key.as_bytes().as_slice())
        .bind(period)
        .fetch_one(&self.0.pool)
        .await?;
        loaded(tries, "counter")
    }

    async fn forget_counts(&self, before: i64) -> Result<u64, StoreError> {
        let done =
            sqlx::query("DELETE FROM counter WHERE period < $1").bind(before).execute(&self.0.pool).await?;
        Ok(done.rows_affected())
    }
}

fn visit(id: VisitId, row: &AnyRow) -> Result<Visit, StoreError> {
    Ok(Visit {
        id,
        person: person_or_none(row, 0, "visit")?,
        token: FormToken::new(super::array(row, 1, "visit")?),
        made: row.try_get(2)?,
        seen: row.try_get(3)?,
        ends: row.try_get(4)?,
    })
}

fn link(id: LinkId, row: &AnyRow) -> Result<Link, StoreError> {
    let purpose: &str = row.try_get(0)?;
    Ok(Link {
        id,
        purpose: purpose.parse().map_err(|_| StoreError::Damaged { table: "link", row: 0 })?,
        person: person_or_none(row, 1, "link")?,
        made: row.try_get(2)?,
        ends: row.try_get(3)?,
        used: row.try_get(4)?,
    })
}
