//! `kenes election trustee threshold`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use kenes_belenios::group::Group;
use kenes_belenios::trustee::TrusteeIndex;
use kenes_belenios::trustee::threshold::{
    Certificate, Certificates, Polynomial, Threshold, VerifiedPolynomials, Vinput, Voutput,
};
use kenes_belenios::with_group;
use serde_json::{Value, json};

use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::keys::{Protection, id_of, read_lines, read_one};
use crate::kind::Kind;
use crate::output::{Output, say};
use crate::random::rng;
use crate::template::Draft;

/// The key ceremony of trustees of whom some number is enough
///
/// In rounds; whoever carries the files (the administrator) learns no secret:
///
///   1 cert        each trustee      ID.key (secret), ID.cert
///   2 check       everybody         are the certificates in order? compare them by another channel
///   3 polynomial  each trustee      ID.polynomial
///   4 inputs      administrator     ID.vinput for each trustee
///   5 share       each trustee      ID.voutput, ID.dkey (keep it with ID.key)
///   6 finish      administrator     threshold.json, for `open`
///
/// Every step reads what the earlier ones wrote and can be done days later. The files are those of belenios-tool 3, so
/// trustees may use either program.
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub enum Command {
    Cert(CertArgs),
    Check(CheckArgs),
    Polynomial(PolynomialArgs),
    Inputs(InputsArgs),
    Share(ShareArgs),
    Finish(FinishArgs),
}

impl Command {
    /// Runs the step.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Cert(args) => with_group!(args.common.group()?, G => args.run::<G>(output)),
            Self::Check(args) => with_group!(args.common.group()?, G => args.run::<G>(output)),
            Self::Polynomial(args) => with_group!(args.common.group()?, G => args.run::<G>(output)),
            Self::Inputs(args) => with_group!(args.common.group()?, G => args.run::<G>(output)),
            Self::Share(args) => with_group!(args.common.group()?, G => args.run::<G>(output)),
            Self::Finish(args) => with_group!(args.common.group()?, G => args.run::<G>(output)),
        }
    }
}

