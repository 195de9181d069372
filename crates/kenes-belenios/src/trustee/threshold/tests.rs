use alloc::vec;
use alloc::vec::Vec;

use chacha20::ChaCha20Rng;
use rand_core::SeedableRng as _;

use super::commitments::Coefexps;
use super::polynomial::{SecretPolynomial, read_secret_number, write_secret_number};
use super::*;
use crate::group::backend::Backend as _;
use crate::group::{Belenios2048, Ed25519, Element, Group, Rfc3526, Scalar};
use crate::pki::{ChannelError, Seed, TrusteeKeys};
use crate::proof::Proof;
use crate::trustee::{TrusteeIndex, TrusteeItem, TrusteeKind, TrusteeSecretKey, Trustees};
use crate::wire::WireError;

fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

fn at(number: u32) -> TrusteeIndex {
    TrusteeIndex::new(number).unwrap()
}

/// Round 1 and 2 of a ceremony.
fn certificates<G: Group>(needed: u32, size: u32) -> (Vec<Seed>, Certificates<G>) {
    let threshold = Threshold::new(needed, size).unwrap();
    let mut rng = rng(1);
    let made = (1..=size).map(|index| Certificate::generate(threshold, at(index), &mut rng).unwrap());
    let (seeds, certificates): (_, Vec<_>) = made.unzip();
    for (certificate, index) in certificates.iter().zip(TrusteeIndex::all()) {
        certificate.verify(threshold, index).unwrap();
    }
    (seeds, Certificates::verify(certificates).unwrap())
}

fn deal<G: Group>(seeds: &[Seed], certificates: &Certificates<G>) -> Vec<Polynomial<G>> {
    let mut rng = rng(2);
    seeds.iter().map(|seed| certificates.deal(seed, &mut rng).unwrap()).collect()
}

/// The first trustee's answer to what these polynomials lead to.
fn answer<G: Group>(
    seeds: &[Seed],
    certificates: &Certificates<G>,
    polynomials: Vec<Polynomial<G>>,
) -> Result<(), VinputError> {
    let verified = certificates.verify_polynomials(polynomials).unwrap();
    let vinput = verified.vinputs().next().unwrap();
    certificates.check_vinput(&seeds[0], &vinput, &mut rng(3)).map(|_| ())
}

fn add_one<G: Group>(proof: &mut Proof<G>) {
    proof.response = proof.response + Scalar::ONE;
}

/// Every message also travels as bytes.
fn check_ceremony<G: Group>(needed: u32, size: u32) {
    let (seeds, certificates) = certificates::<G>(needed, size);
    let certificate = &certificates.as_slice()[0];
    assert_eq!(Certificate::import(&certificate.to_bytes()).as_ref(), Ok(certificate));
    let polynomials = deal(&seeds, &certificates);
    for (polynomial, from) in polynomials.iter().zip(TrusteeIndex::all()) {
        assert_eq!(Polynomial::import(&polynomial.to_bytes()).as_ref(), Ok(polynomial));
        certificates.verify_polynomial(from, polynomial).unwrap();
    }
    let verified = certificates.verify_polynomials(polynomials).unwrap();
    let mut secrets = Vec::new();
    let mut voutputs = Vec::new();
    for ((seed, vinput), index) in seeds.iter().zip(verified.vinputs()).zip(TrusteeIndex::all()) {
        let vinput = Vinput::import(&vinput.to_bytes()).unwrap();
        let (secret, voutput) = certificates.check_vinput(seed, &vinput, &mut rng(3)).unwrap();
        assert_eq!(Voutput::import(&voutput.to_bytes()).as_ref(), Ok(&voutput));
        verified.verify_voutput(index, &voutput).unwrap();
        let key = voutput.public_key().public_key();
        let opened = TrusteeSecretKey::open(seed, voutput.encrypted_decryption_key(), key).unwrap();
        assert_eq!(opened.element(), secret.element());
        secrets.push(secret);
        voutputs.push(voutput);
    }
    let parameters = verified.parameters(&voutputs).unwrap();
    assert_eq!(ThresholdParameters::import(&parameters.to_bytes()).as_ref(), Ok(&parameters));
    let trustees = Trustees::new(vec![TrusteeKind::Pedersen(parameters)]).verify().unwrap();
    let threshold = Threshold::new(needed, size).unwrap();
    let item = TrusteeItem::Pedersen { first: at(1), threshold, form: ThresholdForm::Bound };
    assert_eq!(trustees.items(), [item]);
    // The last members alone have the election's key, and one member fewer does not.
    let members = |skip: u32| (1 + size - needed + skip..=size).collect::<Vec<_>>();
    assert_eq!(interpolate(&secrets, &members(0)), *trustees.public_key());
    assert_ne!(interpolate(&secrets, &members(1)), *trustees.public_key());
}

