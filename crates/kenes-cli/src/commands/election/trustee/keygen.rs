//! `kenes election trustee keygen`.

use std::path::PathBuf;

use kenes_belenios::group::Group;
use kenes_belenios::hash::Digest;
use kenes_belenios::trustee::TrusteeSecretKey;
use kenes_belenios::with_group;
use serde_json::json;

use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::keys::Protection;
use crate::output::{Output, say};
use crate::random::rng;
use crate::template::Draft;

/// Makes the key of a trustee who will always be needed (trustee)
///
/// Writes ID.privkey, readable by you only, and ID.pubkey for the administrator, ID being the beginning of the public
/// key's hash. With --passphrase-file the private key is protected (Argon2id, AES-256-GCM); without, its file is that of
/// belenios-tool.
///
/// If the private key is lost, the election has no result.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The draft of the election (UUID.draft.json)
    draft: PathBuf,
    #[command(flatten)]
    protection: Protection,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl Args {
    /// Writes the key pair.
    pub fn run(self, output: Output) -> Result<()> {
        let draft = Draft::read(&self.draft)?;
        with_group!(draft.group, G => self.make::<G>(output))
    }

    fn make<G: Group>(&self, output: Output) -> Result<()> {
        let mut rng = rng()?;
        let secret = TrusteeSecretKey::<G>::generate(&mut rng);
        let public = secret.public_key(&mut rng);
        let hash = Digest::of(public.public_key().to_text().as_bytes()).to_hex();
        let id = hash.get(..8).unwrap_or_default().to_uppercase();
        let [private_path, public_path] =
            ["privkey", "pubkey"].map(|extension| self.dir.join(format!("{id}.{extension}")));
        let private = self.protection.protect(&private_path, &secret.export())?;
        // The key has to be readable again.
        TrusteeSecretKey::<G>::import(&secret.export()).map_err(|_| CliError::PrivateKey {
            path: private_path.clone(),
            found: crate::kind::Kind::Unknown,
        })?;
        files::make_folder(&self.dir, Secrecy::Public)?;
        let public = [public.to_bytes().as_slice(), b"\n"].concat();
        files::write_all_new(&[
            (private_path.clone(), private.as_slice(), Secrecy::Secret),
            (public_path.clone(), public.as_slice(), Secrecy::Public),
        ])?;
        say(format_args!(
            "Keep {} to yourself, in two places. For the administrator:",
            private_path.display()
        ));
        let document =
            json!({ "id": id, "private_key": private_path, "public_key": public_path, "fingerprint": hash });
        output.data(&document, public_path.display())
    }
}
