"""Who holds which seat: docs/spec/seats.md."""

import dataclasses
import hashlib
from typing import Any

from charter import DAY
from counting import NeedsLot
from record import fingerprint
from rules import rule


@dataclasses.dataclass(eq=False)
class Member:
    constituency: int
    counts: int  # from when the vote counts
    key: str | None
    next: str | None
    token: str | None = None
    on_roll: bool = True
    enrolled: int = -1  # the time of the last tick before the enrolment
    left: int | None = None
    rows: dict[int, tuple] = dataclasses.field(default_factory=dict)  # body -> terms in a row, end of the last

    @property
    def name(self):
        return self.key and "m/" + fingerprint(self.key)

    def voted_at(self, time):
        """Whether the member was on the roll at a tick of this time."""
        return self.enrolled < time and self.counts <= time and (self.left is None or self.left >= time)


@dataclasses.dataclass
class Term:
    member: Member
    until: int
    election: Any = None  # None for founders
    vacancy: int = 0
    since: int = 0
    due: int = 0  # of who is asked

    def why(self):
        if not self.election:
            return "founding"
        return f"countback {self.election.id} {self.vacancy}" if self.vacancy else f"election {self.election.id}"


@dataclasses.dataclass
class Seat:
    holder: Term | None = None
    next: Term | None = None
    asked: Term | None = None
    term: int | None = None  # when the term ends for which the last election counted for it


@dataclasses.dataclass
class Vacancy:
    seat: tuple[int, int]
    until: int
    leaver: Member
    since: int