/// g to the value at 0 of the polynomial through these members' keys.
fn interpolate<G: Group>(secrets: &[TrusteeSecretKey<G>], members: &[u32]) -> Element<G> {
    let scalar = |member: u32| Scalar::<G>::from(u64::from(member));
    let terms = members.iter().map(|&j| {
        let others = members.iter().filter(|&&k| k != j);
        let factor =
            others.fold(Scalar::ONE, |product, &k| product * scalar(k) * (scalar(k) - scalar(j)).invert());
        *secrets[at(j).position()].scalar() * factor
    });
    Element::power_of_generator(&terms.sum())
}

#[test]
fn ceremonies_give_shares_of_one_key() {
    check_ceremony::<Ed25519>(2, 3);
    check_ceremony::<Ed25519>(3, 5);
    check_ceremony::<Ed25519>(1, 1);
    check_ceremony::<Ed25519>(3, 3);
}

#[test]
fn ceremonies_work_in_finite_fields() {
    check_ceremony::<Belenios2048>(2, 3);
    check_ceremony::<Rfc3526>(2, 2);
}

/// A private key that its trustee sent to itself as the sum of five shares, not reduced modulo q (release 2.0).
fn check_unreduced<G: Group>() {
    let seed = Seed::generate(&mut rng(1));
    let keys = TrusteeKeys::<G>::derive(&seed);
    let secret = Scalar::<G>::random(&mut rng(2));
    // q − 1 and the secret as integers: the number 5(q − 1) + 5 + secret.
    let integer = |scalar: Scalar<G>| {
        crypto_bigint::U4096::from_str_radix_vartime(&scalar.to_public_text(), 10).unwrap()
    };
    let five = crypto_bigint::U4096::from_u64(5);
    let order_times_five = integer(-Scalar::ONE).wrapping_mul(&five).wrapping_add(&five);
    let number = order_times_five.wrapping_add(&integer(secret)).to_string_radix_vartime(10);
    let key = Element::power_of_generator(&secret);
    let open = |number: &str| {
        let message = alloc::format!("{{\"decryption_key\":\"{number}\"}}");
        let encrypted = keys.send(&keys.encryption, message.as_bytes(), &mut rng(3));
        TrusteeSecretKey::<G>::open(&seed, &encrypted, &key).map(|secret| secret.element())
    };
    assert_eq!(open(&number), Ok(key));
    assert_eq!(open(&secret.to_public_text()), Ok(key));
    assert_eq!(open("5"), Err(OpenError::OtherKey));
    for bad in ["", "-5", "0x5", &alloc::format!("0{number}")] {
        let source = WireError::Scalar { at: 18 };
        assert_eq!(open(bad), Err(OpenError::Channel(ChannelError::Form(source))), "{bad}");
    }
}

#[test]
fn unreduced_private_keys_of_release_2_are_read() {
    check_unreduced::<Ed25519>();
    check_unreduced::<Belenios2048>();
    check_unreduced::<Rfc3526>();
}

fn check_buffers<G: Group>() {
    let longest = -Scalar::<G>::ONE;
    let message = write_secret_number("decryption_key", &longest);
    // One that grew would have left a copy behind, and a larger capacity.
    assert_eq!(message.capacity(), message.len());
    let polynomial = SecretPolynomial::<G>::parse(b"{\"polynomial\":[\"1\"]}").unwrap();
    assert_eq!(**polynomial.to_message(), *b"{\"polynomial\":[\"1\"]}");
    let text = longest.to_public_text();
    let message = alloc::format!("{{\"polynomial\":[\"{text}\",\"{text}\",\"{text}\"]}}");
    let written = SecretPolynomial::<G>::parse(message.as_bytes()).unwrap().to_message();
    assert_eq!(**written, *message.as_bytes());
    assert_eq!(written.capacity(), 32 + 3 * (text.len() + 3));
}

