"""Initiatives: docs/spec/council.md, Petitions."""

import dataclasses

from charter import DAY
from elections import VOID
from rules import rule


@dataclasses.dataclass(eq=False)
class Petition:
    body: int
    opened: int
    roll: list
    percent: int
    endorsed: list
    subject: None = None  # no act of the ground rules carries it out
    rejected: bool = False

    def is_reached(self):
        return 100 * len(self.endorsed) >= self.percent * len(self.roll)


class Petitions:
    def __init__(self):
        super().__init__()
        self.petitions, self.last_petitions = {}, {}

    def petition_opened(self, act, body):
        rule(body["purpose"] == "initiative", "011")
        signers = self.people()
        rule(len(signers) == 1, "008")
        self.time()
        rule(body["body"] < len(self.charter["bodies"]), "010")
        rule(body["subject"] == self.genesis.id, "009")
        roll = self.roll_at(body["freeze"], 7 * DAY, self.charter["bodies"][body["body"]]["constituency"])
        rule(signers[0] in roll, "091")
        key = (id(signers[0]), body["body"])
        rule(body["registrars"] == [] and not self._is_open(self.last_petitions.get(key)), "090")
        percent = self.charter["motions"]["initiative_percent"]
        self.petitions[act.id] = Petition(body["body"], self.now, roll, percent, signers)
        self.last_petitions[key] = act.id

    def petition_endorsed(self, act, body):
        member = self.people()[0]
        self.time()
        rule(body["petition"] in self.petitions, "009")
        petition = self.petitions[body["petition"]]
        rule(self.now < petition.opened + 90 * DAY, "090")
        rule(member in petition.roll and member not in petition.endorsed, "091")
        petition.endorsed.append(member)

    def _is_open(self, id):
        in_time = id and self.now < self.petitions[id].opened + 90 * DAY
        return in_time and all(election.phase == VOID for election in self._votes_on(id))

    def demands_a_vote(self, id):
        """Whether a vote on the petition may be called now."""
        again = [election.call["closes"] + 30 * DAY for election in self._votes_on(id) if election.phase == VOID]
        petition = self.petitions[id]
        return petition.is_reached() and self.now < max([petition.opened + 120 * DAY, *again])

    def _votes_on(self, id):
        return [election for election in self.elections.values() if election.call["cause"] == id]
