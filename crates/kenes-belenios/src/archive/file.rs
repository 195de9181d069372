//! Reading an archive from a file, gzipped or not (feature `std`).

use std::io::{self, BufReader, Chain, Cursor, Read};

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use flate2::bufread::MultiGzDecoder;

use super::block::Form;
use super::survey::{Survey, SurveyError, SurveyItem, Surveyed};
use super::tar::{Extent, TarError, TarReader};

/// How many bytes are read at a time.
const CHUNK: usize = 1 << 16;

/// The first two bytes of a gzip stream (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reading an archive failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The source could not be read; says nothing about the archive.
    #[error("cannot read the archive: {0}")]
    Io(#[source] io::Error),
    /// The gzip stream is damaged, or something follows it.
    #[error("damaged gzip stream, about {read} bytes into the file")]
    Gzip {
        /// How many compressed bytes were read.
        read: u64,
    },
    /// Not the form of the container, or cut off, also within the gzip stream.
    #[error(transparent)]
    Tar(#[from] TarError),
    /// The records do not tell an election.
    #[error(transparent)]
    Survey(#[from] SurveyError),
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Height of the last event.
    pub height: u64,
    /// Where the record of the last event begins in the archive, in bytes.
    pub offset: u64,
    /// How many bytes of the file were read, compressed if it is.
    pub read: u64,
    /// How many bytes of the archive they hold.
    pub unpacked: u64,
}

/// What a whole file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadSummary {
    /// The container.
    pub extent: Extent,
    /// The events.
    pub surveyed: Surveyed,
}

/// An archive being read, item by item. A gzip stream is recognised by its first bytes.
#[derive(Debug)]
pub struct ArchiveFile<R> {
    source: Source<R>,
    chunk: Vec<u8>,
    tar: TarReader,
    survey: Survey,
    position: Position,
    ended: bool,
}

/// Reads a whole archive and hands over each item, and how far the reading is.
///
/// # Errors
/// The archive cannot be read or is malformed, or `on_item` says no.
pub fn read_archive<R: Read, E: From<ReadError>>(
    reader: R,
    form: Form,
    on_item: impl FnMut(SurveyItem, &Position) -> Result<(), E>,
) -> Result<ReadSummary, E> {
    read_all(ArchiveFile::open(reader, form)?, on_item)
}

/// Reads an archive a second time, in less memory: what the first time told of replays is not looked for again. The
/// caller compares the summaries.
pub(crate) fn read_archive_again<R: Read, E: From<ReadError>>(
    reader: R,
    form: Form,
    on_item: impl FnMut(SurveyItem, &Position) -> Result<(), E>,
) -> Result<ReadSummary, E> {
    let file = ArchiveFile::open(reader, form)?;
    read_all(ArchiveFile { survey: Survey::again(), ..file }, on_item)
}

fn read_all<R: Read, E: From<ReadError>>(
    mut file: ArchiveFile<R>,
    mut on_item: impl FnMut(SurveyItem, &Position) -> Result<(), E>,
) -> Result<ReadSummary, E> {
    while let Some(item) = file.next_item()? {
        on_item(item, &file.position)?;
    }
    Ok(file.finish()?)
}

impl<R: Read> ArchiveFile<R> {
    /// Looks at the first bytes.
    ///
    /// # Errors
    /// The source cannot be read.
    pub fn open(mut reader: R, form: Form) -> Result<Self, ReadError> {
        let mut start = Vec::new();
        reader.by_ref().take(2).read_to_end(&mut start).map_err(ReadError::Io)?;
        let zipped = start == GZIP;
        let raw = Raw { reader: Cursor::new(start).chain(reader), read: 0, failed: false };
        let source = if zipped {
            Source::Gzip(Box::new(MultiGzDecoder::new(BufReader::with_capacity(CHUNK, raw))))
        } else {
            Source::Plain(raw)
        };
        Ok(Self {
            source,
            chunk: vec![0; CHUNK],
            tar: TarReader::new(form),
            survey: Survey::new(),
            position: Position::default(),
            ended: false,
        })
    }

    /// Refuses data records larger than `limit` bytes.
    #[must_use]
    pub fn with_limit(self, limit: u64) -> Self {
        Self { tar: self.tar.with_limit(limit), ..self }
    }

    /// The next item, or none at the end of the file.
    ///
    /// # Errors
    /// The source cannot be read, or the archive is malformed.
    pub fn next_item(&mut self) -> Result<Option<SurveyItem>, ReadError> {
        loop {
            while let Some(record) = self.tar.next_record()? {
                let offset = record.offset();
                if let Some(item) = self.survey.record(record)? {
                    self.position.offset = offset;
                    self.position.height = self.survey.chain().count().saturating_sub(1);
                    return Ok(Some(item));
                }
            }
            if self.ended {
                return Ok(None);
            }
            self.read_chunk()?;
        }
    }

    /// How far the reading is.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Ends the reading, after [`Self::next_item`] had no more.
    ///
    /// # Errors
    /// The archive is cut off, has data after its last event, or was not read to its end.
    pub fn finish(self) -> Result<ReadSummary, ReadError> {
        if !self.ended {
            return Err(TarError::Unread { offset: self.tar.offset() }.into());
        }
        Ok(ReadSummary { extent: self.tar.finish()?, surveyed: self.survey.finish()? })
    }

    fn read_chunk(&mut self) -> Result<(), ReadError> {
        let outcome = match &mut self.source {
            Source::Plain(raw) => raw.read(&mut self.chunk),
            Source::Gzip(decoder) => decoder.read(&mut self.chunk),
        };
        let raw = self.source.raw();
        self.position.read = raw.read;
        match outcome {
            Ok(0) => self.ended = true,
            Ok(length) => {
                self.tar.push(self.chunk.get(..length).unwrap_or_default());
                let length = u64::try_from(length).unwrap_or(u64::MAX);
                self.position.unpacked = self.position.unpacked.saturating_add(length);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if raw.failed => return Err(ReadError::Io(error)),
            // The decoder wants more than there is: the stream was cut, wherever the archive in it stands.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                let (offset, length) = (self.tar.offset(), self.position.unpacked);
                return Err(TarError::Truncated { offset, length }.into());
            }
            Err(_) => return Err(ReadError::Gzip { read: raw.read }),
        }
        Ok(())
    }
}

#[derive(Debug)]
enum Source<R> {
    Plain(Raw<R>),
    Gzip(Box<MultiGzDecoder<BufReader<Raw<R>>>>),
}

impl<R: Read> Source<R> {
    fn raw(&self) -> &Raw<R> {
        match self {
            Self::Plain(raw) => raw,
            Self::Gzip(decoder) => decoder.get_ref().get_ref(),
        }
    }
}

/// The file: counts what was read, and tells its failures from those of the decoder.
#[derive(Debug)]
struct Raw<R> {
    reader: Chain<Cursor<Vec<u8>>, R>,
    read: u64,
    failed: bool,
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let outcome = self.reader.read(buffer);
        match &outcome {
            Ok(length) => self.read = self.read.saturating_add(u64::try_from(*length).unwrap_or(u64::MAX)),
            Err(error) => self.failed |= error.kind() != io::ErrorKind::Interrupted,
        }
        outcome
    }
}

#[cfg(test)]
mod tests;