#[test]
fn buffers_of_secret_numbers_never_grow() {
    check_buffers::<Ed25519>();
    check_buffers::<Belenios2048>();
    check_buffers::<Rfc3526>();
}

#[test]
fn thresholds_lie_between_one_and_the_size() {
    for (needed, size) in [(0, 0), (0, 3), (4, 3)] {
        assert_eq!(Threshold::new(needed, size), Err(ThresholdError { needed, size }));
    }
}

#[test]
fn certificates_hold_for_one_place_only() {
    let threshold = Threshold::new(2, 3).unwrap();
    let (_, good) = certificates::<Ed25519>(2, 3);
    let mut list = good.as_slice().to_vec();
    let certificate = list[0].clone();
    let context = |index| Err(CertificateError::Context { index: at(index) });
    assert_eq!(certificate.verify(threshold, at(2)), context(1 + 1));
    assert_eq!(certificate.verify(Threshold::new(3, 3).unwrap(), at(1)), context(1));
    list.swap(1, 2);
    assert_eq!(Certificates::verify(list.clone()).unwrap_err(), CertificateError::Context { index: at(2) });
    list.pop();
    assert_eq!(Certificates::verify(list).unwrap_err(), CertificateError::Context { index: at(1) });
    let none = Certificates::<Ed25519>::verify(Vec::new()).unwrap_err();
    assert_eq!(none, CertificateError::Threshold(ThresholdError { needed: 0, size: 0 }));
    let beyond = Certificate::<Ed25519>::generate(threshold, at(4), &mut rng(1)).unwrap_err();
    assert_eq!(beyond, CertificateError::Index { index: at(4), size: 3 });
    let mut forged = good.as_slice().to_vec();
    add_one(&mut forged[2].0.signature);
    assert_eq!(Certificates::verify(forged).unwrap_err(), CertificateError::Signature { index: at(3) });
}

#[test]
fn strangers_and_wrong_counts_are_refused() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let stranger = Seed::generate(&mut rng(9));
    assert_eq!(certificates.index_of(&stranger), None);
    assert_eq!(certificates.index_of(&seeds[2]), Some(at(3)));
    let refused = certificates.deal(&stranger, &mut rng(9)).unwrap_err();
    assert_eq!(refused, PolynomialError::NotMember);
    let mut polynomials = deal(&seeds, &certificates);
    let refused = certificates.verify_polynomials(polynomials[..2].to_vec()).unwrap_err();
    assert_eq!(refused, PolynomialError::Count { expected: 3, found: 2 });
    polynomials[1].secrets.pop();
    let refused = certificates.verify_polynomials(polynomials).unwrap_err();
    assert_eq!(refused, PolynomialError::Shares { from: at(2), expected: 3, found: 2 });
}

#[test]
fn forged_commitments_are_blamed_on_their_dealer() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let good = deal(&seeds, &certificates);
    let check = |fault, alter: fn(&mut Polynomial<Ed25519>)| {
        let mut polynomials = good.clone();
        alter(&mut polynomials[1]);
        let error = PolynomialError::Commitments { from: at(2), fault };
        assert_eq!(certificates.verify_polynomial(at(2), &polynomials[1]), Err(error));
        // The same in what the server sends on, were it not to check.
        let honest = certificates.verify_polynomials(good.clone()).unwrap();
        let mut verified = honest.clone();
        verified.coefexps[1] = polynomials[1].coefexps.clone();
        verified.polynomials = polynomials.clone();
        let vinput = verified.vinputs().next().unwrap();
        let refused = certificates.check_vinput(&seeds[0], &vinput, &mut rng(3)).unwrap_err();
        assert_eq!(refused, VinputError::Commitments { from: at(2), fault });
        assert_eq!(certificates.verify_polynomials(polynomials).unwrap_err(), error);
    };
    check(CommitmentFault::Signature, |p| add_one(&mut p.coefexps.signature));
    check(CommitmentFault::CertsSignature, |p| add_one(&mut p.signature));
    check(CommitmentFault::Signature, |p| p.coefexps.content.0[1] = Element::generator());
    check(CommitmentFault::Length { expected: 2, found: 1 }, |p| {
        p.coefexps.content.0.pop();
    });
}