#[derive(Debug, clap::Args)]
struct Common {
    /// The draft of the election (UUID.draft.json)
    draft: PathBuf,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl Common {
    fn group(&self) -> Result<kenes_belenios::group::GroupId> {
        Ok(Draft::read(&self.draft)?.group)
    }

    /// Writes the files of a step, all or none, each ended by a line's end.
    fn write(&self, named: &[(String, Vec<u8>, Secrecy)]) -> Result<Vec<PathBuf>> {
        files::make_folder(&self.dir, Secrecy::Public)?;
        let lines: Vec<Vec<u8>> =
            named.iter().map(|(_, bytes, _)| [bytes.as_slice(), b"\n"].concat()).collect();
        let paths: Vec<PathBuf> = named.iter().map(|(name, _, _)| self.dir.join(name)).collect();
        let all = named.iter().zip(&lines).zip(&paths);
        let all: Vec<_> =
            all.map(|(((_, _, secrecy), bytes), path)| (path.clone(), bytes.as_slice(), *secrecy)).collect();
        files::write_all_new(&all)?;
        Ok(paths)
    }
}

#[derive(Debug, clap::Args)]
struct Certs {
    /// The certificates of all trustees (*.cert, certs.jsons)
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    certs: Vec<PathBuf>,
}

impl Certs {
    /// Reads and checks them, in the order that they name themselves.
    fn read<G: Group>(&self) -> Result<Certificates<G>> {
        let mut certificates = read_lines(&self.certs, Kind::Certificate, Certificate::<G>::import)?;
        certificates.sort_by_key(place);
        Ok(Certificates::verify(certificates)?)
    }
}

/// The place that a certificate names; where it names none, the check that follows says so.
fn place<G: Group>(certificate: &Certificate<G>) -> u64 {
    let place = || {
        let outer: Value = serde_json::from_slice(&certificate.to_bytes()).ok()?;
        let inner: Value = serde_json::from_str(outer.get("message")?.as_str()?).ok()?;
        inner.get("context")?.get("index")?.as_u64()
    };
    place().unwrap_or(0)
}

/// Puts messages in the order of the trustees. One that fits nobody takes a place that is left, so that the check that
/// follows blames the trustee whose message is missing.
fn in_order<T>(messages: Vec<T>, fits: impl Fn(TrusteeIndex, &T) -> bool) -> Vec<T> {
    let mut places: Vec<(TrusteeIndex, Option<T>)> =
        TrusteeIndex::all().zip(&messages).map(|(index, _)| (index, None)).collect();
    let mut left = Vec::new();
    for message in messages {
        let place = places.iter_mut().find(|(index, taken)| taken.is_none() && fits(*index, &message));
        match place {
            Some((_, free)) => *free = Some(message),
            None => left.push(message),
        }
    }
    let mut left = left.into_iter();
    places.into_iter().filter_map(|(_, message)| message.or_else(|| left.next())).collect()
}

/// Round 1: makes a trustee's secret and certificate (trustee)
///
/// Writes ID.key, readable by you only, and ID.cert for everybody.
#[derive(Debug, clap::Args)]
pub struct CertArgs {
    #[command(flatten)]
    common: Common,
    /// Your number in the group, from 1
    #[arg(long, value_name = "I")]
    index: u32,
    /// How many trustees are enough
    #[arg(long, value_name = "K")]
    threshold: u32,
    /// How many trustees there are
    #[arg(long, value_name = "N")]
    size: u32,
    #[command(flatten)]
    protection: Protection,
}

impl CertArgs {
    fn run<G: Group>(self, output: Output) -> Result<()> {
        let threshold = Threshold::new(self.threshold, self.size)?;
        let index =
            TrusteeIndex::new(self.index).ok_or(CliError::UnknownTrustee { owner: 0, trustees: 0 })?;
        let (seed, certificate) = Certificate::<G>::generate(threshold, index, &mut rng()?)?;
        let id = id_of(&certificate);
        let key = self.common.dir.join(format!("{id}.key"));
        let secret = self.protection.protect(&key, seed.export().as_bytes())?;
        files::make_folder(&self.common.dir, Secrecy::Public)?;
        let cert = self.common.dir.join(format!("{id}.cert"));
        let public = [certificate.to_bytes().as_slice(), b"\n"].concat();
        files::write_all_new(&[
            (key.clone(), secret.as_slice(), Secrecy::Secret),
            (cert.clone(), public.as_slice(), Secrecy::Public),
        ])?;
        say(format_args!("Keep {} to yourself, in two places. For everybody:", key.display()));
        output.data(&json!({ "id": id, "key": key, "certificate": cert }), cert.display())
    }
}

/// Round 2: checks the certificates of all trustees (everybody)
///
/// Compare the identifiers with what the trustees say they made, by another channel.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    certs: Certs,
}

impl CheckArgs {
    fn run<G: Group>(self, output: Output) -> Result<()> {
        let certificates = self.certs.read::<G>()?;
        let ids: Vec<String> = certificates.as_slice().iter().map(id_of).collect();
        let (needed, size) = (certificates.threshold().needed(), certificates.threshold().size());
        let text = format!("{needed} of {size} trustees\n{}", ids.join("\n"));
        output.data(&json!({ "threshold": needed, "size": size, "ids": ids }), text)
    }
}

/// Round 3: deals shares of a fresh secret to all trustees (trustee)
#[derive(Debug, clap::Args)]
pub struct PolynomialArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    certs: Certs,
    /// Your ID.key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    protection: Protection,
}

impl PolynomialArgs {
    fn run<G: Group>(self, output: Output) -> Result<()> {
        let certificates = self.certs.read::<G>()?;
        let seed = self.protection.read_seed(&self.key)?;
        let polynomial = certificates.deal(&seed, &mut rng()?)?;
        let id = own_id(&certificates, &seed);
        let paths =
            self.common.write(&[(format!("{id}.polynomial"), polynomial.to_bytes(), Secrecy::Public)])?;
        say("For the administrator:");
        list(output, "polynomial", &paths)
    }
}

fn own_id<G: Group>(certificates: &Certificates<G>, seed: &kenes_belenios::pki::Seed) -> String {
    certificates.index_of(seed).and_then(|index| certificates.get(index)).map(id_of).unwrap_or_default()
}

/// The dealt polynomials, given to the administrator's steps.
#[derive(Debug, clap::Args)]
struct Dealt {
    /// The polynomials of all trustees (*.polynomial, polynomials.jsons)
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    polynomials: Vec<PathBuf>,
}

