//! The key ceremony: three trustees make one key of which any two of them hold enough.

use std::path::PathBuf;

use kenes_belenios::pki::Seed;
use kenes_belenios::trustee::TrusteeIndex;
use kenes_belenios::trustee::threshold::{
    Certificate, Certificates, Threshold, ThresholdParameters, VerifiedPolynomials,
};

use super::folder::Folder;
use super::teller::Teller;
use super::{G, NEEDED, TRUSTEES};
use crate::error::Result;
use crate::files::{self, Secrecy};
use crate::keys::KeyArgs;
use crate::random::rng;

/// Holds the ceremony; every message and every secret is written to the file of whoever has it.
pub fn hold(folder: &Folder, teller: &Teller) -> Result<ThresholdParameters<G>> {
    teller.step("the trustees make their own keys and certificates");
    let (seeds, certificates) = certificates(folder)?;
    teller.step("each trustee deals shares to the others");
    let dealt = deal(folder, &certificates, &seeds)?;
    teller.step("each trustee checks the shares it was dealt and adds them up");
    answer(folder, &certificates, &dealt, &seeds)
}

/// A trustee's files, as a command is told of them.
pub fn key_of(folder: &Folder, index: TrusteeIndex) -> KeyArgs {
    let (key, decryption_key) = (folder.trustee_secret(index, "key"), folder.trustee_secret(index, "dkey"));
    KeyArgs {
        key,
        decryption_key: Some(decryption_key),
        protection: crate::keys::Protection { passphrase_file: None },
    }
}

fn write(path: PathBuf, content: &[u8], secrecy: Secrecy) -> Result<()> {
    files::write_new(&path, &[content, b"\n"].concat(), secrecy)
}

/// Rounds 1 and 2.
fn certificates(folder: &Folder) -> Result<(Vec<Seed>, Certificates<G>)> {
    let threshold = Threshold::new(NEEDED, TRUSTEES)?;
    let (mut seeds, mut certificates) = (Vec::new(), Vec::new());
    for index in trustees() {
        let (seed, certificate) = Certificate::generate(threshold, index, &mut rng()?)?;
        files::make_secret_folder(&folder.secrets(&format!("trustee-{}", index.get())))?;
        write(folder.trustee_secret(index, "key"), seed.export().as_bytes(), Secrecy::Secret)?;
        write(folder.message(index, "cert"), &certificate.to_bytes(), Secrecy::Public)?;
        seeds.push(seed);
        certificates.push(certificate);
    }
    Ok((seeds, Certificates::verify(certificates)?))
}

/// Round 3.
fn deal<'c>(
    folder: &Folder,
    certificates: &'c Certificates<G>,
    seeds: &[Seed],
) -> Result<VerifiedPolynomials<'c, G>> {
    let mut polynomials = Vec::new();
    for (index, seed) in trustees().zip(seeds) {
        let polynomial = certificates.deal(seed, &mut rng()?)?;
        write(folder.message(index, "polynomial"), &polynomial.to_bytes(), Secrecy::Public)?;
        polynomials.push(polynomial);
    }
    Ok(certificates.verify_polynomials(polynomials)?)
}

/// Rounds 4 to 6.
fn answer(
    folder: &Folder,
    certificates: &Certificates<G>,
    dealt: &VerifiedPolynomials<'_, G>,
    seeds: &[Seed],
) -> Result<ThresholdParameters<G>> {
    let mut answers = Vec::new();
    for (index, (seed, vinput)) in trustees().zip(seeds.iter().zip(dealt.vinputs())) {
        write(folder.message(index, "vinput"), &vinput.to_bytes(), Secrecy::Public)?;
        let (_, voutput) = certificates.check_vinput(seed, &vinput, &mut rng()?)?;
        write(folder.message(index, "voutput"), &voutput.to_bytes(), Secrecy::Public)?;
        let key = voutput.encrypted_decryption_key().to_bytes();
        write(folder.trustee_secret(index, "dkey"), &key, Secrecy::Secret)?;
        answers.push(voutput);
    }
    let parameters = dealt.parameters(&answers)?;
    write(folder.file("setup", "threshold.json"), &parameters.to_bytes(), Secrecy::Public)?;
    Ok(parameters)
}

/// The trustees in order.
pub fn trustees() -> impl Iterator<Item = TrusteeIndex> {
    TrusteeIndex::all().take_while(|index| index.get() <= TRUSTEES)
}