#[test]
fn a_wrong_share_is_blamed_on_its_dealer() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let mut polynomials = deal(&seeds, &certificates);
    let cheat = TrusteeKeys::derive(&seeds[1]);
    let victim = certificates.as_slice()[0].encryption_key();
    let message = write_secret_number("secret", &Scalar::<Ed25519>::from(7));
    polynomials[1].secrets[0] = cheat.send(victim, &message, &mut rng(4));
    assert_eq!(answer(&seeds, &certificates, polynomials), Err(VinputError::Share { from: at(2) }));
}

/// What a trustee of another program deals the second time, or one who means harm.
fn deal_anew(certificates: &Certificates<Ed25519>, seed: &Seed) -> Polynomial<Ed25519> {
    let secret = SecretPolynomial::random(certificates.threshold().needed(), &mut rng(8));
    certificates.deal_polynomial(&TrusteeKeys::derive(seed), &secret, &mut rng(8))
}

#[test]
fn dealing_again_gives_the_same_shares() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let first = deal(&seeds, &certificates);
    let mut mixed = first.clone();
    mixed[1].secrets = certificates.deal(&seeds[1], &mut rng(8)).unwrap().secrets;
    assert_ne!(mixed[1].secrets, first[1].secrets);
    assert_eq!(answer(&seeds, &certificates, mixed), Ok(()));
}

#[test]
fn two_dealings_of_one_seed_can_be_mixed_and_are_each_right() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let first = deal(&seeds, &certificates);
    let mut second = first.clone();
    second[1] = deal_anew(&certificates, &seeds[1]);
    let mut mixed = first.clone();
    mixed[1].secrets = second[1].secrets.clone();
    assert_eq!(answer(&seeds, &certificates, mixed), Err(VinputError::Share { from: at(2) }));
    assert_eq!(answer(&seeds, &certificates, first), Ok(()));
    assert_eq!(answer(&seeds, &certificates, second), Ok(()));
}

#[test]
fn certificates_with_neutral_keys_are_refused() {
    let (_, good) = certificates::<Ed25519>(2, 3);
    let neutral = Element::of(Ed25519::identity());
    let check = |alter: fn(&mut certificate::CertificateKeys<Ed25519>, Element<Ed25519>)| {
        let mut list = good.as_slice().to_vec();
        alter(&mut list[1].0.content, neutral);
        // With the signing key 0 anybody can make this signature.
        let text = crate::pki::signature_text(&crate::wire::to_bytes(&list[1].0.content));
        list[1].0.signature = crate::proof::prove_knowledge(&Scalar::ZERO, text, &mut rng(4));
        assert_eq!(Certificates::verify(list).unwrap_err(), CertificateError::NeutralKey { index: at(2) });
    };
    check(|keys, neutral| keys.verification = neutral);
    check(|keys, neutral| keys.encryption = neutral);
}

#[test]
fn a_long_record_of_repeated_certificates_is_read_and_refused() {
    let (_, good) = certificates::<Ed25519>(2, 3);
    let certificate = alloc::string::String::from_utf8(good.as_slice()[0].to_bytes()).unwrap();
    let list = vec![certificate; 2000].join(",");
    let text = alloc::format!(
        "[[\"Pedersen\",{{\"threshold\":2,\"certs\":[{list}],\"coefexps\":[],\"verification_keys\":[]}}]]"
    );
    let error = Trustees::<Ed25519>::parse(text.as_bytes()).unwrap().verify().unwrap_err();
    let source = ParametersError::Count { certs: 2000, coefexps: 0, signatures: None, keys: 0 };
    assert_eq!(error, crate::trustee::TrusteeError::Threshold { item: at(1), source });
}

