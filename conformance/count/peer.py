"""Counts contests with stvpoll and pyrankvote, for the tests of this crate and for `cargo xtask bench-peer count`.

Without an argument: each line of the input is a contest in JSON, each line of the output its count.

    {"method": "stvpoll", "candidates": 3, "seats": 1, "papers": [[4, [0, 2]], [1, []]]}

says that four papers rank candidate 0 before candidate 2 and that one is blank. The answer

    {"complete": true, "elected": [0],
     "rounds": [{"votes": {"0": "4.00000", …}, "exhausted": "0.00000", "elected": [0], "excluded": []}]}

has in each round the votes of those who were neither elected nor excluded before it, then who was. A count
that stops at a tie, or with an error, is not complete; `misordered` says that pyrankvote's error came of an order of the
standing that is not that of their votes.

With a file in BLT as its only argument: counts that with stvpoll and prints the elected, one in a line.

The dice are taken away: stvpoll draws no lots, and pyrankvote gets the first of whatever it would choose from at random.
"""

import itertools
import json
import sys
import traceback
from decimal import ROUND_DOWN, Decimal

PLACES = Decimal("0.00001")


def stvpoll_as_it_is():
    from stvpoll.scottish_stv import ScottishSTV

    return ScottishSTV


def stvpoll_by_the_rule():
    """stvpoll with two of its own switches turned: the rest after five decimals is ignored, and papers pass only to those who
    still stand."""
    from stvpoll.scottish_stv import ScottishSTV
    from stvpoll.transfer_strategies import transfer_all

    def truncate(value):
        # It divides before it multiplies, to 28 digits of which 20 are sure: a third of 0.66666 would lose its last digit.
        return value.quantize(Decimal("1e-20")).quantize(PLACES, ROUND_DOWN)

    class ByTheRule(ScottishSTV):
        round = staticmethod(truncate)
        transfer_strategy = staticmethod(transfer_all)

    return ByTheRule


def stvpoll_irv():
    from stvpoll.irv import IRV

    return lambda seats, **arguments: IRV(**arguments)


def count_by_stvpoll(rule, contest):
    # From 1: it takes a candidate called 0 for none.
    candidates = range(1, contest["candidates"] + 1)
    poll = rule()(seats=contest["seats"], candidates=candidates, random_in_tiebreaks=False)
    poll.candidates = tuple(candidates)  # as given, instead of shuffled
    for count, preferences in contest["papers"]:
        poll.add_ballot([number + 1 for number in preferences], count)
    result = poll.calculate()
    numbers = lambda candidates: [candidate - 1 for candidate in candidates]
    return {
        "complete": result.complete,
        "elected": numbers(result),
        "rounds": [
            {
                "votes": {candidate - 1: str(votes.quantize(PLACES)) for candidate, votes in made.votes.items()},
                "exhausted": str(log["exhausted_votes"].quantize(PLACES)),
                "elected": numbers(made.selected) if made.status == "Elected" else [],
                "excluded": numbers(made.selected) if made.status == "Excluded" else [],
            }
            for made, log in zip(result.rounds, result.transfer_log)
        ],
    }


def count_by_pyrankvote(rule, contest):
    import pyrankvote
    from pyrankvote import helpers

    helpers.random.choice = lambda choices: choices[0]
    candidates = [pyrankvote.Candidate(str(number)) for number in range(contest["candidates"])]
    ballots = [
        pyrankvote.Ballot([candidates[number] for number in preferences])
        for count, preferences in contest["papers"]
        for _ in range(count)
    ]
    if rule == "irv":
        result = pyrankvote.instant_runoff_voting(candidates, ballots)
    else:
        try:
            result = pyrankvote.single_transferable_vote(candidates, ballots, contest["seats"])
        except RuntimeError as error:
            # It says nothing of what it was doing; the variables of the place do.
            *_, (place, _) = traceback.walk_tb(error.__traceback__)
            votes = place.f_locals["candidates_in_race_votes"]
            misordered = any(before < after for before, after in itertools.pairwise(votes))
            return {"complete": False, "elected": [], "rounds": [], "misordered": misordered}
    rounds, decided = [], set()
    for made in result.rounds:
        votes, elected, excluded = {}, [], []
        for one in made.candidate_results:
            number = int(one.candidate.name)
            if number in decided:
                continue
            votes[number] = f"{one.number_of_votes:.5f}"
            if one.status != "Hopeful":
                decided.add(number)
                (elected if one.status == "Elected" else excluded).append(number)
        exhausted = f"{made.number_of_blank_votes:.5f}"
        rounds.append({"votes": votes, "exhausted": exhausted, "elected": elected, "excluded": excluded})
    elected = [int(candidate.name) for candidate in result.get_winners()]
    return {"complete": True, "elected": elected, "rounds": rounds}


METHODS = {
    "stvpoll": lambda contest: count_by_stvpoll(stvpoll_as_it_is, contest),
    "stvpoll-by-the-rule": lambda contest: count_by_stvpoll(stvpoll_by_the_rule, contest),
    "stvpoll-irv": lambda contest: count_by_stvpoll(stvpoll_irv, contest),
    "pyrankvote-irv": lambda contest: count_by_pyrankvote("irv", contest),
    "pyrankvote-stv": lambda contest: count_by_pyrankvote("stv", contest),
}


def count_file(path):
    """The elected of a file in BLT without comments, withdrawals or blanks between ranks."""
    with open(path, encoding="utf-8") as file:
        candidates, seats = map(int, file.readline().split())
        poll = stvpoll_as_it_is()(seats, range(1, candidates + 1), random_in_tiebreaks=False)
        for line in file:
            count, *preferences = map(int, line.split())
            if count == 0:
                break
            preferences.pop()
            poll.add_ballot(preferences, count)
        names = [file.readline().strip().strip('"') for _ in range(candidates)]
    return [names[number - 1] for number in poll.calculate()]


def main():
    if len(sys.argv) == 2:
        print("\n".join(count_file(sys.argv[1])))
        return
    for line in sys.stdin:
        contest = json.loads(line)
        print(json.dumps(METHODS[contest["method"]](contest)), flush=True)


if __name__ == "__main__":
    main()
