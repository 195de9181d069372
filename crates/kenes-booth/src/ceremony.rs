//! A trustee's part of the key ceremony: the rounds of [`kenes_belenios::trustee::threshold`], or a key alone.

use kenes_belenios::hash::Digest;
use kenes_belenios::trustee::threshold::{Certificate, Certificates, Threshold, Vinput};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeSecretKey};
use kenes_record::json::Value;

use crate::message::{Request, object, text};
use crate::trustee_file::TrusteeFile;
use crate::{Booth, BoothError, G, Op, TrusteeError};

/// The ops of this module.
pub const OPS: &[Op] = &[
    ("trustee_single", &["seed"], single),
    ("trustee_cert", &["size", "threshold", "index", "seed"], cert),
    ("trustee_read", &["secret"], read),
    ("trustee_deal", &["secret", "certs", "seed"], deal),
    ("trustee_share", &["secret", "certs", "vinput", "seed"], share),
];

/// The key of a trustee who is always needed.
fn single(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_single");
    let key = TrusteeSecretKey::<G>::generate(&mut rng);
    let public = key.public_key(&mut rng);
    let id = Digest::of(public.public_key().to_text().as_bytes());
    let file = TrusteeFile::single(id, key);
    Ok(object([("id", hex(&id)), ("key", text(public.to_bytes())), ("secret", secret(&file))]))
}

/// Round 1: a secret, and its certificate for everybody.
fn cert(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let threshold = Threshold::new(request.number("threshold")?, request.number("size")?);
    let threshold = threshold.map_err(|_| BoothError::Field { field: "threshold" })?;
    let index = TrusteeIndex::new(request.number("index")?).ok_or(BoothError::Field { field: "index" })?;
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_cert");
    let made = Certificate::<G>::generate(threshold, index, &mut rng);
    let (seed, certificate) = made.map_err(|_| BoothError::Field { field: "index" })?;
    let id = certificate.id();
    let file = TrusteeFile::member(id, seed, None);
    Ok(object([("cert", text(certificate.to_bytes())), ("id", hex(&id)), ("secret", secret(&file))]))
}

/// What everybody may know of a trustee's file.
fn read(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let file = file(request)?;
    Ok(object([("complete", Value::Bool(file.is_complete())), ("id", hex(&file.id))]))
}

/// Rounds 2 and 3: checks the certificates and deals to all.
fn deal(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let (file, certificates) = (file(request)?, certificates(request)?);
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_deal");
    let polynomial = certificates.deal(file.seed()?, &mut rng).map_err(|_| TrusteeError::NotMember)?;
    Ok(object([("ids", ids(&certificates)), ("polynomial", text(polynomial.to_bytes()))]))
}

/// Round 5: checks what was dealt and makes the key.
fn share(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let (file, certificates) = (file(request)?, certificates(request)?);
    let vinput = Vinput::<G>::import(request.text("vinput")?.as_bytes());
    let vinput = vinput.map_err(|_| BoothError::Field { field: "vinput" })?;
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_share");
    let checked = certificates.check_vinput(file.seed()?, &vinput, &mut rng);
    let (_, voutput) = checked.map_err(TrusteeError::from)?;
    let decryption = voutput.encrypted_decryption_key().clone();
    let dkey = text(decryption.to_bytes());
    Ok(object([
        ("dkey", dkey),
        ("ids", ids(&certificates)),
        ("secret", secret(&file.completed(decryption)?)),
        ("voutput", text(voutput.to_bytes())),
    ]))
}

/// What a trustee keeps, from the field `secret`.
pub fn file(request: &Request<'_>) -> Result<TrusteeFile, BoothError> {
    Ok(TrusteeFile::parse(request.text("secret")?)?)
}

fn certificates(request: &Request<'_>) -> Result<Certificates<G>, BoothError> {
    let read = |(text, index): (&str, u32)| {
        Certificate::<G>::import(text.as_bytes()).map_err(|_| TrusteeError::Certificate { index })
    };
    let certificates = request.texts("certs")?.into_iter().zip(1..).map(read).collect::<Result<_, _>>()?;
    Ok(Certificates::verify(certificates).map_err(TrusteeError::from)?)
}

/// What the trustees compare by another channel, in their order.
fn ids(certificates: &Certificates<G>) -> Value {
    Value::Array(certificates.as_slice().iter().map(|certificate| hex(&certificate.id())).collect())
}

fn hex(digest: &Digest) -> Value {
    Value::string(digest.to_hex())
}

fn secret(file: &TrusteeFile) -> Value {
    Value::string(file.dangerously_to_text().as_str())
}
