"""The counting rules that a charter can name: docs/COUNTING.md, and for the ranked ballots the Scottish Local Government Elections Order
2011 (SSI 2011/399), Schedule 1, rules 46 to 54; for a countback the Electoral Act 2004 (Tasmania), Schedule 6.

Candidates are places on the ballot paper, from 0. Votes are whole numbers of the fifth decimal place.
"""

from record import sha256

ONE = 100_000
NAMES = {"stv_scottish": "scottish-stv", "approval": "approval", "plurality": "plurality"}


class NeedsLot(Exception):
    """A tie that only the lot can resolve, and nobody has opened it."""


class Lots:
    """Draws lots for one kind of count: docs/spec/election.md, The count, and docs/COUNTING.md, Ties and lots."""

    def __init__(self, call, value, kind, name=None):
        self.seed = None if value is None else sha256(b"kenes/lot/v1", bytes.fromhex(call), kind.encode(), value)
        self.name = name or kind

    def draw(self, stage, tied):
        if len(tied) == 1:
            return tied[0]
        if self.seed is None:
            raise NeedsLot
        numbers = ",".join(str(place + 1) for place in tied)
        text = f"kenes/draw/v1\nseed {self.seed.hex()}\ncount {self.name}\nstage {stage}\ncandidates {numbers}\n"
        return tied[int.from_bytes(sha256(text.encode()), "big") % len(tied)]


def most(votes, standing, places, lots):
    """Those with the most votes, in their order; where more share the last places than there are, by lot."""
    standing = sorted(standing, key=lambda place: (-votes[place], place))
    if len(standing) <= places:
        return standing
    chosen = [place for place in standing if votes[place] > votes[standing[places]]]
    tied = [place for place in standing if votes[place] == votes[standing[places]]]
    while len(chosen) < places:
        drawn = lots.draw(1, tied)
        tied.remove(drawn)
        chosen.append(drawn)
    return sorted(chosen, key=lambda place: (-votes[place], place))


class Count:
    """A count of ranked papers."""

    def __init__(self, piles, continuing, vacancies, quota, lots):
        self.piles, self.continuing, self.vacancies, self.quota, self.lots = piles, continuing, vacancies, quota, lots
        self.votes = [sum(papers * value for _, papers, value in pile) for pile in piles]
        self.surpluses, self.stages, self.elected = [], [], []

    def run(self):
        self._end_stage()
        while self.vacancies and self.continuing:
            if self.surpluses:
                self._pass_surplus(self._choose(self.surpluses, max))
            else:
                self._exclude(self._choose(self.continuing, min))
            self._end_stage()
        return self.elected

    def _pass_surplus(self, place):
        self.surpluses.remove(place)
        votes, self.votes[place] = self.votes[place], self.quota
        pile, self.piles[place] = self.piles[place], []
        for order, papers, value in pile:
            part = (votes - self.quota) * value // votes
            self._pass(order, papers, part)
            self.piles[place].append((order, papers, value - part))

    def _exclude(self, place):
        self.continuing.remove(place)
        pile, self.piles[place], self.votes[place] = self.piles[place], [], 0
        for order, papers, value in pile:
            self._pass(order, papers, value)

    def _pass(self, order, papers, value):
        to = next((place for place in order if place in self.continuing), None)
        if to is not None:
            self.piles[to].append((order, papers, value))
            self.votes[to] += papers * value

    def _end_stage(self):
        self.stages.append(list(self.votes))
        elected = [place for place in self.continuing if self.votes[place] >= self.quota]
        self._elect(elected)
        if self.vacancies >= len(self.continuing):
            elected += self.continuing
            self._elect(list(self.continuing))
        self.elected += sorted(elected, key=lambda place: [-stage[place] for stage in reversed(self.stages)])

    def _elect(self, places):
        for place in places:
            self.continuing.remove(place)
            self.vacancies -= 1
            if self.votes[place] > self.quota:
                self.surpluses.append(place)

    def _choose(self, among, extreme):
        """By the most recent stages at which they differ, then by lot."""
        tied = sorted(among)
        for stage in reversed(self.stages):
            sought = extreme(stage[place] for place in tied)
            tied = [place for place in tied if stage[place] == sought]
        return self.lots.draw(len(self.stages), tied)


def read(ranks):
    """Places in their order: up to where a rank is left out or given twice."""
    order = []
    for rank in range(1, len(ranks) + 1):
        if ranks.count(rank) != 1:
            break
        order.append(ranks.index(rank))
    return tuple(order)


def stv(rankings, lines, seats, lots):
    """The count of an election; its piles are those of the elected in the end."""
    papers = {}
    for ranks in rankings:
        order = read(ranks)
        papers[order] = papers.get(order, 0) + 1
    papers.pop((), None)
    piles = [[(order, count, ONE) for order, count in papers.items() if order[0] == place] for place in range(lines)]
    quota = (sum(papers.values()) // (seats + 1) + 1) * ONE
    count = Count(piles, list(range(lines)), seats, quota, lots)
    count.run()
    return count


def countback(rankings, lines, seats, lots, vacancies, lots_of):
    """Who fills the last of the vacancies: (who leaves, who stands), each from the papers by which the one who leaves was elected. None
    where these papers name nobody who stands."""
    count = stv(rankings, lines, seats, lots)
    held = {place: count.piles[place] for place in count.elected}
    found = None
    for number, (leaver, standing) in enumerate(vacancies, 1):
        piles = [[] for _ in range(lines)]
        for order, papers, value in held.pop(leaver, []):
            first = next((place for place in order if place in standing), None)
            if first is not None:
                piles[first].append((order, papers, value))
        laid = sum(papers * value for pile in piles for _, papers, value in pile)
        if not laid:
            return None
        count = Count(piles, sorted(standing), 1, laid // 2 + 1, lots_of(number))
        found = count.run()[0]
        held[found] = count.piles[found]
    return found
