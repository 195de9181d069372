//! A made-up record of any length, for trials and benchmarks: every kind of file, every line signed.
//!
//! It follows from a seed, which is a text: the same seed gives the same bytes everywhere. All keys follow from the seed too
//! and protect nothing. The acts are right in form and signed; they tell the life of a council about which no rule was asked.
//!
//! Signing is most of the work and needs no order, so it is left to the caller: [`Sample::plan`] says what the next acts are,
//! [`Plan::make`] makes each of them, on any thread, and [`Sample::append`] takes them and gives the files that follow.

mod council;
mod plan;

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use self::council::Council;
pub use self::plan::Plan;
use crate::checkpoint::{Checkpoint, Head};
use crate::cosignature::cosign;
use crate::fsck::{CHECKPOINT, CHECKPOINTS, POLICY};
use crate::hash::Hash;
use crate::key::{KeyName, KeyUse, NoteSigner};
use crate::proof;
use crate::tile::{self, Tile, TileKind, WIDTH};
use crate::tree::Tree;

/// When the first act is: seconds since 1970, the first of a day.
const BEGINNING: u64 = 1_795_046_400;
/// The seconds between two heads.
const BETWEEN_HEADS: u64 = 900;
/// How many witnesses there are.
const WITNESSES: u64 = 4;
/// The most acts between two heads.
const BATCH: u64 = 256;

/// A file of the record: its path and its content.
pub type SampleFile = (String, Vec<u8>);

/// A made-up record while it is made.
#[derive(Debug)]
pub struct Sample {
    seed: Draws,
    acts: u64,
    council: Council,
    log: NoteSigner,
    witnesses: Vec<NoteSigner>,
    tree: Tree,
    bundle: Bundle,
    heads: Vec<u64>,
    /// The newest head, and the newest that enough witnesses signed.
    checkpoint: Option<Checkpoint>,
    witnessed: Option<Checkpoint>,
}

/// The entries of the last tile, and how many of them earlier heads had.
#[derive(Debug, Default)]
struct Bundle {
    content: Vec<u8>,
    width: u16,
    /// Widths at heads, with the lengths in bytes.
    partial: Vec<(u16, usize)>,
}

/// What all numbers of a sample are drawn from.
#[derive(Clone, Copy, Debug)]
struct Draws(Hash);

impl Draws {
    fn new(text: &str) -> Self {
        Self(Hash::of(format!("kenes/sample/v1\n{text}").as_bytes()))
    }

    /// A hash of its own for each name and number.
    fn draw(&self, what: &str, number: u64) -> Hash {
        Hash::of(format!("{}\n{what}\n{number}", self.0.to_hex()).as_bytes())
    }

    /// A number from 0 to `below` - 1.
    fn number(&self, what: &str, number: u64, below: u64) -> u64 {
        let hash = self.draw(what, number);
        let first = hash.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        first.checked_rem(below).unwrap_or(0)
    }

    /// A key with the name that `name` gives to its public half.
    fn signer(
        &self,
        what: &str,
        number: u64,
        key_use: KeyUse,
        name: impl Fn(&[u8; 32]) -> KeyName,
    ) -> NoteSigner {
        let secret = self.draw(what, number);
        // Only a signer tells the public key, on which the name may depend.
        let nameless = the(NoteSigner::from_secret(the(KeyName::new("sample")), key_use, secret.as_bytes()));
        the(NoteSigner::from_secret(name(nameless.verifier().public()), key_use, secret.as_bytes()))
    }
}

impl Sample {
    /// A record of so many acts, at least 1.
    pub fn new(seed: &str, acts: u64) -> Self {
        let seed = Draws::new(seed);
        let name = |number| the(KeyName::new(&format!("witness-{number}.sample.example/kenes")));
        let witness = |number| seed.signer("witness", number, KeyUse::Cosignature, |_| name(number));
        let witnesses: Vec<NoteSigner> = (1..=WITNESSES).map(witness).collect();
        let council = Council::new(seed, &witnesses);
        let origin = council.origin().name().clone();
        let log = seed.signer("server", 0, KeyUse::Note, |_| origin.clone());
        Self {
            seed,
            acts: acts.max(1),
            council,
            log,
            witnesses,
            tree: Tree::new(),
            bundle: Bundle::default(),
            heads: Vec::new(),
            checkpoint: None,
            witnessed: None,
        }
    }

    /// How many acts are there.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The key that signs the checkpoints. It protects nothing.
    pub fn log(&self) -> &NoteSigner {
        &self.log
    }

    /// The witnesses that cosign them.
    pub fn witnesses(&self) -> &[NoteSigner] {
        &self.witnesses
    }

    /// The newest head; none before the first.
    pub fn head(&self) -> Option<&Head> {
        self.checkpoint.as_ref().map(Checkpoint::head)
    }

