//! `kenes witness serve`.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use kenes_record::key::{KeyUse, NoteSigner, VerifierKey};
use kenes_server::witness::{self, State, Witness};
use kenes_store::data::read_signer;
use rand_core::Rng as _;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::WitnessCommandError;
use crate::error::Result;
use crate::output::{Output, say};
use crate::random;

/// Serves a witness until it is told to stop (SIGTERM or Ctrl-C)
///
/// It answers POST /add-checkpoint and GET /HASH/checkpoint of C2SP tlog-witness, and GET /healthz. TLS belongs to the
/// reverse proxy before it.
///
/// The state must never be lost: the witness could be made to cosign a second history. It is therefore refused for a key
/// that was used when it is missing, empty or older; such a key has to be retired, and a new one made. FILE.used beside the
/// key says that it was used: keep both together. What proves that a log has signed two histories is kept in STATE.evidence.
///
/// Nothing is written about who asks.
///
/// Exit codes: 0 stopped; 1 the key or the state is refused, or the address is in use; 2 the command is wrong.
///
/// With --json: listening, key.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The private key of the witness
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// What the witness remembers; made when the key was never used
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// Where it listens
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The key of a record, as `kenes record show` prints it; may be repeated
    #[arg(long, value_name = "KEY", required = true)]
    log: Vec<VerifierKey>,
}

impl Args {
    /// Opens the key and the state, and serves.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { key, state, listen, log } = self;
        if let Some(wrong) = log.iter().find(|log| log.key_use() != KeyUse::Note) {
            return Err(WitnessCommandError::LogKeyUse { name: wrong.name().clone() }.into());
        }
        let signer: NoteSigner = read_signer(&key).map_err(WitnessCommandError::from)?;
        let name = signer.verifier().name().clone();
        if signer.verifier().key_use() != KeyUse::Cosignature {
            return Err(WitnessCommandError::KeyUse { path: key, name }.into());
        }
        let mut fresh = [0; 16];
        random::rng()?.fill_bytes(&mut fresh);
        let opened =
            State::open(&state, &key, signer.verifier(), fresh).map_err(WitnessCommandError::from)?;
        let mut evidence = state.into_os_string();
        evidence.push(".evidence");
        let witness = Arc::new(Witness::new(signer, log, opened, evidence.into()));
        let failed = |source| WitnessCommandError::Served { source };
        let runtime = Runtime::new().map_err(failed)?;
        runtime.block_on(serve(&witness, listen, output))?;
        Ok(witness.end().map_err(WitnessCommandError::from)?)
    }
}

async fn serve(witness: &Arc<Witness>, address: SocketAddr, output: Output) -> Result<()> {
    let failed = |source| WitnessCommandError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let listening = listener.local_addr().map_err(failed)?;
    let stop = stop().map_err(failed)?;
    let key = witness.verifier();
    let json = json!({ "listening": listening.to_string(), "key": key.to_string() });
    output.data(&json, format_args!("listening on http://{listening}"))?;
    let served = witness::serve(listener, Arc::clone(witness), stop, |event| say(event)).await;
    Ok(served.map_err(|source| WitnessCommandError::Served { source })?)
}

/// Ends when the process is told to stop.
#[cfg(unix)]
pub fn stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends when the process is told to stop.
#[cfg(not(unix))]
pub fn stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        // Without a signal there is no end but that of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
