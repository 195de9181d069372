"""Elections and votes of the members: docs/spec/election.md."""

import dataclasses

import archive
import counting
from charter import DAY, HOUR, MONTH
from record import digest, sha256
from rules import rule

CALLED, SET_UP, REHEARSED, CLOSED, NEEDS_LOT, COUNTED, VOID = range(7)
QUESTIONS = ("referendum", "charter")
BOARD = sha256(b"kenes/board/v1")


@dataclasses.dataclass(eq=False)
class Election:
    id: str
    call: dict
    body: int
    purpose: str
    seats: list[int]
    charter: dict  # in force at the call
    electorate: list
    registrars: list
    trustees: list
    phase: int = CALLED
    candidacies: dict[str, list] = dataclasses.field(default_factory=dict)  # id -> [member, stands]
    paper: list = dataclasses.field(default_factory=list)
    marks: list[str] = dataclasses.field(default_factory=list)
    setup: dict | None = None
    board: list = dataclasses.field(default_factory=lambda: [0, BOARD, 0])  # ballots, chain, height
    trackers: set = dataclasses.field(default_factory=set)
    shown: set = dataclasses.field(default_factory=set)  # places of trustees, by rehearsals
    since_tick: int = 0  # ballots
    stood: int = 0  # ballots while the clock stood
    end: dict | None = None
    results: dict = dataclasses.field(default_factory=dict)  # result -> who named it
    answers: list = dataclasses.field(default_factory=list)  # rankings, or sums without that of blank ballots
    lot: bytes | None = None
    carried: bool | None = None
    elected: list = dataclasses.field(default_factory=list)
    filled: list = dataclasses.field(default_factory=list)  # vacancies: who left, and who stood
    vacancies: list = dataclasses.field(default_factory=list)

    @property
    def is_on(self):
        return self.phase < COUNTED

    @property
    def is_backed(self):
        return self.call.get("backed") == 1

    @property
    def yields(self):
        return self.phase == CALLED and not self.is_backed

    def out(self):
        """How long one is out until a row of terms ends."""
        return self.charter["bodies"][self.body]["term_months"] // 2 * MONTH

    def standing(self):
        order = sorted(self.candidacies, key=lambda id: sha256(b"kenes/paper/v1", bytes.fromhex(self.id + id)))
        return [(id, self.candidacies[id][0]) for id in order if self.candidacies[id][1]]

    def stand_down(self, member):
        for candidacy in self.candidacies.values():
            candidacy[1] = candidacy[1] and candidacy[0] is not member

    def lots(self, number=None):
        """The lots of the first count, or of a vacancy."""
        name = counting.NAMES[self.call["counting"]]
        if number is None:
            return counting.Lots(self.id, self.lot, name)
        kind = f"countback/{number}"
        return counting.Lots(self.id, self.lot, kind, None if name == "scottish-stv" else name)

    def first_count(self, seats):
        """Places on the ballot paper in the order of election."""
        answers, lines = self.answers, len(self.paper)
        if self.call["counting"] == "stv_scottish":
            return counting.stv(answers, lines, seats, self.lots()).elected
        return counting.most(answers, range(lines), seats, self.lots())

    def countback(self, leaver, standing):
        """The place of whoever fills a vacancy, or none."""
        vacancies = [*self.filled, (leaver, standing)]
        if self.call["counting"] == "stv_scottish":
            lines, seats = len(self.paper), len(self.seats)
            return counting.countback(self.answers, lines, seats, self.lots(), vacancies, self.lots)
        standing = [place for place in standing if self.answers[place]]
        return next(iter(counting.most(self.answers, standing, 1, self.lots(len(vacancies)))), None)

    def pass_vacancy(self):
        self.vacancies.pop(0)

    def is_void(self, now):
        """Whether a tick at this time ends it without a count."""
        nobody = self.purpose not in QUESTIONS and not self.standing()
        return (
            self.phase == CALLED and (now >= self.call["opens"] or nobody and now >= self.call["nominations"])
            or self.phase == SET_UP and now >= self.call["opens"]
            or self.phase in (REHEARSED, CLOSED) and now >= self.call["closes"] + 30 * DAY
            or self.phase == NEEDS_LOT and now >= self.call["closes"] + 60 * DAY
        )  # fmt: skip


