//! Whole elections from a seed, for tests, benches and demonstrations; never for voters, since every secret follows
//! from the seed.
//!
//! - [`Scenario`] says which election; [`Scenario::make`] gives its archive and what must come out.
//! - [`Play`] is the same election step by step, with everybody's secrets; [`Board`] the public side of it alone, which
//!   can also continue an archive that others began.
//! - [`items`] takes an archive apart, [`rebuild`] hashes and chains the parts anew: change one in between.
//! - [`random`] makes questions and answers, [`count`] counts answers in the clear.
//!
//! A failure in here is a bug, so everything panics instead of returning errors.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a bug in the test that asks")]

mod board;
mod ceremony;
pub mod count;
mod play;
pub mod random;
mod scenario;

use alloc::vec::Vec;

use chacha20::ChaCha20Rng;
use rand_core::SeedableRng as _;

pub use self::board::Board;
pub use self::ceremony::{Ceremony, Member};
pub use self::play::{Play, Vote};
pub use self::scenario::{Made, Scenario};
use crate::archive::{ArchiveWriter, Form, Survey, SurveyItem, TarReader, Timestamp};

/// The generator of everything random here.
pub type TestRng = ChaCha20Rng;

/// The stream of a seed.
pub fn rng(seed: u64) -> TestRng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// The timestamp of the archives made here.
pub const TIME: Timestamp = match Timestamp::new(1_795_337_891) {
    Some(time) => time,
    None => Timestamp::MAX,
};

/// The items of an archive in order, one for each event.
pub fn items(archive: &[u8]) -> Vec<SurveyItem> {
    read(archive).1
}

/// The timestamp of an archive.
pub fn timestamp(archive: &[u8]) -> Timestamp {
    read(archive).0
}

fn read(archive: &[u8]) -> (Timestamp, Vec<SurveyItem>) {
    let (mut tar, mut survey, mut items) = (TarReader::new(Form::Strict), Survey::new(), Vec::new());
    tar.push(archive);
    while let Some(record) = tar.next_record().unwrap() {
        items.extend(survey.record(record).unwrap());
    }
    survey.finish().unwrap();
    (tar.finish().unwrap().timestamp, items)
}

/// The archive of these items: every record under its hash, every event chained to the one before it, with the
/// timestamp [`TIME`].
///
/// Hashes inside items (of the setup, of the tally, trackers) are computed from the bytes and not read.
pub fn rebuild(items: &[SurveyItem]) -> Vec<u8> {
    let (mut writer, mut archive) = ArchiveWriter::begin(TIME);
    for item in items {
        archive.extend(append(&mut writer, item));
    }
    archive
}

/// The bytes that an item adds to an archive.
pub fn append(writer: &mut ArchiveWriter, item: &SurveyItem) -> Vec<u8> {
    let bytes = match item {
        SurveyItem::Setup { election, trustees, credentials, setup: _ } => {
            writer.setup(election, trustees, credentials)
        }
        SurveyItem::Ballot { bytes, tracker: _, height: _ } => writer.ballot(bytes),
        SurveyItem::EndBallots => Ok(writer.end_ballots()),
        SurveyItem::Tally { sized, bytes } => {
            writer.encrypted_tally(sized.num_tallied, sized.total_weight, bytes)
        }
        SurveyItem::Shuffle { owner, bytes } => writer.shuffle(*owner, bytes),
        SurveyItem::EndShuffles => Ok(writer.end_shuffles()),
        SurveyItem::Decryption { owner, bytes } => writer.decryption(*owner, bytes),
        SurveyItem::Result { bytes } => writer.result(bytes),
    };
    bytes.unwrap()
}
