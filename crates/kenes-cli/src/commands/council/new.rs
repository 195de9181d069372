//! `kenes council new`.

use std::path::PathBuf;

use clap::ValueEnum;
use kenes_core::{Charter, Time};
use kenes_record::note::NoteSignature;
use kenes_record::policy::Policy;
use kenes_server::host::{Founding, Host, Name};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::CouncilError;
use super::desk::{Desk, body_note, clock, read_time};
use super::member_key::{MemberKey, NewProtection};
use super::people::slug;
use crate::error::Result;
use crate::files::{self, Secrecy};
use crate::output::{Output, say};

/// The charters that come with the program.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Preset {
    /// One body and one secretary, who is registrar and trustee
    Small,
    /// A workplace: three registrars and three trustees, two of each needed
    Workplace,
    /// A neighbourhood: the same, and a member who vouches for each new one
    Neighbourhood,
}

impl Preset {
    const fn charter(self) -> &'static str {
        match self {
            Self::Small => include_str!("../../../../kenes-server/presets/small.json"),
            Self::Workplace => include_str!("../../../../kenes-server/presets/workplace.json"),
            Self::Neighbourhood => include_str!("../../../../kenes-server/presets/neighbourhood.json"),
        }
    }

    /// What the bodies of the charter are called.
    const fn bodies(self) -> &'static [&'static str] {
        match self {
            Self::Small => &["Council", "Secretary"],
            Self::Workplace | Self::Neighbourhood => &["Council", "Registrars"],
        }
    }
}

/// Founds a council: its folder, its charter, its first act (founders)
///
/// A charter says who elects whom and how decisions are made. It comes with a preset, or is a file of your own
/// (docs/spec/charter.md). Founders hold seats until the first election, for 90 days at most; with the preset `small` one is
/// enough. Their keys are made here, in DIR/keys/people.
///
/// Then: `kenes council enrol` for each member.
///
/// Exit codes: 0 founded; 1 it is no charter, or the folder is not empty; 2 the command is wrong.
///
/// With --json: origin, act, founders (number, key, file).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The new folder
    dir: PathBuf,
    /// A charter that comes with the program
    #[arg(long, value_enum, required_unless_present = "charter", conflicts_with = "charter")]
    preset: Option<Preset>,
    /// A charter of your own
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// What the council is called
    #[arg(long)]
    name: String,
    /// How many seats its first body has, in place of the preset's
    #[arg(long, value_name = "N", requires = "preset", value_parser = clap::value_parser!(u16).range(1..=500))]
    seats: Option<u16>,
    /// A founder's name; may be repeated
    #[arg(long = "founder", value_name = "NAME", required = true)]
    founders: Vec<String>,
    /// Which witnesses must have seen the record: a C2SP tlog-policy; none without
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The name of the machine, a part of the record's name for ever
    #[arg(long, default_value = "localhost")]
    host: String,
    /// The time, in place of this machine's clock
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    at: Option<Time>,
    #[command(flatten)]
    protection: NewProtection,
}

impl Args {
    /// Makes the folder.
    pub fn run(self, output: Output) -> Result<()> {
        self.protection.check()?;
        let at = self.at.unwrap_or_else(clock);
        let keys = self.founders.iter().map(|_| MemberKey::generate()).collect::<Result<Vec<_>>>()?;
        let founders = keys.iter().map(|key| Ok((key.public()?, key.next_hash()?)));
        let founding = Founding {
            host: self.host.clone(),
            charter: self.charter()?,
            policy: self.policy()?,
            founders: founders.collect::<Result<_>>()?,
            at,
        };
        let failed = |source| CouncilError::founding(self.dir.clone(), source);
        let foundation = founding.draft().map_err(failed)?;
        let lines: Vec<NoteSignature> = keys.iter().map(|key| foundation.act().line(key.signer())).collect();
        let runtime = Runtime::new().map_err(CouncilError::Runtime)?;
        let host = runtime.block_on(Host::found(&self.dir, foundation, lines)).map_err(failed)?;
        let desk = Desk::new(runtime, host, at);
        let told = self.furnish(&desk, &keys);
        let origin = desk.host().origin().to_string();
        desk.close()?;
        let (json, text) = told?;
        say("The council is founded. Next: `kenes council enrol` for each member.");
        output.data(&json!({ "origin": origin, "founders": json }), format_args!("record  {origin}\n{text}"))
    }

    /// Writes the founders' keys and names, and what the bodies are called.
    fn furnish(&self, desk: &Desk, keys: &[MemberKey]) -> Result<(Vec<Value>, String)> {
        desk.keep_note("name", self.name.as_bytes())?;
        for (body, name) in (0..).zip(self.preset.map_or(&[][..], Preset::bodies)) {
            desk.keep_note(&body_note(body), name.as_bytes())?;
        }
        files::make_folder(&desk.people(), Secrecy::Secret)?;
        let (mut told, mut lines) = (Vec::new(), Vec::new());
        for ((number, name), key) in (0_u32..).zip(&self.founders).zip(keys) {
            let path = desk.people().join(format!("{}.key", slug(name)));
            key.write(&path, &self.protection.protection)?;
            desk.wait(desk.host().put_founder(number, &Name::new(name))).map_err(CouncilError::from)?;
            told.push(json!({ "number": number, "key": key.name().to_string(), "file": path }));
            lines.push(format!("founder {number}  {}  {}", key.name(), path.display()));
        }
        Ok((told, lines.join("\n")))
    }

    fn charter(&self) -> Result<Vec<u8>> {
        let (path, content) = match (&self.charter, self.preset) {
            (Some(path), _) => (path.clone(), files::read(path, files::SMALL)?.trim_ascii().to_vec()),
            (None, preset) => (PathBuf::from("the preset"), self.of_preset(preset)),
        };
        Charter::parse(&content).map_err(|source| CouncilError::Charter { path, source })?;
        Ok(content)
    }

    fn of_preset(&self, preset: Option<Preset>) -> Vec<u8> {
        let text = preset.map_or("", Preset::charter).trim_end();
        self.seats.map_or_else(|| text.into(), |seats| with_seats(text, seats))
    }

    fn policy(&self) -> Result<Vec<u8>> {
        let Some(path) = &self.policy else { return Ok(b"quorum none\n".to_vec()) };
        let content = files::read(path, files::SMALL)?.to_vec();
        Policy::parse(&content).map_err(|source| CouncilError::Policy { path: path.clone(), source })?;
        Ok(content)
    }
}

/// A charter whose first body has so many seats.
fn with_seats(text: &str, seats: u16) -> Vec<u8> {
    let Ok(mut charter) = serde_json::from_str::<Value>(text) else { return text.into() };
    if let Some(kept) = charter.pointer_mut("/bodies/0/seats") {
        *kept = seats.into();
    }
    // Keys come out in order, and there are no fractions: this is canonical.
    charter.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_charter() {
        for preset in Preset::value_variants() {
            let charter = Charter::parse(preset.charter().trim_end().as_bytes()).unwrap();
            assert_eq!(charter.bodies.len(), preset.bodies().len());
        }
    }

    #[test]
    fn a_preset_with_other_seats_is_a_charter() {
        let charter = with_seats(Preset::Small.charter().trim_end(), 9);
        assert_eq!(Charter::parse(&charter).unwrap().bodies[0].seats, 9);
    }
}
