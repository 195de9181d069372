//! What writers were ever promised, and whether a record keeps it.

use std::collections::BTreeMap;
use std::path::Path;

use kenes_record::checkpoint::Checkpoint;
use kenes_record::{Frontier, Hash};
use kenes_store::folder::{FolderReadError, FolderSource};
use kenes_store::port::{NewLeaf, RecordStore};

use super::council::Council;
use super::writer::{Said, open};

/// Everything that was said or seen so far.
#[derive(Clone, Debug, Default)]
pub struct Promises {
    acknowledged: BTreeMap<u64, Hash>,
    /// The largest size below which an act was acknowledged.
    signed: u64,
    published: u64,
    leaves: Vec<NewLeaf>,
    heads: BTreeMap<u64, Checkpoint>,
}

impl Promises {
    pub fn acknowledged(&self) -> u64 {
        u64::try_from(self.acknowledged.len()).unwrap()
    }

    /// Takes what a writer said. It must have had no trouble.
    pub fn take(&mut self, said: Vec<Said>, what: &str) {
        let quiet =
            |said: &&Said| matches!(said, Said::Started(_) | Said::Acknowledged { .. } | Said::Published(_));
        let loud: Vec<_> = said.iter().filter(|said| !quiet(said)).collect();
        assert!(loud.is_empty(), "{what}: {loud:?}");
        self.take_all(said, what);
    }

    /// Takes what a writer said.
    pub fn take_all(&mut self, said: Vec<Said>, what: &str) {
        for said in said {
            match said {
                Said::Acknowledged { index, size, id } => {
                    assert!(index < size, "{what}");
                    assert_eq!(*self.acknowledged.entry(index).or_insert(id), id, "{what}: leaf {index}");
                    self.signed = self.signed.max(size);
                }
                Said::Published(size) => self.published = self.published.max(size),
                _ => {}
            }
        }
    }

    /// Compares a record with all of it, and remembers what is new.
    pub async fn check(&mut self, database: &str, public: &Path, what: &str) {
        let store = open(database).await;
        self.check_store(&store, what).await;
        store.close().await;
        self.check_published(public, what);
    }

    async fn check_store(&mut self, store: &impl RecordStore, what: &str) {
        // Heads first: a server may still be writing what its client, which is gone, had asked for.
        let heads = store.heads(0, u32::MAX).await.unwrap();
        let leaves = store.leaves(0..store.size().await.unwrap()).await.unwrap();
        assert!(leaves.starts_with(&self.leaves), "{what}: leaves were changed or lost");
        for (index, id) in &self.acknowledged {
            let found = leaves.get(usize::try_from(*index).unwrap()).map(|leaf| leaf.id);
            assert_eq!(found, Some(*id), "{what}: the acknowledged leaf {index}");
            assert_eq!(store.index_of(*id).await.unwrap(), Some(*index), "{what}");
        }
        let newest = heads.last().map_or(0, |head| head.head().size);
        assert!(newest >= self.signed, "{what}: {newest} is signed, {} was acknowledged", self.signed);
        let (mut frontier, mut rest) = (Frontier::new(), leaves.iter());
        for head in &heads {
            while frontier.size() < head.head().size {
                let leaf = rest.next().unwrap_or_else(|| panic!("{what}: a head beyond the leaves"));
                frontier.push(Hash::leaf(&leaf.bytes));
            }
            assert_eq!(frontier.root(), head.head().root, "{what}: the head of size {}", frontier.size());
            head.verify(Council::new().log().verifier()).unwrap();
        }
        let heads: BTreeMap<u64, Checkpoint> =
            heads.into_iter().map(|head| (head.head().size, head)).collect();
        for (size, head) in &self.heads {
            let now = heads.get(size).unwrap_or_else(|| panic!("{what}: the head of size {size} is lost"));
            let lines = now.note().signatures();
            assert_eq!(now.head(), head.head(), "{what}: two heads of size {size}");
            assert!(head.note().signatures().iter().all(|line| lines.contains(line)), "{what}");
        }
        (self.leaves, self.heads) = (leaves, heads);
    }

    /// What is published was signed, and what was said to be published is.
    fn check_published(&mut self, public: &Path, what: &str) {
        let source = FolderSource::new(public);
        let published = match source.checkpoint() {
            Ok(checkpoint) => {
                let size = checkpoint.head().size;
                let signed = self.heads.get(&size).map(Checkpoint::head);
                assert_eq!(signed, Some(checkpoint.head()), "{what}: published, not signed");
                size
            }
            Err(FolderReadError::Missing { .. }) => 0,
            Err(error) => panic!("{what}: {error}"),
        };
        assert!(published >= self.published, "{what}: {published} after {}", self.published);
        self.published = published;
        for name in super::disk::names(public) {
            let Some(size) = name.strip_prefix("checkpoints/").filter(|size| !size.contains(".tmp-")) else {
                continue;
            };
            let size = size.parse().unwrap();
            let found = source.checkpoint_of(size).unwrap();
            assert_eq!(self.heads.get(&size).map(Checkpoint::head), Some(found.head()), "{what}: of {size}");
        }
    }
}
