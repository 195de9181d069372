//! The key ceremony: trustees who never meet make a key of which as many as the call says hold enough
//! (Belenios 3.3.0 §4.6; a trustee alone makes one as §4.5 says).
//!
//! The server carries the messages, which are public. Each is verified as it comes, so whoever is at fault is named at once,
//! and kept before its sender is answered. A ceremony that somebody abandoned begins again with a new one.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use kenes_belenios::WireError;
use kenes_belenios::trustee::threshold::{
    Certificate, CertificateError, Certificates, Polynomial, PolynomialError, Threshold, ThresholdError,
    ThresholdParameters, Voutput, VoutputError,
};
use kenes_belenios::trustee::{
    TrusteeError, TrusteeIndex, TrusteeKind, TrusteePublicKey, Trustees, VerifiedTrustees,
};
use kenes_core::Election;
use kenes_record::act::ActId;
use kenes_store::port::StoreError;
use kenes_store::private::PrivateStore as _;

use super::G;
use crate::host::Host;

/// The first line of what is kept.
const FORMAT: &str = "kenes/ceremony/v1";

/// A ceremony as far as it has come. The trustees are numbered from 1, in the order of
/// [`Election::trustees`](kenes_core::Election::trustees).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    threshold: Threshold,
    /// For each round the messages of the trustees, in their order.
    messages: [Vec<Option<Vec<u8>>>; 3],
}

/// A round of a ceremony.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Round {
    /// Each trustee makes a secret and a certificate; one who is alone makes the key.
    Certificates,
    /// Each trustee deals shares.
    Polynomials,
    /// Each trustee checks what it was dealt, and answers with its public key.
    Keys,
    /// The key is made.
    Done,
}

/// What a trustee needs in order to do its part now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A key of its own: it is the only trustee. The answer is a `trustee_public_key`.
    Key,
    /// A certificate of this place among so many. The answer is a `cert`.
    Certificate {
        /// Which place.
        index: TrusteeIndex,
        /// How many of how many are needed.
        threshold: Threshold,
    },
    /// Shares for everybody. The answer is a `polynomial`.
    Deal {
        /// The certificates of all.
        certificates: Vec<Vec<u8>>,
    },
    /// The check of what everybody dealt. The answer is a `voutput`.
    Check {
        /// The certificates of all.
        certificates: Vec<Vec<u8>>,
        /// What is for this trustee, a `vinput`.
        vinput: Vec<u8>,
    },
    /// Nothing: others are awaited, or all is done.
    Nothing,
}