class Seats:
    def __init__(self):
        super().__init__()
        self.seats, self.members = {}, []

    def table(self):
        lines = ["kenes/seats/v1"]
        for (body, number), seat in sorted(self.seats.items()):
            term = seat.holder
            who = f"{term.member.name} {term.since} {term.until} {term.why()}" if term else "-"
            lines.append(f"{body} {number} {who}")
        return "\n".join(lines) + "\n"

    def table_hash(self):
        return hashlib.sha256(self.table().encode()).hexdigest()

    def of_body(self, body):
        return [(number, seat) for (of, number), seat in sorted(self.seats.items()) if of == body]

    def holds(self, member, body):
        return any(seat.holder and seat.holder.member is member for _, seat in self.of_body(body))

    def has_name(self, member, bodies=None, besides=()):
        """Whether the member holds a seat, waits for one or is asked: in any body, or in one and besides these seats."""
        return any(
            term and term.member is member
            for key, seat in self.seats.items()
            if bodies in (None, key[0]) and key not in besides
            for term in (seat.holder, seat.next, seat.asked)
        )

    # Beginnings and ends.

    def add_seats(self):
        for body, rules in enumerate(self.charter["bodies"]):
            for number in range(rules["seats"]):
                self.seats.setdefault((body, number), Seat())

    def found(self):
        self.add_seats()
        for (_, number), seat in self.seats.items():
            if number < len(self.members):
                seat.holder = Term(self.members[number], 0)

    def turn_seats(self):
        """A tick: terms end, others begin, and silence is no."""
        for key, seat in sorted(self.seats.items()):
            if seat.holder and not seat.holder.until:
                seat.holder.since, seat.holder.until = self.now, self.now + self.charter["founders_days"] * DAY
            if seat.holder and seat.holder.until <= self.now:
                self.end(key, seat.holder.until)
            if seat.next and seat.next.since <= self.now and not seat.holder:
                self.begin(key, seat.next, seat.next.since)
            if seat.asked and seat.asked.until <= self.now:
                seat.asked = None
            if seat.asked and seat.asked.due < self.now:
                self.decline(key)

    def begin(self, key, term, since):
        seat, body = self.seats[key], key[0]
        term.since, seat.holder, seat.next = since, term, None
        count, end = term.member.rows.get(body, (0, None))
        out = end is None or since - end >= term.election.out()
        term.member.rows[body] = (1 if out else count + 1, term.until)
        for _, other in self.of_body(body):
            if other.holder and not other.holder.election:
                other.holder = None

    def end(self, key, at):
        term, self.seats[key].holder = self.seats[key].holder, None
        if term.election:
            term.member.rows[key[0]] = (term.member.rows[key[0]][0], at)
        return term

    def is_at_limit(self, member, election, at):
        """Whether the member has as many terms behind as an election's charter allows in a row."""
        terms = election.charter["bodies"][election.body]["terms"]
        count, end = member.rows.get(election.body, (0, 0))
        return terms and count >= terms and at - end < election.out()

    # What members say.

    def seat_accepted(self, act, body):
        key, term = self._asked(body)
        rule(self.now < term.until, "060")
        seat = self.seats[key]
        elected = seat.holder and seat.holder.election
        since = seat.holder.until if elected else self.now
        for number, other in self.of_body(key[0]):
            if number != key[1]:
                holds = other.holder and other.holder.election and other.holder.member is term.member
                rule(not (holds and other.holder.until > since), "062")
                rule(not (other.next and other.next.member is term.member), "062")
        seat.asked = None
        if elected:
            seat.next, term.since = term, since
        else:
            self.begin(key, term, self.now)

    def seat_declined(self, act, body):
        self.decline(self._asked(body)[0])

    def _asked(self, body):
        member = self.people()[0]
        self.time()
        rule(body["election"] in self.elections, "009")
        election = self.elections[body["election"]]
        key = (election.body, body["seat"])
        rule(key in self.seats, "010")
        term = self.seats[key].asked
        rule(term and term.election is election and term.member is member, "060")
        return key, term

    def seat_resigned(self, act, body):
        key, member = (body["body"], body["seat"]), self.people()[0]
        self.time()
        rule(key in self.seats, "010")
        seat = self.seats[key]
        rule(any(term and term.member is member for term in (seat.holder, seat.next)), "061")
        self._give_up(key, member)

    def decline(self, key):
        term, self.seats[key].asked = self.seats[key].asked, None
        self._vacate(key, term)

    def leave(self, member):
        """The member is no longer on the roll."""
        for election in self.elections.values():
            if not election.setup:
                election.stand_down(member)
        for key, seat in sorted(self.seats.items()):
            self._give_up(key, member)
            if seat.asked and seat.asked.member is member:
                self.decline(key)

    def _give_up(self, key, member):
        """What there is of a seat, but not what the member is asked for."""
        seat = self.seats[key]
        if seat.next and seat.next.member is member:
            term, seat.next = seat.next, None
            self._vacate(key, term)
        if seat.holder and seat.holder.member is member:
            term = self.end(key, self.now)
            others = [other for number, other in self.of_body(key[0]) if number != key[1] and other.holder]
            if seat.next and not any(other.holder.member is seat.next.member for other in others):
                self.begin(key, seat.next, self.now)
            elif term.election:
                self._vacate(key, term)

    # Vacancies.

    def ask(self, key, member, until, election, vacancy=0):
        due = self.now + election.charter["elections"]["answer_days"] * DAY
        self.seats[key].asked = Term(member, until, election, vacancy, due=due)

    def _vacate(self, key, term):
        if term.until > self.now:
            term.election.vacancies.append(Vacancy(key, term.until, term.member, self.now))

    def fill_vacancies(self):
        """After each act: the vacancies of each election in their order, until one waits for a lot."""
        for _, election in sorted(self.elections.items()):
            while election.vacancies and self._fill(election, election.vacancies[0]):
                election.pass_vacancy()

    def _fill(self, election, vacancy):
        """Fills a vacancy, or not for ever; false if it waits for a lot."""
        seat = self.seats[vacancy.seat]
        stand = self._who_stands(election, vacancy.seat)
        if seat.asked or seat.next or vacancy.until <= self.now or not stand:
            return True
        standing = [election.paper.index(member) for member in stand]
        leaver = election.paper.index(vacancy.leaver)
        try:
            found = election.countback(leaver, standing)
        except NeedsLot:
            return False
        if found is not None:
            election.filled.append((leaver, standing))
            election.elected.append(election.paper[found])
            self.ask(vacancy.seat, election.paper[found], vacancy.until, election, len(election.filled))
        return True

    def _who_stands(self, election, seat):
        return [
            member
            for member in election.paper
            if member not in election.elected
            and member.on_roll
            and not self.is_at_limit(member, election, self.now)
            and not self.has_name(member, election.body, {seat})
        ]
