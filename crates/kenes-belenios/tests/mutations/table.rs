//! Which check must refuse which alteration: the table of the whole test.

use kenes_belenios::check::Check;

use crate::tape::Structure;

/// What must come out: refused by that check, or accepted.
pub type Expected = Option<Check>;

/// What an altered leaf or array breaks, beside the form.
#[derive(Clone, Copy, Debug)]
pub enum Row {
    /// A number modulo q.
    Scalar(Check),
    /// An element of the group.
    Element(Check),
    /// An entry of the list of credentials.
    Credential,
    /// A text, changed into another.
    Text(Check),
    /// A number, one more or one less.
    Number(Check),
    /// The number of a trustee.
    Owner,
    /// True or false.
    Flag(Check),
    /// An array.
    List {
        /// With an item more or less.
        length: Check,
        /// With two items exchanged.
        order: Expected,
        /// Without any item.
        empty: Check,
    },
}

fn list(length: Check, order: Check) -> Row {
    Row::List { length, order: Some(order), empty: length }
}

/// The check that refuses other forms of a structure.
pub fn form(structure: Structure) -> Check {
    match structure {
        Structure::Header => Check::ArchiveHeader,
        Structure::Event
        | Structure::SetupData
        | Structure::SizedTally
        | Structure::OwnedShuffle
        | Structure::OwnedDecryption => Check::EventForm,
        Structure::Election => Check::ElectionForm,
        Structure::Trustees => Check::TrusteeForm,
        Structure::Credentials => Check::CredentialForm,
        Structure::Ballot => Check::BallotForm,
        Structure::Tally => Check::TallyForm,
        Structure::Shuffle => Check::ShuffleForm,
        Structure::Decryption => Check::DecryptionForm,
        Structure::Result => Check::ResultForm,
        Structure::Bound => Check::BoundForm,
    }
}

/// The check that refuses an element outside the subgroup of prime order.
pub fn outside(structure: Structure) -> Check {
    if structure == Structure::Ballot { Check::BallotGroup } else { form(structure) }
}

/// What is missed when a field is left out that other structures of the kind do without.
pub fn optional(structure: Structure, path: &str) -> Option<Check> {
    match (structure, path) {
        (Structure::Event, "parent") => Some(Check::EventChain),
        (Structure::Event, "payload") => Some(Check::EventData),
        (Structure::Election, "questions[].blank" | "questions[].extra" | "administrator")
        | (Structure::Election, "credential_authority") => Some(Check::BallotElection),
        (Structure::Trustees, "[][].certs[].message!.context" | "[][].signatures") => {
            Some(Check::TrusteeForm)
        }
        (Structure::Trustees, "[][].verification_keys[].signature") => Some(Check::TrusteeForm),
        (Structure::Ballot, "answers[].blank_proof") => Some(Check::BallotAnswers),
        (_, _) => None,
    }
}

/// The row of a leaf or an array. Objects need none: what can be altered in them beside their fields is form.
pub fn row(structure: Structure, path: &str, array: bool) -> Row {
    match structure {
        Structure::Header => header(path),
        Structure::Event => event(path),
        Structure::SetupData => Row::Text(Check::EventData),
        Structure::SizedTally => sized(path),
        Structure::OwnedShuffle | Structure::OwnedDecryption => owned(path),
        Structure::Election => election(path, array),
        Structure::Trustees => trustees(path),
        Structure::Credentials => credentials(path),
        Structure::Ballot => ballot(path),
        Structure::Tally => tally(path),
        Structure::Shuffle => shuffle(path),
        Structure::Decryption => decryption(path, array),
        Structure::Result => result(path, array),
        Structure::Bound => bound(path),
    }
}

fn none(path: &str) -> ! {
    panic!("the table has no row for {path:?}")
}

fn header(path: &str) -> Row {
    match path {
        "version" => Row::Number(Check::ArchiveVersion),
        // The tar headers repeat it.
        "timestamp" => Row::Number(Check::ArchiveContainer),
        _ => none(path),
    }
}

fn event(path: &str) -> Row {
    match path {
        "parent" => Row::Text(Check::EventChain),
        "height" => Row::Number(Check::EventChain),
        "type" => Row::Text(Check::EventForm),
        "payload" => Row::Text(Check::EventData),
        _ => none(path),
    }
}

fn sized(path: &str) -> Row {
    match path {
        "num_tallied" => Row::Number(Check::TallyCount),
        "total_weight" => Row::Number(Check::TallyWeight),
        "encrypted_tally" => Row::Text(Check::EventData),
        _ => none(path),
    }
}

