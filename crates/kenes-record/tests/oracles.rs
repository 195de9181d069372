//! Trees, proofs, tiles, checkpoints and notes agree with implementations by others.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use base64ct::{Base64, Encoding as _};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::key::{KeyName, KeyUse, NoteSigner, VerifierKey};
use kenes_record::note::Note;
use kenes_record::proof;
use kenes_record::tile::{Tile, TileKind};
use kenes_record::{Frontier, Hash, Tree};
use sha2::Sha256;
use signed_note::{Note as OtherNote, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::{HashReader, tlog};

/// One tree, three times.
#[derive(Default)]
struct Trees {
    ours: Tree,
    frontier: Frontier,
    /// The hashes in the order in which the first oracle stores them.
    stored: Stored,
    second: MemoryBackedTree<Sha256, Vec<u8>>,
    size: u64,
}

#[derive(Default)]
struct Stored(Vec<tlog::Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        Ok(indexes.iter().map(|index| self.0[usize::try_from(*index).unwrap()]).collect())
    }
}

fn other(hash: Hash) -> tlog::Hash {
    tlog::Hash(*hash.as_bytes())
}

fn others(hashes: &[Hash]) -> Vec<tlog::Hash> {
    hashes.iter().copied().map(other).collect()
}

fn entry(index: u64) -> Vec<u8> {
    let length = usize::try_from(index % 97).unwrap();
    index.to_le_bytes().into_iter().cycle().take(length).collect()
}

impl Trees {
    fn grow(&mut self, size: u64) {
        for index in self.size..size {
            let entry = entry(index);
            self.ours.push(Hash::leaf(&entry));
            self.frontier.push(Hash::leaf(&entry));
            let stored = tlog::stored_hashes(index, &entry, &self.stored).unwrap();
            self.stored.0.extend(stored);
            self.second.push(entry);
        }
        self.size = size;
    }

    fn root(&self) -> Hash {
        let root = self.ours.root();
        assert_eq!(self.frontier.root(), root);
        assert_eq!(tlog::tree_hash(self.size, &self.stored).unwrap(), other(root));
        assert_eq!(self.second.root().as_bytes().as_slice(), root.as_bytes());
        root
    }

    fn check_inclusion(&self, index: u64, root: Hash) {
        let size = self.size;
        let leaf = self.ours.leaf(index).unwrap();
        let proof = proof::prove_inclusion(&self.ours, index, size).unwrap();
        assert_eq!(tlog::prove_record(size, index, &self.stored).unwrap(), others(&proof), "{index} {size}");
        let second = self.second.prove_inclusion(usize::try_from(index).unwrap());
        assert_eq!(second.as_bytes(), bytes(&proof), "{index} {size}");
        proof::verify_inclusion(leaf, index, size, root, &proof).unwrap();
        tlog::check_record(&others(&proof), size, other(root), index, other(leaf)).unwrap();
        self.second.root().verify_inclusion(&entry(index), index, &second).unwrap();
        let wrong = index ^ 1;
        let (ours, theirs) = (
            proof::verify_inclusion(leaf, wrong, size, root, &proof),
            tlog::check_record(&others(&proof), size, other(root), wrong, other(leaf)),
        );
        assert!(ours.is_err() && theirs.is_err(), "{wrong} {size}");
    }

    fn check_consistency(&self, old_size: u64, root: Hash) {
        let size = self.size;
        let old_root = proof::root(&self.ours, old_size).unwrap();
        assert_eq!(tlog::tree_hash(old_size, &self.stored).unwrap(), other(old_root));
        let proof = proof::prove_consistency(&self.ours, old_size, size).unwrap();
        assert_eq!(
            tlog::prove_tree(size, old_size, &self.stored).unwrap(),
            others(&proof),
            "{old_size} {size}"
        );
        let second = self.second.prove_consistency(usize::try_from(size - old_size).unwrap());
        assert_eq!(second.as_bytes(), bytes(&proof), "{old_size} {size}");
        proof::verify_consistency(old_size, old_root, size, root, &proof).unwrap();
        tlog::check_tree(&others(&proof), size, other(root), old_size, other(old_root)).unwrap();
        let wrong = Hash::of(b"another tree");
        let (ours, theirs) = (
            proof::verify_consistency(old_size, wrong, size, root, &proof),
            tlog::check_tree(&others(&proof), size, other(root), old_size, other(wrong)),
        );
        assert!(ours.is_err() && theirs.is_err(), "{old_size} {size}");
    }

