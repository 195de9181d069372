//! What the tests of this module share.

use alloc::vec::Vec;

use super::block::{write_data, write_event, write_header};
use super::event::Chain;
use super::*;
use crate::hash::Digest;

pub(super) const TIME: u64 = 1_795_337_891;

/// Why reading failed, without files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Tar(TarError),
    Survey(SurveyError),
}

pub(super) fn time() -> Timestamp {
    Timestamp::new(TIME).unwrap()
}

/// Reads an archive in pieces of `chunk` bytes.
pub(super) fn survey(bytes: &[u8], form: Form, chunk: usize) -> Result<(Vec<SurveyItem>, Surveyed), Refusal> {
    let (mut tar, mut survey, mut items) = (TarReader::new(form), Survey::new(), Vec::new());
    for piece in bytes.chunks(chunk) {
        tar.push(piece);
        while let Some(record) = tar.next_record().map_err(Refusal::Tar)? {
            items.extend(survey.record(record).map_err(Refusal::Survey)?);
        }
    }
    tar.finish().map_err(Refusal::Tar)?;
    Ok((items, survey.finish().map_err(Refusal::Survey)?))
}

/// An election with every kind of event; its data are not what they should be, which nobody asks here.
pub(super) fn sample() -> Vec<u8> {
    let (mut writer, mut out) = ArchiveWriter::begin(time());
    out.extend(writer.setup(b"{election}", b"[trustees]", &[b'c'; 1500]).unwrap());
    out.extend(writer.ballot(b"{ballot 1}").unwrap());
    out.extend(writer.ballot(&[b'b'; 512]).unwrap());
    out.extend(writer.end_ballots());
    out.extend(writer.encrypted_tally(2, 1 << 30, b"[tally]").unwrap());
    out.extend(writer.shuffle(1, b"{shuffle 1}").unwrap());
    out.extend(writer.shuffle(2, b"{shuffle 2}").unwrap());
    out.extend(writer.end_shuffles());
    out.extend(writer.decryption(1, b"{decryption}").unwrap());
    out.extend(writer.decryption(2, b"{decryption}").unwrap());
    out.extend(writer.result(b"{result}").unwrap());
    out
}

/// Builds archives record by record, wrong ones too; its events are chained.
pub(super) struct Builder {
    pub(super) out: Vec<u8>,
    pub(super) chain: Chain,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut out = Vec::new();
        write_header(&mut out, time());
        Self { out, chain: Chain::new() }
    }

    /// An archive that begins with a Setup.
    pub(super) fn set_up() -> Self {
        let mut this = Self::new();
        let (election, trustees, credentials) = (this.data(b"e"), this.data(b"t"), this.data(b"c"));
        let setup = this.data(&SetupData { election, trustees, credentials }.to_bytes());
        this.event(EventKind::Setup, Some(setup));
        this
    }

    pub(super) fn data(&mut self, content: &[u8]) -> Digest {
        write_data(&mut self.out, content, time())
    }

    pub(super) fn event(&mut self, kind: EventKind, payload: Option<Digest>) -> &mut Self {
        let event = self.chain.append(kind, payload);
        write_event(&mut self.out, &event, time());
        self
    }

    /// A data record and its event.
    pub(super) fn step(&mut self, kind: EventKind, content: &[u8]) -> &mut Self {
        let payload = self.data(content);
        self.event(kind, Some(payload))
    }
}
