use alloc::format;
use alloc::string::ToString as _;
use alloc::vec;

use chacha20::ChaCha20Rng;
use rand_core::SeedableRng as _;

use super::*;
use crate::group::{Belenios2048, Ed25519, Rfc3526, Scalar};

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::from_seed([5; 32])
}

fn at(number: u32) -> TrusteeIndex {
    TrusteeIndex::new(number).unwrap()
}

fn single<G: Group>() -> (TrusteeSecretKey<G>, TrusteePublicKey<G>) {
    let secret = TrusteeSecretKey::generate(&mut rng());
    let public = secret.public_key(&mut rng());
    (secret, public)
}

fn check_single<G: Group>() {
    let (secret, public) = single::<G>();
    assert!(public.proves_knowledge());
    assert_eq!(TrusteePublicKey::import(&public.to_bytes()), Ok(public.clone()));
    let file = secret.export();
    let again = TrusteeSecretKey::<G>::import(&[&file[..], b"\n"].concat()).unwrap();
    assert_eq!(again.element(), *public.public_key());
    // One that grew would have left a copy of the key behind, and another capacity.
    let longest = TrusteeSecretKey::<G>::of(-Scalar::ONE).export();
    assert_eq!(longest.capacity(), longest.len());
    assert_eq!(file.capacity(), longest.len());
    let verified = Trustees::new(vec![TrusteeKind::Single(public.clone())]).verify().unwrap();
    assert_eq!(verified.public_key(), public.public_key());
    let digits = core::str::from_utf8(&file).unwrap().trim_matches('"');
    assert!(!format!("{secret:?}").contains(digits));
    assert_eq!(format!("{secret:?}"), "TrusteeSecretKey(<redacted>)");
}

#[test]
fn single_keys_prove_knowledge_and_travel_in_the_files_of_the_peers() {
    check_single::<Ed25519>();
    check_single::<Belenios2048>();
    check_single::<Rfc3526>();
}

#[test]
fn private_key_files_hold_one_canonical_number_below_the_order() {
    let order = "7237005577332262213973186563042994240857116359379907606001950938285454250989";
    for bad in ["", "1", "\"\"", "\"01\"", "\"-1\"", "\"0x1\"", "\"1\"\"", &format!("\"{order}\"")] {
        assert!(TrusteeSecretKey::<Ed25519>::import(bad.as_bytes()).is_err(), "{bad}");
    }
    assert!(TrusteeSecretKey::<Ed25519>::import(b" \"17\"\r\n").is_ok());
}

#[test]
fn proofs_of_another_key_or_group_do_not_pass() {
    let (_, public) = single::<Ed25519>();
    let fault = TrusteeError::ProofOfKnowledge { item: at(2) };
    let mut rogue = public.clone();
    rogue.public_key = Element::generator();
    let items = vec![TrusteeKind::Single(public.clone()), TrusteeKind::Single(rogue)];
    assert_eq!(Trustees::new(items).verify().unwrap_err(), fault);
    let mut altered = public.clone();
    altered.pok.response = altered.pok.response + Scalar::ONE;
    let items = vec![TrusteeKind::Single(public.clone()), TrusteeKind::Single(altered)];
    assert_eq!(Trustees::new(items).verify().unwrap_err(), fault);
    let mut signed = public;
    signed.signature = Some(signed.pok);
    let fault = TrusteeError::UnexpectedSignature { item: at(1) };
    assert_eq!(Trustees::new(vec![TrusteeKind::Single(signed)]).verify().unwrap_err(), fault);
    assert_eq!(Trustees::<Ed25519>::parse(b"[]").unwrap().verify().unwrap_err(), TrusteeError::None);
}

fn check_neutral<G: Group>() {
    let (_, public) = single::<G>();
    // The proof holds: everybody knows the private key 0.
    let neutral = TrusteeSecretKey::<G>::of(Scalar::ZERO).public_key(&mut rng());
    assert!(neutral.proves_knowledge());
    let items = vec![TrusteeKind::Single(public), TrusteeKind::Single(neutral)];
    assert_eq!(Trustees::new(items).verify().unwrap_err(), TrusteeError::NeutralKey { item: at(2) });
}

#[test]
fn the_neutral_element_is_no_public_key() {
    check_neutral::<Ed25519>();
    check_neutral::<Belenios2048>();
    check_neutral::<Rfc3526>();
}