fn owned(path: &str) -> Row {
    match path {
        "owner" => Row::Owner,
        "payload" => Row::Text(Check::EventData),
        _ => none(path),
    }
}

/// All that is in the election is in its fingerprint, which every ballot repeats.
fn election(path: &str, array: bool) -> Row {
    let fingerprint = Check::BallotElection;
    match path {
        "version" => Row::Number(Check::ArchiveVersion),
        "group" | "questions[].type" => Row::Text(Check::ElectionForm),
        "public_key" => Row::Element(Check::ElectionKey),
        _ if array => Row::List { length: fingerprint, order: Some(fingerprint), empty: Check::ElectionForm },
        "questions[].min" | "questions[].max" => Row::Number(fingerprint),
        "questions[].blank" => Row::Flag(fingerprint),
        "description" | "name" | "uuid" | "administrator" | "credential_authority" => Row::Text(fingerprint),
        "questions[].question" | "questions[].value.question" | "questions[].extra" => Row::Text(fingerprint),
        "questions[].answers[]" | "questions[].value.answers[]" | "questions[].value.answers[][]" => {
            Row::Text(fingerprint)
        }
        _ => none(path),
    }
}

fn trustees(path: &str) -> Row {
    let Some(path) = path.strip_prefix("[][].") else {
        return match path {
            // Who is who: the decryptions do not fit the keys any more.
            "" => Row::List {
                length: Check::ElectionKey,
                order: Some(Check::DecryptionProof),
                empty: Check::TrusteeForm,
            },
            "[]" => list(Check::TrusteeForm, Check::TrusteeForm),
            "[][]" => Row::Text(Check::TrusteeForm),
            _ => none(path),
        };
    };
    let count = Check::TrusteeThreshold;
    match path {
        "pok.challenge" | "pok.response" => Row::Scalar(Check::TrusteeProof),
        "public_key" => Row::Element(Check::TrusteeProof),
        "threshold" => Row::Number(count),
        "certs" => list(count, Check::TrusteeCertificate),
        "certs[].message!.context.group" => Row::Text(Check::TrusteeForm),
        "certs[].message!.context.size" | "certs[].message!.context.threshold" => {
            Row::Number(Check::TrusteeCertificate)
        }
        "certs[].message!.context.index" => Row::Number(Check::TrusteeCertificate),
        "certs[].message!.verification" | "certs[].message!.encryption" => {
            Row::Element(Check::TrusteeCertificate)
        }
        "certs[].signature.challenge" | "certs[].signature.response" => {
            Row::Scalar(Check::TrusteeCertificate)
        }
        "coefexps" | "coefexps[].message!.coefexps" => list(count, Check::TrusteeCoefexps),
        "coefexps[].message!.coefexps[]" => Row::Element(Check::TrusteeCoefexps),
        "coefexps[].signature.challenge" | "coefexps[].signature.response" => {
            Row::Scalar(Check::TrusteeCoefexps)
        }
        "signatures" => list(count, Check::TrusteeCerts),
        "signatures[].challenge" | "signatures[].response" => Row::Scalar(Check::TrusteeCerts),
        "verification_keys" => list(count, Check::TrusteeKey),
        "verification_keys[].pok.challenge" | "verification_keys[].pok.response" => {
            Row::Scalar(Check::TrusteeProof)
        }
        "verification_keys[].public_key" => Row::Element(Check::TrusteeKey),
        "verification_keys[].signature.challenge" | "verification_keys[].signature.response" => {
            Row::Scalar(Check::TrusteeKey)
        }
        _ => none(path),
    }
}

fn credentials(path: &str) -> Row {
    match path {
        // Everybody votes, so whoever is left out is missed. The order means nothing.
        "" => Row::List { length: Check::BallotCredential, order: None, empty: Check::BallotCredential },
        "[]" => Row::Credential,
        _ => none(path),
    }
}