impl Dealt {
    fn read<'c, G: Group>(&self, certificates: &'c Certificates<G>) -> Result<VerifiedPolynomials<'c, G>> {
        let polynomials = read_lines(&self.polynomials, Kind::Polynomial, Polynomial::<G>::import)?;
        let polynomials = in_order(polynomials, |index, polynomial| {
            certificates.verify_polynomial(index, polynomial).is_ok()
        });
        Ok(certificates.verify_polynomials(polynomials)?)
    }
}

/// Round 4: checks what was dealt and sorts the shares by receiver (administrator)
#[derive(Debug, clap::Args)]
pub struct InputsArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    certs: Certs,
    #[command(flatten)]
    dealt: Dealt,
}

impl InputsArgs {
    fn run<G: Group>(self, output: Output) -> Result<()> {
        let certificates = self.certs.read::<G>()?;
        let polynomials = self.dealt.read(&certificates)?;
        let named: Vec<_> = certificates
            .as_slice()
            .iter()
            .zip(polynomials.vinputs())
            .map(|(certificate, vinput)| {
                (format!("{}.vinput", id_of(certificate)), vinput.to_bytes(), Secrecy::Public)
            })
            .collect();
        let paths = self.common.write(&named)?;
        say("To each trustee its own:");
        list(output, "vinputs", &paths)
    }
}

/// Round 5: checks the shares that were dealt to you and makes your key of them (trustee)
#[derive(Debug, clap::Args)]
pub struct ShareArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    certs: Certs,
    /// Your ID.key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Your ID.vinput
    #[arg(long, value_name = "FILE")]
    vinput: PathBuf,
    #[command(flatten)]
    protection: Protection,
}

impl ShareArgs {
    fn run<G: Group>(self, output: Output) -> Result<()> {
        let certificates = self.certs.read::<G>()?;
        let seed = self.protection.read_seed(&self.key)?;
        let vinput = read_one(&self.vinput, Kind::Vinput, Vinput::<G>::import)?;
        let (_, voutput) = certificates.check_vinput(&seed, &vinput, &mut rng()?)?;
        let id = own_id(&certificates, &seed);
        let paths = self.common.write(&[
            (format!("{id}.voutput"), voutput.to_bytes(), Secrecy::Public),
            (format!("{id}.dkey"), voutput.encrypted_decryption_key().to_bytes(), Secrecy::Secret),
        ])?;
        say("Keep ID.dkey with ID.key: both are needed to decrypt. ID.voutput is for the administrator:");
        list(output, "outputs", &paths)
    }
}

/// Round 6: checks everybody's output and makes the parameters of the group (administrator)
///
/// Writes threshold.json, for `open`, and each ID.dkey that is not in the folder, for trustees who use another program.
#[derive(Debug, clap::Args)]
pub struct FinishArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    certs: Certs,
    #[command(flatten)]
    dealt: Dealt,
    /// The outputs of all trustees (*.voutput)
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    voutputs: Vec<PathBuf>,
}

impl FinishArgs {
    fn run<G: Group>(self, output: Output) -> Result<()> {
        let certificates = self.certs.read::<G>()?;
        let polynomials = self.dealt.read(&certificates)?;
        let voutputs = read_lines(&self.voutputs, Kind::Voutput, Voutput::<G>::import)?;
        let voutputs =
            in_order(voutputs, |index, voutput| polynomials.verify_voutput(index, voutput).is_ok());
        let parameters = polynomials.parameters(&voutputs)?;
        let mut named = vec![("threshold.json".to_owned(), parameters.to_bytes(), Secrecy::Public)];
        for (certificate, voutput) in certificates.as_slice().iter().zip(&voutputs) {
            let name = format!("{}.dkey", id_of(certificate));
            if !is_there(&self.common.dir, &name) {
                named.push((name, voutput.encrypted_decryption_key().to_bytes(), Secrecy::Secret));
            }
        }
        let paths = self.common.write(&named)?;
        list(output, "files", &paths)
    }
}

fn is_there(dir: &Path, name: &str) -> bool {
    dir.join(name).exists()
}

fn list(output: Output, what: &str, paths: &[PathBuf]) -> Result<()> {
    let texts: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    output.data(&json!({ what: texts }), texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_put_in_order() {
        let fits = |index: TrusteeIndex, number: &u32| index.get() == *number;
        assert_eq!(in_order(vec![3, 1, 2], fits), [1, 2, 3]);
        assert_eq!(in_order(vec![9, 3, 1], fits), [1, 9, 3]);
        assert_eq!(in_order(vec![1, 1], fits), [1, 1]);
    }
}