    fn check_all(&self, indices: impl IntoIterator<Item = u64>) {
        let root = self.root();
        for index in indices {
            self.check_inclusion(index, root);
            self.check_consistency(index + 1, root);
        }
    }
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// Indices at the ends, in the middle, and around each power of two.
fn spread(size: u64) -> Vec<u64> {
    let powers = (0..u64::BITS).map(|bit| 1_u64 << bit).take_while(|power| *power <= size);
    let mut indices: Vec<u64> = powers.flat_map(|power| [power - 1, power, size - power]).collect();
    indices.extend([size / 3, size / 2, size * 2 / 3]);
    indices.retain(|index| *index < size);
    indices.sort_unstable();
    indices.dedup();
    indices
}

#[test]
fn trees_of_every_size_to_1_000() {
    let mut trees = Trees::default();
    for size in 1..=1_000 {
        trees.grow(size);
        match size {
            ..=130 | 255..=257 => trees.check_all(0..size),
            _ => trees.check_all(spread(size)),
        }
    }
}

#[test]
fn trees_around_65_536() {
    let mut trees = Trees::default();
    for size in 65_535..=65_537 {
        trees.grow(size);
        trees.check_all(spread(size).into_iter().chain((0..size).step_by(997)));
    }
}

/// The path of the oracle, which names the height and calls entries data.
fn other_path(tile: &tlog_tiles::Tile) -> String {
    tile.path().replace("tile/8/", "tile/")
}

#[test]
fn tiles_have_the_paths_and_the_content_of_the_oracle() {
    let mut trees = Trees::default();
    let mut old_size = 0;
    for size in (1..=1_000).step_by(7).chain([1_024, 65_535, 65_536, 65_537, 70_000]) {
        trees.grow(size);
        let mut ours: Vec<Tile> = Tile::added(old_size, size);
        ours.retain(|tile| tile.kind() != TileKind::Entries);
        let theirs = tlog_tiles::Tile::new_tiles(8, old_size, size);
        let ours_paths: Vec<String> = ours.iter().map(Tile::path).collect();
        assert_eq!(ours_paths, theirs.iter().map(other_path).collect::<Vec<_>>(), "{old_size} {size}");
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours.hashes(&trees.ours).unwrap(), theirs.read_data(&trees.stored).unwrap());
            assert_eq!(Tile::from_path(&other_path(theirs)), Some(*ours));
        }
        old_size = size;
    }
    for index in [0, 1, 999, 1_000, 1_234_067, 999_999_999, 1 << 54] {
        for width in [1, 2, 255, 256] {
            let theirs = tlog_tiles::Tile::new(8, 0, index, u32::from(width), true);
            let ours = Tile::new(TileKind::Entries, index, width).unwrap();
            assert_eq!(ours.path(), other_path(&theirs).replace("/data/", "/entries/"));
        }
    }
}

fn signers(name: &str, secret: &[u8; 32]) -> (NoteSigner, StandardSigner) {
    let ours = NoteSigner::from_secret(KeyName::new(name).unwrap(), KeyUse::Note, secret).unwrap();
    let text = ours.verifier().to_string();
    let id = text.split('+').nth(1).unwrap();
    let mut key = vec![1];
    key.extend_from_slice(secret);
    let theirs = StandardSigner::new(&format!("PRIVATE+KEY+{name}+{id}+{}", Base64::encode_string(&key)));
    (ours, theirs.unwrap_or_else(|error| panic!("{error:?}")))
}