#[test]
fn names_are_kept_and_written_in_one_way() {
    let (_, public) = single::<Ed25519>();
    let text = alloc::string::String::from_utf8(public.to_bytes()).unwrap();
    let named = |name: &str| format!("{},\"name\":{name}}}", text.strip_suffix('}').unwrap());
    let good = named("\"Aigül \\\"A\\\" 🗳\"");
    let key = TrusteePublicKey::<Ed25519>::import(good.as_bytes()).unwrap();
    assert_eq!((key.name(), key.to_bytes()), (Some("Aigül \"A\" 🗳"), good.into_bytes()));
    for bad in ["\"\\u0041\"", "\"\\/\"", "null", "\"a\" "] {
        assert!(TrusteePublicKey::<Ed25519>::import(named(bad).as_bytes()).is_err(), "{bad}");
    }
}

#[test]
fn owners_are_numbered_across_items() {
    let threshold = Threshold::new(2, 3).unwrap();
    let group = TrusteeItem::Pedersen { first: at(3), threshold, form: ThresholdForm::Bound };
    assert_eq!(group.owners().map(TrusteeIndex::get).collect::<Vec<_>>(), [3, 4, 5]);
    let members: Vec<_> = (1..=6).map(|owner| group.member(at(owner)).map(TrusteeIndex::get)).collect();
    assert_eq!(members, [None, None, Some(1), Some(2), Some(3), None]);
    assert_eq!((group.needed(), group.size()), (2, 3));
    let single = TrusteeItem::Single { owner: at(2) };
    assert_eq!((single.member(at(2)), single.member(at(1))), (Some(at(1)), None));
}

#[cfg(feature = "std")]
mod vectors {
    use std::io::Read as _;
    use std::path::{Path, PathBuf};
    use std::string::String;

    use serde_json::Value;

