"""Charters: docs/spec/charter.md, Fields."""

from record import Void, canonical_json

HOUR, DAY = 3_600, 86_400
MONTH = 30 * DAY + 10 * HOUR

COUNTING = ("stv_scottish", "approval", "plurality")
BODY = {"seats": (1, 500), "term_months": (12, 60), "terms": (0, 20)}
ELECTIONS = {
    "notice_days": (7, 60), "due_days": (15, 180), "open_hours": (1, 720), "answer_days": (1, 30),
    "registrars": (1, 16), "trustees": (1, 16), "threshold": (1, 16), "small": (0, 50),
}  # fmt: skip
ENTRY = {
    "registrars": (1, 16), "sponsors": (0, 8), "waiting_days": (0, 180),
    "surge_percent": (1, 100), "surge_days": (1, 365), "recoveries": (1, 1000),
}  # fmt: skip
MOTIONS = {
    "quorum_percent": (34, 100), "open_hours": (1, 720), "charter_days": (7, 90), "initiative_percent": (1, 40),
}  # fmt: skip


def read(content):
    """The charter, or None where a reader must refuse it."""
    try:
        charter = canonical_json(content)
        bodies, places = len(charter["bodies"]), len(charter["constituencies"])
        entry, elections, motions = charter["entry"], charter["elections"], charter["motions"]
        share = motions["charter_share"]
        right = [
            set(charter) == {"v", "constituencies", "bodies", "elections", "entry", "founders_days", "motions"},
            _numbers(charter, {"v": (1, 1), "founders_days": (1, 90)}, charter),
            1 <= bodies <= 500 and 1 <= places <= 500,
            all(_numbers(place, {"most": (0, 100_000_000)}) for place in charter["constituencies"]),
            all(_body(body, places) for body in charter["bodies"]),
            _numbers(elections, ELECTIONS) and elections["threshold"] <= elections["trustees"],
            _numbers(entry, ENTRY | {"body": (0, bodies - 1)}),
            entry["registrars"] <= charter["bodies"][entry["body"]]["seats"],
            charter["elections"]["registrars"] <= charter["bodies"][entry["body"]]["seats"],
            _numbers(motions, MOTIONS | {"body": (0, bodies - 1)}, {"charter_share"}),
            _numbers(share, {"part": (1, 100), "whole": (1, 100)}),
            3 * share["whole"] <= 5 * share["part"] and 4 * share["part"] <= 3 * share["whole"],
        ]
    except (Void, KeyError, TypeError, IndexError):
        return None
    return charter if all(right) else None


def _body(body, places):
    numbers = BODY | {"constituency": (0, places - 1)}
    return _numbers(body, numbers, {"counting"}) and body["counting"] in COUNTING


def _numbers(part, ranges, besides=()):
    """Whether the part has these numbers in their ranges, and besides them only those fields."""
    inside = all(type(part[name]) is int and low <= part[name] <= high for name, (low, high) in ranges.items())
    return inside and set(part) == set(ranges) | set(besides)
