//! `kenes council tick`.

use kenes_core::Time;
use serde_json::json;

use super::desk::Place;
use super::signing::Done;
use crate::error::Result;
use crate::output::Output;

/// Tells the record what time it is (the server)
///
/// Time in a council is that of its last tick and nothing else. With witnesses it is theirs; without, it is this machine's
/// word, and the record says so. At a tick terms end, whoever did not answer has declined, and elections that did not come to
/// their end are void. The other commands write a tick themselves where something fell due since the last one.
///
/// With --json: act, leaf, time.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Writes a tick.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let taken = desk.tick()?;
            let time = desk.council().now().map_or(0, Time::seconds);
            let json = json!({ "time": kenes_text::time::rfc3339(time) });
            Done::Taken(taken).tell(output, &json, &kenes_text::time::utc(time))
        })
    }
}
