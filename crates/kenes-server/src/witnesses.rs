//! Asking witnesses over HTTP, on behalf of the sequencer: C2SP `tlog-witness`, the client.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature;
use kenes_record::key::{KeyName, VerifierKey};
use kenes_record::note::{MAX_NOTE, NoteSignature};
use kenes_record::policy::Policy;
use kenes_record::witness::{AddCheckpoint, WitnessAnswer, checkpoint_path, read_answer};
use kenes_store::sequencer::{Seen, View, Witnesses};
use kenes_store::tree::SharedTree;
use tokio::task::JoinSet;
use ureq::Agent;

/// The longest that a witness may take to answer.
const PATIENCE: Duration = Duration::from_secs(4);

/// How often a witness is asked for one checkpoint: once more when it has seen another size than was thought.
const ATTEMPTS: usize = 3;

/// The witnesses of a policy, asked over HTTP.
#[derive(Clone, Debug)]
pub struct HttpWitnesses {
    keys: Vec<VerifierKey>,
    witnesses: Vec<Arc<Remote>>,
    agent: Agent,
}

/// A witness somewhere.
#[derive(Debug)]
struct Remote {
    key: VerifierKey,
    /// The prefix at which it is asked, without a slash at the end.
    url: String,
    /// The sizes that it has seen, as far as it is known.
    sizes: Mutex<BTreeMap<KeyName, u64>>,
}

impl HttpWitnesses {
    /// The witnesses of a policy that have an address.
    pub fn new(policy: &Policy) -> Self {
        let witnesses: Vec<Arc<Remote>> = policy
            .witnesses()
            .iter()
            .filter_map(|witness| {
                let url = std::str::from_utf8(witness.url.as_deref()?).ok()?.trim_end_matches('/').to_owned();
                Some(Arc::new(Remote { key: witness.key.clone(), url, sizes: Mutex::default() }))
            })
            .collect();
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        let keys = witnesses.iter().map(|witness| witness.key.clone()).collect();
        Self { keys, witnesses, agent: config.into() }
    }

    /// Asks each at once, and gives what each answers.
    async fn ask_each<T: Send + 'static>(
        &self,
        ask: impl Fn(&Remote, &Agent) -> T + Clone + Send + 'static,
    ) -> Vec<T> {
        let mut asked = JoinSet::new();
        for witness in &self.witnesses {
            let (witness, agent, ask) = (Arc::clone(witness), self.agent.clone(), ask.clone());
            asked.spawn_blocking(move || ask(&witness, &agent));
        }
        let mut answers = Vec::new();
        while let Some(answer) = asked.join_next().await {
            answers.extend(answer.ok());
        }
        answers
    }
}

impl Witnesses for HttpWitnesses {
    fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    async fn newest(&self, origin: &KeyName) -> Vec<Seen> {
        let origin = origin.clone();
        let ask = move |witness: &Remote, agent: &Agent| witness.newest(agent, &origin);
        self.ask_each(ask).await
    }

    async fn cosign(&self, checkpoint: &Checkpoint, tree: &SharedTree) -> Vec<NoteSignature> {
        let (checkpoint, tree) = (checkpoint.clone(), tree.clone());
        let ask = move |witness: &Remote, agent: &Agent| witness.cosign(agent, &checkpoint, &tree);
        self.ask_each(ask).await.into_iter().flatten().collect()
    }
}

impl Remote {
    fn newest(&self, agent: &Agent, origin: &KeyName) -> Seen {
        let url = format!("{}/{}", self.url, checkpoint_path(origin));
        let answer = agent.get(url).call().ok().and_then(read);
        let view = match answer {
            Some((200, body)) => Checkpoint::parse(&body)
                .ok()
                .filter(|checkpoint| checkpoint.head().origin == *origin)
                .map_or(View::Unreachable, View::Checkpoint),
            Some((404, _)) => View::Nothing,
            Some(_) | None => View::Unreachable,
        };
        if let View::Checkpoint(checkpoint) = &view {
            self.note(origin, checkpoint.head().size);
        }
        Seen { witness: self.key.name().clone(), view }
    }

    /// The witness's lines; none when it does not answer, refuses, or has seen what the tree does not continue.
    fn cosign(&self, agent: &Agent, checkpoint: &Checkpoint, tree: &SharedTree) -> Vec<NoteSignature> {
        if cosignature::verify(checkpoint, &self.key).is_ok() {
            return Vec::new();
        }
        let head = checkpoint.head();
        for _ in 0..ATTEMPTS {
            let old_size = self.size(&head.origin);
            let proof =
                if old_size == 0 { Some(Vec::new()) } else { tree.prove_consistency(old_size, head.size) };
            let Some(proof) = proof else { return Vec::new() };
            let Ok(request) = AddCheckpoint::new(old_size, proof, checkpoint.clone()) else {
                return Vec::new();
            };
            let answer = agent
                .post(format!("{}/add-checkpoint", self.url))
                .content_type("text/plain; charset=utf-8")
                .send(request.to_bytes().as_slice());
            let Some((status, body)) = answer.ok().and_then(read) else { return Vec::new() };
            match read_answer(status, &body, checkpoint, std::slice::from_ref(&self.key)) {
                Ok(WitnessAnswer::Cosigned { lines, cosignatures: _ }) => {
                    self.note(&head.origin, head.size);
                    return lines;
                }
                Ok(WitnessAnswer::Conflict { seen }) if seen <= head.size && seen != old_size => {
                    self.note(&head.origin, seen);
                }
                Ok(WitnessAnswer::Conflict { seen: _ }) | Err(_) => return Vec::new(),
            }
        }
        Vec::new()
    }

    fn size(&self, origin: &KeyName) -> u64 {
        let sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        sizes.get(origin).copied().unwrap_or(0)
    }

    fn note(&self, origin: &KeyName, size: u64) {
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner).insert(origin.clone(), size);
    }
}

/// The status and the body of an answer; nothing when the body is larger than a note.
fn read(mut response: ureq::http::Response<ureq::Body>) -> Option<(u16, Vec<u8>)> {
    let limit = u64::try_from(MAX_NOTE).unwrap_or(u64::MAX);
    let body = response.body_mut().with_config().limit(limit).read_to_vec().ok()?;
    Some((response.status().as_u16(), body))
}
