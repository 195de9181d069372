"""Counts committees with abcvoting and budgets with pabutools, for the tests of this crate and for `cargo xtask bench-peer count`.

Without an argument: each line of the input is an election in JSON, each line of the output its outcomes.

    {"kind": "committee", "candidates": 3, "seats": 2, "papers": [[4, [0, 2]], [1, []]]}

says that four papers approve the candidates 0 and 2 and that one is blank. The answer has for each rule all tied committees:
{"seqpav": [[0, 2]], …}.

    {"kind": "budget", "budget": 100, "costs": [30, 80], "scored": false, "votes": [[2, [[0, 1]]]]}

says that two voters gave project 0 a point. The answer has one outcome for each rule: {"equal-shares": [0], …}. Of equal
projects the one with more supporters comes first, then the one that costs less, then the first. (pabutools 1.2.3 cannot list
all tied outcomes of Equal Shares: it ends with an error.)

With a file of pabulib as its first argument, and a rule (greedy, equal-shares) as its second: counts that with pabutools and
prints the ids of the funded projects, one in a line.
"""

import json
import sys
import types

# abcvoting imports a solver that none of the rules compared here needs.
sys.modules.setdefault("gurobipy", types.ModuleType("gurobipy")).GRB = None

# The rules, and the exact way to count each.
COMMITTEES = {
    "seqpav": "standard",
    "revseqpav": "standard",
    "seqphragmen": "standard-fractions",
    "equal-shares": "standard-fractions",
}
# Outcomes of a rule that are looked for, at most.
MOST = 500


def committee(election):
    from abcvoting import abcrules
    from abcvoting.preferences import Profile

    profile = Profile(election["candidates"])
    for count, approved in election["papers"]:
        for _ in range(count):
            profile.add_voter(approved)
    outcomes = {}
    for rule, algorithm in COMMITTEES.items():
        found = abcrules.compute(
            rule,
            profile,
            committeesize=election["seats"],
            algorithm=algorithm,
            resolute=False,
            max_num_of_committees=MOST,
        )
        outcomes[rule] = sorted(sorted(members) for members in found)
    return outcomes


def budget(election):
    from pabutools.election import (
        Additive_Cardinal_Sat,
        ApprovalBallot,
        ApprovalProfile,
        Cardinality_Sat,
        CardinalBallot,
        CardinalProfile,
        Cost_Sat,
        Instance,
        Project,
    )
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

    supporters = [0] * len(election["costs"])
    for count, marks in election["votes"]:
        for number, _ in marks:
            supporters[number] += count
    order = TieBreakingRule(lambda _, __, one: (-supporters[int(one.name)], one.cost, int(one.name)))
    projects = [Project(str(number), cost) for number, cost in enumerate(election["costs"])]
    instance = Instance(projects, budget_limit=election["budget"])
    if election["scored"]:
        ballots = [
            CardinalBallot({projects[number]: points for number, points in marks})
            for count, marks in election["votes"]
            for _ in range(count)
        ]
        profile, measures = CardinalProfile(ballots), {"equal-shares-cardinality": Additive_Cardinal_Sat}
    else:
        ballots = [
            ApprovalBallot({projects[number] for number, _ in marks})
            for count, marks in election["votes"]
            for _ in range(count)
        ]
        profile = ApprovalProfile(ballots)
        measures = {"equal-shares": Cost_Sat, "equal-shares-cardinality": Cardinality_Sat}
    numbers = lambda found: [int(project.name) for project in found]
    outcomes = {
        rule: numbers(method_of_equal_shares(instance, profile, sat_class=measure, tie_breaking=order))
        for rule, measure in measures.items()
    }
    if not election["scored"]:
        found = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=order)
        outcomes["greedy"] = numbers(found)
    return outcomes


def count_file(path, rule):
    from pabutools.election import Cost_Sat, pabulib
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

    instance, profile = pabulib.parse_pabulib(path)
    count = {"greedy": greedy_utilitarian_welfare, "equal-shares": method_of_equal_shares}[rule]
    return [project.name for project in count(instance, profile, sat_class=Cost_Sat)]


def main():
    if len(sys.argv) == 3:
        print("\n".join(count_file(*sys.argv[1:])))
        return
    for line in sys.stdin:
        election = json.loads(line)
        print(json.dumps({"committee": committee, "budget": budget}[election["kind"]](election)), flush=True)


if __name__ == "__main__":
    main()
