//! The checks of an archive, in the order of the specification, each with a stable code.
//!
//! Codes and names are a contract: reports, documents and scripts use them. A check is never renumbered; one that is
//! no longer made keeps its number.

use core::fmt;

/// Where a check comes from.
type Section = &'static str;

macro_rules! checks {
    ($($variant:ident $number:literal $name:literal $section:literal $states:literal;)*) => {
        /// One thing that an audit verifies.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $(#[doc = $states] $variant,)*
        }

        impl Check {
            /// Every check, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code, such as `K-BEL-012`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => concat!("K-BEL-", $number),)* }
            }

            /// The stable name, such as `ballot-signature`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The section of the specification ("Belenios 3.3.0 §4.4") or of our own documents it comes from.
            pub const fn section(self) -> Section {
                match self { $(Self::$variant => $section,)* }
            }

            /// What holds when the check passes, in one English sentence.
            pub const fn states(self) -> &'static str {
                match self { $(Self::$variant => $states,)* }
            }
        }
    };
}

checks! {
    // The container (§4.4).
    ArchiveComplete "001" "archive-complete" "Belenios 3.3.0 §4.4" "The file can be unpacked and is not cut off.";
    ArchiveContainer "002" "archive-container" "Belenios 3.3.0 §4.4" "Every tar header has the one form that the peers write, and nothing follows the last record.";
    ArchiveHeader "003" "archive-header" "Belenios 3.3.0 §4.4" "The archive begins with one well-formed BELENIOS header.";
    ArchiveVersion "004" "archive-version" "Belenios 3.3.0 §4.4" "Archive and election are of a supported version.";
    ArchiveRecordSize "005" "archive-record-size" "kenes" "No record is larger than the limit.";
    ArchiveContentHash "006" "archive-content-hash" "Belenios 3.3.0 §4.4" "Every record hashes to its name.";
    // The chain of events (§4.4).
    EventForm "010" "event-form" "Belenios 3.3.0 §4.4" "Every event, and the structure it refers to, is written in the form of the specification.";
    EventChain "011" "event-chain" "Belenios 3.3.0 §4.4" "Every event names the hash of the event before it and its own height.";
    EventOrder "012" "event-order" "Belenios 3.3.0 §4.4" "The events come in the order of an election, each single one once.";
    EventData "013" "event-data" "Belenios 3.3.0 §4.4" "The data of every event come right before it, and no data are left over.";
    // Setup.
    ElectionForm "020" "election-form" "Belenios 3.3.0 §4.10" "The election is well formed, in a known group, and its questions can be answered.";
    ElectionKey "021" "election-key" "Belenios 3.3.0 §3.1" "The election's public key is the product of the trustees' keys.";
    TrusteeForm "022" "trustee-form" "Belenios 3.3.0 §4.7" "The trustees are well formed and their keys are in the group.";
    TrusteeProof "023" "trustee-proof-of-knowledge" "Belenios 3.3.0 §4.5" "Every trustee proves to know the private key.";
    TrusteeThreshold "024" "trustee-threshold" "Belenios 3.3.0 §4.6.7" "The lists of threshold trustees fit their number and threshold.";
    TrusteeCertificate "025" "trustee-certificate" "Belenios 3.3.0 §4.6.2" "Every certificate is signed by its trustee and made for this use.";
    TrusteeCoefexps "026" "trustee-coefexps-signature" "Belenios 3.3.0 §4.6.4" "The commitments to every polynomial are signed by their trustee.";
    TrusteeCerts "027" "trustee-certs-signature" "Belenios 3.3.0 §4.6.4" "Every trustee signed the same certificates.";
    TrusteeKey "028" "trustee-verification-key" "Belenios 3.3.0 §4.6.6" "Every verification key follows from the commitments and is signed.";
    CredentialForm "030" "credential-form" "Belenios 3.3.0 §4.8" "The public credentials are well formed and in the group, and their weights are numbers.";
    CredentialOnce "031" "credential-once" "Belenios 3.3.0 §3.1" "No public credential is listed twice.";
    // Ballots.
    BallotForm "040" "ballot-form" "Belenios 3.3.0 §4.17" "Every ballot is well formed, and its elements and numbers are canonical.";
    BallotGroup "041" "ballot-group" "Belenios 3.3.0 §5" "Every element of every ballot is in the group of prime order.";
    BallotElection "042" "ballot-election" "Belenios 3.3.0 §4.17" "Every ballot is for this election.";
    BallotCredential "043" "ballot-credential" "Belenios 3.3.0 §3.2" "The credential of every ballot is listed.";
    BallotAnswers "044" "ballot-answers" "Belenios 3.3.0 §4.11" "Every ballot answers every question with as many choices and proofs as the question has.";
    BallotIndividual "045" "ballot-individual-proof" "Belenios 3.3.0 §4.12" "Every choice is proved to be 0 or 1.";
    BallotOverall "046" "ballot-overall-proof" "Belenios 3.3.0 §4.12" "The number of choices is proved to be within the bounds.";
    BallotBlank "047" "ballot-blank-proof" "Belenios 3.3.0 §4.13" "A blank vote is proved to select nothing.";
    BallotEncryption "048" "ballot-encryption-proof" "Belenios 3.3.0 §4.11.2" "The voter proves to know what a shuffled answer holds.";
    BallotList "049" "ballot-list-proof" "Belenios 3.3.0 §4.14" "Candidates are proved to be selected on the selected list only.";
    BallotNonZero "050" "ballot-nonzero-proof" "Belenios 3.3.0 §4.15" "At least one candidate is proved to be selected.";
    BallotSignature "051" "ballot-signature" "Belenios 3.3.0 §4.16" "Every ballot is signed with its credential.";
    BallotReplay "052" "ballot-replay" "Belenios 3.3.0 §4.17" "No ballot was cast twice, byte for byte.";
    BallotWeight "053" "ballot-weight" "Belenios 3.3.0 §4.18" "Every weight is 1 where ballots are shuffled.";
    // Tally.
    TallyForm "060" "tally-form" "Belenios 3.3.0 §4.18" "The encrypted tally is well formed.";
    TallyCount "061" "tally-count" "Belenios 3.3.0 §4.18" "The encrypted tally states how many ballots were counted.";
    TallyWeight "062" "tally-weight" "Belenios 3.3.0 §4.18" "The encrypted tally states the total weight of the counted ballots.";
    TallyCiphertexts "063" "tally-ciphertexts" "Belenios 3.3.0 §4.18" "The encrypted tally is that of the last ballot of every voter.";
    // Shuffles.
    ShuffleForm "070" "shuffle-form" "Belenios 3.3.0 §4.19" "Every shuffle is well formed.";
    ShuffleOwner "071" "shuffle-owner" "Belenios 3.3.0 §4.19" "Every shuffle is by another trustee.";
    ShuffleProof "072" "shuffle-proof" "Belenios 3.3.0 §6" "Every shuffle is proved to permute and re-encrypt, nothing else.";
    ShufflePresent "073" "shuffle-present" "Belenios 3.3.0 §3.4" "Shuffled questions were shuffled at least once, and shuffling was ended.";
    ShuffleUnasked "074" "shuffle-unasked" "Belenios 3.3.0 §3.4" "Nothing was shuffled where no question asks for it.";
    // Decryption.
    DecryptionForm "080" "decryption-form" "Belenios 3.3.0 §4.20" "Every partial decryption is well formed and has a factor for every ciphertext.";
    DecryptionOwner "081" "decryption-owner" "Belenios 3.3.0 §4.20" "Every partial decryption is by another trustee.";
    DecryptionProof "082" "decryption-proof" "Belenios 3.3.0 §4.20" "Every decryption factor comes with a valid proof.";
    DecryptionComplete "083" "decryption-complete" "Belenios 3.3.0 §4.21" "As many trustees decrypted as the result needs.";
    BoundForm "084" "bound-form" "docs/spec/bound-decryption.md" "The bound decryption proofs are well formed and for this election.";
    BoundProof "085" "bound-proof" "docs/spec/bound-decryption.md" "Every decryption factor is bound to its ciphertext by a proof.";
    BoundPresent "086" "bound-present" "docs/spec/bound-decryption.md" "There is a bound proof for every partial decryption.";
    // Result.
    ResultForm "090" "result-form" "Belenios 3.3.0 §4.21" "The result is well formed and fits the questions.";
    ResultValue "091" "result-value" "Belenios 3.3.0 §4.21" "The result is what the decryption factors give.";
    // Against an earlier copy.
    HistoryKept "100" "history-kept" "Belenios 3.3.0 §3.5.1" "Nothing of the earlier copy was removed or changed.";
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code(), self.name())
    }
}

impl Check {
    /// The check of that name, if any.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|check| check.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_sorted() {
        let codes: alloc::vec::Vec<_> = Check::ALL.iter().map(|check| check.code()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        for check in Check::ALL {
            assert_eq!(Check::parse(check.name()), Some(*check));
        }
    }
}
