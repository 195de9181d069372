//! Where blobs are: small ones in the store, archives of elections as files.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use kenes_core::MemberId;
use kenes_record::act::ActId;
use kenes_record::blob::{Blob, BlobReference, Media, SALT, Salt};
use kenes_record::{Hash, Hasher};
use kenes_store::data::DataDir;
use kenes_store::files;
use kenes_store::port::{Blob as Kept, RecordStore, StoreError, WithdrawBlobError};

use kenes_store::private::PrivateStore as _;

use super::error::BlobError;
use super::{Host, random};

/// How many archives of one election a member may bring: the right one, and some that were not.
pub const MOST_ARCHIVES: u8 = 5;

/// The places where the content of a blob can be.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    archives: PathBuf,
}

impl Shelf {
    pub fn new(data: &DataDir) -> Self {
        Self { archives: data.archives() }
    }

    /// Deletes what an interrupted command left half-copied.
    pub fn sweep(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.archives)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.starts_with(files::TEMPORARY) {
                std::fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// The file of an archive; none when there is no such.
    pub fn archive(&self, digest: &Hash) -> Option<PathBuf> {
        let path = self.archives.join(digest.to_hex());
        path.is_file().then_some(path)
    }

    /// The content of a small blob; none when it is not here, or was withdrawn.
    pub async fn small(
        &self,
        store: &impl RecordStore,
        digest: &Hash,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(match store.blob(*digest).await? {
            Some(Kept::Here(file)) => Some(file),
            Some(Kept::Withdrawn) | None => None,
        })
    }

    /// The length of the content of a blob that is here; within, nothing of one that was withdrawn.
    pub async fn length(
        &self,
        store: &impl RecordStore,
        digest: &Hash,
    ) -> Result<Option<Option<u64>>, StoreError> {
        let content = |file: u64| file.saturating_sub(u64::try_from(SALT).unwrap_or(u64::MAX));
        let archive = self.archive(digest).and_then(|path| path.metadata().ok());
        if let Some(archive) = archive {
            return Ok(Some(Some(content(archive.len()))));
        }
        Ok(store.blob(*digest).await?.map(|kept| match kept {
            Kept::Here(file) => Some(content(u64::try_from(file.len()).unwrap_or(u64::MAX))),
            Kept::Withdrawn => None,
        }))
    }
}

impl Host {
    /// Keeps a text or a document durably, behind fresh random bytes, and says by what name acts call it.
    ///
    /// # Errors
    /// It is too large, or cannot be written.
    pub async fn put_blob(&self, content: &[u8], media: Media) -> Result<BlobReference, BlobError> {
        put(&*self.store, content, media).await
    }

    /// The content of a text or a document; none when it is not here, or was withdrawn.
    ///
    /// # Errors
    /// The store fails, or what it has is no blob.
    pub async fn blob(&self, digest: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let file = self.shelf.small(&*self.store, digest).await?;
        Ok(file.and_then(|file| file.get(SALT..).map(<[u8]>::to_vec)))
    }

    /// Keeps a file durably that can be large, the archive of an election, behind fresh random bytes.
    ///
    /// # Errors
    /// It cannot be read or written.
    pub fn put_archive(&self, file: &Path) -> Result<BlobReference, BlobError> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |source| BlobError::File { path, source }
        };
        let archives = self.data.archives();
        let temporary = archives.join(format!("{}{}", files::TEMPORARY, std::process::id()));
        let salt = Salt::from_bytes(&random()?);
        let mut from = File::open(file).map_err(failed(file))?;
        let (digest, length) = copy_behind(&salt, &mut from, &temporary).map_err(failed(&temporary))?;
        let path = archives.join(digest.to_hex());
        std::fs::rename(&temporary, &path).map_err(failed(&path))?;
        files::sync_folder(&path).map_err(failed(&path))?;
        BlobReference::new(digest, length, Media::Archive).ok_or(BlobError::Length { length })
    }

    /// Keeps the archive of an election that a member brings: each may bring [`MOST_ARCHIVES`] for one election. An archive is
    /// kept before its act comes, and audited when it comes: so nobody fills the disk, or has the server work, without end. What
    /// was brought stays counted, whatever became of it. How many there were stands in the private store.
    ///
    /// # Errors
    /// The member has brought as many, or the file cannot be read or written.
    pub async fn put_archive_of(
        &self,
        by: MemberId,
        election: &ActId,
        file: &Path,
    ) -> Result<BlobReference, BlobError> {
        let note = format!("archives/{election}/{}", by.number());
        let count = self.private.setting(&note).await?;
        let count = count.and_then(|count| count.first().copied()).unwrap_or(0);
        if count >= MOST_ARCHIVES {
            return Err(BlobError::ManyArchives { most: MOST_ARCHIVES });
        }
        self.private.set(&note, &[count.saturating_add(1)]).await?;
        self.put_archive(file)
    }

    /// Deletes the texts that were withdrawn and are still here, for ever: an act says so and a crash may have come between.
    pub(super) async fn delete_withdrawn(&self) -> Result<(), BlobError> {
        let withdrawn: Vec<Hash> = self.council().withdrawn().copied().collect();
        for digest in withdrawn {
            if matches!(self.store.blob(digest).await.map_err(WithdrawBlobError::from)?, Some(Kept::Here(_)))
            {
                self.withdraw_blob(digest).await?;
            }
        }
        Ok(())
    }

    /// Deletes the content of a text for ever, where the council says that it was withdrawn: after the act, never before.
    ///
    /// # Errors
    /// There is no such blob, or it cannot be deleted.
    pub async fn withdraw_blob(&self, digest: Hash) -> Result<(), BlobError> {
        self.store.withdraw_blob(digest).await?;
        self.sequencer.publish_again();
        Ok(())
    }
}

/// Keeps a blob in a store.
pub(super) async fn put(
    store: &impl RecordStore,
    content: &[u8],
    media: Media,
) -> Result<BlobReference, BlobError> {
    let blob = Blob::seal(Salt::from_bytes(&random()?), content);
    let reference = blob.reference(media).ok_or(BlobError::Length { length: u64::MAX })?;
    store.put_blob(blob.file()).await?;
    Ok(reference)
}

/// Writes the salt and the content to a new file, durably; gives the digest, and the length of the content.
fn copy_behind(salt: &Salt, from: &mut impl Read, to: &Path) -> io::Result<(Hash, u64)> {
    let salt: &[u8; SALT] = salt.dangerously_expose_bytes();
    let mut file = File::create(to)?;
    let (mut hasher, mut length) = (Hasher::new(), 0_u64);
    file.write_all(salt)?;
    hasher.update(salt);
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut part)?;
        let Some(read) = part.get(..read).filter(|read| !read.is_empty()) else { break };
        file.write_all(read)?;
        hasher.update(read);
        length = length.saturating_add(u64::try_from(read.len()).unwrap_or(u64::MAX));
    }
    file.sync_all()?;
    Ok((hasher.finish(), length))
}
