"""Counts committees with abcvoting and budgets with pabutools, for the tests of this crate and for `cargo xtask bench-peer count`.

Without an argument: each line of the input is an election in JSON, each line of the output its outcomes.

    {"kind": "committee", "candidates": 3, "seats": 2, "papers": [[4, [0, 2]], [1, []]]}

says that four papers approve the candidates 0 and 2 and that one is blank. The answer has for each rule all tied committees:
{"seqpav": [[0, 2]], …}.

    {"kind": "budget", "budget": 100, "costs": [30, 80], "scored": false, "votes": [[2, [[0, 1]]]]}

says that two voters gave project 0 a point. The answer has one outcome for each rule: {"equal-shares": [0], …}. Of equal
projects the one with more supporters comes first, then the one that costs less, then the first. (pabutools 1.2.3 cannot list
all tied outcomes of Equal Shares: it ends with an error.) With `"completions": true` the answer has each completion of Equal Shares
instead: {"equal-shares/add1": [0], …}. pabutools has no greedy rule that ends at the first project that is too dear.

With a file of pabulib as its first argument, and a rule (greedy, equal-shares) as its second: counts that with pabutools and
prints the ids of the funded projects, one in a line.
"""

import json
import sys
import types
from copy import copy

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
    from pabutools.election.satisfaction.additivesatisfaction import AdditiveSatisfaction
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

    class PointsTimesCost(AdditiveSatisfaction):
        """A point is worth the cost of its project, which pabutools has for approvals only."""

        def __init__(self, instance, profile, ballot):
            worth = lambda instance, profile, ballot, project, _: ballot.get(project, 0) * project.cost
            super().__init__(instance, profile, ballot, worth)

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
        profile = CardinalProfile(ballots)
        measures = {"equal-shares": PointsTimesCost, "equal-shares-cardinality": Additive_Cardinal_Sat}
    else:
        ballots = [
            ApprovalBallot({projects[number] for number, _ in marks})
            for count, marks in election["votes"]
            for _ in range(count)
        ]
        profile = ApprovalProfile(ballots)
        measures = {"equal-shares": Cost_Sat, "equal-shares-cardinality": Cardinality_Sat}
    numbers = lambda found: [int(project.name) for project in found]
    if election.get("completions"):
        return {
            f"{rule}/{name}": numbers(complete(instance, profile, measure, order))
            for rule, measure in measures.items()
            for name, complete in COMPLETIONS.items()
        }
    outcomes = {
        rule: numbers(method_of_equal_shares(instance, profile, sat_class=measure, tie_breaking=order))
        for rule, measure in measures.items()
    }
    found = greedy_utilitarian_welfare(instance, profile, sat_class=measures["equal-shares"], tie_breaking=order)
    outcomes["greedy"] = numbers(found)
    return outcomes


def add1(instance, profile, measure, order):
    """Shares from the whole part of money / votes on, one more each time, until what is bought costs more than there is.

    pabutools begins with the money itself and looks whether that suffices, so each time what makes the share a whole number is taken
    away. With shares that pay for everything alone it ends in any case; once everything is bought no more runs are made until then.
    """
    from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares

    voters = profile.num_ballots()
    supported = {project for ballot in profile for project in ballot}
    last = []

    def rule(increased, profile, **params):
        nonlocal last
        if last and supported <= set(last):
            return last
        rounded = copy(increased)
        rounded.budget_limit = increased.budget_limit - instance.budget_limit % voters
        last = method_of_equal_shares(rounded, profile, sat_class=measure, tie_breaking=order, **params)
        return last

    return exhaustion_by_budget_increase(
        instance,
        profile,
        rule,
        exhaustive_stop=False,
        budget_step=voters,
        budget_bound=instance.budget_limit + voters * sum(project.cost for project in instance),
    )


def greedily(first):
    """A rule, and what is left by votes and costs."""

    def complete(instance, profile, measure, order):
        from pabutools.rules import greedy_utilitarian_welfare

        bought = first(instance, profile, measure, order)
        return greedy_utilitarian_welfare(
            instance, profile, sat_class=measure, tie_breaking=order, initial_budget_allocation=bought
        )

    return complete


def equal_shares(instance, profile, measure, order):
    from pabutools.rules import method_of_equal_shares

    return method_of_equal_shares(instance, profile, sat_class=measure, tie_breaking=order)


COMPLETIONS = {"utilitarian": greedily(equal_shares), "add1": add1, "add1u": greedily(add1)}


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
