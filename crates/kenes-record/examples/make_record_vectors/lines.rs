//! What is wrong with signature lines, in form or in substance.

use std::slice;

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signer as _, SigningKey};
use kenes_record::act::{ActType, Holder};
use kenes_record::key::NoteSigner;
use kenes_record::note::NoteSignature;
use kenes_record::testing::key;

use super::Acts;

impl Acts {
    /// Lines that are not those of the act.
    pub fn lines(&mut self) {
        let genesis = self.world.genesis().clone();
        let bytes = genesis.note().text().as_bytes();
        let lines: Vec<String> = genesis.note().signatures().iter().map(NoteSignature::to_line).collect();
        let of = |order: [usize; 3]| note(bytes, &order.map(|at| lines[at].clone()));
        self.refuse("line-order", "signature-order", "lines out of order", of([1, 0, 2]));
        self.refuse("line-twice", "signature-order", "a line twice", of([0, 0, 1]));

        let text = self.text(ActType::CandidacyFiled);
        let of = |holder, number| line(text.as_bytes(), &key(holder, number));
        let right = of(Holder::Member, 0);
        let beside = |other: String| {
            let mut lines = [right.clone(), other];
            lines.sort();
            note(text.as_bytes(), &lines)
        };
        let log = line(text.as_bytes(), self.world.log());
        for (name, error, what, bytes) in [
            ("line-none", "form", "no signature", text.clone().into_bytes()),
            ("line-of-the-log", "signature-line", "the log's own line", beside(log)),
            ("line-second-member", "signers", "a second member's line", beside(of(Holder::Member, 1))),
            ("line-server", "signers", "a server's line beside", beside(of(Holder::Server, 0))),
            ("line-witness", "signers", "a witness's line beside", beside(of(Holder::Witness, 0))),
        ] {
            self.refuse(name, error, what, bytes);
        }
        for (name, error, what, line) in [
            ("line-other-holder", "signers", "a server for a member", of(Holder::Server, 0)),
            ("by-another", "by", "a signer that has not signed", of(Holder::Member, 1)),
        ] {
            self.refuse(name, error, what, note(text.as_bytes(), &[line]));
        }
        self.malformed(&text, &right);
        self.many(&text, &right);
    }

    /// Lines that are none.
    fn malformed(&mut self, text: &str, right: &str) {
        let name = right.split(' ').nth(1).unwrap();
        for (name, what, line) in [
            ("line-trailing-text", "text after the signatures", format!("{right}text\n")),
            ("line-dash", "a hyphen for the dash", right.replace('\u{2014}', "-")),
            ("line-loose-base64", "bits of padding that are not 0", loose(right)),
            ("line-unpadded", "Base64 without padding", right.replace("=\n", "\n")),
            ("line-short", "a signature that is cut", named_line(name, &bytes_of(right)[..67])),
            ("line-host", "a key named after a host", right.replace("m/", "record.example/")),
            ("line-prefix", "a key of no holder", right.replace("m/", "x/")),
            ("line-capitals", "a name in capital digits", capitals(right)),
        ] {
            self.refuse(name, "signature-line", what, note(text.as_bytes(), &[line]));
        }
        let unended = note(text.as_bytes(), &[right.trim_end().to_owned()]);
        self.refuse("line-no-end", "form", "no end of the last line", unended);
    }

    /// More lines than there may be.
    fn many(&mut self, text: &str, right: &str) {
        let fingerprint = &right[right.find('/').unwrap() + 1..right.rfind(' ').unwrap()];
        let lines: Vec<String> =
            (0..65).map(|number| right.replace(fingerprint, &format!("{number:020}"))).collect();
        self.refuse("lines-65", "too-many-signatures", "65 lines", note(text.as_bytes(), &lines));
        let what = "64 lines where one stands";
        self.refuse("lines-64", "signers", what, note(text.as_bytes(), &lines[..64]));
    }

    /// Lines that are right in form and wrong all the same.
    pub fn signatures(&mut self) {
        let text = self.text(ActType::CandidacyFiled);
        let member = key(Holder::Member, 0);
        let name = member.verifier().name().as_str();
        let right = line(text.as_bytes(), &member);
        let others = line(text.as_bytes(), &key(Holder::Member, 1));
        for (file, what, line) in [
            ("signature-of-another", "the signature of another text", line(b"kenes/act/v1\n{}\n", &member)),
            // The number before the signature says which key it is: another number is another key.
            ("signature-number", "the number of another key", flip(&right, name, 0)),
            ("signature-flipped", "a flipped bit", flip(&right, name, 40)),
            ("signature-stolen", "another's signature under this name", named_line(name, &bytes_of(&others))),
        ] {
            self.refuse(file, "wrong-signature", what, note(text.as_bytes(), slice::from_ref(&line)));
        }
        let unknown = "0123456789abcdef0123";
        let fingerprint = &name[2..];
        let text = text.replace(fingerprint, unknown);
        let line = line(text.as_bytes(), &member).replace(fingerprint, unknown);
        self.refuse("unknown-key", "unknown-key", "a key that nobody knows", note(text.as_bytes(), &[line]));
    }
}

/// A note of any bytes.
pub fn note(text: &[u8], lines: &[String]) -> Vec<u8> {
    [text, b"\n", lines.concat().as_bytes()].concat()
}

/// A signature line over any bytes, also those that no note may have.
pub fn line(text: &[u8], signer: &NoteSigner) -> String {
    let signature = SigningKey::from_bytes(&signer.dangerously_expose_secret()).sign(text);
    let key = signer.verifier().to_string();
    let id = base16ct::lower::decode_vec(key.split('+').nth(1).unwrap()).unwrap();
    named_line(signer.verifier().name().as_str(), &[id, signature.to_bytes().to_vec()].concat())
}

fn named_line(name: &str, bytes: &[u8]) -> String {
    format!("\u{2014} {name} {}\n", Base64::encode_string(bytes))
}

fn bytes_of(line: &str) -> Vec<u8> {
    Base64::decode_vec(line.trim_end().rsplit(' ').next().unwrap()).unwrap()
}

/// The line with one bit of its bytes flipped.
fn flip(line: &str, name: &str, at: usize) -> String {
    let mut bytes = bytes_of(line);
    bytes[at] ^= 1;
    named_line(name, &bytes)
}

/// The line with another last character before the padding, whose lowest bits must be 0.
fn loose(line: &str) -> String {
    let at = line.rfind("=\n").unwrap() - 1;
    let last = line.as_bytes()[at];
    // The canonical characters here are every fourth of the alphabet, and none of them ends a run of letters or digits.
    format!("{}{}{}", &line[..at], char::from(last + 1), &line[at + 1..])
}

fn capitals(line: &str) -> String {
    let (before, signature) = line.rsplit_once(' ').unwrap();
    format!("{} {signature}", before.to_uppercase().replace("M/", "m/"))
}