class Elections:
    def __init__(self):
        super().__init__()
        self.elections = {}
        self.default = None  # since when registrars are in it
        self.unready = {}  # body -> members

    def turn_elections(self, stood):
        """A tick: what did not come to its end in time is void, and vacancies wait no longer for their lot."""
        for election in self.elections.values():
            election.stood += election.since_tick if stood else 0
            election.since_tick = 0
            if election.is_void(self.now):
                if election.phase == CALLED:
                    self._note_idle(election)
                election.phase = VOID
            while election.vacancies and self.now >= election.vacancies[0].since + 30 * DAY:
                election.pass_vacancy()

    def _note_idle(self, election):
        """Who let an election come to nothing without a setup."""
        asked = election.purpose in QUESTIONS or election.purpose != "trial" and election.standing()
        if asked and self.now >= election.call["opens"] and self.default is None:
            self.default = self.now
        if election.is_backed and election.purpose != "trial":
            self.unready.setdefault(election.body, []).extend(election.registrars + election.trustees)

    def _count_ends(self, election):
        election.phase = COUNTED
        if election.purpose != "trial":
            self.unready.pop(election.body, None)

    def is_bound(self, member):
        """Whether an election is on in which the member may vote, is a registrar or a trustee."""
        return any(
            election.is_on and election.purpose != "trial"
            and member in election.electorate + election.registrars + election.trustees
            for election in self.elections.values()
        )  # fmt: skip

    # The call.

    def election_called(self, act, call):
        signers = self.people()
        rule(call["purpose"] != "trial" or any(self.holds(member, call["body"]) for member in signers), "008")
        backed = call.get("backed") == 1
        rule(not backed or {*call["registrars"], *call["trustees"]} <= {*act.signers}, "008")
        self.time()
        rule(call["body"] < len(self.charter["bodies"]), "010")
        body, rules = self.charter["bodies"][call["body"]], self.charter["elections"]
        rule(call["constituency"] == body["constituency"], "010")
        self._check_cause(call, body)
        electorate = self.roll_at(call["freeze"], DAY, None if call["purpose"] == "charter" else call["constituency"])
        rule(call["eligible"] == len(electorate) > 0, "044")
        small = len(electorate) < rules["small"]
        rule(call["small"] == int(small), "045" if small else "043")
        unready = [member.name for member in self.unready.get(call["body"], [])]
        displaces = backed and not any(name in unready for name in call["registrars"] + call["trustees"])
        seats = self._seats_called(call, body, displaces)
        rule(call["counting"] == ("yes_no" if call["purpose"] in QUESTIONS else body["counting"]), "043")
        rule(call["collectors"] == [] and call["grace"] == 0, "043")
        self._check_dates(call, rules)
        rule(len(set(call["registrars"])) == len(call["registrars"]) >= rules["registrars"], "043")
        registrars = [self.member(name) for name in call["registrars"]]
        panel = [seat.holder.member for _, seat in self.of_body(self.charter["entry"]["body"]) if seat.holder]
        anybody = backed and self.default is not None and self.now >= self.default + 14 * DAY
        rule(len(panel) < rules["registrars"] or anybody or all(member in panel for member in registrars), "043")
        rule((len(call["trustees"]), call["threshold"]) == (rules["trustees"], rules["threshold"]), "043")
        rule(len(set(call["trustees"])) == len(call["trustees"]), "043")
        trustees = [self.member(name) for name in call["trustees"]]
        for election in self._others(call) if displaces else []:
            if election.yields and self._is_same(election, call, seats):
                election.phase = VOID
        people = (electorate, registrars, trustees)
        self.elections[act.id] = Election(act.id, call, call["body"], call["purpose"], seats, self.charter, *people)

    def _check_cause(self, call, body):
        purpose = call["purpose"]
        if purpose in QUESTIONS:
            rule(call["cause"] in self.motions or purpose == "referendum" and call["cause"] in self.petitions, "009")
        else:
            rule(purpose in ("by_election", "office", "seats", "trial"), "011")
            rule(purpose != ("seats" if body["seats"] == 1 else "office"), "043")
            rule(call["cause"] == self.genesis.id, "009")

    def _is_same(self, election, call, seats):
        """Whether an election of the body is of one of these seats, or on the same question, or an exercise like the call."""
        same = election.purpose == call["purpose"] and election.call["cause"] == call["cause"]
        return bool(set(election.seats) & set(seats)) if seats else same

    def _others(self, call):
        """The open elections of the same body."""
        return [election for election in self.elections.values() if election.is_on and election.body == call["body"]]

    def _seats_called(self, call, body, displaces):
        """The seats that the call is for."""
        purpose = call["purpose"]
        others = [e for e in self._others(call) if not (displaces and e.yields)]
        if purpose in QUESTIONS:
            self.check_question(call)
            asked = [e for e in self.elections.values() if e.call["cause"] == call["cause"]]
            rule(not any(e.is_on and not (displaces and e.yields) or e.carried is not None for e in asked), "041")
            rule(call["seats"] == 0, "043")
            return []
        if purpose == "trial":
            rule(not any(e.purpose == "trial" for e in others), "041")
            rule(call["seats"] == 0, "043")
            return []
        due = [n for n in range(body["seats"]) if self._is_due((call["body"], n), purpose == "by_election")]
        free = [n for n in due if not any(n in e.seats for e in others)]
        rule(due, "040")
        rule(free, "041")
        rule(call["seats"] == len(free), "043")
        return free

    def _is_due(self, key, rest):
        seat, soon = self.seats[key], self.now + self.charter["elections"]["due_days"] * DAY
        if seat.asked or seat.next:
            return False
        if rest:
            waits = any(v.seat == key for e in self.elections.values() for v in e.vacancies)
            return not seat.holder and seat.term is not None and seat.term > soon and not waits
        founder = seat.holder and not seat.holder.election
        return founder or seat.term is None or seat.term <= soon

    def _check_dates(self, call, rules):
        notice = rules["notice_days"] * DAY
        if call["purpose"] == "charter":
            notice = max(notice, self.charter["motions"]["charter_days"] * DAY)
        opens, closes = call["opens"], call["closes"]
        rule(self.now < call["nominations"] and call["nominations"] + DAY <= opens, "042")
        if call["purpose"] in ("seats", "office", "by_election"):
            rule(self.now + rules["notice_days"] * DAY // 2 <= call["nominations"], "042")
        rule(self.now + notice <= opens <= self.now + notice + 60 * DAY, "042")
        rule(opens + rules["open_hours"] * HOUR <= closes <= opens + 60 * DAY, "042")

    def election(self, body, *phases):
        """The election that an act names, in one of these phases."""
        rule(body["election"] in self.elections, "009")
        election = self.elections[body["election"]]
        rule(election.phase in phases, "046")
        return election

    # Candidacies.

    def candidacy_filed(self, act, body):
        member = self.people()[0]
        self.time()
        election = self.election(body, CALLED)
        rule(self.now < election.call["nominations"], "046")
        own = {(election.body, number) for number in election.seats}
        most = 29 if election.call["counting"] == "stv_scottish" else 500
        rule(election.purpose not in QUESTIONS and "list" not in body, "047")
        rule(member in election.electorate, "047")
        rule(not any(candidate is member for candidate, _ in election.candidacies.values()), "047")
        rule(not self.is_at_limit(member, election, election.call["closes"]), "047")
        rule(not self.has_name(member, election.body, own), "047")
        rule(len(election.standing()) < most, "047")
        rule(not any(other[:16] == act.id[:16] for other in election.candidacies), "047")
        election.candidacies[act.id] = [member, True]

    def candidacy_withdrawn(self, act, body):
        member, id = self.people()[0], body["candidacy"]
        self.time()
        election = next((e for e in self.elections.values() if id in e.candidacies), None)
        rule(election, "009")
        candidacy = election.candidacies[id]
        rule(candidacy[0] is member, "008")
        rule(election.phase == CALLED and self.now < election.call["nominations"], "046")
        rule(candidacy[1], "047")
        candidacy[1] = False

    # Ballots.

    def election_setup(self, act, body):
        signers, election = self.people(), self.elections.get(body["election"])
        rule(election and all(member in election.registrars for member in signers), "008")
        rule(len(signers) >= election.charter["elections"]["registrars"], "008")
        self.time()
        call = self.election(body, CALLED).call
        rule(call["nominations"] <= self.now < call["opens"], "046")
        rule(1 <= body["count"] <= call["eligible"] and body["paper"] == 0, "048")
        standing = election.standing()
        rule(standing or election.purpose in QUESTIONS, "046")
        rule(not any(e.setup and e.setup["setup"] == body["setup"] for e in self.elections.values()), "054")
        election.paper, election.marks = [member for _, member in standing], [id[:16] for id, _ in standing]
        if election.purpose in QUESTIONS:
            election.marks = ["yes", "no"]
        election.setup, election.phase = body, SET_UP
        if election.purpose != "trial":
            self.default = None

    def election_rehearsed(self, act, body):
        signers, election = self.people(), self.elections.get(body["election"])
        rule(election and {*map(id, signers)} == {*map(id, election.trustees)}, "008")
        self.time()
        self.election(body, SET_UP)
        rule(self.now < election.call["opens"], "046")
        found, setup = self._archive(body), election.setup
        rule(found["setup"]["trustees"] == setup["trustees"] and found["setup"]["setup"] != setup["setup"], "051")
        rule(found["bound"], "052")
        shows = {place for place in found["decrypters"] if place < len(election.trustees)}
        rule(shows - election.shown, "056")
        election.shown |= shows
        if len(election.shown) == len(election.trustees):
            election.phase = REHEARSED

    def ballot_accepted(self, act, body):
        self.people()
        self.time()
        election = self.election(body, REHEARSED)
        rule(election.call["opens"] <= self.now < election.call["closes"], "046")
        count, chain, height = election.board
        rule(body["tracker"] not in election.trackers and body["height"] > height, "049")
        event = bytes.fromhex(body["tracker"] + body["event"]) + body["height"].to_bytes(8, "big")
        election.board = [count + 1, sha256(chain, event), body["height"]]
        election.trackers.add(body["tracker"])
        election.since_tick += 1

    def election_ballots_closed(self, act, body):
        self.people()
        self.time()
        election = self.election(body, REHEARSED)
        rule(self.now >= election.call["closes"], "046")
        rule(body["ballots"] == election.board[0] and body["height"] > election.board[2], "050")
        election.end, election.phase = body, CLOSED

    # The count.

    def election_tallied(self, act, body):
        who = [id(member) for member in self.people()]
        election = self.election(body, CLOSED)
        rule(body["result"] not in election.results, "055")
        rule(list(election.results.values()).count(who) < 3, "055")
        election.results[body["result"]] = who

    def election_archived(self, act, body):
        self.people()
        self.time()
        election = self.election(body, CLOSED)
        found = self._archive(body)
        hashes = ("count", "credentials", "data", "header", "setup", "trustees")
        rule(all(found["setup"][name] == election.setup[name] for name in hashes), "051")
        rule(found["board"] == [election.board[0], election.board[1].hex()], "051")
        rule(found["end"] == {name: election.end[name] for name in ("head", "height", "length")}, "051")
        asked = {"stv_scottish": "rankings", "approval": len(election.marks)}.get(election.call["counting"], 1)
        rule(found["asked"] == asked and found["marks"] == election.marks, "051")
        rule(found["bound"], "052")
        shuffled = asked != "rankings" or found["shufflers"] >= min(2, len(election.trustees))
        rule(shuffled or election.purpose == "trial", "057")
        rule(found["result"] in election.results, "055")
        self._count(election, found)

    def _archive(self, body):
        pair = f"{digest(body['archive'])}/{digest(body['proofs'])}"
        verdict = self.known(self.verified["archives"].get(pair), body["archive"])
        rule(not verdict.get("refused"), "051")
        # Test vectors say what an archive says; a record has it.
        return verdict if "setup" in verdict else verdict | archive.parts(self.document(body["archive"]))

    def _count(self, election, found):
        if election.purpose in QUESTIONS:
            rule(len(found.get("sums", [])) in (2, 3), "051")
            yes, no = found["sums"][-2:]
            election.carried = yes > no
            self.decide(election, election.carried)
        else:
            lines, ranked = len(election.paper), election.call["counting"] == "stv_scottish"
            answers = found.get("rankings" if ranked else "sums")
            rule(answers is not None, "051")
            if ranked:
                rule(all(len(ranks) == lines for ranks in answers), "051")
            else:
                rule(len(answers) in (lines, lines + 1), "051")
            election.answers = answers if ranked else answers[-lines:]
            self._seat(election)
            return
        self._count_ends(election)

    def _seat(self, election):
        """Asks the elected: who holds one of the seats for that one, the others in order for those that are left."""
        trial = election.purpose == "trial"
        seats = self.charter["bodies"][election.body]["seats"] if trial else len(election.seats)
        try:
            order = election.first_count(seats)
        except counting.NeedsLot:
            election.phase = NEEDS_LOT
            return
        self._count_ends(election)
        if trial:
            return
        keys = [(election.body, number) for number in election.seats]
        election.elected = [election.paper[place] for place in order]
        held = {key: self.seats[key].holder for key in keys if self.seats[key].holder}
        places = {key: term.member for key, term in held.items() if term.member in election.elected}
        others = [member for member in election.elected if member not in places.values()]
        places |= dict(zip([key for key in keys if key not in places], others))
        ends = [term.until for term in held.values() if term.election]
        months = election.charter["bodies"][election.body]["term_months"]
        until = max([self.now, *ends]) + months * MONTH
        if election.purpose != "by_election":
            for key in keys:
                self.seats[key].term = until
        for key in keys:
            self.seats[key].asked = None
        for key, member in sorted(places.items(), key=lambda place: place[0]):
            if self.seats[key].term > self.now:
                self.ask(key, member, self.seats[key].term, election)
        for key, member in sorted(places.items(), key=lambda place: place[0]):
            if self.seats[key].asked and not member.on_roll:
                self.decline(key)

    def lot_opened(self, act, body):
        self.people()
        self.time()
        rule(body["election"] in self.elections, "009")
        election = self.elections[body["election"]]
        waits = "first" if election.phase == NEEDS_LOT else "countback" if election.vacancies else None
        rule(waits == body["count"], "053")
        lot = self.known(self.verified["lots"].get(digest(body["proofs"])), body["proofs"])
        rule((lot.get("setup"), lot.get("head")) == (election.setup["setup"], election.end["head"]), "053")
        election.lot = bytes.fromhex(lot["value"])
        if election.phase == NEEDS_LOT:
            self._seat(election)