#[test]
fn a_share_for_somebody_else_is_blamed_on_its_dealer() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let good = deal(&seeds, &certificates);
    let check = |message, source| {
        let mut polynomials = good.clone();
        polynomials[2].secrets[0] = message;
        let blamed = Err(VinputError::Secret { from: at(3), source });
        assert_eq!(answer(&seeds, &certificates, polynomials), blamed);
    };
    let dealer = TrusteeKeys::derive(&seeds[2]);
    let [first, second] = [0, 1].map(|i: usize| *certificates.as_slice()[i].encryption_key());
    let message = write_secret_number("secret", &Scalar::<Ed25519>::from(7));
    check(dealer.send_as(&second, &first, &message, &mut rng(4)), ChannelError::Recipient);
    check(dealer.send(&second, &message, &mut rng(4)), ChannelError::Decryption);
    let other = TrusteeKeys::derive(&seeds[1]);
    check(other.send(&first, &message, &mut rng(4)), ChannelError::Signature);
    let malformed = dealer.send(&first, b"{\"secret\":\"07\"}", &mut rng(4));
    check(malformed, ChannelError::Form(WireError::Scalar { at: 10 }));
}

#[test]
fn a_trustee_recognizes_its_own_polynomial() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let good = deal(&seeds, &certificates);
    let mut exchanged = good.clone();
    exchanged[0].polynomial = good[1].polynomial.clone();
    let refused = answer(&seeds, &certificates, exchanged).unwrap_err();
    assert_eq!(refused, VinputError::OwnPolynomial(ChannelError::Decryption));
    let mut again = good.clone();
    again[0].polynomial = deal_anew(&certificates, &seeds[0]).polynomial;
    assert_eq!(answer(&seeds, &certificates, again).unwrap_err(), VinputError::OwnCommitments);
}

#[test]
fn a_server_that_shows_two_lists_of_certificates_is_found_out() {
    let (seeds, shown_to_first) = certificates::<Ed25519>(2, 3);
    let mut list = shown_to_first.as_slice().to_vec();
    let threshold = Threshold::new(2, 3).unwrap();
    let (servers_own, certificate) = Certificate::generate(threshold, at(3), &mut rng(7)).unwrap();
    list[2] = certificate;
    let shown_to_second = Certificates::verify(list).unwrap();
    let polynomials = vec![
        shown_to_first.deal(&seeds[0], &mut rng(2)).unwrap(),
        shown_to_second.deal(&seeds[1], &mut rng(2)).unwrap(),
        shown_to_second.deal(&servers_own, &mut rng(2)).unwrap(),
    ];
    let blamed = PolynomialError::Commitments { from: at(2), fault: CommitmentFault::CertsSignature };
    assert_eq!(shown_to_first.verify_polynomials(polynomials).unwrap_err(), blamed);
}

#[test]
fn wrong_outputs_are_blamed_on_their_trustee() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let verified = certificates.verify_polynomials(deal(&seeds, &certificates)).unwrap();
    let inputs = seeds.iter().zip(verified.vinputs());
    let good: Vec<_> =
        inputs.map(|(seed, input)| certificates.check_vinput(seed, &input, &mut rng(3)).unwrap().1).collect();
    let check = |error, alter: fn(&mut Voutput<Ed25519>)| {
        let mut voutputs = good.clone();
        alter(&mut voutputs[1]);
        assert_eq!(verified.verify_voutput(at(2), &voutputs[1]), Err(error));
        assert_eq!(verified.parameters(&voutputs).unwrap_err(), error);
    };
    let index = at(2);
    check(VoutputError::ProofOfKnowledge { index }, |v| add_one(&mut v.public_key.pok));
    check(VoutputError::KeySignature { index }, |v| add_one(v.public_key.signature.as_mut().unwrap()));
    check(VoutputError::KeySignature { index }, |v| v.public_key.signature = None);
    check(VoutputError::VerificationKey { index }, |v| v.public_key.public_key = Element::generator());
    let counted = verified.parameters(&good[..2]).unwrap_err();
    assert_eq!(counted, VoutputError::Count { expected: 3, found: 2 });
    assert_eq!(verified.verify_voutput(at(4), &good[0]), Err(VoutputError::Index { index: at(4) }));
}

