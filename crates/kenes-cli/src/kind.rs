//! What a small file is, told by its content: for errors about files given in the wrong place.

use std::fmt;

use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::pki::Seed;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Archive,
    Draft,
    Election,
    PrivateCredential,
    PublicCredentials,
    PrivateKey,
    PublicKey,
    SealedKey,
    Seed,
    Certificate,
    Polynomial,
    Vinput,
    Voutput,
    DecryptionKey,
    Threshold,
    Trustees,
    Ballot,
    Shuffle,
    Decryption,
    Owned,
    Bound,
    Opening,
    Json,
    Unknown,
}

/// How files of a kind begin, the most telling first.
const BEGINNINGS: &[(&str, Kind)] = &[
    ("BELENIOS\0", Kind::Archive),
    ("\u{1f}", Kind::Archive),
    ("{\"format\":\"kenes/draft/", Kind::Draft),
    ("{\"format\":\"kenes/sealed-key/", Kind::SealedKey),
    ("{\"format\":\"kenes/bound/", Kind::Bound),
    ("{\"format\":\"kenes/opening/", Kind::Opening),
    ("{\"version\":1,\"description\":", Kind::Election),
    ("{\"pok\":", Kind::PublicKey),
    ("{\"message\":", Kind::Certificate),
    ("{\"polynomial\":\"", Kind::Vinput),
    ("{\"private_key\":", Kind::Voutput),
    ("{\"algorithm\":", Kind::DecryptionKey),
    ("{\"threshold\":", Kind::Threshold),
    ("[[\"Single\",", Kind::Trustees),
    ("[[\"Pedersen\",", Kind::Trustees),
    ("{\"election_uuid\":", Kind::Ballot),
    ("{\"ciphertexts\":", Kind::Shuffle),
    ("{\"decryption_factors\":", Kind::Decryption),
    ("{\"owner\":", Kind::Owned),
    ("[\"", Kind::PublicCredentials),
    ("{", Kind::Json),
];

impl Kind {
    /// The kind of a file with that content.
    pub fn of(content: &[u8]) -> Self {
        let text = content.trim_ascii();
        if let Some((_, kind)) =
            BEGINNINGS.iter().find(|(beginning, _)| text.starts_with(beginning.as_bytes()))
        {
            return *kind;
        }
        let last_line = text.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
        if std::str::from_utf8(last_line).is_ok_and(|line| PrivateCredential::parse(line).is_ok()) {
            return Self::PrivateCredential;
        }
        if Seed::import(text).is_ok() {
            return Self::Seed;
        }
        match text {
            [b'"', digits @ .., b'"'] if digits.iter().all(u8::is_ascii_digit) => Self::PrivateKey,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Archive => "an archive",
            Self::Draft => "the draft of an election",
            Self::Election => "an election",
            Self::PrivateCredential => "a voter's private credential",
            Self::PublicCredentials => "a list of public credentials",
            Self::PrivateKey => "the private key of a single trustee",
            Self::PublicKey => "the public key of a single trustee",
            Self::SealedKey => "a private key protected by a passphrase",
            Self::Seed => "the private key of a threshold trustee",
            Self::Certificate => "the certificate of a threshold trustee",
            Self::Polynomial => "the polynomial of a threshold trustee",
            Self::Vinput => "the shares for a threshold trustee, or its polynomial",
            Self::Voutput => "the output of a threshold trustee",
            Self::DecryptionKey => "the decryption key of a threshold trustee",
            Self::Threshold => "the parameters of threshold trustees",
            Self::Trustees => "the trustees of an election",
            Self::Ballot => "a ballot",
            Self::Shuffle => "a shuffle",
            Self::Decryption => "a partial decryption",
            Self::Owned => "the owner of a contribution",
            Self::Bound => "bound decryption proofs",
            Self::Opening => "a challenged ballot",
            Self::Json => "other JSON",
            Self::Unknown => "something else",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_content() {
        for (content, kind) in [
            ("\"123\"", Kind::PrivateKey),
            ("H4mqhXjDHoMtMuoKeA7xC6\n", Kind::Seed),
            ("# credential\n27GTQ-KKRAPC-4RtBK-ExpGJW\n", Kind::PrivateCredential),
            ("{\"pok\":{}}", Kind::PublicKey),
            ("[\"ab\"]", Kind::PublicCredentials),
            ("hello", Kind::Unknown),
        ] {
            assert_eq!(Kind::of(content.as_bytes()), kind, "{content}");
        }
    }
}
