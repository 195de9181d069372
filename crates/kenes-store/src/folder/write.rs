//! Writing the static files, as far as they are not there yet.
//!
//! Each file is written under another name, synced and renamed; then the folders are synced; then, when everything that
//! it speaks of is durable, the checkpoint is replaced. A crash in between leaves the old checkpoint, and files beyond it
//! that the next run writes again.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kenes_record::Hash;
use kenes_record::blob::{self, BlobError};
use kenes_record::checkpoint::{Checkpoint, CheckpointVerifyError};
use kenes_record::key::VerifierKey;
use kenes_record::tile::{Tile, TileKind, WIDTH, push_entry};
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

use super::named::Named;
use super::{CHECKPOINT, CHECKPOINTS, FolderReadError, FolderSource, POLICY, below};
use crate::files;
use crate::port::{Blob, RecordStore, StoreError};
use crate::tree::{HEADS, LEAVES, SharedTree};

/// How many files are held in memory before they are written.
const FILES: usize = 128;
/// How many changes of blobs are looked at together.
const CHANGES: u32 = 64;

/// The static files of a record, to write to. One at a time writes to a folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    log: VerifierKey,
    archives: Option<PathBuf>,
    /// Held while something is published.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whether nothing can be left over: what was published last ended well.
    swept: bool,
    /// What the folder has beside tiles and heads.
    named: Named,
}