fn known(key: &VerifierKey) -> VerifierList {
    let verifier = StandardVerifier::new(&key.to_string()).unwrap_or_else(|error| panic!("{error:?}"));
    VerifierList::new(vec![Box::new(verifier)])
}

#[test]
fn notes_verify_both_ways() {
    for (name, secret) in [("example.com/log", [1; 32]), ("ed25519.example/ключ", [2; 32]), ("x", [0xff; 32])]
    {
        let (ours, theirs) = signers(name, &secret);
        for text in [
            "\n",
            "one line\n",
            "two\nlines\n",
            "\n\nempty\n\nlines\n\n",
            "\u{2014} a dash\n",
            "ұлт кеңесі\n",
        ] {
            let mut note = Note::new(text.to_owned()).unwrap();
            note.sign(&ours);
            let bytes = note.to_bytes();
            let read = OtherNote::from_bytes(&bytes).unwrap();
            let (verified, unverified) = read.verify(&known(ours.verifier())).unwrap();
            assert_eq!((verified.len(), unverified.len()), (1, 0));
            assert_eq!((read.text(), read.to_bytes()), (text.as_bytes(), bytes.clone()));

            let mut other = OtherNote::new(text.as_bytes(), &[]).unwrap();
            other.add_sigs(&[&theirs]).unwrap();
            // Ed25519 is deterministic: the notes are the same.
            assert_eq!(other.to_bytes(), bytes);
            assert_eq!(Note::parse(&other.to_bytes()).unwrap().verify(ours.verifier()), Ok(()));

            let changed = String::from_utf8(bytes).unwrap().replacen('\n', "!\n", 1);
            let (ours_says, theirs_says) =
                (Note::parse(changed.as_bytes()), OtherNote::from_bytes(changed.as_bytes()));
            assert!(ours_says.map_or(true, |note| note.verify(ours.verifier()).is_err()));
            assert!(theirs_says.map_or(true, |note| note.verify(&known(ours.verifier())).is_err()));
        }
    }
}

#[test]
fn checkpoints_are_read_both_ways() {
    let (ours, theirs) = signers("example.com/log", &[1; 32]);
    for size in [0, 1, 256, 65_537, (1_u64 << 63) - 1] {
        let root = if size == 0 { Hash::empty_root() } else { Hash::of(&size.to_be_bytes()) };
        let head = Head { origin: ours.verifier().name().clone(), size, root };
        let bytes = head.sign(&ours).unwrap().note().to_bytes();
        let note = OtherNote::from_bytes(&bytes).unwrap();
        note.verify(&known(ours.verifier())).unwrap();
        let read = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
        assert_eq!((read.origin(), read.size(), *read.hash()), ("example.com/log", size, other(root)));
        assert_eq!(read.extension(), "");

        let written = tlog_tiles::Checkpoint::new("example.com/log", size, other(root), "").unwrap();
        let mut note = OtherNote::new(&written.to_bytes(), &[]).unwrap();
        note.add_sigs(&[&theirs]).unwrap();
        let read = Checkpoint::parse(&note.to_bytes()).unwrap();
        assert_eq!(read.verify(ours.verifier()).unwrap().head(), &head);
    }
}

#[test]
fn malformed_checkpoints_are_refused_by_both() {
    let head = Head { origin: KeyName::new("example.com/log").unwrap(), size: 20, root: Hash::of(b"root") };
    let text = head.to_text();
    for (from, to) in [
        ("20", "020"),
        ("20", "+20"),
        ("20", "-20"),
        ("20", "2 0"),
        ("20", ""),
        ("=\n", "\n"),
        ("=\n", "="),
        ("example.com/log", ""),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        assert!(Head::parse(&changed).is_err(), "{from} {to}");
        assert!(tlog_tiles::Checkpoint::from_bytes(changed.as_bytes()).is_err(), "{from} {to}");
    }
}