fn ballot(path: &str) -> Row {
    let shape = Check::BallotAnswers;
    let Some(path) = path.strip_prefix("answers[].") else {
        return match path {
            "election_uuid" | "election_hash" => Row::Text(Check::BallotElection),
            "credential" => Row::Element(Check::BallotCredential),
            "answers" => list(shape, shape),
            "signature.hash" => Row::Text(Check::BallotSignature),
            "signature.proof.challenge" | "signature.proof.response" => Row::Scalar(Check::BallotSignature),
            _ => none(path),
        };
    };
    let leaf = path.trim_end_matches("challenge").trim_end_matches("response");
    let scalar = leaf != path;
    match leaf {
        "choices" | "choices[]" => list(shape, Check::BallotIndividual),
        "choices[].alpha" | "choices[].beta" | "choices[][].alpha" | "choices[][].beta" => {
            Row::Element(Check::BallotIndividual)
        }
        "choices.alpha" | "choices.beta" => Row::Element(Check::BallotEncryption),
        "proof." if scalar => Row::Scalar(Check::BallotEncryption),
        "individual_proofs" | "individual_proofs[]" | "individual_proofs[][]" => {
            list(shape, Check::BallotIndividual)
        }
        "individual_proofs[][]." | "individual_proofs[][][]." if scalar => {
            Row::Scalar(Check::BallotIndividual)
        }
        "overall_proof" => list(shape, Check::BallotOverall),
        "overall_proof[]." | "overall_proof." if scalar => Row::Scalar(Check::BallotOverall),
        "blank_proof" => list(shape, Check::BallotBlank),
        "blank_proof[]." if scalar => Row::Scalar(Check::BallotBlank),
        "list_proofs" | "list_proofs[]" => list(shape, Check::BallotList),
        "list_proofs[][]." if scalar => Row::Scalar(Check::BallotList),
        "nonzero_proof.commitment" => Row::Element(Check::BallotNonZero),
        "nonzero_proof." if path.ends_with("response") => list(Check::BallotForm, Check::BallotNonZero),
        "nonzero_proof." | "nonzero_proof.response[]" => Row::Scalar(Check::BallotNonZero),
        _ => none(path),
    }
}

fn tally(path: &str) -> Row {
    match path {
        "" => list(Check::TallyForm, Check::TallyForm),
        "[]" | "[][]" => list(Check::TallyForm, Check::TallyCiphertexts),
        _ if path.ends_with(".alpha") || path.ends_with(".beta") => Row::Element(Check::TallyCiphertexts),
        _ => none(path),
    }
}

fn shuffle(path: &str) -> Row {
    let vector = list(Check::ShuffleForm, Check::ShuffleProof);
    match path {
        "ciphertexts" | "proofs" | "proofs[]" => list(Check::ShuffleForm, Check::ShuffleForm),
        "ciphertexts[]" => vector,
        "ciphertexts[][].alpha" | "ciphertexts[][].beta" => Row::Element(Check::ShuffleProof),
        // t with t₄ and t̂, s with ŝ and s′, c, ĉ.
        "proofs[].0" | "proofs[].0.3" | "proofs[].0.4" | "proofs[].1" | "proofs[].1.4" | "proofs[].1.5" => {
            vector
        }
        "proofs[].2" | "proofs[].3" => vector,
        "proofs[].0.0" | "proofs[].0.1" | "proofs[].0.2" | "proofs[].0.3[]" | "proofs[].0.4[]" => {
            Row::Element(Check::ShuffleProof)
        }
        "proofs[].2[]" | "proofs[].3[]" => Row::Element(Check::ShuffleProof),
        _ if path.starts_with("proofs[].1.") => Row::Scalar(Check::ShuffleProof),
        _ => none(path),
    }
}

/// Arrays of elements for most questions, arrays of arrays for lists.
fn decryption(path: &str, array: bool) -> Row {
    match path {
        "decryption_factors" | "decryption_proofs" => list(Check::DecryptionForm, Check::DecryptionForm),
        _ if array => list(Check::DecryptionForm, Check::DecryptionProof),
        _ if path.ends_with(".challenge") || path.ends_with(".response") => {
            Row::Scalar(Check::DecryptionProof)
        }
        _ => Row::Element(Check::DecryptionProof),
    }
}

fn result(path: &str, array: bool) -> Row {
    match path {
        "result" => list(Check::ResultForm, Check::ResultForm),
        _ if array => list(Check::ResultForm, Check::ResultValue),
        _ => Row::Number(Check::ResultValue),
    }
}

fn bound(path: &str) -> Row {
    match path {
        "format" | "election" | "decryptions[].decryption" => Row::Text(Check::BoundForm),
        "decryptions" => Row::List {
            length: Check::BoundPresent,
            order: Some(Check::BoundForm),
            empty: Check::BoundPresent,
        },
        "decryptions[].owner" => Row::Number(Check::BoundForm),
        "decryptions[].proofs" => list(Check::BoundForm, Check::BoundProof),
        "decryptions[].proofs[].challenge" | "decryptions[].proofs[].response" => {
            Row::Scalar(Check::BoundProof)
        }
        _ => none(path),
    }
}