    use super::*;
    use crate::group::{ElementError, GroupId};
    use crate::pki::{EncryptedMessage, Seed};
    use crate::trustee::threshold::OpenError;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/protocol")
    }

    fn json(path: &str) -> Value {
        serde_json::from_slice(&std::fs::read(folder().join(path)).unwrap()).unwrap()
    }

    /// The trustees of an archive: its second data record.
    fn trustees(file: &str) -> Vec<u8> {
        data_record(file, 2)
    }

    fn data_record(file: &str, number: usize) -> Vec<u8> {
        let mut tar = Vec::new();
        let file = std::fs::File::open(folder().join(file)).unwrap();
        flate2::read::GzDecoder::new(file).read_to_end(&mut tar).unwrap();
        let mut offset = 0;
        for _ in 0..number {
            offset += 512 + size(&tar[offset..]).div_ceil(512) * 512;
        }
        tar[offset + 512..][..size(&tar[offset..])].to_vec()
    }

    fn size(header: &[u8]) -> usize {
        usize::from_str_radix(core::str::from_utf8(&header[124..135]).unwrap(), 8).unwrap()
    }

    /// Verified trustees, after a check that they are written as they were read.
    fn verified<G: Group>(bytes: &[u8]) -> VerifiedTrustees<G> {
        let trustees = Trustees::<G>::parse(bytes).unwrap();
        assert_eq!(trustees.to_bytes(), bytes);
        trustees.verify().unwrap()
    }

    #[test]
    fn trustees_of_the_peers_verify_and_are_written_alike() {
        let manifest = json("manifest.json");
        let vectors = manifest["vectors"].as_array().unwrap().iter();
        let mut seen = 0;
        for vector in vectors.filter(|v| v["kind"] == "positive" && v["crypto_version"] == 1) {
            let file = vector["file"].as_str().unwrap();
            let group = GroupId::parse(vector["group"].as_str().unwrap()).unwrap();
            let key = crate::with_group!(group, G => verified::<G>(&trustees(file)).public_key().to_string());
            assert_eq!(key, election_key(file), "{file}");
            seen += 1;
        }
        assert!(seen >= 15, "{seen}");
    }

    #[test]
    fn items_and_owners_follow_the_structure() {
        let bytes = trustees("positive/v1-gen3.3--c-2singles-plus-pedersen-2of3.bel.gz");
        let trustees = verified::<Ed25519>(&bytes);
        let threshold = Threshold::new(2, 3).unwrap();
        let group = TrusteeItem::Pedersen { first: at(3), threshold, form: ThresholdForm::Bound };
        let items = [TrusteeItem::Single { owner: at(1) }, TrusteeItem::Single { owner: at(2) }, group];
        assert_eq!(trustees.items(), items);
        assert_eq!(trustees.owners().map(TrusteeIndex::get).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!((trustees.item_of(at(4)), trustees.item_of(at(6))), (Some(group), None));
        assert_eq!((trustees.owner(5), trustees.owner(0), trustees.owner(6)), (Some(at(5)), None, None));
        let second = "69794ac4c48fda47f05ea73a2fa567e16e3606f3db48801b07ed1a541fa567e3";
        assert_eq!(trustees.key_of(at(2)).unwrap().to_string(), second);
    }

    /// Opens the private keys of a vector's members with their seeds.
    fn open_keys<G: Group>(name: &str, form: ThresholdForm) {
        let trustees = verified::<G>(&trustees(&format!("positive/{name}.bel.gz")));
        let private = json(&format!("positive/{name}.private.json"));
        let item =
            private["trustees"].as_array().unwrap().iter().position(|t| t["kind"] == "Pedersen").unwrap();
        let TrusteeKind::Pedersen(parameters) = &trustees.trustees().items()[item] else { panic!("{name}") };
        assert_eq!(parameters.form(), form);
        let members = private["trustees"][item]["members"].as_array().unwrap();
        let mut previous: Option<Seed> = None;
        for (position, member) in members.iter().enumerate() {
            let text = |field: &str| member[field].as_str().unwrap().as_bytes();
            let seed = Seed::import(text("seed")).unwrap();
            let certificate = &parameters.certificates()[position];
            assert!(certificate.is_of(&seed));
            assert_eq!(certificate.id().to_hex().as_bytes(), text("cert_id"));
            let encrypted = EncryptedMessage::<G>::import(text("encrypted_decryption_key")).unwrap();
            assert_eq!(encrypted.to_bytes(), text("encrypted_decryption_key"));
            let key = parameters.verification_keys()[position].public_key();
            let secret = TrusteeSecretKey::open(&seed, &encrypted, key).unwrap();
            assert_eq!(secret.element(), *key);
            let other = Element::generator();
            assert_eq!(TrusteeSecretKey::open(&seed, &encrypted, &other).unwrap_err(), OpenError::OtherKey);
            if let Some(previous) = previous.replace(seed) {
                assert!(!certificate.is_of(&previous));
                let error = TrusteeSecretKey::open(&previous, &encrypted, key).unwrap_err();
                assert_eq!(error, OpenError::Channel(crate::pki::ChannelError::Decryption));
            }
        }
    }

    #[test]
    fn seeds_of_the_peers_open_their_private_keys() {
        open_keys::<Ed25519>("v1-gen3.3--c-2singles-plus-pedersen-2of3", ThresholdForm::Bound);
        open_keys::<Ed25519>("v1-gen3.3--c-pedersen-2of3-by-12", ThresholdForm::Bound);
        open_keys::<Ed25519>("v1-gen3.3--c-pedersen-3of5-by-135", ThresholdForm::Bound);
    }

    #[test]
    fn seeds_of_release_2_open_their_private_keys() {
        open_keys::<Belenios2048>("v1-gen2.0--c-pedersen-2of3-by-13", ThresholdForm::Unbound);
    }

    #[test]
    fn private_keys_of_the_peers_belong_to_their_public_keys() {
        let private = json("positive/v1-gen3.3--c-2singles-plus-pedersen-2of3.private.json");
        for trustee in &private["trustees"].as_array().unwrap()[..2] {
            let file = trustee["privkey"].as_str().unwrap();
            let secret = TrusteeSecretKey::<Ed25519>::import(file.as_bytes()).unwrap();
            assert_eq!(trustee["public"]["public_key"], secret.element().to_string());
            assert_eq!(*secret.export(), file.as_bytes());
        }
    }

    fn refusal<G: Group>(name: &str) -> TrusteeError {
        Trustees::<G>::parse(&trustees(&format!("negative/{name}.bel.gz"))).unwrap().verify().unwrap_err()
    }

    fn threshold(source: ParametersError) -> TrusteeError {
        TrusteeError::Threshold { item: at(1), source }
    }

    #[test]
    fn altered_single_trustees_are_refused() {
        let knowledge = |item| TrusteeError::ProofOfKnowledge { item: at(item) };
        assert_eq!(refusal::<Ed25519>("neg3.3--setup-trustee-pok-altered"), knowledge(1));
        assert_eq!(refusal::<Ed25519>("neg3.3--setup-rogue-key"), knowledge(2));
        let torsion = trustees("negative/neg3.3--setup-trustee-keys-with-torsion.bel.gz");
        let error = Trustees::<Ed25519>::parse(&torsion).unwrap_err();
        assert!(
            matches!(error, WireError::Element { at: _, source: ElementError::NotInSubgroup }),
            "{error}"
        );
    }

    #[test]
    fn altered_threshold_groups_are_refused() {
        let check = |name: &str, source| assert_eq!(refusal::<Ed25519>(name), threshold(source), "{name}");
        let degree = ParametersError::Degree { member: at(1), expected: 3, found: 2 };
        check("neg3.3--setup-pedersen-threshold-3", degree);
        check("neg3.3--setup-pedersen-vk-swapped", ParametersError::VerificationKey { member: at(1) });
        check("neg3.3--setup-pedersen-certs-sig", ParametersError::CertsSignature { member: at(1) });
        let signature = ParametersError::CoefexpsSignature { member: at(2) };
        check("neg3.3--setup-pedersen-coefexps-signature", signature);
        let knowledge = threshold(ParametersError::ProofOfKnowledge { member: at(1) });
        assert_eq!(refusal::<Belenios2048>("neg2.0--setup-pedersen-vk-pok"), knowledge);
    }

    #[test]
    fn a_group_without_its_third_member_is_refused() {
        let malformed = trustees("negative/neg2.0--setup-pedersen-missing-member.bel.gz");
        assert!(matches!(Trustees::<Belenios2048>::parse(&malformed).unwrap_err(), WireError::Form(_)));
        // The same removal in a structure whose form is right.
        let bytes = trustees("positive/v1-gen2.0--c-pedersen-2of3-by-13.bel.gz");
        let mut value: Value = serde_json::from_slice(&bytes).unwrap();
        for list in ["certs", "coefexps", "verification_keys"] {
            value[0][1][list].as_array_mut().unwrap().pop();
        }
        let parameters = &value[0][1];
        let text: Vec<String> = ["threshold", "certs", "coefexps", "verification_keys"]
            .iter()
            .map(|field| format!("\"{field}\":{}", ordered(&parameters[*field])))
            .collect();
        let text = format!("[[\"Pedersen\",{{{}}}]]", text.join(","));
        let error = Trustees::<Belenios2048>::parse(text.as_bytes()).unwrap().verify().unwrap_err();
        assert_eq!(error, threshold(ParametersError::VerificationKey { member: at(1) }));
    }

    /// serde_json sorts fields, which is the order of the specification in all structures below.
    fn ordered(value: &Value) -> String {
        value.to_string()
    }

    #[test]
    fn a_public_key_that_is_no_product_can_be_told() {
        let name = "negative/neg2.0--setup-public-key-not-product.bel.gz";
        let altered = verified::<Belenios2048>(&trustees(name));
        let base = verified::<Belenios2048>(&trustees("negative/neg2.0--setup-unknown-group.bel.gz"));
        assert_eq!(altered.public_key(), base.public_key());
        assert_ne!(altered.public_key().to_string(), election_key(name));
    }

    /// The public key that an archive's election states.
    fn election_key(file: &str) -> String {
        let election: Value = serde_json::from_slice(&data_record(file, 1)).unwrap();
        election["public_key"].as_str().unwrap().into()
    }

    #[test]
    fn missing_and_superfluous_fields_of_a_form_are_refused() {
        let bytes = trustees("positive/v1-gen3.3--c-pedersen-2of3-by-12.bel.gz");
        let text = String::from_utf8(bytes).unwrap();
        let without_signatures = {
            let start = text.find(",\"signatures\":").unwrap();
            let end = text.find(",\"verification_keys\":").unwrap();
            format!("{}{}", &text[..start], &text[end..])
        };
        let error = Trustees::<Ed25519>::parse(without_signatures.as_bytes()).unwrap().verify().unwrap_err();
        assert_eq!(error, threshold(ParametersError::Form { member: at(1) }));
        let start = text.rfind(",\"signature\":").unwrap();
        let end = text.rfind("}}]}]]").unwrap();
        let unsigned_key = format!("{}{}", &text[..start], &text[end + 1..]);
        let error = Trustees::<Ed25519>::parse(unsigned_key.as_bytes()).unwrap().verify().unwrap_err();
        assert_eq!(error, threshold(ParametersError::Form { member: at(3) }));
        let escaped = text.replacen("{\\\"context", "\\u007b\\\"context", 1);
        assert!(Trustees::<Ed25519>::parse(escaped.as_bytes()).is_err());
    }
}