/// The folder was not brought up to date. What was published is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// A file could not be written, or a folder not be made.
    #[error("{} cannot be written: {error}", path.display())]
    Write {
        /// The folder of the record.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// What is there cannot be read.
    #[error(transparent)]
    Read(#[from] FolderReadError),
    /// The checkpoint that is there is not the log's.
    #[error("the published checkpoint is not this log's: {0}")]
    Foreign(#[from] CheckpointVerifyError),
    /// The checkpoint that is there is of a longer record.
    #[error("a checkpoint of size {published} is published, this one has {size}")]
    Older {
        /// The size that is published.
        published: u64,
        /// The size that was to be published.
        size: u64,
    },
    /// The checkpoint that is there is of another history.
    #[error("the published checkpoint of size {size} is not of this history")]
    Fork {
        /// The size that is published.
        size: u64,
    },
    /// The tree is shorter than the head.
    #[error("the tree has no {size} leaves")]
    Tree {
        /// The size of the head.
        size: u64,
    },
    /// A leaf is too large for a tile; no store has one.
    #[error("the leaf {index} is too large for a tile")]
    Leaf {
        /// Its index.
        index: u64,
    },
    /// The blob of the policy is not the one that the act names.
    #[error("the policy: {0}")]
    Policy(#[from] BlobError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Folder {
    /// Opens a folder for the log with this key, and makes it when it is not there. What a crash left is swept when
    /// something is published: until then somebody else may be writing.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn open(path: &Path, log: VerifierKey) -> Result<Self, FolderError> {
        let failed = |error| FolderError::Write { path: path.to_path_buf(), error };
        fs::create_dir_all(path).map_err(failed)?;
        Ok(Self { path: path.to_path_buf(), log, archives: None, state: Mutex::default() })
    }

    /// Takes blobs that the store does not have from here: files under the hexadecimal digits of their SHA-256.
    #[must_use]
    pub fn with_archives(mut self, path: &Path) -> Self {
        self.archives = Some(path.to_path_buf());
        self
    }

    /// Reads from the same folder.
    pub fn source(&self) -> FolderSource {
        FolderSource::new(&self.path)
    }

    /// The published head, which is the log's; none when nothing was published.
    ///
    /// # Errors
    /// It cannot be read, or is not the log's.
    pub fn published(&self) -> Result<Option<Checkpoint>, FolderError> {
        match self.source().checkpoint() {
            Ok(checkpoint) => {
                checkpoint.verify(&self.log)?;
                Ok(Some(checkpoint))
            }
            Err(FolderReadError::Missing { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Brings the folder to a head of the store, and publishes the head. To publish one again brings its new signatures.
    ///
    /// # Errors
    /// What is published does not lead to this head, or a file cannot be written.
    pub async fn publish<S: RecordStore>(
        &self,
        store: &S,
        tree: &SharedTree,
        head: &Checkpoint,
    ) -> Result<(), FolderError> {
        head.verify(&self.log)?;
        let mut state = self.state.lock().await;
        let size = head.head().size;
        let published = self.published()?.map(|checkpoint| checkpoint.head().clone());
        let old_size = published.as_ref().map_or(0, |published| published.size);
        if old_size > size {
            return Err(FolderError::Older { published: old_size, size });
        }
        if tree.root(size) != Some(head.head().root) {
            return Err(FolderError::Tree { size });
        }
        if published.is_some_and(|published| tree.root(old_size) != Some(published.root)) {
            return Err(FolderError::Fork { size: old_size });
        }
        if !std::mem::take(&mut state.swept) {
            self.in_background(move |path| sweep(&path).and_then(|()| prune(&path, 0, old_size))).await?;
        }
        let mut writer = Writer { folder: self, waiting: Vec::new(), folders: BTreeSet::new() };
        writer.tiles(store, tree, old_size, size).await?;
        writer.heads(store, old_size, head).await?;
        let mut named = state.named.clone();
        writer.blobs(store, &state.named.blobs, &mut named, size).await?;
        writer.policy(store, &named).await?;
        writer.finish(head).await?;
        state.named = named;
        self.in_background(move |path| prune(&path, old_size, size)).await?;
        state.swept = true;
        Ok(())
    }

    async fn in_background<T: Send + 'static>(
        &self,
        work: impl FnOnce(PathBuf) -> io::Result<T> + Send + 'static,
    ) -> Result<T, FolderError> {
        let path = self.path.clone();
        let done = spawn_blocking(move || work(path)).await;
        let done = done.unwrap_or_else(|_| Err(io::Error::other("the task that writes files failed")));
        done.map_err(|error| FolderError::Write { path: self.path.clone(), error })
    }
}

/// The files of one publication.
struct Writer<'a> {
    folder: &'a Folder,
    waiting: Vec<(PathBuf, Vec<u8>)>,
    /// What has to be synced before the checkpoint.
    folders: BTreeSet<PathBuf>,
}

impl Writer<'_> {
    async fn tiles<S: RecordStore>(
        &mut self,
        store: &S,
        tree: &SharedTree,
        old_size: u64,
        size: u64,
    ) -> Result<(), FolderError> {
        for tile in Tile::added(old_size, size) {
            let content = match tile.kind() {
                TileKind::Hashes(_) => tree.tile(tile).ok_or(FolderError::Tree { size })?,
                TileKind::Entries => bundle(store, tile).await?,
            };
            self.push(&tile.path(), content).await?;
        }
        Ok(())
    }

    async fn heads<S: RecordStore>(
        &mut self,
        store: &S,
        old_size: u64,
        head: &Checkpoint,
    ) -> Result<(), FolderError> {
        let mut from = old_size.saturating_add(1);
        loop {
            let page = store.heads(from, HEADS).await?;
            let Some(last) = page.last() else { break };
            from = last.head().size.saturating_add(1);
            for earlier in page.iter().take_while(|earlier| earlier.head().size < head.head().size) {
                self.push_head(earlier).await?;
            }
            if from >= head.head().size {
                break;
            }
        }
        self.push_head(head).await
    }

    /// Brings the blobs to what the leaves name and the store has: the newly named, and those that came or went since.
    async fn blobs<S: RecordStore>(
        &mut self,
        store: &S,
        known: &BTreeSet<Hash>,
        named: &mut Named,
        size: u64,
    ) -> Result<(), FolderError> {
        while named.leaves < size {
            let until = named.leaves.saturating_add(LEAVES).min(size);
            let leaves = store.leaves(named.leaves..until).await?;
            leaves.iter().for_each(|leaf| named.learn(&leaf.bytes));
        }
        let fresh: Vec<Hash> = named.blobs.difference(known).copied().collect();
        for digest in fresh {
            self.blob(store, digest).await?;
        }
        loop {
            let changes = store.blob_changes(named.change, CHANGES).await?;
            let Some(last) = changes.last() else { return Ok(()) };
            named.change = last.number;
            for change in changes {
                if change.withdrawn {
                    self.withdraw(change.digest).await?;
                } else if known.contains(&change.digest) {
                    self.blob(store, change.digest).await?;
                }
            }
        }
    }

    async fn blob<S: RecordStore>(&mut self, store: &S, digest: Hash) -> Result<(), FolderError> {
        let name = blob::path(&digest);
        let path = below(&self.folder.path, &name);
        if path.exists() {
            return Ok(());
        }
        match store.blob(digest).await? {
            Some(Blob::Here(content)) => self.push(&name, content).await,
            Some(Blob::Withdrawn) => Ok(()),
            // What nobody has brought yet is published when it comes.
            None => self.archive(digest, path).await,
        }
    }

    async fn archive(&mut self, digest: Hash, path: PathBuf) -> Result<(), FolderError> {
        let archives = self.folder.archives.as_ref().map(|archives| archives.join(digest.to_hex()));
        let Some(archive) = archives.filter(|archive| archive.is_file()) else { return Ok(()) };
        let folders = self.folder.in_background(move |root| {
            if files::digest(&archive)?.1 != digest {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "an archive does not have its digest",
                ));
            }
            let folders = files::make_folders(&root, &path)?;
            files::copy(&archive, &path)?;
            Ok(folders)
        });
        self.folders.extend(folders.await?);
        Ok(())
    }

    async fn withdraw(&mut self, digest: Hash) -> Result<(), FolderError> {
        let path = below(&self.folder.path, &blob::path(&digest));
        let removed = path.clone();
        self.folder.in_background(move |_| files::remove(&removed)).await?;
        self.folders.extend(path.parent().filter(|folder| folder.exists()).map(Path::to_path_buf));
        Ok(())
    }

    async fn policy<S: RecordStore>(&mut self, store: &S, named: &Named) -> Result<(), FolderError> {
        let Some(reference) = &named.policy else { return Ok(()) };
        let Some(Blob::Here(file)) = store.blob(*reference.digest()).await? else { return Ok(()) };
        let policy = blob::Blob::parse(file).and_then(|blob| blob.verify(reference))?.into_content();
        if self.folder.source().policy()?.as_ref() == Some(&policy) {
            return Ok(());
        }
        self.push(POLICY, policy).await
    }

    async fn push_head(&mut self, head: &Checkpoint) -> Result<(), FolderError> {
        self.push(&format!("{CHECKPOINTS}/{}", head.head().size), head.note().to_bytes()).await
    }

    async fn push(&mut self, name: &str, content: Vec<u8>) -> Result<(), FolderError> {
        self.waiting.push((below(&self.folder.path, name), content));
        if self.waiting.len() >= FILES { self.write().await } else { Ok(()) }
    }

    async fn write(&mut self) -> Result<(), FolderError> {
        let waiting = std::mem::take(&mut self.waiting);
        let folders = self.folder.in_background(move |root| files::write_all(&root, &waiting)).await?;
        self.folders.extend(folders);
        Ok(())
    }

    /// The end of the order: what is new is durable, then it is spoken of.
    async fn finish(mut self, head: &Checkpoint) -> Result<(), FolderError> {
        self.write().await?;
        let folders = std::mem::take(&mut self.folders);
        let checkpoint = self.folder.path.join(CHECKPOINT);
        let note = head.note().to_bytes();
        let done = move |_| files::sync_all(&folders).and_then(|()| files::replace(&checkpoint, &note));
        self.folder.in_background(done).await
    }
}

async fn bundle<S: RecordStore>(store: &S, tile: Tile) -> Result<Vec<u8>, FolderError> {
    let first = tile.index().saturating_mul(WIDTH);
    let leaves = store.leaves(first..first.saturating_add(tile.width().into())).await?;
    let mut content = Vec::new();
    for (leaf, index) in leaves.iter().zip(first..) {
        if !push_entry(&mut content, &leaf.bytes) {
            return Err(FolderError::Leaf { index });
        }
    }
    Ok(content)
}

/// Deletes the partial tiles of those that have become full.
fn prune(folder: &Path, old_size: u64, size: u64) -> io::Result<()> {
    for tile in Tile::added(old_size, size).into_iter().filter(Tile::is_full) {
        remove_partial(&below(folder, &tile.path()))?;
    }
    Ok(())
}

fn remove_partial(full: &Path) -> io::Result<()> {
    let mut name = full.as_os_str().to_owned();
    name.push(".p");
    match fs::remove_dir_all(PathBuf::from(name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Deletes the files that a crash or a failure left half written.
fn sweep(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(files::TEMPORARY) {
                fs::remove_file(entry.path())?;
            } else if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    Ok(())
}
