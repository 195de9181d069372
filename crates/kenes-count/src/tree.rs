//! Papers as a tree of their preferences: equal beginnings are held once, so that a rule which follows every paper through
//! its preferences again and again does so once for all papers that begin alike.

use alloc::vec;
use alloc::vec::Vec;

use crate::candidate::{Candidate, Candidates};
use crate::reading::Orders;

/// The papers of a count. Nodes stand in the order of a walk from the first preferences down; the branches of a node follow
/// it up to its end.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// The most preferences of a paper.
    deepest: usize,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    candidate: Candidate,
    /// How many preferences stand before this one.
    depth: u16,
    /// Where the nodes end that follow this preference.
    end: u32,
    /// How many papers have it after the preferences before it.
    papers: u64,
}

impl Tree {
    /// The papers without preferences for the withdrawn.
    pub fn of(orders: &Orders<'_>, candidates: &Candidates) -> Self {
        let mut preferences: Vec<Candidate> = Vec::new();
        let mut papers: Vec<(usize, usize, u64)> = Vec::with_capacity(orders.len());
        for group in 0..orders.len() {
            let start = preferences.len();
            preferences
                .extend(orders.preferences(group).filter(|candidate| !candidates.is_withdrawn(*candidate)));
            papers.push((start, preferences.len(), orders.count(group)));
        }
        let of = |(start, end, _): &(usize, usize, u64)| preferences.get(*start..*end).unwrap_or_default();
        papers.sort_unstable_by(|one, other| of(one).cmp(of(other)));
        let mut growing = Growing::default();
        for paper in &papers {
            growing.add(of(paper), paper.2);
        }
        growing.finish()
    }

    /// Follows every paper. A node is met with the weight that the preferences before it have left; `keep` says how much of
    /// it the candidate keeps and notes it for so many papers. Where nothing is left the branches are passed over.
    pub fn walk<W>(&self, one: W, mut keep: impl FnMut(Candidate, W, u64) -> W)
    where
        W: Copy + Default + PartialEq,
    {
        let mut weights = vec![one; self.deepest.saturating_add(1)];
        let mut place = 0;
        while let Some(node) = self.nodes.get(place) {
            let depth = usize::from(node.depth);
            let weight = weights.get(depth).copied().unwrap_or_default();
            let rest = keep(node.candidate, weight, node.papers);
            if rest == W::default() {
                place = usize::try_from(node.end).unwrap_or(usize::MAX);
            } else {
                place = place.saturating_add(1);
                if let Some(next) = weights.get_mut(depth.saturating_add(1)) {
                    *next = rest;
                }
            }
        }
    }
}

/// A tree while papers are added in the order of their preferences.
#[derive(Default)]
struct Growing {
    nodes: Vec<Node>,
    /// The nodes of the paper that was added last.
    open: Vec<usize>,
    deepest: usize,
}

impl Growing {
    fn add(&mut self, preferences: &[Candidate], papers: u64) {
        let node = |place: &usize| self.nodes.get(*place).map(|node| node.candidate);
        let alike =
            self.open.iter().zip(preferences).take_while(|(place, who)| node(place) == Some(**who)).count();
        self.close(alike);
        for candidate in preferences.iter().skip(alike) {
            let depth = u16::try_from(self.open.len()).unwrap_or(u16::MAX);
            self.open.push(self.nodes.len());
            self.nodes.push(Node { candidate: *candidate, depth, end: 0, papers: 0 });
        }
        self.deepest = self.deepest.max(self.open.len());
        // Those before it have their papers when it is closed.
        if let Some(last) = self.open.last().and_then(|place| self.nodes.get_mut(*place)) {
            last.papers = last.papers.saturating_add(papers);
        }
    }

    /// Closes all nodes but the first `keep` of the paper.
    fn close(&mut self, keep: usize) {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        while self.open.len() > keep {
            let closed = self.open.pop().and_then(|place| self.nodes.get_mut(place));
            let papers = closed.map_or(0, |node| {
                node.end = end;
                node.papers
            });
            if let Some(before) = self.open.last().and_then(|place| self.nodes.get_mut(*place)) {
                before.papers = before.papers.saturating_add(papers);
            }
        }
    }

    fn finish(mut self) -> Tree {
        self.close(0);
        Tree { nodes: self.nodes, deepest: self.deepest }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::ballot::BallotsBuilder;

    #[test]
    fn papers_that_begin_alike_are_walked_once() {
        let mut builder = BallotsBuilder::new(3);
        for (count, order) in [(3, &[0, 1, 2][..]), (2, &[1]), (4, &[0, 2]), (1, &[0]), (5, &[0, 1])] {
            for index in order {
                builder.mark(Candidate::new(*index).unwrap()).unwrap();
            }
            builder.finish_ballot(count).unwrap();
        }
        let ballots = builder.finish();
        let candidates = Candidates::new(["A", "B", "C"].map(|name| name.to_string())).unwrap();
        let orders = Orders::of(&ballots, &candidates);
        let tree = Tree::of(&orders, &candidates);
        let mut met = Vec::new();
        tree.walk(1_u8, |candidate, weight, papers| {
            met.push((candidate.number(), papers));
            weight
        });
        assert_eq!(met, [(1, 13), (2, 8), (3, 3), (3, 4), (2, 2)]);
        // Whoever keeps everything ends the papers.
        let mut met = Vec::new();
        tree.walk(1_u8, |candidate, _, papers| {
            met.push((candidate.number(), papers));
            0
        });
        assert_eq!(met, [(1, 13), (2, 2)]);
    }
}
