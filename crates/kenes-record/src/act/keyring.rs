//! The keys that a record names, by which its acts are verified: nobody has to bring any.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{
    Act, ActType, ActVerifyError, Datum, Fingerprint, Holder, Origin, PublicKey, SignerName, VerifiedAct,
};
use crate::key::{KeyName, KeyUse, VerifierKey};
use crate::policy::Policy;

/// How many keys stay read: at least so many, at most twice as many.
const RECENT: usize = 1_024;

/// The keys that the acts of a record name, and the witnesses of its policies.
///
/// The name of a signer follows from the key, so a key that stands in an act is that of the name, whoever wrote the act. What
/// a signer may do is for the rules; here it is only told whose a signature is.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    /// The keys of the log, each with the leaf from which it signs.
    servers: Vec<(u64, PublicKey)>,
    /// The keys of signers of acts, as they stand in the acts: a key that was read takes seven times as much memory, and
    /// most keys sign once or twice.
    keys: BTreeMap<Fingerprint, PublicKey>,
    /// Those that signed last, read: reading one costs a third of checking a signature.
    recent: Recent,
    /// The witnesses of every policy that was learned.
    witnesses: Vec<VerifierKey>,
}

/// Keys that were read, under some name, in two generations: a key that is wanted goes to the younger, and when that is full
/// it takes the place of the older, which is forgotten.
#[derive(Clone, Debug, Default)]
struct Recent {
    young: BTreeMap<Fingerprint, VerifierKey>,
    old: BTreeMap<Fingerprint, VerifierKey>,
}

impl Keyring {
    /// Takes in the keys that the next act names, before its signatures are checked: some acts introduce the keys
    /// that sign them. Call it once for each act, in the order of the leaves.
    pub fn learn(&mut self, act: &Act) {
        act.body().fields().iter().for_each(|(_, datum)| self.learn_datum(datum));
    }

    /// From this leaf on the log signs with the key that the act names: the first act, or a handover that has its effect.
    /// Whoever calls this has made sure of that; an act that says so alone hands over nothing.
    pub fn hand_over(&mut self, leaf: u64, act: &Act) {
        let hands_over = act.act_type() == ActType::ServerKey;
        let field = if hands_over { "key" } else { "server" };
        let named = act.body().field(field).filter(|_| hands_over || opens(act.act_type()));
        if let Some(Datum::PublicKey(key)) = named {
            self.servers.push((leaf, *key));
        }
    }

    /// Whether the log's key in force is among those who signed an act.
    pub fn is_by_server(&self, act: &VerifiedAct) -> bool {
        let in_force = self.servers.last().map(|(_, key)| Fingerprint::of(key.as_bytes()));
        let mut signers = act.signers().iter().filter(|signer| signer.holder == Holder::Server);
        signers.any(|signer| Some(signer.fingerprint) == in_force)
    }

    /// Takes in the witnesses of a policy.
    pub fn learn_policy(&mut self, policy: &Policy) {
        self.witnesses.extend(policy.witnesses().iter().map(|witness| witness.key.clone()));
    }

    /// The keys of the log, each with the leaf from which it signs, in their order.
    pub fn servers(&self) -> &[(u64, PublicKey)] {
        &self.servers
    }

    /// The keys of all witnesses that a policy has named.
    pub fn witnesses(&self) -> &[VerifierKey] {
        &self.witnesses
    }

    /// Checks the signatures of an act, which was learned or introduces no keys. A checkpoint in it may be of the time before
    /// the log's key was replaced.
    ///
    /// # Errors
    /// Those of [`Act::verify`].
    pub fn verify(&mut self, log: &Origin, act: &Act) -> Result<VerifiedAct, ActVerifyError> {
        act.signers().iter().for_each(|signer| self.read(&signer.fingerprint));
        let mut result = act.verify(log, |name| self.key_of(log, name, self.servers.last()));
        for server in self.servers.iter().rev().skip(1) {
            if !matches!(result, Err(ActVerifyError::Checkpoint { field: _ })) {
                break;
            }
            result = act.verify(log, |name| self.key_of(log, name, Some(server)));
        }
        result
    }

    /// Checks the signatures of an act that is not in the record, and of which nothing is to be kept if it is not right.
    ///
    /// # Errors
    /// Those of [`Act::verify`].
    pub fn verify_new(&self, log: &Origin, act: &Act) -> Result<VerifiedAct, ActVerifyError> {
        let mut own = Self::default();
        own.learn(act);
        let server = self.servers.last();
        act.verify(log, |name| self.key_of(log, name, server).or_else(|| own.key_of(log, name, server)))
    }

