"""Motions, roll calls and what was decided: docs/spec/council.md. Petitions are in petitions.py."""

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
    motion: Any  # or a petition
    carried: bool
    members: bool
    at: int


class Motions:
    def __init__(self):
        super().__init__()
        self.motions, self.roll_calls, self.decisions = {}, {}, {}
        self.carried_out, self.said = dict.fromkeys(GROUND, -1), set()

    def motion_filed(self, act, body):
        signers = self._holders(body["body"])
        self.time()
        if body["subject"] in GROUND:
            rule("proposal" in body and body["body"] == self.charter["motions"]["body"], "073")
        self.motions[act.id] = Motion(body["body"], body["subject"], body.get("proposal"), signers, self.now)

    def motion_withdrawn(self, act, body):
        signers, motion = self.people(), self.motions.get(body["motion"])
        rule(motion and {*map(id, signers)} == {*map(id, motion.movers)}, "008")
        self._check_undecided(motion)
        motion.withdrawn = True

    def rollcall_opened(self, act, body):
        motion, rules = self.motions.get(body["motion"]), self.charter["motions"]
        self._holders(motion and motion.body)
        self.time()
        self._check_undecided(motion)
        rule(body["order"] == [], "009")
        rule(motion.subject != "charter" or self.now >= motion.filed + rules["charter_days"] * DAY, "074")
        rule(self.now + rules["open_hours"] * HOUR <= body["closes"] <= self.now + 90 * DAY, "074")
        motion.call = self.roll_calls[act.id] = RollCall(motion, body["closes"], self.charter)

    def _holders(self, body):
        signers = self.people()
        rule(all(self.holds(member, body) for member in signers), "008")
        return signers

    def _check_undecided(self, motion):
        rule(not motion.withdrawn and not (motion.call and motion.call.open), "070")
        rule(motion.adopted is None, "070")

    def rollcall_voted(self, act, body):
        member = self.people()[0]
        self.time()
        call = self._roll_call(body)
        rule(self.now < call.closes, "070")
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
        motion = self.cause(election.call["cause"])
        motion.rejected = not carried
        self.decisions[election.id] = Decision(motion, carried, True, election.call["closes"])

    def check_question(self, call):
        """That the body adopted the motion, or enough members endorsed the petition."""
        cause = self.cause(call["cause"])
        if call["cause"] in self.motions:
            rule(not cause.withdrawn, "009")
        rule(cause.body == call["body"], "010")
        if call["cause"] in self.motions:
            rule((cause.subject == "charter") == (call["purpose"] == "charter") and cause.adopted, "022")
        else:
            rule(self.demands_a_vote(call["cause"]), "022")

    def cause(self, id):
        """The motion or the petition on which the members vote, or None."""
        return self.motions.get(id) or self.petitions.get(id)

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
        motion, decision = self.cause(body["motion"]), self.decisions.get(body["decision"])
        rule(motion, "009")
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
