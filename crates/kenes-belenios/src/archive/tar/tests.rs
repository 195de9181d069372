use proptest::prelude::*;

use super::super::block::write_data;
use super::super::testing::{Refusal, TIME, sample, survey, time};
use super::*;

/// Offset of the second record, the first with data.
const SECOND: usize = 1024;

/// Applies a change to the sample and mends the checksum of the tar header at `mend`.
fn changed(mend: Option<usize>, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = sample();
    change(&mut bytes);
    if let Some(at) = mend {
        let block = bytes[at..].first_chunk::<BLOCK>().unwrap();
        let sum = format!("{:06o}\0 ", checksum(block));
        bytes[at + 148..at + 156].copy_from_slice(sum.as_bytes());
    }
    bytes
}

/// The sample with other text in the tar header at `at`.
fn field(at: usize, within: usize, text: &[u8]) -> Vec<u8> {
    changed(Some(at), |bytes| bytes[at + within..at + within + text.len()].copy_from_slice(text))
}

/// The sample with another content of the BELENIOS record.
fn header(content: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    super::super::block::write_header(&mut bytes, time());
    let mut block = [0; 1024];
    block[..BLOCK].copy_from_slice(&tar_header(HEADER, length(content.as_bytes()), TIME));
    block[BLOCK..BLOCK + content.len()].copy_from_slice(content.as_bytes());
    changed(None, |bytes| bytes[..1024].copy_from_slice(&block))
}

fn check(bytes: &[u8], strict: TarError, lenient: Option<TarError>) {
    let found = |form| match survey(bytes, form, 4096) {
        Err(Refusal::Tar(error)) => Some(error),
        Err(Refusal::Survey(_)) | Ok(_) => None,
    };
    assert_eq!(found(Form::Strict), Some(strict));
    assert_eq!(found(Form::Lenient), lenient);
}

fn check_both(bytes: &[u8], error: TarError) {
    check(bytes, error.clone(), Some(error));
}

#[test]
fn header_is_what_the_peers_write() {
    let block = tar_header(HEADER, 0o46, 0o15_300_527_175);
    assert_eq!(
        &block[100..157],
        b"0000644\x000000000\x000000000\x0000000000046\x0015300527175\x00005715\0 0"
    );
}

#[test]
fn form_of_the_container_is_exact() {
    let offset = 1024;
    check(&field(SECOND, 100, b"0000600"), TarError::Mode { offset }, None);
    check(&field(SECOND, 108, b"0001750"), TarError::Owner { offset }, None);
    check(&field(SECOND, 116, b"0001750"), TarError::Owner { offset }, None);
    let mtime = |found| TarError::Mtime { offset, expected: Some(time()), found };
    check(&field(SECOND, 136, b"00000000001"), mtime(Some(1)), None);
    check(&field(SECOND, 136, b"soon\0\0\0\0\0\0\0"), mtime(None), None);
    check(&field(SECOND, 156, b"\0"), TarError::FileType { offset }, None);
    check_both(&field(SECOND, 156, b"5"), TarError::FileType { offset });
    check(&field(SECOND, 257, b"ustar\x0000root"), TarError::ExtraFields { offset }, None);
    check_both(&field(SECOND, 157, b"link"), TarError::ExtraFields { offset });
    check_both(&field(SECOND, 345, b"prefix"), TarError::ExtraFields { offset });
    check_both(&field(SECOND, 511, b"x"), TarError::ExtraFields { offset });
    check(&field(SECOND, 124, b"         12 "), TarError::Size { offset }, None);
    check_both(&field(SECOND, 124, b"0000000001x"), TarError::Size { offset });
    check_both(&changed(None, |b| b[SECOND + 149] ^= 1), TarError::Checksum { offset });
    check_both(&changed(None, |b| b[SECOND + 600] = b'x'), TarError::Padding { offset });
    check(
        &field(0, 136, b"00000000001"),
        TarError::Mtime { offset: 0, expected: Some(time()), found: Some(1) },
        None,
    );
}

