//! `kenes record export`.

use std::path::PathBuf;

use kenes_store::data::DataDir;
use kenes_store::folder::Folder;
use kenes_store::port::RecordStore as _;
use kenes_store::sql::Upgrade;
use kenes_store::tree::SharedTree;
use serde_json::json;
use tokio::runtime::Runtime;

use super::RecordError;
use super::words::number_of;
use crate::error::{CliError, Result};
use crate::output::Output;

/// Writes the record of a data folder as static files
///
/// What is there already is not written again; the checkpoint is replaced last. The data may be in use.
///
/// Exit codes: 0 written; 1 the data or what is in DIR do not fit, or a file cannot be written; 2 the command is wrong.
///
/// With --json: origin, size, root.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The data folder (kenes-data)
    data: PathBuf,
    /// The folder of the static files
    dir: PathBuf,
}

impl Args {
    /// Exports.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { data, dir } = self;
        let runtime = Runtime::new().map_err(|source| CliError::Open { path: data.clone(), source })?;
        let head = runtime.block_on(export(&data, &dir))?;
        let head = head.head();
        let (size, root) = (head.size, head.root.to_base64());
        let text = format!("{}\nrecord  {}\nroot    {root}", number_of(size, "act"), head.origin);
        output.data(&json!({ "origin": head.origin.as_str(), "size": size, "root": root }), text)
    }
}

/// Writes the record of a data folder as static files; gives the newest head.
pub async fn export(
    data: &std::path::Path,
    dir: &std::path::Path,
) -> std::result::Result<kenes_record::checkpoint::Checkpoint, RecordError> {
    let folder = DataDir::open(data)?;
    let log = folder.log_key()?.verifier().clone();
    let store = folder.record(Upgrade::Refuse).await?;
    let tree = SharedTree::load(&store).await?;
    let head = store.head().await?.ok_or_else(|| RecordError::NoHead { data: data.into() })?;
    Folder::open(dir, log)?.with_archives(&folder.archives()).publish(&store, &tree, &head).await?;
    store.close().await;
    Ok(head)
}
