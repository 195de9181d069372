//! What the tests of the stores share: leaves, heads, and a database for each test.
#![allow(dead_code, reason = "each test program uses a part")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

pub mod council;
pub mod disk;
pub mod failing;
pub mod promises;
pub mod server;
pub mod witness;
pub mod writer;

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_record::tile::TileHashes;
use kenes_record::{Frontier, Hash, proof};
use kenes_store::folder::FolderSource;
use kenes_store::port::{Holder, NewLeaf};
use kenes_store::sql::DatabaseUrl;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};

pub const ORIGIN: &str = "example.org/k/test";

pub fn signer() -> NoteSigner {
    NoteSigner::from_secret(KeyName::new(ORIGIN).unwrap(), KeyUse::Note, &[7; 32]).unwrap()
}

pub fn holder(number: u8) -> Holder {
    Holder::new([number; 16])
}

pub fn leaf(number: u64) -> NewLeaf {
    let bytes = format!("leaf {number}").into_bytes();
    NewLeaf { id: Hash::of(&bytes), bytes }
}

pub fn leaves(range: std::ops::Range<u64>) -> Vec<NewLeaf> {
    range.map(leaf).collect()
}

/// The checkpoint of the first `size` leaves.
pub fn head(size: u64) -> Checkpoint {
    let mut frontier = Frontier::new();
    leaves(0..size).iter().for_each(|leaf| frontier.push(Hash::leaf(&leaf.bytes)));
    let origin = KeyName::new(ORIGIN).unwrap();
    Head { origin, size, root: frontier.root() }.sign(&signer()).unwrap()
}

/// Compares the files of a folder with the first `size` leaves, from the files alone.
pub fn assert_published(folder: &std::path::Path, size: u64) {
    let source = FolderSource::new(folder);
    let checkpoint = source.checkpoint().unwrap();
    checkpoint.verify(signer().verifier()).unwrap();
    assert_eq!(checkpoint.head(), head(size).head());
    let hashes = TileHashes::new(&source, size);
    assert_eq!(proof::root(&hashes, size).unwrap(), checkpoint.head().root);
    let mut found = Vec::new();
    for index in 0..size.div_ceil(256) {
        let width = u16::try_from((size - index * 256).min(256)).unwrap();
        found.extend(source.entries(index, width).unwrap());
    }
    assert_eq!(found, leaves(0..size).into_iter().map(|leaf| leaf.bytes).collect::<Vec<_>>());
}

pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test);
}

/// The address of the server for tests; none, with a line that says so, where there is no server. In CI there must be one.
pub fn postgres() -> Option<String> {
    if let Ok(url) = std::env::var("KENES_TEST_POSTGRES_URL") {
        return Some(url);
    }
    let ci = std::env::var("CI").unwrap_or_default();
    let is_ci = !["", "0", "false"].contains(&ci.to_ascii_lowercase().as_str());
    assert!(!is_ci, "KENES_TEST_POSTGRES_URL is not set, and CI is");
    println!("skipped: KENES_TEST_POSTGRES_URL is not set");
    None
}

/// Runs a test in a database of its own.
pub fn in_postgres<F: Future<Output = ()>>(test: impl FnOnce(DatabaseUrl) -> F) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Some(server) = postgres() else { return };
    sqlx::any::install_default_drivers();
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let name = format!("t_{}_{time}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let (address, _) = server.rsplit_once('/').unwrap();
    let url: DatabaseUrl = format!("{address}/{name}").parse().unwrap();
    run(async {
        sql(&server, &format!("CREATE DATABASE {name}")).await;
        test(url).await;
        sql(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    });
}

pub async fn sql(url: &str, text: &str) {
    let mut connection = AnyConnection::connect(url).await.unwrap();
    connection.execute(AssertSqlSafe(text.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// Whether this process runs as root.
pub fn is_root() -> bool {
    let own = std::process::Command::new("id").arg("-u").output();
    own.is_ok_and(|own| own.stdout.trim_ascii() == b"0")
}
