//! What `run.mjs` asks of the crate for the record.

use kenes_belenios::hash::Digest;
use kenes_record::act::{Act, Origin};
use kenes_record::key::{KeyName, KeyUse, VerifierKey};
use kenes_record::proof::{prove_consistency, prove_inclusion, root, verify_consistency, verify_inclusion};
use kenes_record::tile::Tile;
use kenes_record::{Frontier, Hash, Tree, json};

/// Reads canonical JSON: what it is or why it is none, as the crate writes it for debugging, and how it is written again.
pub fn json(input: &[u8]) -> Vec<u8> {
    let read = json::parse(input);
    let again = read.as_ref().map(json::Value::encode).unwrap_or_default();
    format!("{read:?}\n{again}").into_bytes()
}

/// Reads and verifies an act. The input is the origin of the log, the known keys, each on a line, an empty line, and the act.
/// What comes back is the act or the error, as the crate writes it for debugging, after a line with the id or the error's
/// code; nothing when the lines before the act cannot be read.
pub fn act(input: &[u8]) -> Vec<u8> {
    verify(input).unwrap_or_default().into_bytes()
}

fn verify(input: &[u8]) -> Option<String> {
    let end = input.windows(2).position(|two| two == b"\n\n")?;
    let (lines, act) = input.split_at_checked(end)?;
    let mut lines = core::str::from_utf8(lines).ok()?.lines();
    let origin: Origin = lines.next()?.parse().ok()?;
    let keys: Vec<VerifierKey> = lines.map(|line| line.parse().ok()).collect::<Option<_>>()?;
    let key_of = |name: &KeyName| keys.iter().find(|key| key.name() == name).cloned();
    Some(match Act::parse(act.get(2..)?) {
        Err(error) => format!("{}\n{error:?}", error.code()),
        Ok(act) => match act.verify(&origin, key_of) {
            Err(error) => format!("{}\n{error:?}", error.code()),
            Ok(act) => format!("{}\n{act:?}", act.id()),
        },
    })
}

/// Checks the signatures of `vectors/record/ed25519.txt`, and gives the lines whose verdict is another.
pub fn signatures(file: &[u8]) -> Vec<u8> {
    let lines = String::from_utf8_lossy(file);
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    let wrong = lines.filter(|line| verdict(line) != Some(line.starts_with("accept ")));
    wrong.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// Whether the signature on a line is right; nothing when the line cannot be read.
fn verdict(line: &str) -> Option<bool> {
    let mut columns = line.split(' ').skip(2);
    let key = Digest::parse_hex(columns.next()?.as_bytes())?.0;
    let signature = bytes(columns.next()?)?.try_into().ok()?;
    let message = columns.next().map(|message| if message == "-" { "" } else { message })?;
    let key = VerifierKey::new(KeyName::new("key").ok()?, KeyUse::Note, &key);
    Some(key.is_ok_and(|key| bytes(message).is_some_and(|message| key.is_signature(&message, &signature))))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2);
    digits.map(|two| u8::from_str_radix(core::str::from_utf8(two).ok()?, 16).ok()).collect()
}

/// Grows a tree to the size that the input names: the root after every leaf, by both ways; proofs of a leaf and of an earlier
/// tree, and what is said of them and of each with one bit changed; the hashes of its tiles.
pub fn tree(input: &[u8]) -> Vec<u8> {
    let size = core::str::from_utf8(input).ok().and_then(|size| size.parse().ok());
    size.and_then(grow).unwrap_or_default().into_bytes()
}

fn grow(size: u64) -> Option<String> {
    let (mut tree, mut frontier, mut lines) = (Tree::new(), Frontier::new(), String::new());
    for number in 1..=size {
        let leaf = Hash::leaf(&number.to_be_bytes());
        tree.push(leaf);
        frontier.push(leaf);
        let (index, old) =
            (number.wrapping_mul(2_654_435_761) % number, number.wrapping_mul(40_503) % number);
        let (this, that) = (frontier.root(), root(&tree, old).ok()?);
        lines.push_str(&format!("{number} {this:?} {}\n", tree.root() == this));
        let mut proof = prove_inclusion(&tree, index, number).ok()?;
        let mut continued = prove_consistency(&tree, old, number).ok()?;
        let leaf = tree.leaf(index).unwrap_or_else(Hash::empty_root);
        for _ in 0..2 {
            let included = verify_inclusion(leaf, index, number, this, &proof);
            let consistent = verify_consistency(old, that, number, this, &continued);
            lines.push_str(&format!("{index} {proof:?} {included:?}\n{old} {continued:?} {consistent:?}\n"));
            proof.first_mut().into_iter().chain(continued.last_mut()).for_each(change);
        }
    }
    for tile in Tile::added(0, size) {
        lines.push_str(&format!("{} {:?}\n", tile.path(), Hash::of(&tile.hashes(&tree).ok()?)));
    }
    Some(lines)
}

fn change(hash: &mut Hash) {
    let mut bytes = *hash.as_bytes();
    if let Some(byte) = bytes.first_mut() {
        *byte ^= 1;
    }
    *hash = Hash::from_bytes(bytes);
}