#[test]
fn published_parameters_are_checked_field_by_field() {
    let (seeds, certificates) = certificates::<Ed25519>(2, 3);
    let verified = certificates.verify_polynomials(deal(&seeds, &certificates)).unwrap();
    let inputs = seeds.iter().zip(verified.vinputs());
    let outputs: Vec<_> =
        inputs.map(|(seed, input)| certificates.check_vinput(seed, &input, &mut rng(3)).unwrap().1).collect();
    let good = verified.parameters(&outputs).unwrap();
    let check = |error, alter: fn(&mut ThresholdParameters<Ed25519>)| {
        let mut parameters = good.clone();
        alter(&mut parameters);
        assert_eq!(parameters.verify().unwrap_err(), error);
    };
    good.verify().unwrap();
    let member = at(3);
    let counts =
        |certs, coefexps, signatures, keys| ParametersError::Count { certs, coefexps, signatures, keys };
    check(counts(2, 3, Some(3), 3), |p| p.certs.truncate(2));
    check(counts(3, 2, Some(3), 3), |p| p.coefexps.truncate(2));
    check(counts(3, 3, Some(2), 3), |p| p.signatures.as_mut().unwrap().truncate(2));
    check(counts(3, 3, Some(3), 2), |p| p.keys.truncate(2));
    check(ParametersError::Threshold(ThresholdError { needed: 0, size: 3 }), |p| p.threshold = 0);
    check(ParametersError::Threshold(ThresholdError { needed: 4, size: 3 }), |p| p.threshold = 4);
    let degree = ParametersError::Degree { member, expected: 2, found: 3 };
    check(degree, |p| p.coefexps[2].content.0.push(Element::generator()));
    check(ParametersError::Form { member: at(1) }, |p| p.signatures = None);
    check(ParametersError::Form { member }, |p| p.certs[2].0.content.context = None);
    check(ParametersError::Form { member }, |p| p.keys[2].signature = None);
    check(ParametersError::CertificateContext { member: at(2) }, |p| p.certs.swap(1, 2));
    let neutral = ParametersError::NeutralKey { member };
    check(neutral, |p| p.certs[2].0.content.verification = Element::of(Ed25519::identity()));
    check(neutral, |p| p.certs[2].0.content.encryption = Element::of(Ed25519::identity()));
    check(ParametersError::CertificateSignature { member }, |p| add_one(&mut p.certs[2].0.signature));
    check(ParametersError::CoefexpsSignature { member }, |p| p.coefexps[2].content.0.swap(0, 1));
    check(ParametersError::CertsSignature { member }, |p| add_one(&mut p.signatures.as_mut().unwrap()[2]));
    check(ParametersError::ProofOfKnowledge { member }, |p| add_one(&mut p.keys[2].pok));
    check(ParametersError::VerificationKey { member }, |p| p.keys[2].public_key = Element::generator());
    check(ParametersError::KeySignature { member }, |p| add_one(p.keys[2].signature.as_mut().unwrap()));
}

#[test]
fn secrets_are_not_printed() {
    let seed = Seed::generate(&mut rng(1));
    assert_eq!(alloc::format!("{seed:?}"), "Seed(<redacted>)");
    let message = b"{\"polynomial\":[\"123454321\",\"5\"]}";
    let polynomial = SecretPolynomial::<Ed25519>::parse(message).unwrap();
    assert_eq!(alloc::format!("{polynomial:?}"), "SecretPolynomial(<redacted>)");
    let keys = alloc::format!("{:?}", TrusteeKeys::<Ed25519>::derive(&seed));
    assert!(keys.contains("verification") && !keys.contains("signing") && !keys.contains(seed.export()));
    let number = read_secret_number::<Ed25519>("{\"secret\":", b"{\"secret\":\"987\"}").unwrap();
    assert!(!alloc::format!("{number:?}").contains("987"));
}

#[test]
fn commitments_are_read_back() {
    let coefexps = Coefexps::<Ed25519>(vec![Element::generator(); 2]);
    let bytes = crate::wire::to_bytes(&coefexps);
    assert_eq!(crate::wire::parse(&bytes), Ok(coefexps));
}
