//! `kenes audit` of whole records: sound and tampered, as a folder, a tar file and an address.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod common;
#[path = "../../kenes-verify/tests/support/mod.rs"]
mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use common::{Folder, web_server};
use kenes_core::testing::{MemoryFiles, World};
use serde_json::Value;

use self::support::{Vote, council};

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &[&[3, 4], &[3, 4, 5], &[4, 3]]);
    world.accept_all(vote.call);
    world.tick();
    world
});

/// A folder with the record in `record/`.
fn recorded(name: &str) -> Folder {
    let folder = Folder::new(name);
    write(&WORLD.files(), &folder.path("record"));
    folder
}

fn write(files: &MemoryFiles, to: &Path) {
    for (path, content) in &files.0 {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Runs `kenes audit`: exit code, output, errors.
fn audit(folder: &Folder, args: &[&str]) -> (i32, String, String) {
    let output = folder.command(env!("CARGO_BIN_EXE_kenes"), &["audit"]).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The same as JSON, with the exit code that the verdict asks for.
fn report(folder: &Folder, args: &[&str]) -> Value {
    let (code, out, error) = audit(folder, &[args, &["--json"]].concat());
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{code}: {error}"));
    let is_accepted = report["verdict"] == "accepted";
    assert_eq!(code, i32::from(!is_accepted), "{error}");
    assert_eq!(is_accepted, report["failure_count"] == 0);
    assert_eq!(error.contains("error[K-CLI-160]"), !is_accepted, "{error}");
    report
}

/// Refused before anything was audited.
fn stopped(folder: &Folder, args: &[&str], code: &str) {
    let (exit, out, error) = audit(folder, args);
    assert_eq!((exit, out.as_str()), (2, ""), "{args:?}: {error}");
    assert!(error.contains(&format!("error[{code}]")) && error.contains("what to do: "), "{args:?}: {error}");
}

/// What failed: checks with leaf or file.
fn failures(report: &Value) -> Vec<(&str, Option<u64>, Option<&str>)> {
    let failures = report["failures"].as_array().unwrap();
    failures
        .iter()
        .map(|failure| {
            (failure["check"].as_str().unwrap(), failure["leaf"].as_u64(), failure["file"].as_str())
        })
        .collect()
}

#[test]
fn a_sound_record_is_accepted_and_says_who_holds_which_seat() {
    let folder = recorded("audit-sound");
    let found = report(&folder, &["record"]);
    assert_eq!(failures(&found), []);
    assert_eq!(found["seats_hash"], WORLD.council.seats_hash().to_hex());
    let (code, out, error) = audit(&folder, &["record", "--at", "2027-01-06"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.starts_with("Accepted: every check holds.\n"), "{out}");
    assert!(out.contains(&WORLD.name(3).to_string()), "{out}");
    // From the folder above, and in another language.
    assert_eq!(report(&folder, &["."])["root"], found["root"]);
    let (code, out, _) = audit(&folder, &["record", "--lang", "kk"]);
    assert!(code == 0 && out.starts_with("Қабылданды"), "{out}");
}

#[test]
fn a_tampered_record_is_refused_with_leaf_and_file() {
    let folder = recorded("audit-tampered");
    let path = folder.path("record").join("tile/entries");
    let tile = fs::read_dir(&path).unwrap().next().unwrap().unwrap().path();
    let tile = fs::read_dir(tile).unwrap().next().unwrap().unwrap().path();
    let mut content = fs::read(&tile).unwrap();
    let last = content.len() - 10;
    // Another letter of Base64, so that the line is well formed and its signature wrong.
    content[last] = if content[last] == b'A' { b'B' } else { b'A' };
    fs::write(&tile, content).unwrap();
    let found = report(&folder, &["record"]);
    let leaf = found["size"].as_u64().unwrap() - 1;
    assert!(
        failures(&found).iter().any(|(check, at, _)| (*check, *at) == ("signatures", Some(leaf))),
        "{found}"
    );
    let (code, out, error) = audit(&folder, &["record"]);
    assert_eq!(code, 1);
    assert!(out.contains(&format!("entry {leaf}, ")) && out.contains("What to do: "), "{out}");
    assert!(error.contains("error[K-CLI-160]"), "{error}");
}

#[test]
fn a_blob_that_was_changed_or_is_missing_is_named() {
    let folder = recorded("audit-blob");
    let found = report(&folder, &["record"]);
    let archive = found["elections"][0]["archives"][1]["archive"].as_str().unwrap();
    let blob = format!("blob/sha256/{}/{archive}", &archive[..2]);
    let path = folder.path("record").join(&blob);
    let content = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let missing = report(&folder, &["record"]);
    assert!(failures(&missing).iter().any(|(_, _, file)| *file == Some(blob.as_str())), "{missing}");
    assert!(missing["stopped"].is_u64());
    let mut changed = content;
    changed[100] ^= 1;
    fs::write(&path, changed).unwrap();
    let changed = report(&folder, &["record"]);
    assert!(
        failures(&changed).iter().any(|(check, _, file)| (*check, *file) == ("blobs", Some(blob.as_str())))
    );
}

#[test]
fn what_was_kept_must_be_continued() {
    let folder = recorded("audit-known");
    let (code, _, error) = audit(&folder, &["record", "--remember", "head"]);
    assert_eq!(code, 0, "{error}");
    assert_eq!(folder.read("head"), folder.read("record/checkpoint"));
    let found = report(&folder, &["record", "--known", "head"]);
    let check =
        found["checks"].as_array().unwrap().iter().find(|check| check["id"] == "consistency").unwrap();
    assert_eq!(check["outcome"], "passed");
    folder.write("report.json", found.to_string());
    assert_eq!(report(&folder, &["record", "--known", "report.json"])["verdict"], "accepted");
    // A report that says something else, one that refused, and another file.
    for (name, change) in [("size", Value::from(7)), ("origin", Value::from("other.example/k/abc"))] {
        let mut other = found.clone();
        other[name] = change;
        folder.write("other.json", other.to_string());
        let refused = report(&folder, &["record", "--known", "other.json", "--remember", "head"]);
        assert_eq!(refused["verdict"], "refused", "{name}");
    }
    assert_eq!(folder.read("head"), folder.read("record/checkpoint"));
    let mut refused = found;
    refused["verdict"] = "refused".into();
    folder.write("refused.json", refused.to_string());
    stopped(&folder, &["record", "--known", "refused.json"], "K-CLI-164");
    stopped(&folder, &["record", "--known", "record/policy"], "K-CLI-164");
    stopped(&folder, &["record", "--known", "nowhere"], "K-CLI-001");
}

#[test]
fn reasons_are_told_step_by_step() {
    let folder = recorded("audit-why");
    let (code, out, _) = audit(&folder, &["record", "--why", "1/0"]);
    assert_eq!(code, 0);
    assert!(out.contains("  1. The council was founded."), "{out}");
    assert!(out.contains("kenes record show record --index"), "{out}");
    let found = report(&folder, &["record", "--why", "1/0"]);
    assert_eq!(found["why"]["steps"][0]["kind"], "founded");
    let (code, out, _) = audit(&folder, &["record", "--why", "0/6"]);
    assert!(code == 0 && out.contains("Nobody holds seat 0/6."), "{out}");
    stopped(&folder, &["record", "--why", "7/0"], "K-CLI-165");
    // The commands do what they say.
    let show = out_of(&folder, &["record", "show", "record", "--index", "0"]);
    assert!(show.contains("charter.genesis"), "{show}");
}

fn out_of(folder: &Folder, args: &[&str]) -> String {
    let output = folder.command(env!("CARGO_BIN_EXE_kenes"), args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_page_is_a_new_file() {
    let folder = recorded("audit-html");
    let (code, _, error) = audit(&folder, &["record", "--html", "audit.html", "--lang", "es"]);
    assert_eq!(code, 0, "{error}");
    let page = String::from_utf8(folder.read("audit.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("lang=\"es\""));
    let (code, _, error) = audit(&folder, &["record", "--html", "audit.html"]);
    assert!(code == 2 && error.contains("error[K-CLI-003]"), "{error}");
}

/// A tar file of these entries: type, name, content.
fn tar(entries: &[(u8, &str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (kind, name, content) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(u64::try_from(content.len()).unwrap());
        header.set_mode(0o644);
        header.set_entry_type(tar::EntryType::new(*kind));
        // What the library would refuse to write.
        let name_field = &mut header.as_mut_bytes()[..name.len()];
        name_field.copy_from_slice(name.as_bytes());
        if *kind == b'2' {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        builder.append(&header, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn a_tar_file_is_unpacked_and_audited() {
    let folder = recorded("audit-tar");
    let files = WORLD.files();
    let packed = |prefix: &str| {
        let mut names: Vec<(String, &[u8])> = Vec::new();
        names.extend(files.0.iter().map(|(path, content)| (format!("{prefix}{path}"), content.as_slice())));
        let mut builder = tar::Builder::new(Vec::new());
        for (name, content) in names {
            let mut header = tar::Header::new_gnu();
            header.set_size(u64::try_from(content.len()).unwrap());
            header.set_mode(0o644);
            builder.append_data(&mut header, name, content).unwrap();
        }
        builder.into_inner().unwrap()
    };
    let root = report(&folder, &["record"])["root"].clone();
    for prefix in ["", "./", "record/", "my council/record/", "council/public/"] {
        folder.write("packed.tar", packed(prefix));
        assert_eq!(report(&folder, &["packed.tar"])["root"], root, "{prefix}");
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&packed("record/")).unwrap();
    let gzip = gzip.finish().unwrap();
    folder.write("packed.tar.gz", &gzip);
    assert_eq!(report(&folder, &["packed.tar.gz"])["root"], root);
    folder.write("cut.tar.gz", &gzip[..gzip.len() / 2]);
    stopped(&folder, &["cut.tar.gz"], "K-CLI-163");
    folder.write("cut.tar", &packed("record/")[..3_000]);
    stopped(&folder, &["cut.tar"], "K-CLI-163");
}

#[test]
fn a_tar_file_cannot_reach_outside() {
    let folder = Folder::new("audit-tar-outside");
    for (number, entries) in [
        [(b'0', "../evil", b"x".as_slice())].as_slice(),
        &[(b'0', "/tmp/kenes-evil", b"x")],
        &[(b'0', "a/../../evil", b"x")],
        &[(b'2', "checkpoint", b"")],
        &[(b'1', "checkpoint", b"")],
        &[(b'6', "checkpoint", b"")],
        &[(b'0', "a", b"x"), (b'0', "./a", b"y")],
        &[(b'0', "a", b"x"), (b'0', "a/b", b"y")],
    ]
    .iter()
    .enumerate()
    {
        folder.write("evil.tar", tar(entries));
        let (code, out, error) = audit(&folder, &["evil.tar"]);
        assert!(code == 2 && out.is_empty(), "{number}: {error}");
        assert!(
            error.contains("error[K-CLI-163]") || error.contains("error[K-CLI-002]"),
            "{number}: {error}"
        );
    }
    // Nor fill the disk: a file with holes, and one that is nearly all zeros.
    let mut sparse = tar(&[(b'0', "checkpoint", b"x")]);
    sparse[156] = b'S';
    sparse[257..265].copy_from_slice(b"ustar  \0");
    let mut header = tar::Header::from_byte_slice(&sparse[..512]).clone();
    header.set_cksum();
    sparse[..512].copy_from_slice(header.as_bytes());
    folder.write("evil.tar", &sparse);
    stopped(&folder, &["evil.tar"], "K-CLI-163");
    let holes = [(b'x', "holes", b"22 GNU.sparse.major=1\n".as_slice()), (b'0', "checkpoint", b"x")];
    folder.write("evil.tar", tar(&holes));
    let (_, _, error) = audit(&folder, &["evil.tar"]);
    assert!(error.contains("is a sparse file"), "{error}");
    let zeros = vec![0; 80 << 20];
    for entry in
        [(b'0', "checkpoint", zeros.as_slice()), (b'5', "folder", &zeros), (b'L', "././@LongLink", &zeros)]
    {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&tar(&[entry])).unwrap();
        folder.write("evil.tar.gz", gzip.finish().unwrap());
        let (_, _, error) = audit(&folder, &["evil.tar.gz"]);
        assert!(error.contains("error[K-CLI-163]") && error.contains("holds more than "), "{error}");
    }
    folder.write("empty.tar", tar(&[(b'0', "readme", b"x")]));
    stopped(&folder, &["empty.tar"], "K-CLI-161");
    assert!(!folder.path("evil").exists() && !Path::new("/tmp/kenes-evil").exists());
}

#[test]
fn a_record_is_audited_over_http() {
    let folder = recorded("audit-http");
    let address = web_server(folder.path("record"));
    let found = report(&folder, &[address.as_str()]);
    assert_eq!(found["verdict"], "accepted", "{found}");
    assert_eq!(found["seats_hash"], WORLD.council.seats_hash().to_hex());
    stopped(&folder, &["http://127.0.0.1:1/"], "K-CLI-132");
}

#[test]
fn a_tampered_record_over_http_gets_a_report() {
    let folder = recorded("audit-http-tampered");
    let address = web_server(folder.path("record"));
    let sound = report(&folder, &[address.as_str()]);
    let blob = {
        let archive = sound["elections"][0]["archives"][1]["archive"].as_str().unwrap();
        format!("blob/sha256/{}/{archive}", &archive[..2])
    };
    let tile = Path::new("tile/entries").join(format!("000.p/{}", sound["size"]));
    for path in ["checkpoint", "policy", tile.to_str().unwrap(), &blob] {
        let path = format!("record/{path}");
        let content = folder.read(&path);
        let mut changed = content.clone();
        let last = changed.len() - 10;
        changed[last] ^= 1;
        folder.write(&path, &changed);
        let found = report(&folder, &[address.as_str()]);
        // The same as of the files themselves.
        assert_eq!(
            (&found["verdict"], failures(&found)),
            (&"refused".into(), failures(&report(&folder, &["record"])))
        );
        fs::remove_file(folder.path(&path)).unwrap();
        if path == "record/checkpoint" {
            stopped(&folder, &[address.as_str()], "K-CLI-161");
        } else {
            let found = report(&folder, &[address.as_str()]);
            let missing = path.strip_prefix("record/").unwrap();
            assert!(failures(&found).contains(&("files", None, Some(missing))), "{found}");
        }
        folder.write(&path, &content);
    }
    assert_eq!(report(&folder, &[address.as_str()])["verdict"], "accepted");
    stopped(&folder, &[address.as_str(), "--limit", "0"], "K-CLI-167");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_not_followed() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let folder = recorded("audit-links");
    folder.write("outside", folder.read("record/policy"));
    fs::remove_file(folder.path("record/policy")).unwrap();
    symlink(folder.path("outside"), folder.path("record/policy")).unwrap();
    symlink(folder.path("."), folder.path("record/round")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path("record/pipe")).status().unwrap();
    assert!(made.success());
    // The name of a socket may not be long.
    let _socket = {
        let short = Path::new("/tmp").join(format!("kenes-{}", std::process::id()));
        let socket = UnixListener::bind(&short).unwrap();
        fs::rename(&short, folder.path("record/socket")).unwrap();
        socket
    };
    let found = report(&folder, &["record"]);
    let named: Vec<&str> = found["failures"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|failure| failure["message"].as_str())
        .collect();
    for what in ["a link in the place", "a pipe in the place", "a socket in the place"] {
        assert!(named.iter().any(|message| message.starts_with(what)), "{named:?}");
    }
    for path in ["policy", "round", "pipe", "socket"] {
        assert!(failures(&found).contains(&("files", None, Some(path))), "{found}");
    }
    // The audit went on.
    assert_eq!(found["seats_hash"], WORLD.council.seats_hash().to_hex());
    fs::remove_file(folder.path("record/checkpoint")).unwrap();
    symlink("/dev/zero", folder.path("record/checkpoint")).unwrap();
    assert!(failures(&report(&folder, &["record"])).contains(&("files", None, Some("checkpoint"))));
    symlink(folder.path("record"), folder.path("elsewhere")).unwrap();
    fs::create_dir(folder.path("empty")).unwrap();
    symlink(folder.path("record"), folder.path("empty/record")).unwrap();
    stopped(&folder, &["empty"], "K-CLI-161");
    stopped(&folder, &["record/pipe"], "K-CLI-161");
}

#[test]
fn a_sample_opens_no_council() {
    let folder = Folder::new("audit-sample");
    out_of(&folder, &["record", "sample", "--acts", "300", "--dir", "record"]);
    let found = report(&folder, &["record"]);
    assert_eq!(failures(&found), [("fold", Some(0), None)]);
    assert_eq!((&found["stopped"], &found["seats"]), (&0.into(), &Value::Array(Vec::new())));
    let (_, out, _) = audit(&folder, &["record"]);
    assert!(out.contains("That cannot be told from these files.") && !out.contains("None."), "{out}");
}
