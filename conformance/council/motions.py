"""Motions, roll calls and what was decided: docs/spec/council.md."""

import dataclasses
import json
from typing import Any

import charter
from charter import DAY, HOUR
from record import Policy, digest
from rules import NewerRules, rule

GROUND = ("charter", "rules", "policy")


@dataclasses.dataclass(eq=False)
class Motion:
    body: int
    subject: str
    proposal: dict | None
    movers: list
    filed: int
    withdrawn: bool = False
    adopted: bool | None = None  # by the body
    rejected: bool = False  # by the members
    call: Any = None  # the last roll call
    carried_out: bool = False


@dataclasses.dataclass(eq=False)
class RollCall:
    motion: Motion
    closes: int
    charter: dict
    votes: dict[int, str] = dataclasses.field(default_factory=dict)
    open: bool = True

    def seats(self):
        return self.charter["bodies"][self.motion.body]["seats"]


@dataclasses.dataclass(eq=False)
class Decision:
    motion: Motion
    carried: bool
    members: bool
    at: int


class Motions:
    def __init__(self):
        super().__init__()
        self.motions, self.roll_calls, self.decisions = {}, {}, {}
        self.carried_out, self.said = dict.fromkeys(GROUND, -1), set()

    def motion_filed(self, act, body):
        self.time()
        rule(body["body"] < len(self.charter["bodies"]), "010")
        signers = self._holders(body["body"])
        if body["subject"] in GROUND:
            rule("proposal" in body and body["body"] == self.charter["motions"]["body"], "073")
        self.motions[act.id] = Motion(body["body"], body["subject"], body.get("proposal"), signers, self.now)

    def motion_withdrawn(self, act, body):
        motion = self._undecided(body["motion"])
        rule({*map(id, self.people())} == {*map(id, motion.movers)}, "008")
        motion.withdrawn = True

    def rollcall_opened(self, act, body):
        self.time()
        motion, rules = self._undecided(body["motion"]), self.charter["motions"]
        self._holders(motion.body)
        rule(body["order"] == [], "009")
        rule(motion.subject != "charter" or self.now >= motion.filed + rules["charter_days"] * DAY, "074")
        rule(self.now + rules["open_hours"] * HOUR <= body["closes"] <= self.now + 90 * DAY, "074")
        motion.call = self.roll_calls[act.id] = RollCall(motion, body["closes"], self.charter)

    def _holders(self, body):
        signers = self.people()
        rule(all(self.holds(member, body) for member in signers), "008")
        return signers

    def _undecided(self, id):
        rule(id in self.motions, "009")
        motion = self.motions[id]
        rule(not motion.withdrawn and not (motion.call and motion.call.open), "070")
        rule(motion.adopted is None, "070")
        return motion

    def rollcall_voted(self, act, body):
        self.time()
        call = self._roll_call(body)
        rule(self.now < call.closes, "070")
        member = self.people()[0]
        seat = self.seats.get((call.motion.body, body["seat"]))
        rule(seat and seat.holder and seat.holder.member is member and body["seat"] < call.seats(), "071")
        rule(body["seat"] not in call.votes, "071")
        call.votes[body["seat"]] = body["vote"]

    def rollcall_closed(self, act, body):
        self.people()
        self.time()
        call = self._roll_call(body)
        held = [number for number, seat in self.of_body(call.motion.body) if seat.holder and number < call.seats()]
        rule(self.now >= call.closes or all(number in call.votes for number in held), "070")
        call.open, rules, motion = False, call.charter["motions"], call.motion
        votes = list(call.votes.values())
        if 100 * len(votes) < rules["quorum_percent"] * call.seats():
            return
        share, favour = rules["charter_share"], votes.count("for")
        motion.adopted = favour > votes.count("against")
        if motion.subject == "charter":
            motion.adopted = motion.adopted and share["whole"] * favour >= share["part"] * call.seats()
        self.decisions[body["rollcall"]] = Decision(motion, motion.adopted, False, self.now)

    def _roll_call(self, body):
        rule(body["rollcall"] in self.roll_calls, "009")
        call = self.roll_calls[body["rollcall"]]
        rule(call.open and call.motion.call is call, "070")
        return call

    # Votes of the members.

    def decide(self, election, carried):
        """What the members said."""
        motion = self.motions[election.call["cause"]]
        motion.rejected = not carried
        self.decisions[election.id] = Decision(motion, carried, True, election.call["closes"])

    def check_question(self, call, signers, electorate):
        """That the body adopted the motion, or enough members want a vote on it."""
        motion, on_charter = self.motions[call["cause"]], call["purpose"] == "charter"
        rule(not motion.withdrawn, "009")
        rule(motion.body == call["body"], "010")
        rule((motion.subject == "charter") == on_charter, "022")
        backing = [member for member in signers if member in electorate]
        is_initiative = 100 * len(backing) >= self.charter["motions"]["initiative_percent"] * len(electorate)
        rule(motion.adopted or is_initiative and not on_charter, "022")

    # What was decided.

    def charter_amended(self, act, body):
        decision = self._decided(body, "charter", digest(body["charter"]))
        new, old = charter.read(self.document(body["charter"])), self.charter
        rule(new and len(new["constituencies"]) >= len(old["constituencies"]), "020")
        rule(len(new["bodies"]) >= len(old["bodies"]), "020")
        pairs = zip(new["bodies"], old["bodies"])
        rule(all(one["constituency"] == other["constituency"] for one, other in pairs), "020")
        self.charter = new
        self.add_seats()
        self._carry_out(decision)

    def rules_adopted(self, act, body):
        decision = self._decided(body, "rules")
        proposal = self.document(decision.motion.proposal)
        rule(proposal == json.dumps({"rules": body["rules"]}, separators=(",", ":")).encode(), "021")
        rule(body["rules"] > 1, "021")
        raise NewerRules(body["rules"])

    def policy_set(self, act, body):
        decision = self._decided(body, "policy", digest(body["policy"]))
        policy = Policy.read(self.document(body["policy"]))
        rule(policy, "024")
        self.policy = policy
        self._carry_out(decision)

    def resolution_adopted(self, act, body):
        self.people()
        rule(body["motion"] in self.motions, "009")
        motion, decision = self.motions[body["motion"]], self.decisions.get(body["decision"])
        rule(decision and decision.motion is motion and self._carries(decision), "072")
        rule(body["motion"] not in self.said, "072")
        self.said.add(body["motion"])

    def _decided(self, body, subject, proposal=None):
        self.people()
        decision = self.decisions.get(body["decision"])
        rule(decision and decision.motion.subject == subject and self._carries(decision), "022")
        rule(proposal in (None, digest(decision.motion.proposal)), "022")
        rule(not decision.motion.carried_out and decision.at >= self.carried_out[subject], "022")
        return decision

    def _carries(self, decision):
        motion = decision.motion
        return decision.carried and (decision.members or motion.subject != "charter" and not motion.rejected)

    def _carry_out(self, decision):
        decision.motion.carried_out = True
        self.carried_out[decision.motion.subject] = decision.at