/// A message is not taken, or what was kept cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CeremonyError {
    /// So many of so many trustees is no threshold.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// There is no such trustee.
    #[error("there is no trustee {index}")]
    NoTrustee {
        /// The number.
        index: TrusteeIndex,
    },
    /// The ceremony is over.
    #[error("the key is made already")]
    Done,
    /// The trustee has sent another message in this round. Only certificates may be made anew, until all are there: whoever
    /// deals twice could be blamed for what others mix up.
    #[error("trustee {index} has sent another message in this round")]
    Second {
        /// The trustee.
        index: TrusteeIndex,
    },
    /// A message cannot be read: it is that of another round, or malformed.
    #[error("trustee {index}: the message cannot be read: {source}")]
    Form {
        /// The trustee.
        index: TrusteeIndex,
        /// What is wrong.
        source: WireError,
    },
    /// A certificate is wrong.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// What a trustee dealt is wrong.
    #[error(transparent)]
    Polynomial(#[from] PolynomialError),
    /// A trustee's answer is wrong.
    #[error(transparent)]
    Voutput(#[from] VoutputError),
    /// The key is wrong.
    #[error(transparent)]
    Trustees(#[from] TrusteeError),
    /// What was kept is not a ceremony.
    #[error("what was kept of the ceremony cannot be read")]
    Kept,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Ceremony {
    /// A ceremony of `size` trustees of whom `needed` are needed.
    ///
    /// # Errors
    /// That is no threshold.
    pub fn new(needed: u32, size: u32) -> Result<Self, CeremonyError> {
        let threshold = Threshold::new(needed, size)?;
        let none = || vec![None; usize::try_from(size).unwrap_or(0)];
        Ok(Self { threshold, messages: [none(), none(), none()] })
    }

    /// The ceremony that an election wants.
    ///
    /// # Errors
    /// Its numbers are no threshold.
    pub fn of(election: &Election) -> Result<Self, CeremonyError> {
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let size = u64::try_from(election.trustees.len()).unwrap_or(u64::MAX);
        Self::new(number(election.threshold), number(size))
    }

    /// How many of how many are needed.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// Which round it is.
    pub fn round(&self) -> Round {
        let rounds = [Round::Certificates, Round::Polynomials, Round::Keys];
        let open =
            rounds.into_iter().zip(&self.messages).find(|(_, round)| round.iter().any(Option::is_none));
        match open {
            // A trustee alone has one message.
            Some((Round::Polynomials | Round::Keys, _)) if self.is_alone() => Round::Done,
            Some((round, _)) => round,
            None => Round::Done,
        }
    }

    /// Whose turn it is: those whose message of this round is not there.
    pub fn turn(&self) -> Vec<TrusteeIndex> {
        let Some(messages) = self.of_round(self.round()) else { return Vec::new() };
        TrusteeIndex::all()
            .zip(messages)
            .filter(|(_, message)| message.is_none())
            .map(|(index, _)| index)
            .collect()
    }

    /// What a trustee has to do now.
    ///
    /// # Errors
    /// There is no such trustee.
    pub fn part(&self, index: TrusteeIndex) -> Result<Part, CeremonyError> {
        self.place(index)?;
        if !self.turn().contains(&index) {
            return Ok(Part::Nothing);
        }
        Ok(match self.round() {
            Round::Certificates if self.is_alone() => Part::Key,
            Round::Certificates => Part::Certificate { index, threshold: self.threshold },
            Round::Polynomials => Part::Deal { certificates: self.all(Round::Certificates) },
            Round::Keys => {
                let certificates = self.certificates()?;
                let polynomials = certificates.verify_polynomials(self.polynomials()?)?;
                let place = self.place(index)?;
                let vinput = polynomials.vinputs().nth(place).ok_or(CeremonyError::NoTrustee { index })?;
                Part::Check { certificates: self.all(Round::Certificates), vinput: vinput.to_bytes() }
            }
            Round::Done => Part::Nothing,
        })
    }

    /// Takes a trustee's message of the round, verified; says whether it is new.
    ///
    /// # Errors
    /// [`CeremonyError`], blaming the trustee; nothing changes.
    pub fn receive(&mut self, from: TrusteeIndex, message: &[u8]) -> Result<bool, CeremonyError> {
        let place = self.place(from)?;
        let is = |kept: &Option<Vec<u8>>| kept.as_deref() == Some(message.trim_ascii());
        if self.messages.iter().filter_map(|round| round.get(place)).any(is) {
            return Ok(false);
        }
        let round = self.round();
        let canonical = self.verify(round, from, message)?;
        let Some(kept) = self.of_round_mut(round).and_then(|messages| messages.get_mut(place)) else {
            return Err(CeremonyError::Done);
        };
        if kept.is_some() && round != Round::Certificates {
            return Err(CeremonyError::Second { index: from });
        }
        *kept = Some(canonical);
        Ok(true)
    }

    /// The trustees with their key, once it is made.
    ///
    /// # Errors
    /// What was kept does not verify.
    pub fn trustees(&self) -> Result<Option<VerifiedTrustees<G>>, CeremonyError> {
        if self.round() != Round::Done {
            return Ok(None);
        }
        let kind = if self.is_alone() {
            TrusteeKind::Single(
                self.single(self.all(Round::Certificates).first().map_or(&[], Vec::as_slice))?,
            )
        } else {
            TrusteeKind::Pedersen(self.parameters()?)
        };
        Ok(Some(Trustees::new(vec![kind]).verify()?))
    }

    /// The private key that a trustee sent to itself, which its seed opens (`*.dkey` of the peers); none for a trustee alone,
    /// who has the key.
    ///
    /// # Errors
    /// There is no such trustee, or what was kept cannot be read.
    pub fn decryption_key(&self, index: TrusteeIndex) -> Result<Option<Vec<u8>>, CeremonyError> {
        let place = self.place(index)?;
        let [_, _, keys] = &self.messages;
        let Some(Some(message)) = keys.get(place) else { return Ok(None) };
        let voutput =
            Voutput::<G>::import(message).map_err(|source| CeremonyError::Form { index, source })?;
        Ok(Some(voutput.encrypted_decryption_key().to_bytes()))
    }

    fn is_alone(&self) -> bool {
        self.threshold.size() == 1
    }

    /// A trustee's place in lists.
    fn place(&self, index: TrusteeIndex) -> Result<usize, CeremonyError> {
        let place = index.get().checked_sub(1).filter(|_| index.get() <= self.threshold.size());
        place.and_then(|place| usize::try_from(place).ok()).ok_or(CeremonyError::NoTrustee { index })
    }

    fn of_round(&self, round: Round) -> Option<&Vec<Option<Vec<u8>>>> {
        let [certificates, polynomials, keys] = &self.messages;
        match round {
            Round::Certificates => Some(certificates),
            Round::Polynomials => Some(polynomials),
            Round::Keys => Some(keys),
            Round::Done => None,
        }
    }

    fn of_round_mut(&mut self, round: Round) -> Option<&mut Vec<Option<Vec<u8>>>> {
        let [certificates, polynomials, keys] = &mut self.messages;
        match round {
            Round::Certificates => Some(certificates),
            Round::Polynomials => Some(polynomials),
            Round::Keys => Some(keys),
            Round::Done => None,
        }
    }

    /// The messages of a round that are there.
    fn all(&self, round: Round) -> Vec<Vec<u8>> {
        self.of_round(round).into_iter().flatten().flatten().cloned().collect()
    }

    /// Verifies a message as the one of a trustee in a round; gives its one serialization.
    fn verify(&self, round: Round, index: TrusteeIndex, message: &[u8]) -> Result<Vec<u8>, CeremonyError> {
        let form = |source| CeremonyError::Form { index, source };
        match round {
            Round::Certificates if self.is_alone() => {
                let key = self.single(message)?;
                Trustees::new(vec![TrusteeKind::Single(key.clone())]).verify()?;
                Ok(key.to_bytes())
            }
            Round::Certificates => {
                let certificate = Certificate::<G>::import(message).map_err(form)?;
                certificate.verify(self.threshold, index)?;
                Ok(certificate.to_bytes())
            }
            Round::Polynomials => {
                let polynomial = Polynomial::<G>::import(message).map_err(form)?;
                self.certificates()?.verify_polynomial(index, &polynomial)?;
                Ok(polynomial.to_bytes())
            }
            Round::Keys => {
                let voutput = Voutput::<G>::import(message).map_err(form)?;
                let certificates = self.certificates()?;
                let dealt = certificates.verify_polynomials(self.polynomials()?)?;
                dealt.verify_voutput(index, &voutput)?;
                Ok(voutput.to_bytes())
            }
            Round::Done => Err(CeremonyError::Done),
        }
    }

    fn single(&self, message: &[u8]) -> Result<TrusteePublicKey<G>, CeremonyError> {
        let form = |source| CeremonyError::Form { index: TrusteeIndex::FIRST, source };
        TrusteePublicKey::import(message).map_err(form)
    }

    fn certificates(&self) -> Result<Certificates<G>, CeremonyError> {
        let certificates = self.read(Round::Certificates, Certificate::import)?;
        Ok(Certificates::verify(certificates)?)
    }

    fn polynomials(&self) -> Result<Vec<Polynomial<G>>, CeremonyError> {
        self.read(Round::Polynomials, Polynomial::import)
    }

    fn parameters(&self) -> Result<ThresholdParameters<G>, CeremonyError> {
        let certificates = self.certificates()?;
        let dealt = certificates.verify_polynomials(self.polynomials()?)?;
        Ok(dealt.parameters(&self.read(Round::Keys, Voutput::import)?)?)
    }

    fn read<T>(
        &self,
        round: Round,
        import: impl Fn(&[u8]) -> Result<T, WireError>,
    ) -> Result<Vec<T>, CeremonyError> {
        let all = self.all(round);
        let messages = TrusteeIndex::all().zip(&all);
        let read = |(index, message): (TrusteeIndex, &Vec<u8>)| {
            import(message).map_err(|source| CeremonyError::Form { index, source })
        };
        messages.map(read).collect()
    }
}

impl Ceremony {
    /// What is kept: a line for each message, its round and its trustee before it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{FORMAT} {} {}\n", self.threshold.needed(), self.threshold.size());
        for (round, messages) in (1..).zip(&self.messages) {
            let round: u8 = round;
            for (index, message) in TrusteeIndex::all().zip(messages) {
                if let Some(message) = message {
                    // Writing to a text cannot fail.
                    let _written = writeln!(text, "{round} {index} {}", String::from_utf8_lossy(message));
                }
            }
        }
        text.into_bytes()
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// It is no ceremony.
    pub fn parse(bytes: &[u8]) -> Result<Self, CeremonyError> {
        let text = std::str::from_utf8(bytes).map_err(|_| CeremonyError::Kept)?;
        let mut lines = text.lines();
        let mut head =
            lines.next().and_then(|line| line.strip_prefix(FORMAT)).unwrap_or_default().split_whitespace();
        let mut number = || head.next().and_then(|word| word.parse().ok()).ok_or(CeremonyError::Kept);
        let mut ceremony = Self::new(number()?, number()?)?;
        for line in lines {
            let mut words = line.splitn(3, ' ');
            let (round, index, message) = (words.next(), words.next(), words.next());
            let index = index.and_then(|word| word.parse().ok()).and_then(TrusteeIndex::new);
            let (Some(index), Some(message)) = (index, message) else { return Err(CeremonyError::Kept) };
            let place = ceremony.place(index)?;
            let round = match round {
                Some("1") => Round::Certificates,
                Some("2") => Round::Polynomials,
                Some("3") => Round::Keys,
                _ => return Err(CeremonyError::Kept),
            };
            let kept = ceremony.of_round_mut(round).and_then(|messages| messages.get_mut(place));
            *kept.ok_or(CeremonyError::Kept)? = Some(message.as_bytes().to_vec());
        }
        Ok(ceremony)
    }

    /// The ceremony of an election that is kept here; none before it began.
    ///
    /// # Errors
    /// The store fails, or what was kept cannot be read.
    pub async fn load(host: &Host, call: &ActId) -> Result<Option<Self>, CeremonyError> {
        let kept = host.private().setting(&note(call)).await?;
        kept.filter(|kept| !kept.is_empty()).map(|kept| Self::parse(&kept)).transpose()
    }

    /// Keeps it, in place of what was kept before: after every message, before its sender is answered.
    ///
    /// # Errors
    /// The store fails.
    pub async fn keep(&self, host: &Host, call: &ActId) -> Result<(), CeremonyError> {
        Ok(host.private().set(&note(call), &self.to_bytes()).await?)
    }
}

/// The note that holds the ceremony of an election.
fn note(call: &ActId) -> String {
    format!("ceremony/{call}")
}
