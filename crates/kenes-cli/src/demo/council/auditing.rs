//! The end: an outsider checks the record, somebody alters a copy, and what lies where is written down.

use std::fs;
use std::path::{Path, PathBuf};

use kenes_core::{SeatName, Time};
use kenes_record::tile::{self, Tile, TileKind, WIDTH};
use kenes_verify::{Failure, Options, Outcome, Report, Verdict, audit};
use serde_json::json;

use super::electing::Held;
use super::readme;
use super::story::{BODIES, Story};
use crate::commands::record::folder::FolderFiles;
use crate::demo::Surprise;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{self, Output};

/// What an altered copy was refused for.
pub struct Refused {
    pub path: PathBuf,
    pub leaf: u64,
    pub failure: Failure,
}

/// The vote that is altered.
const FROM: &[u8] = b"\"vote\":\"against\"";
const TO: &[u8] = b"\"vote\":\"for\"";

impl Story {
    /// An outsider checks the record from its files alone.
    pub fn audit(&mut self, held: &[Held]) -> Result<Report> {
        self.teller.chapter("An outsider checks everything")?;
        self.scene.keep_keys(&self.folder.secrets("people"))?;
        self.publish(held)?;
        let record = self.record();
        self.teller.step("an outsider reads the record and checks all of it");
        let report = checked(&record, self.scene.now())?;
        if report.verdict() != Verdict::Accepted {
            for failure in &report.failures {
                self.teller.note(format_args!("{}: {}", failure.check.name(), failure.message))?;
            }
            return Err(Surprise::RecordRefused.into());
        }
        let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
        self.teller.tell(format_args!(
            "The folder record/ is all there is to trust: {} acts, the archives of the elections, the rules. The outsider trusts nobody, reads every \
             byte, checks every signature, audits both elections, counts them again, and works out who holds which seat. {passed} \
             kinds of checks passed, none failed: ACCEPTED. And the seats come out as they were shown above.",
            report.counted.leaves
        ))?;
        self.teller.tell(format_args!(
            "It also says whom one must trust here, and warns: the {} are still founders, so their election is due; and the time is \
             this server's word, for no witness was named.",
            BODIES[2]
        ))?;
        Ok(report)
    }

    /// Somebody alters one vote in a copy.
    pub fn tamper(&mut self) -> Result<Refused> {
        self.teller.chapter("Somebody cheats")?;
        let path = self.folder.root().join("tampered").join("record");
        copy(&self.record(), &path)?;
        let leaf = alter(&path)?.ok_or(Surprise::NotAltered)?;
        let report = checked(&path, self.scene.now())?;
        let failure = report.failures.into_iter().find(|failure| failure.leaf == Some(leaf));
        let failure = failure.ok_or(Surprise::NotAltered)?;
        self.teller.tell(format_args!(
            "In a copy of the record one delegate's vote on the motion is changed, from against to for. The same check reads it."
        ))?;
        self.teller.note(format_args!(
            "REFUSED: act {leaf}, check {}: {}",
            failure.check.name(),
            failure.message
        ))?;
        self.teller.tell(
            "Whoever runs the server could make every hash anew and sign the whole record again. The vote would still not be signed by the \
             delegate, and everybody who kept an older copy, or any witness, would see that history was changed.",
        )?;
        Ok(Refused { path, leaf, failure })
    }

    /// Writes README.txt and sums up.
    pub fn end(mut self, output: Output, report: &Report, refused: &Refused) -> Result<()> {
        let root = self.folder.root().to_path_buf();
        let readme = root.join("README.txt");
        files::write_new(&readme, readme::text(&self.folder).as_bytes(), Secrecy::Public)?;
        self.teller.chapter("What lies here, and what to try")?;
        self.teller.line(format_args!("\n{}", readme::next(&self.folder)))?;
        let seats = report.seats.iter().map(|line| {
            let SeatName { body, seat } = line.name;
            let holder = line.holder.as_ref().map(|holder| self.scene.name(holder.member));
            json!({ "body": body, "seat": seat, "holder": holder })
        });
        let document = json!({
            "folder": root, "record": self.record(), "readme": readme,
            "members": self.scene.council().roll(), "acts": report.counted.leaves, "verdict": "accepted",
            "seats": seats.collect::<Vec<_>>(),
            "tampered": {
                "record": refused.path, "verdict": "refused", "leaf": refused.leaf,
                "check": refused.failure.check.name(), "message": refused.failure.message,
            },
            "seconds": self.teller.seconds(),
        });
        let last = format!(
            "\n{} members, {} acts, {} seats, accepted; an altered copy refused at act {}; {} seconds. Read {} next.",
            self.scene.council().roll(),
            report.counted.leaves,
            report.seats.len(),
            refused.leaf,
            self.teller.seconds(),
            readme.display()
        );
        self.scene.stop()?;
        if output.json { output::raw(document) } else { output::raw(last) }
    }

    fn record(&self) -> PathBuf {
        self.folder.root().join("record")
    }

    /// Writes the record, and copies of the archives where a reader looks for them.
    fn publish(&mut self, held: &[Held]) -> Result<()> {
        self.scene.publish(&self.record())?;
        let elections = self.folder.root().join("elections");
        files::make_folder(&elections, Secrecy::Public)?;
        for held in held {
            for from in [held.poll.archive(), held.poll.bound()] {
                let to = elections.join(from.file_name().unwrap_or_default());
                fs::copy(&from, &to).map_err(|source| CliError::Write { path: to, source })?;
            }
        }
        Ok(())
    }
}

fn checked(record: &Path, at: Time) -> Result<Report> {
    let options = Options { at: Some(at), ..Options::default() };
    audit(&FolderFiles::new(record), &options, &mut |_| {})
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| CliError::Write { path, source }
    };
    fs::create_dir_all(to).map_err(failed(to))?;
    for entry in fs::read_dir(from).map_err(failed(from))? {
        let entry = entry.map_err(failed(from))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(failed(&target))?;
        }
    }
    Ok(())
}

/// Changes the first vote against the motion into one for it; gives the number of its act.
fn alter(record: &Path) -> Result<Option<u64>> {
    let files = FolderFiles::new(record);
    for path in kenes_record::fsck::Files::paths(&files)? {
        let Some(tile) = Tile::from_path(&path).filter(|tile| tile.kind() == TileKind::Entries) else {
            continue;
        };
        let content = kenes_record::fsck::Files::read(&files, &path)?;
        let Ok(entries) = tile::parse_entries(&content, tile.width()) else { continue };
        let is_against = |entry: &&[u8]| entry.windows(FROM.len()).any(|window| window == FROM);
        let Some(place) = entries.iter().position(is_against) else { continue };
        let mut altered = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let entry = if number == place { replaced(entry) } else { entry.to_vec() };
            if !tile::push_entry(&mut altered, &entry) {
                return Ok(None);
            }
        }
        let file = record.join(&path);
        fs::write(&file, &altered).map_err(|source| CliError::Write { path: file.clone(), source })?;
        let place = u64::try_from(place).unwrap_or(u64::MAX);
        return Ok(Some(tile.index().saturating_mul(WIDTH).saturating_add(place)));
    }
    Ok(None)
}

fn replaced(entry: &[u8]) -> Vec<u8> {
    let at = entry.windows(FROM.len()).position(|window| window == FROM);
    let Some((before, rest)) = at.and_then(|at| entry.split_at_checked(at)) else { return entry.to_vec() };
    [before, TO, rest.get(FROM.len()..).unwrap_or_default()].concat()
}