#[test]
fn names_are_hashes() {
    let offset = 1024;
    let upper = changed(Some(SECOND), |b| b[SECOND..SECOND + 64].make_ascii_uppercase());
    let found = escaped(upper[SECOND..].split(|b| *b == 0).next().unwrap());
    check_both(&upper, TarError::Name { offset, found });
    let garbage = field(SECOND, 80, b"x");
    let found = escaped(sample()[SECOND..].split(|b| *b == 0).next().unwrap());
    check_both(&garbage, TarError::Name { offset, found });
    check_both(&field(SECOND, 0, b"x\0"), TarError::Name { offset, found: "x".into() });
    check_both(&field(SECOND, 0, b"BELENIOS\0"), TarError::SecondHeader { offset });
    check_both(&field(0, 0, b"BELENIOX"), TarError::HeaderMissing { found: "BELENIOX".into() });
    check_both(&[0; 1024], TarError::HeaderMissing { found: "".into() });
    check_both(
        &changed(None, |b| b[SECOND + BLOCK] = b'E'),
        TarError::ContentHash { offset, name: Digest::of(b"{election}"), found: Digest::of(b"Eelection}") },
    );
}

#[test]
fn header_record_is_exact() {
    check_both(&header(r#"{"version":2,"timestamp":1}"#), TarError::UnsupportedVersion { found: 2 });
    check_both(
        &header(r#"{"version":0,"timestamp":"1795337891"}"#),
        TarError::UnsupportedVersion { found: 0 },
    );
    let integer = header(r#"{"version":1,"timestamp":1795337891}"#);
    check(&integer, TarError::IntegerTimestamp, None);
    check(&integer[..1024], TarError::IntegerTimestamp, None);
    let mut next_version = integer[..1024].to_vec();
    write_data(&mut next_version, br#"{"version":2,"description":""}"#, time());
    check_both(&next_version, TarError::UnsupportedVersion { found: 2 });
    for found in [r#""01795337891""#, r#""""#, r#""-1""#, r#""8589934592""#, r#""1e9""#] {
        check_both(
            &header(&format!(r#"{{"version":1,"timestamp":{found}}}"#)),
            TarError::TimestampRange { found: escaped(found.as_bytes()) },
        );
    }
    for content in [
        "",
        "{}",
        r#"{"version": 1,"timestamp":"1795337891"}"#,
        r#"{"version":1,"timestamp":"1795337891"} "#,
        r#"{"timestamp":"1795337891","version":1}"#,
        r#"{"version":1,"timestamp":null}"#,
        r#"{"version":"1","timestamp":"1795337891"}"#,
    ] {
        let found = survey(&header(content), Form::Lenient, 100);
        assert!(matches!(found, Err(Refusal::Tar(TarError::HeaderForm(_)))), "{content}: {found:?}");
    }
    let other = header(r#"{"version":1,"timestamp":"1795337890"}"#);
    let found = survey(&other, Form::Strict, 100);
    assert!(matches!(found, Err(Refusal::Tar(TarError::Mtime { offset: 0, .. }))), "{found:?}");
}

#[test]
fn nothing_follows_the_last_record() {
    let offset = length(&sample());
    let zeros = |count| [sample(), alloc::vec![0; count]].concat();
    check(&zeros(512), TarError::TrailingZeros { offset }, None);
    check(&zeros(10_240), TarError::TrailingZeros { offset }, None);
    check_both(&zeros(511), TarError::Truncated { offset, length: offset + 511 });
    let after = [zeros(512), b"x".to_vec()].concat();
    check(&after, TarError::TrailingZeros { offset }, Some(TarError::AfterEnd { offset: offset + 512 }));
    let after = [zeros(512), sample()].concat();
    check(&after, TarError::TrailingZeros { offset }, Some(TarError::AfterEnd { offset: offset + 512 }));
}

#[test]
fn cut_archives_are_refused() {
    let bytes = sample();
    for length in (0..bytes.len()).step_by(7).chain((0..bytes.len()).step_by(512)) {
        let found = survey(&bytes[..length], Form::Strict, 4096);
        if length % 512 != 0 || length == 0 {
            assert!(matches!(found, Err(Refusal::Tar(TarError::Truncated { .. }))), "{length}: {found:?}");
        }
    }
}

#[test]
fn any_changed_byte_is_refused() {
    let bytes = sample();
    for at in 0..bytes.len() {
        for bit in [1, 0x20, 0x80] {
            let mut flipped = bytes.clone();
            flipped[at] ^= bit;
            let found = survey(&flipped, Form::Strict, usize::MAX);
            assert!(matches!(found, Err(Refusal::Tar(_))), "byte {at}: {found:?}");
        }
    }
}

#[test]
fn sizes_are_limited_before_memory_is_taken() {
    let mut bytes = sample()[..SECOND].to_vec();
    let name = format!("{}.data.json", Digest::of(b""));
    bytes.extend(tar_header(name.as_bytes(), DEFAULT_LIMIT + 1, TIME));
    let too_large = TarError::TooLarge { offset: 1024, size: DEFAULT_LIMIT + 1, limit: DEFAULT_LIMIT };
    check_both(&bytes, too_large);
    bytes.truncate(SECOND);
    bytes.extend(tar_header(name.as_bytes(), DEFAULT_LIMIT, TIME));
    bytes.extend([b'x'; 100]);
    let mut reader = TarReader::new(Form::Strict);
    reader.push(&bytes);
    reader.next_record().unwrap().unwrap();
    assert_eq!(reader.next_record(), Ok(None));
    let entry = reader.current.unwrap();
    assert!(entry.content.capacity() <= 1 << 16, "{} bytes for 100", entry.content.capacity());
    let event = format!("{}.event.json", Digest::of(b""));
    bytes.truncate(SECOND);
    bytes.extend(tar_header(event.as_bytes(), 2048, TIME));
    check_both(&bytes, TarError::TooLarge { offset: 1024, size: 2048, limit: SMALL_LIMIT });
}

#[test]
fn own_limits_hold_and_errors_stay() {
    let mut reader = TarReader::new(Form::Strict).with_limit(999);
    reader.push(&sample());
    let too_large = loop {
        match reader.next_record() {
            Ok(record) => assert!(record.is_some()),
            Err(error) => break error,
        }
    };
    assert!(matches!(too_large, TarError::TooLarge { size: 1500, limit: 999, .. }));
    reader.push(&sample());
    assert_eq!(reader.next_record(), Err(too_large.clone()));
    assert_eq!(reader.finish(), Err(too_large));
}

#[test]
fn unread_records_are_no_success() {
    let mut reader = TarReader::new(Form::Strict);
    reader.push(&sample());
    assert_eq!(reader.finish(), Err(TarError::Unread { offset: 0 }));
}

#[test]
fn large_records_grow_with_what_arrives() {
    let content = alloc::vec![b'x'; 300_000];
    let mut bytes = sample()[..SECOND].to_vec();
    write_data(&mut bytes, &content, time());
    let mut reader = TarReader::new(Form::Strict);
    let mut records = Vec::new();
    for piece in bytes.chunks(1000) {
        reader.push(piece);
        while let Some(record) = reader.next_record().unwrap() {
            records.push(record);
        }
        assert!(reader.input.len() <= 1000 + BLOCK);
    }
    assert_eq!(records[1].bytes(), content);
    assert_eq!(records[1].bytes.capacity(), content.len());
    assert_eq!(reader.finish(), Ok(Extent { timestamp: time(), length: length(&bytes) }));
}

proptest! {
    #[test]
    fn pieces_of_any_size_give_the_same(cuts in proptest::collection::vec(0..20_000_usize, 0..40)) {
        let bytes = sample();
        let whole = survey(&bytes, Form::Strict, usize::MAX).unwrap();
        let (mut tar, mut survey, mut items) = (TarReader::new(Form::Strict), super::super::Survey::new(), Vec::new());
        let mut cuts: Vec<_> = cuts.into_iter().filter(|cut| *cut < bytes.len()).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        for pair in cuts.windows(2) {
            tar.push(&bytes[pair[0]..pair[1]]);
            while let Some(record) = tar.next_record().unwrap() {
                items.extend(survey.record(record).unwrap());
            }
        }
        prop_assert!(tar.finish().is_ok());
        prop_assert_eq!((items, survey.finish().unwrap()), whole);
    }

    #[test]
    fn reading_never_panics(bytes: Vec<u8>, at in 0..15_000_usize, with: [u8; 8], chunk in 1..5000_usize) {
        let _ = survey(&bytes, Form::Lenient, chunk);
        let mut bytes = sample();
        let at = at.min(bytes.len() - 8);
        bytes[at..at + 8].copy_from_slice(&with);
        let _ = survey(&bytes, Form::Lenient, chunk);
    }
}
