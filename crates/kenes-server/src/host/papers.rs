//! Evidence for the fold of a record that is kept here: the papers of an audit, read from the store and from the archives.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};

use kenes_core::{Council, Evidence};
use kenes_record::Hash;
use kenes_record::act::{ActId, VerifiedAct};
use kenes_store::port::RecordStore;
use kenes_store::tree::SharedTree;
use kenes_verify::Blobs;

use super::blobs::Shelf;
use super::fold::FoldError;

/// Of how many archives it is remembered what became of them: whoever brings the same one again costs no audit. Each member may
/// bring a few for each election.
const REMEMBERED: usize = 256;

/// What the acts of the record named.
#[derive(Debug)]
pub(super) struct Papers {
    papers: kenes_verify::Papers,
    /// The act that was read last: what it names is not audited a second time when it comes.
    last: Option<ActId>,
}

/// The blobs that one act names: small ones from the store, archives as files.
struct Fetched<'a> {
    small: BTreeMap<Hash, Vec<u8>>,
    shelf: &'a Shelf,
}

impl Default for Papers {
    fn default() -> Self {
        Self { papers: kenes_verify::Papers::remembering(REMEMBERED), last: None }
    }
}

impl Papers {
    /// Reads and audits what an act names, before it is applied.
    pub async fn learn(
        &mut self,
        act: &VerifiedAct,
        leaf: u64,
        council: Option<&Council>,
        store: &impl RecordStore,
        shelf: &Shelf,
    ) -> Result<(), FoldError> {
        if self.last == Some(act.id()) {
            return Ok(());
        }
        let mut small = BTreeMap::new();
        for digest in kenes_verify::Papers::wanted(act, council) {
            small.extend(shelf.small(store, &digest).await?.map(|file| (digest, file)));
        }
        let fetched = Fetched { small, shelf };
        // What was found is for the fold to say.
        let _learned = self.papers.learn(act, leaf, &fetched, council, &mut |_| {})?;
        self.last = Some(act.id());
        Ok(())
    }

    /// Reads again what the act names that was read last: what was missing may have come.
    pub fn forget_last(&mut self) {
        self.last = None;
    }

    /// The evidence together with the roots of a tree.
    pub fn at<'a>(&'a self, tree: &'a SharedTree) -> impl Evidence + 'a {
        self.papers.at(|size| tree.root(size))
    }

    /// The evidence for the first act, before which nothing was.
    pub fn alone(&self) -> impl Evidence + '_ {
        self.papers.at(|_| None)
    }
}

impl Blobs for Fetched<'_> {
    type Error = io::Error;

    fn blob(&self, digest: &Hash, on_part: &mut dyn FnMut(&[u8])) -> Result<bool, io::Error> {
        if let Some(file) = self.small.get(digest) {
            on_part(file);
            return Ok(true);
        }
        let Some(path) = self.shelf.archive(digest) else { return Ok(false) };
        let mut file = File::open(path)?;
        let mut part = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut part)?;
            if read == 0 {
                return Ok(true);
            }
            on_part(part.get(..read).unwrap_or_default());
        }
    }
}
