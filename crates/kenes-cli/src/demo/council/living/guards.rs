//! The guards of the open vote, each with what a device of theirs keeps.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use kenes_belenios::board::Board;
use kenes_belenios::decryption::{BoundDocument, decrypt};
use kenes_belenios::hash::Digest;
use kenes_belenios::pki::Seed;
use kenes_belenios::trustee::threshold::{Certificate, Certificates};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeSecretKey, VerifiedTrustees};
use kenes_core::Election;
use kenes_server::poll::Ceremony;

use super::super::scene::Scene;
use crate::demo::{G, Surprise};
use crate::error::Result;
use crate::random::rng;

/// The first line of what a guard's device keeps (`docs/spec/booth.md`).
const PART: &str = "kenes/trustee/v1";

/// Whose it is, a partial decryption, and its bound proof.
type Opened = (TrusteeIndex, Vec<u8>, Vec<u8>);

/// The guards, in the order of the election's trustees.
pub struct Guards {
    seeds: Vec<(Digest, Seed)>,
    secrets: Vec<TrusteeSecretKey<G>>,
    key: VerifiedTrustees<G>,
}

impl Guards {
    /// They make the key; the server keeps their messages.
    pub fn hold(scene: &Scene, election: &Election) -> Result<Self> {
        let mut ceremony = Ceremony::of(election).map_err(Surprise::from)?;
        let (mut seeds, mut certificates) = (Vec::new(), Vec::new());
        for index in ceremony.turn() {
            let (seed, certificate) = Certificate::<G>::generate(ceremony.threshold(), index, &mut rng()?)?;
            ceremony.receive(index, &certificate.to_bytes()).map_err(Surprise::from)?;
            seeds.push((certificate.id(), seed));
            certificates.push(certificate);
        }
        let (certificates, mut dealt) = (Certificates::verify(certificates)?, Vec::new());
        for (index, (_, seed)) in ceremony.turn().into_iter().zip(&seeds) {
            let polynomial = certificates.deal(seed, &mut rng()?)?;
            ceremony.receive(index, &polynomial.to_bytes()).map_err(Surprise::from)?;
            dealt.push(polynomial);
        }
        let (dealt, mut private) = (certificates.verify_polynomials(dealt)?, Vec::new());
        for ((index, (_, seed)), vinput) in ceremony.turn().into_iter().zip(&seeds).zip(dealt.vinputs()) {
            let (_, voutput) = certificates.check_vinput(seed, &vinput, &mut rng()?)?;
            ceremony.receive(index, &voutput.to_bytes()).map_err(Surprise::from)?;
            private.push(voutput.encrypted_decryption_key().clone());
        }
        scene.run(async |host| ceremony.keep(host, &election.call).await)?;
        let key = ceremony.trustees().map_err(Surprise::from)?.ok_or(Surprise::Guard)?;
        let mut secrets = Vec::new();
        for ((owner, (_, seed)), private) in TrusteeIndex::all().zip(&seeds).zip(&private) {
            let public = key.key_of(owner).ok_or(Surprise::Guard)?;
            secrets.push(TrusteeSecretKey::open(seed, private, public).map_err(|_| Surprise::Guard)?);
        }
        Ok(Self { seeds, secrets, key })
    }

    /// Their key.
    pub fn key(&self) -> &VerifiedTrustees<G> {
        &self.key
    }

    /// What the device of one of them keeps, as a text.
    pub fn part(&self, place: usize) -> Option<String> {
        let (id, seed) = self.seeds.get(place)?;
        Some(format!("{PART}\n{}\n{}", id.to_hex(), seed.export()))
    }

    /// What each of them makes of an archive that is closed: a partial decryption, and its bound proof.
    pub fn decrypt(&self, archive: &Path) -> Result<Vec<Opened>> {
        let bytes = fs::read(archive).map_err(|_| Surprise::Guard)?;
        let board = Board::<G>::read(&*bytes).map_err(|_| Surprise::Guard)?;
        let open = board.open_tally(&mut Cursor::new(&bytes), &mut |_| {}).map_err(|_| Surprise::Guard)?;
        let tally = open.decryptable().map_err(|_| Surprise::Guard)?;
        let mut made = Vec::new();
        for (owner, secret) in TrusteeIndex::all().zip(&self.secrets) {
            let (decryption, proof) = decrypt(&board.election, &tally, owner, secret, &mut rng()?);
            let mut document = BoundDocument::new(&board.election);
            document.insert(proof).map_err(|_| Surprise::Guard)?;
            made.push((owner, decryption.to_bytes(), document.to_bytes()));
        }
        Ok(made)
    }
}
