//! Where blobs come from.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::blob::{self, SALT};
use kenes_record::fsck::Files;
use kenes_record::{Hash, Hasher};

use super::MAX_DOCUMENT;

/// The blobs of a record, wherever they are.
pub trait Blobs {
    /// Why a blob cannot be read.
    type Error;

    /// Hands over the file of a blob part by part, the salt and the content, and says whether it is there. An archive is asked
    /// for several times.
    ///
    /// # Errors
    /// It is there and cannot be read.
    fn blob(&self, digest: &Hash, on_part: &mut dyn FnMut(&[u8])) -> Result<bool, Self::Error>;
}

/// The blobs among the files of a record.
#[derive(Debug)]
pub struct FileBlobs<'a, F> {
    files: &'a F,
    paths: BTreeSet<String>,
}

impl<'a, F: Files> FileBlobs<'a, F> {
    /// The blobs of these files.
    ///
    /// # Errors
    /// The files cannot be listed.
    pub fn new(files: &'a F) -> Result<Self, F::Error> {
        let paths = files.paths()?.into_iter().filter(|path| path.starts_with("blob/"));
        Ok(Self { files, paths: paths.collect() })
    }

    /// Whether a blob is there.
    pub fn has(&self, digest: &Hash) -> bool {
        self.paths.contains(&blob::path(digest))
    }
}

impl<F: Files> Blobs for FileBlobs<'_, F> {
    type Error = F::Error;

    fn blob(&self, digest: &Hash, on_part: &mut dyn FnMut(&[u8])) -> Result<bool, F::Error> {
        let is_there = self.has(digest);
        if is_there {
            self.files.parts(&blob::path(digest), on_part)?;
        }
        Ok(is_there)
    }
}

/// The content of a document; nothing where it is missing, or has another digest. Of one that is longer than
/// [`MAX_DOCUMENT`] the empty content.
pub(super) fn content<B: Blobs>(blobs: &B, digest: &Hash) -> Result<Option<Vec<u8>>, B::Error> {
    let (mut content, mut is_longer) = (Vec::new(), false);
    let is_right = read(blobs, digest, &mut |part| {
        is_longer |= content.len().saturating_add(part.len()) > MAX_DOCUMENT;
        if is_longer {
            content = Vec::new();
        } else {
            content.extend_from_slice(part);
        }
    })?;
    Ok(is_right.then_some(content))
}

/// Hands over the content of a blob without its salt, and says whether it is there and has this digest.
pub(super) fn read<B: Blobs>(
    blobs: &B,
    digest: &Hash,
    on_part: &mut dyn FnMut(&[u8]),
) -> Result<bool, B::Error> {
    let (mut hasher, mut salt) = (Hasher::new(), SALT);
    let is_there = blobs.blob(digest, &mut |part| {
        hasher.update(part);
        let skipped = salt.min(part.len());
        salt = salt.saturating_sub(skipped);
        if let Some(content) = part.get(skipped..).filter(|content| !content.is_empty()) {
            on_part(content);
        }
    })?;
    Ok(is_there && salt == 0 && hasher.finish() == *digest)
}
