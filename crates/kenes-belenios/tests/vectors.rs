//! Every archive of `vectors/protocol` has the outcome that its manifest expects; archives are found by walking the
//! folders, so none can be forgotten.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::wildcard_enum_match_arm, reason = "tests")]
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use kenes_belenios::archive::{Form, Outline, OutlineReader, ReadError, SurveyItem, read_archive};
use kenes_belenios::audit::{Options, Outcome, Report, Verdict, audit_bytes, audit_chunks, audit_file};
use kenes_belenios::check::Check;
use kenes_belenios::election::group_of;
use kenes_belenios::lot::{Lot, verify_document};
use kenes_belenios::testing::rebuild;
use kenes_belenios::with_group;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/protocol")
}

fn manifest() -> Vec<Value> {
    let text = fs::read_to_string(folder().join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    manifest["vectors"].as_array().unwrap().clone()
}

fn audit(path: &Path, options: &Options) -> Report {
    audit_file(|| fs::File::open(path), options, |_| {}).unwrap()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().unwrap_or_default()
}

/// What the audit of one archive must say; the differences, in words.
fn differences(vector: &Value) -> Vec<String> {
    let report = audit(&folder().join(text(vector, "file")), &Options::default());
    let mut differences = Vec::new();
    let mut expect = |what: &str, expected: &str, found: String| {
        if expected != found {
            differences.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    let first = report.failures.first().map_or("none", |failure| failure.check.name());
    if vector["crypto_version"] == 2 {
        expect("check", "archive-version", first.into());
        return differences;
    }
    match text(vector, "expected_verdict") {
        "accept" => {
            expect("verdict", "accepted", report.verdict().to_string());
            expect("check", "none", first.into());
            if let Some(result) = vector.get("expected_result") {
                expect(
                    "result",
                    &result.to_string(),
                    String::from_utf8(report.result.unwrap_or_default()).unwrap(),
                );
            }
            if let Some(ballots) = vector.get("ballot_events") {
                expect("ballots", &ballots.to_string(), report.ballots.to_string());
            }
            if let Some(counted) = vector.get("distinct_credentials_used") {
                expect("counted", &counted.to_string(), report.counted.to_string());
            }
            if vector["kind"] == "positive" {
                expect("stage", text(vector, "stage"), report.stage.unwrap().to_string());
            }
        }
        // Where the text is silent we refuse, and say why.
        "reject" | "either" => {
            expect("verdict", "refused", report.verdict().to_string());
            expect("check", text(vector, "expected_check"), first.into());
        }
        other => expect("expected_verdict", "accept, reject or either", other.into()),
    }
    differences
}

#[test]
fn every_vector_has_its_expected_outcome() {
    let failures: Vec<_> = manifest()
        .iter()
        .flat_map(|vector| differences(vector).into_iter().map(|d| format!("{}: {d}", text(vector, "name"))))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn chunks_of_every_size_give_the_same_report() {
    const SIZES: [usize; 4] = [1, 511, 512, 65_536];
    let options = Options::default();
    // A part of them and one size each, so that the gate does not audit everything many times over.
    for (vector, size) in manifest().iter().zip(SIZES.into_iter().cycle()).step_by(3) {
        let file = fs::File::open(folder().join(text(vector, "file"))).unwrap();
        let mut archive = Vec::new();
        MultiGzDecoder::new(file).read_to_end(&mut archive).unwrap();
        let source = |take: &mut dyn FnMut(&[u8])| {
            archive.chunks(size).for_each(take);
            Ok::<(), Infallible>(())
        };
        let Ok(report) = audit_chunks(source, &options, &mut |_| {});
        let expected = audit_bytes(&archive, &options);
        assert_eq!(
            format!("{report:?}"),
            format!("{expected:?}"),
            "{} in chunks of {size}",
            text(vector, "name")
        );
    }
}

#[test]
fn no_archive_is_missing_from_the_manifest() {
    let listed: BTreeSet<_> = manifest().iter().map(|vector| text(vector, "file").to_owned()).collect();
    for part in ["positive", "negative"] {
        for entry in fs::read_dir(folder().join(part)).unwrap() {
            let name = format!("{part}/{}", entry.unwrap().file_name().into_string().unwrap());
            assert!(!name.ends_with(".bel.gz") || listed.contains(&name), "{name} is not in the manifest");
        }
    }
}

#[test]
fn every_check_of_a_finished_election_is_reached() {
    let unreached = |name: &str| -> BTreeSet<&str> {
        let report = audit(&folder().join(format!("positive/{name}.bel.gz")), &Options::default());
        report
            .checks
            .iter()
            .filter(|(_, o)| *o == Outcome::NotReached)
            .map(|(check, _)| check.name())
            .collect()
    };
    let both = |a: BTreeSet<&'static str>, b: BTreeSet<&'static str>| a.intersection(&b).copied().collect();
    let elections = ["v1-gen3.3--b-stage6-result", "v1-gen3.3--e-nh-rank4-20v-3shuffles"];
    let others = ["v1-gen3.3--g-lists-3lists-6v", "v1-gen3.3--c-2singles-plus-pedersen-2of3"];
    let all = elections.iter().chain(&others).map(|name| -> BTreeSet<&'static str> {
        unreached(name).iter().filter_map(|name| Check::parse(name)).map(Check::name).collect()
    });
    let never = all.reduce(both).unwrap();
    assert_eq!(never, BTreeSet::from(["bound-form", "bound-proof", "bound-present", "history-kept"]));
}

#[test]
fn lenient_reading_accepts_other_forms_and_no_other_proofs() {
    let lenient = Options { form: Form::Lenient, ..Options::default() };
    let mut accepted = BTreeSet::new();
    for vector in manifest().iter().filter(|v| v["crypto_version"] == 1 && v["kind"] == "negative") {
        let report = audit(&folder().join(text(vector, "file")), &lenient);
        if report.verdict() == Verdict::Accepted {
            accepted.insert(text(vector, "name").to_owned());
        }
    }
    let form_alone = [
        // Container: who wrote the tar file, and with what padding.
        "neg2.0--tar-mode-differs",
        "neg3.3--tar-end-zero-blocks",
        "neg3.3--tar-mtime-differs",
        // A timestamp as number, as later releases of the peer write it.
        "neg3.3--tar-header-timestamp-int",
        // Spaces between the tokens of a partial decryption, and counts as strings: the specification is silent.
        "neg3.3--pd-json-whitespace",
        "neg2.0--result-count-as-string",
        // Another order of fields inside an answer, signed in that order: the peers accept it, for they keep answers
        // as they are. They refuse every other writing of a ballot ("NonCanonical"), and so do we: one more space
        // would be a ballot cast again that is no replay byte for byte (ballot-json-whitespace, -trailing-newline).
        "neg3.3--ballot-json-field-order-in-answer",
        // Not here: spaces in an event (the peers write the events again and compare), repeated and unknown fields,
        // other writings of elements and numbers, which are no matter of form.
    ];
    assert_eq!(accepted, form_alone.iter().map(|&name| name.to_owned()).collect());
}

/// A finished election of the vectors with its items changed, hashed and chained anew.
fn changed(name: &str, change: impl FnOnce(&mut Vec<SurveyItem>)) -> Report {
    let path = folder().join(format!("positive/{name}.bel.gz"));
    let mut items = Vec::new();
    read_archive(fs::File::open(path).unwrap(), Form::Strict, |item, _| -> Result<(), ReadError> {
        items.push(item);
        Ok(())
    })
    .unwrap();
    change(&mut items);
    audit_bytes(&rebuild(&items), &Options::default())
}

fn passed(report: &Report) -> BTreeSet<&'static str> {
    report.checks.iter().filter(|(_, o)| *o == Outcome::Passed).map(|(check, _)| check.name()).collect()
}

#[test]
fn no_check_passes_that_was_not_made() {
    let garbage = |item: &mut SurveyItem| match item {
        SurveyItem::Ballot { bytes, .. } => *bytes = b"{}".to_vec(),
        SurveyItem::Shuffle { owner, .. } | SurveyItem::Decryption { owner, .. } => *owner += 90,
        _ => {}
    };
    let report = changed("v1-gen3.3--e-nh-rank4-20v-3shuffles", |items| items.iter_mut().for_each(garbage));
    let claimed = passed(&report);
    for check in claimed {
        assert!(
            !["ballot-", "shuffle-", "decryption-", "tally-", "result-"].iter().any(|p| check.starts_with(p)),
            "{check}"
        );
    }
    let stranger = |items: &mut Vec<SurveyItem>| {
        for item in items {
            if let SurveyItem::Decryption { owner, .. } = item {
                *owner += 90;
            }
        }
    };
    let report = changed("v1-gen3.3--e-nh-rank4-20v-3shuffles", stranger);
    let claimed = passed(&report);
    assert!(claimed.contains("shuffle-proof") && claimed.contains("ballot-signature"));
    assert!(!claimed.contains("decryption-proof") && !claimed.contains("decryption-form"));
}

#[test]
fn certificates_of_belenios_2_are_told_apart() {
    let open = |name: &str| audit(&folder().join(format!("positive/{name}.bel.gz")), &Options::default());
    let old = open("v1-gen2.0--c-pedersen-2of3-by-13");
    assert!(old.unbound_certificates);
    assert_eq!(old.outcome(Check::TrusteeCerts), Outcome::NotReached);
    let new = open("v1-gen3.3--c-pedersen-2of3-by-12");
    assert!(!new.unbound_certificates);
    assert_eq!((old.decrypters, new.decrypters.as_slice()), (vec![1, 3], [1, 2].as_slice()));
    assert_eq!(new.outcome(Check::TrusteeCerts), Outcome::Passed);
    assert_eq!(open("v1-gen3.3--e-nh-rank4-20v-3shuffles").shufflers, [1, 2, 3]);
}

#[test]
fn small_files_do_not_fill_the_memory() {
    let report = changed("v1-gen3.3--a-h1of3-1trustee-10v-ed25519", |items| {
        if let Some(SurveyItem::Setup { election, .. }) = items.first_mut() {
            let text = String::from_utf8(election.clone()).unwrap();
            *election = text
                .replacen("\"answers\":[", &format!("\"answers\":[{}", "\"\",".repeat(2_000_000)), 1)
                .into();
        }
    });
    assert_eq!(report.failures[0].check, Check::ElectionForm);
    let report = changed("v1-gen3.3--a-h1of3-1trustee-10v-ed25519", |items| {
        if let Some(SurveyItem::Ballot { bytes, .. }) = items.get_mut(1) {
            bytes.extend(vec![b' '; 1 << 20]);
        }
    });
    assert_eq!(report.failures[0].check, Check::BallotForm);
    assert!(report.failures[0].message.contains("longer than"), "{}", report.failures[0].message);
}

#[test]
fn forged_factors_pass_version_1_and_fail_the_bound_proof() {
    let own = folder().join("own");
    let manifest: Value = serde_json::from_slice(&fs::read(own.join("manifest.json")).unwrap()).unwrap();
    let vectors = manifest["vectors"].as_array().unwrap();
    for vector in vectors {
        let name = text(vector, "name");
        let archive = own.join(format!("{name}.bel.gz"));
        let bound = Some(fs::read(own.join(format!("{name}.bound.json"))).unwrap());
        let alone = audit(&archive, &Options::default());
        assert_eq!(alone.verdict().to_string(), text(vector, "expected_alone"), "{name}");
        let report = audit(&archive, &Options { bound, require_bound: true, ..Options::default() });
        assert_eq!(report.verdict().to_string(), text(vector, "expected_bound"), "{name}");
        let check = report.failures.first().map_or("", |failure| failure.check.name());
        assert_eq!(check, text(vector, "expected_check"), "{name}");
        let demanded = audit(&archive, &Options { require_bound: true, ..Options::default() });
        assert_eq!(demanded.failures[0].check, Check::BoundPresent, "{name}");
    }
    let archives = fs::read_dir(&own)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("bound-") && name.ends_with(".bel.gz"));
    assert_eq!(archives.count(), vectors.len());
}

fn outline(path: &Path) -> Outline {
    let mut archive = Vec::new();
    MultiGzDecoder::new(fs::File::open(path).unwrap()).read_to_end(&mut archive).unwrap();
    let mut reader = OutlineReader::new(Form::Strict);
    reader.push(&archive, &mut |_| {}).unwrap();
    reader.finish().unwrap()
}

#[test]
fn lots_have_their_values() {
    let own = folder().join("own");
    let manifest: Value = serde_json::from_slice(&fs::read(own.join("manifest.json")).unwrap()).unwrap();
    let lots = manifest["lots"].as_array().unwrap();
    for vector in lots {
        let name = text(vector, "name");
        let outline = outline(&own.join(format!("{}.bel.gz", text(vector, "archive"))));
        let (setup, head) = (outline.setup.unwrap(), outline.end.unwrap().event);
        let document = fs::read(own.join(format!("{name}.lot.json"))).unwrap();
        let found = verify_document(&setup.election, &setup.trustees, &document, setup.event, head);
        if vector["refused"].is_string() {
            assert_eq!(found.unwrap_err().to_string(), text(vector, "refused"), "{name}");
            continue;
        }
        assert_eq!(String::from_utf8(found.unwrap().into_bytes()).unwrap(), text(vector, "value"), "{name}");
        let base = with_group!(group_of(&setup.election).unwrap(), G => {
            Lot::<G>::new(setup.event, head).base().to_text()
        });
        assert_eq!(base, text(vector, "base"), "{name}");
    }
    let documents = fs::read_dir(&own)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".lot.json"));
    assert_eq!(documents.count(), lots.len());
}

#[test]
fn the_documented_lot_is_among_the_vectors() {
    let page = fs::read_to_string(folder().join("../../docs/spec/lot.md")).unwrap();
    let examples: Vec<_> =
        page.lines().filter(|line| line.starts_with("{\"format\":\"kenes/lot/v1\"")).collect();
    assert_eq!(examples, [fs::read_to_string(folder().join("own/lot-one-trustee.lot.json")).unwrap()]);
}
