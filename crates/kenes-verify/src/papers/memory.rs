//! What became of archives, for those who are asked about the same one again and again: whoever takes acts in.

use alloc::collections::VecDeque;

use kenes_core::Election;
use kenes_record::Hash;
use kenes_record::act::ActId;

use super::Pair;
use crate::election::VoidReason;

/// Everything on which it depends what becomes of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    call: ActId,
    /// The setup that was certified, which a rehearsal must not have and a vote must.
    setup: Option<Hash>,
    rehearsal: bool,
    pair: Pair,
}

impl Question {
    pub fn new(election: &Election, rehearsal: bool, pair: Pair) -> Self {
        let setup = election.setup.as_ref().map(|setup| setup.hashes.event);
        Self { call: election.call, setup, rehearsal, pair }
    }
}

/// The newest answers, a bounded number of them. What is missing may come, so that is never one of them.
#[derive(Debug, Default)]
pub(super) struct Memory {
    answers: VecDeque<(Question, Result<(), VoidReason>)>,
    most: usize,
}

impl Memory {
    pub fn of(most: usize) -> Self {
        Self { answers: VecDeque::new(), most }
    }

    pub fn answer(&self, question: &Question) -> Option<Result<(), VoidReason>> {
        self.answers.iter().find(|(known, _)| known == question).map(|(_, answer)| answer.clone())
    }

    pub fn keep(&mut self, question: Question, answer: Result<(), VoidReason>) {
        if matches!(answer, Err(VoidReason::Missing { digest: _ })) {
            return;
        }
        self.answers.push_back((question, answer));
        while self.answers.len() > self.most {
            self.answers.pop_front();
        }
    }
}
