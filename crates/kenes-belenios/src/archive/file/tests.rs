use std::collections::BTreeSet;
use std::fs::{self, File};
use std::string::String;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::Value;

use super::super::testing::sample;
use super::super::{ArchiveWriter, ChainError, EventError, EventKind, OrderError};
use super::*;

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors/protocol/");

fn read(bytes: impl Read, form: Form) -> Result<(Vec<SurveyItem>, ReadSummary), ReadError> {
    let mut items = Vec::new();
    let summary = read_archive(bytes, form, |item, _| {
        items.push(item);
        Ok::<_, ReadError>(())
    })?;
    Ok((items, summary))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

fn rewrite(items: &[SurveyItem], extent: &Extent) -> Vec<u8> {
    let (mut writer, mut out) = ArchiveWriter::begin(extent.timestamp);
    for item in items {
        // Resumed each time, as a program that appends one step does.
        if let Some((head, height)) = writer.last() {
            writer = ArchiveWriter::resume(extent.timestamp, head, height);
        }
        out.extend(match item {
            SurveyItem::Setup { election, trustees, credentials, setup: _ } => {
                writer.setup(election, trustees, credentials).unwrap()
            }
            SurveyItem::Ballot { bytes, .. } => writer.ballot(bytes).unwrap(),
            SurveyItem::EndBallots => writer.end_ballots(),
            SurveyItem::Tally { sized, bytes } => {
                writer.encrypted_tally(sized.num_tallied, sized.total_weight, bytes).unwrap()
            }
            SurveyItem::Shuffle { owner, bytes } => writer.shuffle(*owner, bytes).unwrap(),
            SurveyItem::EndShuffles => writer.end_shuffles(),
            SurveyItem::Decryption { owner, bytes } => writer.decryption(*owner, bytes).unwrap(),
            SurveyItem::Result { bytes } => writer.result(bytes).unwrap(),
        });
    }
    out
}

fn manifest() -> Vec<Value> {
    let text = fs::read(std::format!("{VECTORS}manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&text).unwrap();
    manifest["vectors"].as_array().unwrap().clone()
}

fn vector(entry: &Value) -> Vec<u8> {
    fs::read(std::format!("{VECTORS}{}", entry["file"].as_str().unwrap())).unwrap()
}

fn unzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

#[test]
fn valid_vectors_survive_reading_and_writing() {
    let mut count = 0;
    for entry in manifest() {
        let name = entry["name"].as_str().unwrap();
        if entry["expected_verdict"] != "accept" || entry["crypto_version"] != 1 {
            continue;
        }
        let (zipped, plain) = (vector(&entry), unzip(&vector(&entry)));
        let (items, summary) = read(zipped.as_slice(), Form::Strict).unwrap();
        assert_eq!(read(plain.as_slice(), Form::Strict).unwrap().0, items, "{name}");
        assert_eq!(read(plain.as_slice(), Form::Lenient).unwrap().0, items, "{name}");
        assert!(rewrite(&items, &summary.extent) == plain, "{name} is not rewritten");
        assert_eq!(entry["size"].as_u64(), Some(summary.extent.length), "{name}");
        if entry["kind"] == "positive" {
            assert_eq!(entry["ballot_events"].as_u64(), Some(summary.surveyed.ballots), "{name}");
            assert_eq!(entry["stage"].as_str(), Some(summary.surveyed.stage.name()), "{name}");
        }
        count += 1;
    }
    assert!(count >= 20, "{count} vectors");
}

#[test]
fn archives_of_version_2_are_refused_by_name() {
    let mut count = 0;
    for entry in manifest().iter().filter(|entry| entry["crypto_version"] == 2) {
        let found = read(vector(entry).as_slice(), Form::Strict);
        let refused = matches!(found, Err(ReadError::Tar(TarError::UnsupportedVersion { found: 2 })));
        assert!(refused, "{}: {found:?}", entry["name"]);
        count += 1;
    }
    assert!(count >= 7, "{count} vectors");
}

/// Whether an error is the one for a negative vector that can be told without group arithmetic.
fn is_expected(name: &str, error: &ReadError) -> Option<bool> {
    use ReadError::{Survey, Tar};
    use SurveyError as S;
    let chain = |wanted: fn(&ChainError) -> bool| {
        Some(matches!(error, Survey(S::Chain { source, .. }) if wanted(source)))
    };
    let order =
        |wanted: OrderError| Some(matches!(error, Survey(S::Order { source, .. }) if *source == wanted));
    match name {
        "chain-ballot-removed" | "chain-events-swapped" | "chain-parent-wrong" | "chain-parent-skips" => {
            chain(|e| matches!(e, ChainError::Parent { .. }))
        }
        "chain-first-has-parent" => chain(|e| matches!(e, ChainError::FirstHasParent { .. })),
        "chain-height-wrong" => chain(|e| matches!(e, ChainError::Height { expected: 2, found: 3 })),
        "chain-event-field-order" | "chain-event-json-whitespace" => {
            Some(matches!(error, Survey(S::Event { source: EventError::Form(_), .. })))
        }
        "chain-unknown-event-type" => {
            Some(matches!(error, Survey(S::Event { source: EventError::UnknownType { .. }, .. })))
        }
        "chain-event-without-payload" => Some(matches!(
            error,
            Survey(S::Event { source: EventError::NoPayload { kind: EventKind::Ballot }, .. })
        )),
        "chain-unreferenced-data" => Some(matches!(error, Survey(S::Unreferenced { height: 4, .. }))),
        "chain-data-content-changed" => Some(matches!(error, Tar(TarError::ContentHash { .. }))),
        "tar-truncated-mid-record" => Some(matches!(error, Tar(TarError::Truncated { .. }))),
        "tar-truncated-after-data" => Some(matches!(error, Survey(S::TrailingData { .. }))),
        "tar-end-zero-blocks" => Some(matches!(error, Tar(TarError::TrailingZeros { .. }))),
        "tar-mtime-differs" => Some(matches!(error, Tar(TarError::Mtime { .. }))),
        "tar-mode-differs" => Some(matches!(error, Tar(TarError::Mode { .. }))),
        "tar-header-version-2" | "setup-election-version-2" => {
            Some(matches!(error, Tar(TarError::UnsupportedVersion { found: 2 })))
        }
        "tar-header-timestamp-int" => Some(matches!(error, Tar(TarError::IntegerTimestamp))),
        "ballot-exact-replay" => Some(matches!(error, Survey(S::BallotReplayed { height: 5, .. }))),
        "setup-two-setup-events" => order(OrderError::SecondSetup),
        "tally-missing-endballots" => order(OrderError::TallyWithoutEndBallots),
        "tally-endballots-in-the-middle-drops-ballots" => order(OrderError::BallotAfterEndBallots),
        "tally-missing-encryptedtally" => order(OrderError::DecryptionWithoutTally),
        "shuffle-after-endshuffles" => order(OrderError::ShuffleAfterEndShuffles),
        "shuffle-missing-endshuffles" | "shuffle-in-homomorphic-election" => {
            order(OrderError::DecryptionBeforeEndShuffles)
        }
        "result-two-results" => order(OrderError::SecondResult),
        "pd-after-result" => order(OrderError::AfterResult { found: EventKind::PartialDecryption }),
        _ => None,
    }
}

#[test]
fn negative_vectors_fail_here_or_pass_to_the_next_layer() {
    let mut refused = BTreeSet::new();
    for entry in manifest().iter().filter(|entry| entry["kind"] == "negative") {
        let name = entry["name"].as_str().unwrap().split_once("--").unwrap().1;
        match read(vector(entry).as_slice(), Form::Strict) {
            Err(error) => {
                assert_eq!(is_expected(name, &error), Some(true), "{name}: {error:?}");
                refused.insert(String::from(name));
            }
            Ok(_) => assert!(!name.starts_with("tar-"), "{name}"),
        }
    }
    assert_eq!(refused.len(), 30, "{refused:?}");
}

#[test]
fn lenient_reading_tolerates_form_only() {
    let form = ["tar-mtime-differs", "tar-mode-differs", "tar-end-zero-blocks", "tar-header-timestamp-int"];
    for entry in manifest().iter().filter(|entry| entry["kind"] == "negative") {
        let name = entry["name"].as_str().unwrap().split_once("--").unwrap().1;
        let bytes = vector(entry);
        let strict = read(bytes.as_slice(), Form::Strict).is_ok();
        let lenient = read(bytes.as_slice(), Form::Lenient).is_ok();
        assert_eq!(lenient, strict || form.contains(&name), "{name}");
    }
}

#[test]
fn any_changed_byte_of_an_election_is_refused() {
    let file = File::open(std::format!("{VECTORS}positive/v1-gen3.3--b-stage0-setup.bel.gz")).unwrap();
    let mut plain = Vec::new();
    MultiGzDecoder::new(BufReader::new(file)).read_to_end(&mut plain).unwrap();
    for at in 0..plain.len() {
        let mut changed = plain.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(read(changed.as_slice(), Form::Strict).is_err(), "byte {at}");
    }
}

#[test]
fn damaged_gzip_is_refused() {
    let zipped = gzip(&sample());
    assert!(read(zipped.as_slice(), Form::Strict).is_ok());
    for length in 2..zipped.len() {
        let found = read(&zipped[..length], Form::Strict);
        assert!(matches!(found, Err(ReadError::Tar(TarError::Truncated { .. }))), "{length}: {found:?}");
    }
    assert!(read([zipped.as_slice(), b"x"].concat().as_slice(), Form::Strict).is_err());
    let found = read([zipped.as_slice(), b"more than a gzip header"].concat().as_slice(), Form::Strict);
    assert!(matches!(found, Err(ReadError::Gzip { .. })), "{found:?}");
    let mut flipped = zipped.clone();
    *flipped.iter_mut().rev().nth(6).unwrap() ^= 1;
    let found = read(flipped.as_slice(), Form::Strict);
    assert!(matches!(found, Err(ReadError::Gzip { .. })), "{found:?}");
    let twice = [gzip(&sample()[..3000]), gzip(&sample()[3000..])].concat();
    assert!(read(twice.as_slice(), Form::Strict).is_ok(), "members are joined");
}

#[test]
fn short_files_are_cut_archives() {
    for bytes in [&b""[..], b"B", b"BE"] {
        let found = read(bytes, Form::Strict);
        assert!(matches!(found, Err(ReadError::Tar(TarError::Truncated { offset: 0, .. }))), "{found:?}");
    }
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[test]
fn failures_of_the_source_are_not_those_of_the_archive() {
    for bytes in [sample(), gzip(&sample())] {
        let found = read(bytes[..bytes.len() - 10].chain(Failing), Form::Strict);
        assert!(matches!(found, Err(ReadError::Io(_))), "{found:?}");
    }
}

#[test]
fn progress_is_told() {
    let zipped = gzip(&sample());
    let mut positions = Vec::new();
    let summary = read_archive(zipped.as_slice(), Form::Strict, |_, position| {
        positions.push(*position);
        Ok::<_, ReadError>(())
    })
    .unwrap();
    let last = positions.last().unwrap();
    assert_eq!(last.height, 10);
    assert_eq!(last.offset + 1024, summary.extent.length);
    assert_eq!(last.unpacked, summary.extent.length);
    assert_eq!(last.read, u64::try_from(zipped.len()).unwrap());
    assert!(positions.is_sorted_by_key(|p| (p.height, p.offset, p.read, p.unpacked)));
}

#[test]
fn refusals_of_the_caller_come_back() {
    #[derive(Debug)]
    enum Stop {
        Read,
        Mine,
    }
    impl From<ReadError> for Stop {
        fn from(_: ReadError) -> Self {
            Self::Read
        }
    }
    let found = read_archive(sample().as_slice(), Form::Strict, |_, _| Err(Stop::Mine));
    assert!(matches!(found, Err(Stop::Mine)));
    let found = read_archive(&b"x"[..], Form::Strict, |_, _| Ok::<_, Stop>(()));
    assert!(matches!(found, Err(Stop::Read)));
    let file = ArchiveFile::open(&b""[..], Form::Strict).unwrap();
    assert!(matches!(file.finish(), Err(ReadError::Tar(TarError::Unread { offset: 0 }))));
}

/// A source that gives as many bytes at a time as it likes.
struct Dripping<'a> {
    bytes: &'a [u8],
    sizes: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl Read for Dripping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes.next().copied().unwrap_or(1).min(buffer.len());
        self.bytes.read(&mut buffer[..size])
    }
}

proptest! {
    #[test]
    fn pieces_of_any_size_give_the_same(sizes in proptest::collection::vec(1..3000_usize, 1..20)) {
        let whole = read(sample().as_slice(), Form::Strict).unwrap();
        for bytes in [sample(), gzip(&sample())] {
            let dripping = Dripping { bytes: &bytes, sizes: sizes.iter().cycle() };
            prop_assert_eq!(read(dripping, Form::Strict).unwrap(), whole.clone());
        }
    }
}
