//! What `run.mjs` asks of the crate for whole records: the auditor's program, as a page would run it.

use kenes_core::Time;
use kenes_text::audit::json;
use kenes_verify::{MemoryFiles, Options, audit};

/// Audits the files of a record. The input is the reader's clock in seconds since 1970 on a line, which may be empty, then for
/// each file the length of its path, the path, the length of its content and the content; each length has four bytes, the
/// highest first. What comes back is the report as `kenes audit --json` has it; nothing when the input cannot be read.
pub fn report(input: &[u8]) -> Vec<u8> {
    unpack(input).and_then(|(files, options)| write(&files, &options)).unwrap_or_default()
}

/// The input for these files, at a time.
pub fn pack(files: &MemoryFiles, at: Option<Time>) -> Vec<u8> {
    let mut input = at.map(|at| at.seconds().to_string()).unwrap_or_default().into_bytes();
    input.push(b'\n');
    for part in files.0.iter().flat_map(|(path, content)| [path.as_bytes(), content]) {
        input.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        input.extend(part);
    }
    input
}

fn unpack(input: &[u8]) -> Option<(MemoryFiles, Options)> {
    let end = input.iter().position(|&byte| byte == b'\n')?;
    let (clock, rest) = input.split_at_checked(end)?;
    let at = match core::str::from_utf8(clock).ok()? {
        "" => None,
        clock => Some(Time::from_seconds(clock.parse().ok()?)),
    };
    let (mut files, mut rest) = (MemoryFiles::default(), rest.get(1..)?);
    while !rest.is_empty() {
        let path = core::str::from_utf8(part(&mut rest)?).ok()?;
        let content = part(&mut rest)?;
        files.0.insert(path.to_owned(), content.to_vec());
    }
    Some((files, Options { at, ..Options::default() }))
}

/// Takes the next length and as many bytes.
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (part, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(part)
}

fn write(files: &MemoryFiles, options: &Options) -> Option<Vec<u8>> {
    let report = audit(files, options, &mut |_| {}).ok()?;
    serde_json::to_vec(&json(&report)).ok()
}
