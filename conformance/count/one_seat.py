"""Counts contests for one seat with votelib, for the tests of this crate: each line of the input is a contest in JSON, each line
of the output its winners.

    {"candidates": 3, "ranks": [[4, [1, 0, 2]]], "scores": [[4, [5, 0, 3]]]}

says that four papers rank candidate 0 first and candidate 2 second, and score them 5, 0 and 3. The answer has for each method the
winner, or null where votelib finds a tie or gives up at one.
"""

import json
import sys

from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.cardinal import STAR, MajorityJudgment, ScoreVoting
from votelib.evaluate.condorcet import RankedPairs, Schulze
from votelib.evaluate.core import Tie, VotingSystemError


def ranking(ranks):
    groups = {}
    for candidate, rank in enumerate(ranks):
        if rank > 0:
            groups.setdefault(rank, []).append(candidate)
    alone = lambda group: group[0] if len(group) == 1 else frozenset(group)
    return tuple(alone(groups[rank]) for rank in sorted(groups))


def summed(pairs):
    votes = {}
    for vote, count in pairs:
        votes[vote] = votes.get(vote, 0) + count
    return votes


def in_pairs(contest):
    """votelib takes whoever no paper ranks for no candidate, and a pair nobody ranks for no pair."""
    pairs = {(one, other): 0 for one in range(contest["candidates"]) for other in range(contest["candidates"]) if one != other}
    for count, ranks in contest["ranks"]:
        for one, rank in enumerate(ranks):
            for other, behind in enumerate(ranks):
                if rank > 0 and (behind == 0 or behind > rank) and one != other:
                    pairs[one, other] += count
    whole = all(all(rank > 0 for rank in ranks) for _, ranks in contest["ranks"])
    if whole:
        votes = RankedToCondorcetVotes().convert(summed((ranking(ranks), count) for count, ranks in contest["ranks"]))
        assert all(votes.get(pair, 0) == count for pair, count in pairs.items())
    return pairs


def winner(evaluate):
    try:
        elected = evaluate()
    except VotingSystemError:
        return None
    return None if len(elected) != 1 or isinstance(elected[0], Tie) else elected[0]


def answer(contest):
    pairs = in_pairs(contest)
    scores = summed((frozenset(enumerate(scores)), count) for count, scores in contest["scores"])
    return {
        "schulze": winner(lambda: Schulze().evaluate(pairs, 1)),
        "ranked-pairs": winner(lambda: RankedPairs("winning_votes").evaluate(pairs, 1)),
        "majority-judgment": winner(lambda: MajorityJudgment().evaluate(scores, 1)),
        "score": winner(lambda: ScoreVoting("sum").evaluate(scores, 1)),
        "star": winner(lambda: STAR().evaluate(scores, 1)),
    }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