    /// The next acts; none when the record is complete.
    pub fn plan(&mut self) -> Vec<Arc<Plan>> {
        let batch = count(self.heads.len());
        let wanted = if batch == 0 { 1 } else { self.seed.number("batch", batch, BATCH).saturating_add(1) };
        let wanted = wanted.min(self.acts.saturating_sub(self.size()));
        let at = BEGINNING.saturating_add(batch.saturating_mul(BETWEEN_HEADS));
        self.council.begin(at, self.checkpoint.as_ref().map(Checkpoint::head), self.witnessed.as_ref());
        (0..wanted).map(|_| self.council.next()).collect()
    }

    /// Appends the acts that were planned, in their order, and signs a head. Gives the files that will not change any more.
    pub fn append(&mut self, acts: &[Vec<u8>]) -> Vec<SampleFile> {
        let mut files = self.council.take_files();
        for act in acts {
            self.tree.push(Hash::leaf(act));
            files.extend(self.bundle.push(act, self.tree.size()));
        }
        self.bundle.mark();
        let size = self.tree.size();
        let checkpoint = self.sign();
        files.push((format!("{CHECKPOINTS}/{size}"), checkpoint.note().to_bytes()));
        self.heads.push(size);
        self.checkpoint = Some(checkpoint);
        files
    }

    /// The rest of the files, the newest checkpoint being the last.
    pub fn finish(mut self) -> Vec<SampleFile> {
        let mut files = self.council.finish();
        files.extend(self.bundle.finish(self.tree.size()));
        for tile in Tile::added(0, self.tree.size()) {
            let TileKind::Hashes(level) = tile.kind() else { continue };
            for width in self.widths(level, &tile) {
                let Some(tile) = Tile::new(tile.kind(), tile.index(), width) else { continue };
                files.push((tile.path(), the(tile.hashes(&self.tree))));
            }
        }
        files.push((POLICY.into(), self.council.policy().to_vec()));
        let checkpoint = self.checkpoint.iter().map(|checkpoint| checkpoint.note().to_bytes());
        files.extend(checkpoint.map(|note| (CHECKPOINT.into(), note)));
        files
    }

    /// The widths in which a tile is kept: a full one alone, a partial one as at each head.
    fn widths(&self, level: u8, tile: &Tile) -> Vec<u16> {
        if tile.is_full() {
            return Vec::from([tile.width()]);
        }
        let shift = u32::from(level).saturating_mul(8);
        let first = tile.index().saturating_mul(WIDTH);
        let width = |size: &u64| u16::try_from(size.checked_shr(shift)?.checked_sub(first)?).ok();
        let mut widths: Vec<u16> = self.heads.iter().filter_map(width).filter(|width| *width > 0).collect();
        widths.dedup();
        widths
    }

    /// Signs the head, and has it cosigned: by all witnesses, or by as many as answered that time.
    fn sign(&mut self) -> Checkpoint {
        let (origin, size) = (self.log.verifier().name().clone(), self.tree.size());
        let head = Head { origin, size, root: self.tree.root() };
        let mut checkpoint = the(head.sign(&self.log));
        let batch = count(self.heads.len());
        let draw = self.seed.number("cosigned", batch, 8);
        let silent = |witness: u64| size < self.acts && (draw == 0 || (draw < 3 && witness == draw));
        let time = BEGINNING.saturating_add(batch.saturating_mul(BETWEEN_HEADS));
        for (witness, number) in self.witnesses.iter().zip(0..).filter(|(_, number)| !silent(*number)) {
            checkpoint.note_mut().push(cosign(&head, witness, time.saturating_add(number).saturating_add(2)));
        }
        debug_assert_eq!(proof::root(&self.tree, size), Ok(head.root));
        if draw != 0 {
            self.witnessed = Some(checkpoint.clone());
        }
        checkpoint
    }
}

impl Bundle {
    /// Adds the entry that is the last of `size`; gives the tile when it has become full.
    fn push(&mut self, entry: &[u8], size: u64) -> Option<SampleFile> {
        let fits = tile::push_entry(&mut self.content, entry);
        debug_assert!(fits, "an act is smaller than an entry may be");
        self.width = self.width.saturating_add(1);
        let full =
            Tile::new(TileKind::Entries, size.saturating_sub(1) / WIDTH, self.width).filter(Tile::is_full)?;
        let bundle = core::mem::take(self);
        Some((full.path(), bundle.content))
    }

    /// Notes that there is a head here.
    fn mark(&mut self) {
        if self.width > 0 {
            self.partial.push((self.width, self.content.len()));
        }
    }

    /// The partial tiles, one for each head.
    fn finish(&self, size: u64) -> Vec<SampleFile> {
        let file = |(width, length): &(u16, usize)| {
            let tile = Tile::new(TileKind::Entries, size / WIDTH, *width)?;
            Some((tile.path(), self.content.get(..*length)?.to_vec()))
        };
        self.partial.iter().filter_map(file).collect()
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Whatever is made here from a seed can be made.
fn the<T, E: core::fmt::Debug>(made: Result<T, E>) -> T {
    match made {
        Ok(made) => made,
        Err(error) => unreachable!("the sample is right: {error:?}"),
    }
}