    /// The key that bears a name: of a signer of acts, of the log, of a witness.
    fn key_of(&self, log: &Origin, name: &KeyName, server: Option<&(u64, PublicKey)>) -> Option<VerifierKey> {
        let text = name.as_str();
        if log.name() == name {
            let (_, key) = server?;
            return VerifierKey::new(name.clone(), KeyUse::Note, key.as_bytes()).ok();
        }
        let fingerprint = text.split_once('/').and_then(|(_, digits)| digits.parse::<Fingerprint>().ok());
        // Without witnesses the server cosigns what ticks tell the time by, under a witness's name of its own key.
        if let Some(key) =
            fingerprint.filter(|_| text.starts_with("w/")).and_then(|print| self.server(&print))
        {
            return VerifierKey::new(name.clone(), KeyUse::Cosignature, key.as_bytes()).ok();
        }
        if let Some((print, key)) = fingerprint.and_then(|print| Some((print, self.keys.get(&print)?))) {
            return match self.recent.key(&print) {
                Some(read) => Some(read.renamed(name.clone())),
                None => VerifierKey::new(name.clone(), KeyUse::Note, key.as_bytes()).ok(),
            };
        }
        self.witnesses.iter().find(|key| key.name() == name).cloned()
    }

    fn server(&self, print: &Fingerprint) -> Option<&PublicKey> {
        let mut keys = self.servers.iter().map(|(_, key)| key);
        keys.find(|key| Fingerprint::of(key.as_bytes()) == *print)
    }

    /// Reads the key of a signer, if it is not read.
    fn read(&mut self, print: &Fingerprint) {
        if self.recent.keep(print) {
            return;
        }
        let Some(key) = self.keys.get(print) else { return };
        let name = SignerName { holder: Holder::Member, fingerprint: *print }.to_key_name().ok();
        if let Some(read) = name.and_then(|name| VerifierKey::new(name, KeyUse::Note, key.as_bytes()).ok()) {
            self.recent.insert(*print, read);
        }
    }

    fn learn_datum(&mut self, datum: &Datum) {
        match datum {
            Datum::PublicKey(key) => {
                let print = Fingerprint::of(key.as_bytes());
                // Two keys of one name: the later one counts.
                if self.keys.insert(print, *key).is_some_and(|earlier| earlier != *key) {
                    self.recent.forget(&print);
                }
            }
            Datum::List(items) => {
                items.iter().for_each(|item| self.learn_datum(item));
            }
            Datum::Digest(_)
            | Datum::Act(_)
            | Datum::Commitment(_)
            | Datum::Key(_)
            | Datum::Number(_)
            | Datum::Minute(_)
            | Datum::Code(_)
            | Datum::Text(_)
            | Datum::Document(_)
            | Datum::Checkpoint(_) => {}
        }
    }
}

impl Recent {
    fn key(&self, print: &Fingerprint) -> Option<&VerifierKey> {
        self.young.get(print).or_else(|| self.old.get(print))
    }

    /// Whether this key is here; then it stays for a while.
    fn keep(&mut self, print: &Fingerprint) -> bool {
        let Some(key) = self.old.remove(print) else { return self.young.contains_key(print) };
        self.insert(*print, key);
        true
    }

    fn insert(&mut self, print: Fingerprint, key: VerifierKey) {
        if self.young.len() >= RECENT {
            self.old = core::mem::take(&mut self.young);
        }
        self.young.insert(print, key);
    }

    fn forget(&mut self, print: &Fingerprint) {
        self.young.remove(print);
        self.old.remove(print);
    }
}

/// Whether acts of this type open a record.
fn opens(act_type: ActType) -> bool {
    matches!(act_type, ActType::CharterGenesis | ActType::LogSucceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_keys_the_latest_stay_read() {
        let read: VerifierKey =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k".parse().unwrap();
        let print = |number: usize| {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&number.to_be_bytes());
            Fingerprint::of(&bytes)
        };
        let mut recent = Recent::default();
        recent.insert(print(0), read.clone());
        for number in 1..3 * RECENT {
            assert!(recent.keep(&print(0)) && !recent.keep(&print(number)));
            recent.insert(print(number), read.clone());
        }
        assert!(recent.young.len() <= RECENT && recent.old.len() <= RECENT);
        let is_kept = |number: usize| recent.key(&print(number)).is_some();
        assert!(is_kept(0) && !is_kept(1) && (2 * RECENT..3 * RECENT).all(is_kept));
        recent.forget(&print(0));
        assert!(!recent.keep(&print(0)));
    }
}
