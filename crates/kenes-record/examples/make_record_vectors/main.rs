//! Writes the vectors of `vectors/record/json` and `vectors/record/acts` anew. The same files come out at every run.
//!
//! Each file that must be refused has one defect; it is signed as it stands, so that nothing else is wrong with it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "vectors that cannot be made should stop their maker"
)]

mod canonical;
mod changes;
mod lines;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kenes_record::act::{Act, ActType, Holder, Presence};
use kenes_record::testing::{World, key};
use serde_json::{Value, json};

/// The founding host of the log of the vectors.
const HOST: &str = "record.example";

/// Where the files are written, below the folder of the crate.
const FOLDER: &str = "../../vectors/record";

fn main() {
    for (path, bytes) in files() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Every file by its path below `vectors/record`.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    canonical::files(&mut files);
    let mut acts = Acts { world: World::new(HOST), files: BTreeMap::new(), entries: Vec::new() };
    acts.accepted();
    acts.changed();
    acts.texts();
    acts.lines();
    acts.signatures();
    acts.write(&mut files);
    files
}

fn manifest(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap();
    text.push('\n');
    text.into_bytes()
}

/// The acts as they are being made.
struct Acts {
    world: World,
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<Value>,
}

impl Acts {
    fn accepted(&mut self) {
        for act_type in ActType::ALL {
            // Only one act opens this log.
            if *act_type == ActType::CharterGenesis || act_type.profile().log() == Presence::Required {
                self.accept(&self.act(*act_type));
            }
        }
    }

    fn act(&self, act_type: ActType) -> Act {
        if act_type == ActType::CharterGenesis {
            self.world.genesis().clone()
        } else {
            self.world.act(act_type, 7)
        }
    }

    fn text(&self, act_type: ActType) -> String {
        self.act(act_type).note().text().to_owned()
    }

    fn accept(&mut self, act: &Act) {
        let act_type = act.act_type();
        let file = format!("accept/{}.act", act_type.name());
        let (what, id) = (act_type.description().trim(), act.id().to_hex());
        self.entries.push(json!({"file": file, "what": what, "id": id, "error": null}));
        self.files.insert(file, act.to_bytes());
    }

    fn refuse(&mut self, name: &str, error: &str, what: &str, bytes: Vec<u8>) {
        let file = format!("reject/{name}.act");
        self.entries.push(json!({"file": file, "what": what, "error": error}));
        assert!(self.files.insert(file, bytes).is_none(), "{name} twice");
    }

    fn write(self, files: &mut BTreeMap<String, Vec<u8>>) {
        let holders = [Holder::Member, Holder::Server, Holder::Credential];
        let keys = holders.into_iter().flat_map(|holder| [0, 1, 2].map(|number| key(holder, number)));
        let mut keys: Vec<String> = keys.map(|key| key.verifier().to_string()).collect();
        keys.push(self.world.log().verifier().to_string());
        keys.extend(self.world.witnesses().iter().map(|key| key.verifier().to_string()));
        let value = json!({
            "about": "Acts of one log. error is null for an act that must be accepted, else the code of the one defect, \
                which what says in words. keys are all that are known.",
            "origin": self.world.origin().to_string(),
            "keys": keys,
            "acts": self.entries,
        });
        files.insert("acts/manifest.json".to_owned(), manifest(&value));
        files.extend(self.files.into_iter().map(|(file, bytes)| (format!("acts/{file}"), bytes)));
    }
}
