//! The trustees of an election that is being set up, from the files they handed in.

use std::path::PathBuf;

use kenes_belenios::group::Group;
use kenes_belenios::trustee::threshold::ThresholdParameters;
use kenes_belenios::trustee::{TrusteeKind, TrusteePublicKey, Trustees, VerifiedTrustees};

use crate::error::{CliError, Result};
use crate::keys::{read_lines, read_one};
use crate::kind::Kind;

/// Who holds the election's key.
#[derive(Debug, clap::Args)]
pub struct TrusteeFiles {
    /// Public keys of single trustees (*.pubkey, public_keys.jsons), all of them always needed
    #[arg(long = "trustee", value_name = "FILE")]
    pub single: Vec<PathBuf>,
    /// Parameters of a group of threshold trustees (threshold.json)
    #[arg(long = "threshold", value_name = "FILE")]
    pub threshold: Vec<PathBuf>,
    /// All of it in one file (trustees.json)
    #[arg(long = "trustees", value_name = "FILE", conflicts_with_all = ["single", "threshold"])]
    pub whole: Option<PathBuf>,
}

impl TrusteeFiles {
    /// Whether any file is named.
    pub fn is_given(&self) -> bool {
        let Self { single, threshold, whole } = self;
        !single.is_empty() || !threshold.is_empty() || whole.is_some()
    }

    /// Reads the files and checks every proof and signature.
    pub fn read<G: Group>(&self) -> Result<VerifiedTrustees<G>> {
        let trustees = match &self.whole {
            Some(path) => read_one(path, Kind::Trustees, Trustees::parse)?,
            None => {
                let keys = read_lines(&self.single, Kind::PublicKey, TrusteePublicKey::<G>::import)?;
                let groups = read_lines(&self.threshold, Kind::Threshold, ThresholdParameters::<G>::import)?;
                // Single trustees first, as the peers have it.
                let single = keys.into_iter().map(TrusteeKind::Single);
                Trustees::new(single.chain(groups.into_iter().map(TrusteeKind::Pedersen)).collect())
            }
        };
        trustees.verify().map_err(|source| CliError::Trustees { source })
    }
}
