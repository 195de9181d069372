"""A council as the fold of its record: docs/spec/charter.md, election.md and seats.md.

A program of its own: it shares nothing with the Rust crates but those pages. What it is given as verified: which leaves have wrong
signatures, what each archive says, and what a counting rule makes of its ballots.
"""

import dataclasses

import charter
from charter import DAY, HOUR
from elections import Elections
from motions import Motions
from petitions import Petitions
from record import Act, Checkpoint, Policy, Tree, Void, blobs, digest, fingerprint, log_id, sha256
from rules import Refused, rule
from seating import Member, Seats


class Incomplete(Exception):
    """A document is missing, or given by nobody as verified: nobody can say what the council is."""


@dataclasses.dataclass
class Recovery:
    member: Member
    key: str
    next: str
    opened: int
    ready: int
    open: bool = True


class Council(Seats, Elections, Motions, Petitions):
    def __init__(self, origin, document, verified):
        super().__init__()
        self.origin, self._document, self.verified = origin, document, verified
        self.tree, self.tables, self.ids, self.numbers = Tree(), [], set(), {}
        self.genesis = self.charter = self.policy = self.server = None
        self.now = None
        self.ticks, self.tick_size, self.wrong_tables = {}, 0, []
        self.enrolments, self.taken, self.keys, self.recoveries = {}, set(), set(), {}
        self.texts, self.documents, self.withdrawn = {}, set(), set()

    # One leaf after the other.

    def apply(self, leaf):
        """The outcome of the next leaf: `done`, `void`, or the code of the rule that it breaks."""
        number = len(self.tree)
        self.tables.append(self.table_hash())
        self.tree.push(leaf)
        outcome = self._outcome(leaf, number)
        return outcome

    def _outcome(self, leaf, number):
        try:
            if number in self.verified["void"]:
                raise Void("signatures")
            self.act = act = Act(leaf)
            if number == 0:
                rule(act.type == "charter.genesis", "no council")
            elif not self.genesis or act.log not in (None, log_id(self.genesis)):
                raise Void("another log")
            named = list(blobs(act.type, act.body))
            authors = self._authors(act)
            self._take(act, number, named)
            outcome = "done"
        except Void:
            return "void"
        except Refused as refused:
            outcome = refused.code
        if outcome not in OF_SIGNERS:
            self.ids.add(act.id)
            self._note_blobs(act, named, authors)
        return outcome

    def _take(self, act, number, named):
        if number:
            rule(act.id not in self.ids, "002")
            rule(act.log, "001")
            size, root = act.seen or (0, self.tree.root(0))
            rule(size <= number and self.tree.root(size) == root, "003")
        rule(not any(kind == "document" and digest(blob) in self.withdrawn for kind, blob in named), "081")
        rule(not any(kind == "document" and digest(blob) in self.texts.keys() - self.documents for kind, blob in named), "080")
        rule(not self._is_counted(act) or act.n > self.numbers.get(act.by, -1), "004")
        rule(act.type in VERSION_1, "011")
        getattr(self, act.type.replace(".", "_"))(act, act.body)
        self.fill_vacancies()
        if self._is_counted(act):
            self.numbers[act.by] = act.n

    def _is_counted(self, act):
        """Whether its number is counted: that of a member's key in force, or of the server's."""
        return act.n is not None and self.server and act.by in {fingerprint(self.server), *self.keys_in_force()}

    def time(self):
        rule(self.now is not None, "007")

    def people(self):
        """The members who signed; every one is a member, and the server's key is the one in force."""
        rule(all(name[2:] == fingerprint(self.server) for name in self.act.signers if name[0] == "s"), "006")
        return [self.member(name) for name in self.act.signers if name[0] == "m"]

    def document(self, blob):
        content = self.known(self._document(digest(blob)), blob)
        # A document that is too long counts as an empty one; an archive may be long.
        return content if len(content) <= 2**20 or blob["media"] == "application/x-belenios" else b""

    def known(self, what, blob):
        """What is known of a blob: its content, or what was given as verified."""
        if what is None:
            raise Incomplete(digest(blob))
        return what

    # The beginning and the ground rules.

    def charter_genesis(self, act, body):
        self.charter = charter.read(self.document(body["charter"]))
        self.policy, self.server, self.genesis = Policy.read(self.document(body["policy"])), body["server"], act
        founders, hashes, code = body["founders"], body["next"], "no council"
        rule(self.charter and self.policy and body["rules"] == 1, code)
        rule(len(hashes) == len(founders) == len(set(founders)) == len(set(hashes)), code)
        rule(sorted("m/" + fingerprint(key) for key in founders) == act.signers and self.server not in founders, code)
        entry, most = self.charter["entry"], self.charter["constituencies"][0]["most"]
        rule(entry["registrars"] + entry["sponsors"] <= len(founders) <= (most or len(founders)), code)
        self.keys |= {*founders, self.server}
        self.members = [Member(0, -1, key, next) for key, next in zip(founders, hashes)]
        self.found()

    def tick(self, act, body):
        self.people()
        checkpoint = Checkpoint(body["checkpoint"])
        rule(checkpoint.size < len(self.tree) and self.tree.root(checkpoint.size) == checkpoint.root, "003")
        witnesses, own = dict(self.policy.witnesses.values()), "w/" + fingerprint(self.server)
        rule(all(name in (self.origin, own) or name in witnesses for name, *_ in checkpoint.lines), "023")
        rule(checkpoint.origin == self.origin and checkpoint.has_log_line(bytes.fromhex(self.server)), "023")
        if self.policy.quorum != "none":
            time = self.policy.time(checkpoint)
        else:
            time = checkpoint.time_of(own, bytes.fromhex(self.server)) or act.at
        rule(time is not None and (self.now is None or time > self.now), "023")
        rule(checkpoint.size >= self.tick_size, "023")
        if self.tables[checkpoint.size] != body["table"]:
            self.wrong_tables.append(len(self.tree) - 1)
        stood = self.now is not None and time > self.now + HOUR
        self.now, self.tick_size, self.ticks[act.id] = time, checkpoint.size, time
        self.turn_elections(stood)
        self.turn_seats()

    def server_key(self, act, body):
        new = body["key"]
        rule("s/" + fingerprint(self.server) in act.signers, "006")
        rule("s/" + fingerprint(new) in act.signers, "008")
        self._take_key(new)
        self.server = new

    # Members and keys.

    def member(self, name):
        """The member on the roll whose key in force has this name."""
        for member in self.members:
            if member.on_roll and member.name == name:
                return member
        raise Refused("005")

    def keys_in_force(self):
        return {member.name[2:] for member in self.members if member.on_roll and member.key}

    def roll_at(self, tick, longest, constituency=None):
        """The roll at a tick of so long ago at most: of one constituency, or of all."""
        rule(tick in self.ticks and self.ticks[tick] >= self.now - longest, "044")
        voted = [member for member in self.members if member.voted_at(self.ticks[tick])]
        return [member for member in voted if constituency in (None, member.constituency)]

    def enrol_committed(self, act, body):
        self._check_panel()
        self.time()
        rule(body["constituency"] < len(self.charter["constituencies"]), "010")
        most = self.charter["constituencies"][body["constituency"]]["most"]
        joined = [m for m in self.members if m.on_roll and m.constituency == body["constituency"]]
        rule(not most or len(joined) < most, "032")
        rule(not {body["commitment"], body["token"]} & self.taken, "031")
        self.taken |= {body["commitment"], body["token"]}
        first = all(election.purpose == "trial" for election in self.elections.values())
        counts = self.now + (0 if first else self.charter["entry"]["waiting_days"] * DAY)
        self.enrolments[act.id] = Member(body["constituency"], counts, None, None, body["token"], enrolled=self.now)
        self.members.append(self.enrolments[act.id])

    def _check_panel(self):
        """That those signed who let in."""
        entry, signers = self.charter["entry"], self.people()
        registrars = [member for member in signers if self.holds(member, entry["body"])]
        vouching = [member for member in signers if member not in registrars and member.counts <= (self.now or 0)]
        rule(len(registrars) >= entry["registrars"], "008")
        rule(len(registrars) - entry["registrars"] + len(vouching) >= entry["sponsors"], "008")

    def is_panel(self, members):
        """Whether these are registrars, as many as sign an enrolment, and nobody else."""
        entry = self.charter["entry"]
        return len(members) >= entry["registrars"] and all(self.holds(member, entry["body"]) for member in members)

    def enrol_withdrawn(self, act, body):
        signers = self.people()
        one = ("enrol" in body) != ("member" in body)
        alone = one and (signers == [self.enrolments.get(body.get("enrol"))] or act.signers == [body.get("member")])
        rule(alone or self.is_panel(signers), "008")
        self.time()
        rule(one, "030")
        if "enrol" in body:
            rule(body["enrol"] in self.enrolments, "009")
            member = self.enrolments[body["enrol"]]
            rule(member.on_roll, "030")
        else:
            member = self.member(body["member"])
        rule(alone or not self.has_name(member) and not self.is_bound(member), "034")
        member.on_roll, member.left = False, self.now
        self.leave(member)

    def key_bound(self, act, body):
        rule({"m/" + fingerprint(body["key"]), "c/" + fingerprint(body["credential"])} <= {*act.signers}, "008")
        rule(body["enrol"] in self.enrolments, "009")
        member = self.enrolments[body["enrol"]]
        rule(member.on_roll and member.key is None, "030")
        rule(member.token == "c/" + fingerprint(body["credential"]), "030")
        self._take_key(body["key"])
        member.key, member.next = body["key"], body["next"]

    def key_rotated(self, act, body):
        new = "m/" + fingerprint(body["key"])
        rule(new in act.signers, "008")
        member = self.member(body["member"])
        rule({*act.signers} <= {new, member.name}, "008")
        rule(sha256(bytes.fromhex(body["key"])).hex() == member.next, "033")
        self._take_key(body["key"])
        member.key, member.next = body["key"], body["next"]
        for recovery in self.recoveries.values():
            recovery.open = recovery.open and recovery.member is not member

    def key_recovery_opened(self, act, body):
        self._check_panel()
        self.time()
        member, entry = self.member(body["member"]), self.charter["entry"]
        rule(body["key"] not in self.keys, "031")
        rule(not any(recovery.open and recovery.member is member for recovery in self.recoveries.values()), "035")
        recent = [recovery for recovery in self.recoveries.values() if recovery.opened > self.now - 30 * DAY]
        rule(len(recent) < entry["recoveries"], "035")
        self._take_key(body["key"])
        ready = self.now + max(7, entry["waiting_days"]) * DAY
        self.recoveries[act.id] = Recovery(member, body["key"], body["next"], self.now, ready)

    def key_recovery_vetoed(self, act, body):
        signers = self.people()
        rule(body["recovery"] in self.recoveries, "009")
        rule(signers == [self.recoveries[body["recovery"]].member], "008")
        self._recovery(body).open = False

    def key_recovered(self, act, body):
        self.people()
        recovery = self._recovery(body)
        self.time()
        member = recovery.member
        rule(self.now >= recovery.ready and member.on_roll, "035")
        rule(not self.is_bound(member), "034")
        member.key, member.next, recovery.open = recovery.key, recovery.next, False

    def _recovery(self, body):
        rule(body["recovery"] in self.recoveries, "009")
        rule(self.recoveries[body["recovery"]].open, "035")
        return self.recoveries[body["recovery"]]

    def _take_key(self, key):
        rule(key not in self.keys, "031")
        self.keys.add(key)

    # Texts that are withdrawn.

    def _authors(self, act):
        """The members who signed."""
        known = {member.name: member for member in self.members if member.on_roll and member.key}
        return [known[name] for name in act.signers if name in known]

    def _note_blobs(self, act, named, authors):
        documents = {digest(blob) for kind, blob in named if kind == "document"}
        self.documents |= documents - self.texts.keys()
        for kind, blob in named:
            if kind == "text":
                self.texts.setdefault(digest(blob), (act.id, authors))

    def blob_withdrawn(self, act, body):
        signers = self.people()
        first, authors = self.texts.get(body["blob"], (None, []))
        rule(all(member in authors for member in signers) or self.is_panel(signers), "008")
        rule(body["act"] in self.ids, "009")
        rule(first == body["act"] and body["blob"] not in self.documents, "080")
        rule(body["blob"] not in self.withdrawn, "081")
        self.withdrawn.add(body["blob"])


# An act that is refused for its signers notes nothing: the same text may come again with the right ones.
OF_SIGNERS = ("005", "006", "008")

VERSION_1 = set(
    """
    charter.genesis charter.amended rules.adopted policy.set server.key tick blob.withdrawn
    enrol.committed enrol.withdrawn key.bound key.rotated key.recovery_opened key.recovery_vetoed key.recovered
    election.called candidacy.filed candidacy.withdrawn election.setup election.rehearsed ballot.accepted
    election.ballots_closed election.tallied election.archived lot.opened seat.accepted seat.declined seat.resigned
    motion.filed motion.withdrawn rollcall.opened rollcall.voted rollcall.closed resolution.adopted
    petition.opened petition.endorsed
    """.split()
)
