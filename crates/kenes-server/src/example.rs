//! The people of a living example, as whom anybody may look at it: their keys, their parts of the election's key and their
//! voting codes. In life each of these lies with one person and nowhere else.

use std::fmt;

use kenes_store::port::StoreError;
use kenes_store::private::PrivateStore;
use serde::{Deserialize, Serialize};

/// The setting that holds them.
const SETTING: &str = "example";

/// Somebody in whose place a visitor acts.
#[derive(Clone, Serialize, Deserialize)]
pub struct Guest {
    /// The name.
    pub name: String,
    /// What this person does in the council.
    pub role: Role,
    /// The key as a device keeps it.
    pub key: String,
    /// A guard's part of the election's key, as a device keeps it.
    pub part: Option<String>,
    /// The voting code.
    pub code: Option<String>,
}

/// What somebody does in the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Looks after the council: lets in, calls, hands codes over.
    Secretary,
    /// Guards the vote: opens the result with others.
    Guard,
    /// A member like any other.
    Member,
}

/// A living example: an election that is open, and the people.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Example {
    /// The call of the election, in digits.
    pub election: String,
    /// The people.
    pub guests: Vec<Guest>,
}

impl Example {
    /// Keeps it beside the council that it is of.
    ///
    /// # Errors
    /// The store fails.
    pub async fn keep(&self, private: &impl PrivateStore) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        private.set(SETTING, &bytes).await
    }

    /// The example that a council is; none where it is a council.
    ///
    /// # Errors
    /// The store fails.
    pub async fn load(private: &impl PrivateStore) -> Result<Option<Self>, StoreError> {
        let kept = private.setting(SETTING).await?;
        Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()))
    }
}

impl fmt::Debug for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guest({:?})", self.role)
    }
}

#[cfg(test)]
mod tests {
    use kenes_store::memory::MemoryPrivate;

    use super::*;

    #[tokio::test]
    async fn an_example_is_kept_and_shows_no_secret_by_accident() {
        let private = MemoryPrivate::new();
        assert!(Example::load(&private).await.unwrap().is_none());
        let guest = Guest {
            name: "Ana".into(),
            role: Role::Guard,
            key: "a key".into(),
            part: Some("a part".into()),
            code: None,
        };
        let example = Example { election: "00".into(), guests: vec![guest] };
        example.keep(&private).await.unwrap();
        let found = Example::load(&private).await.unwrap().unwrap();
        assert_eq!((found.guests[0].key.as_str(), found.guests[0].role), ("a key", Role::Guard));
        assert_eq!(format!("{found:?}"), r#"Example { election: "00", guests: [Guest(Guard)] }"#);
    }
}
