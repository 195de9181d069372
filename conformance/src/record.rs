//! Records made by kenes, checked by two peers: Go's own packages for transparency logs ([`GoPeer`]) and pymerkle
//! ([`PythonPeer`]).

mod files;
mod peer;
mod scratch;

pub use files::RecordFiles;
pub use peer::{Checked, GoPeer, PythonPeer};
pub use scratch::Scratch;
