"""Tests of this folder: `python3 -m unittest` in it."""

import gzip
import json
import pathlib
import tempfile
import unittest

import archive
import charter
import counting
import record
import seats
import vector

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT / "vectors"

# What cannot be seen without keys, or in the act alone.
BESIDE = {"other-log", "wrong-signature", "unknown-key", "checkpoint"}
POINTS = {"body-key-no-point.act", "body-key-small-order.act", "body-checkpoint-log.act"}


def is_read(read, content):
    try:
        read(content)
    except record.Void:
        return False
    return True


class Record(unittest.TestCase):
    def test_acts_are_those_of_the_page(self):
        folder = VECTORS / "record/acts"
        for act in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["acts"]:
            path = folder / act["file"]
            if act["error"] not in BESIDE and path.name not in POINTS:
                with self.subTest(act["file"]):
                    self.assertEqual(is_read(record.Act, path.read_bytes()), act["error"] is None)

    def test_json_is_canonical(self):
        folder = VECTORS / "record/json"
        for case in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
            with self.subTest(case["file"]):
                content = (folder / case["file"]).read_bytes()
                self.assertEqual(is_read(record.canonical_json, content), case["error"] is None)

    def test_roots_of_every_size_stay(self):
        tree, roots = record.Tree(), []
        for leaf in (b"a", b"b", b"c"):
            roots.append(tree.root(len(tree)))
            tree.push(leaf)
        self.assertEqual([tree.root(size) for size in range(3)], roots)
        a, b, c = (record.sha256(b"\0", leaf) for leaf in (b"a", b"b", b"c"))
        root = record.sha256(b"\1", record.sha256(b"\1", a, b), c)
        self.assertEqual(record.from_base64(tree.root(3)), root)

    def test_the_time_is_the_lower_median_of_a_quorum(self):
        key = b"\1" * 32
        name = "witness.example/1+00000000+" + record.base64.b64encode(b"\4" + key).decode()
        lines = [f"witness w{n} {name.replace('/1', f'/{n}')}\n" for n in range(5)]
        policy = record.Policy.read(("".join(lines) + "group g 3 w0 w1 w2 w3\nquorum g\n").encode())

        class Cosigned:
            def __init__(self, times):
                self.times = times

            def time_of(self, name, _):
                return self.times.get(int(name[-1]))

        self.assertIsNone(policy.time(Cosigned({0: 5, 3: 6})))
        self.assertEqual(policy.time(Cosigned({0: 5, 3: 6, 1: 1})), 5)
        self.assertEqual(policy.time(Cosigned({0: 5, 3: 6, 1: 1, 2: 7})), 5)
        # The fifth is in no group.
        self.assertEqual(policy.time(Cosigned({0: 5, 3: 6, 1: 1, 4: 1})), 5)
        for text in (b"", b"quorum nobody\n", b"{}", b"group g x a\nquorum g\n"):
            self.assertIsNone(record.Policy.read(text))


class Rules(unittest.TestCase):
    def test_the_charter_of_the_page_is_one(self):
        page = (ROOT / "docs/spec/charter.md").read_text(encoding="utf-8")
        text = page.split("```json\n")[1].split("\n```")[0]
        self.assertIsNotNone(charter.read(text.encode()))
        for other in (
            text.replace('"v":1', '"v":2'),
            text.replace('"terms":3', '"terms":21'),
            text.replace(',"terms":3', ""),
            text.replace('"trustees":3', '"trustees":1'),
            text.replace('{"part":2,"whole":3}', '{"part":1,"whole":2}'),
            text.replace("stv_scottish", "stv_meek"),
            text.replace('"v":1', '"v":1,"w":1'),
            text + " ",
        ):
            self.assertNotEqual(other, text)
            self.assertIsNone(charter.read(other.encode()))

    def test_the_lot_is_that_of_the_page(self):
        lots = counting.Lots("", None, "scottish-stv")
        self.assertRaises(counting.NeedsLot, lots.draw, 1, [2, 3])
        lots.seed = bytes.fromhex("1380e704ea5ea1701038de38ad52a59d1285cb501058d6428790b928bac4b337")
        self.assertEqual(lots.draw(1, [2, 3]), 3)

    def test_papers_are_read_up_to_the_first_doubt(self):
        self.assertEqual(counting.read([2, 1, 0]), (1, 0))
        self.assertEqual(counting.read([1, 3, 0]), (0,))
        self.assertEqual(counting.read([1, 2, 2]), (0,))
        self.assertEqual(counting.read([0, 2, 2]), ())

    def test_a_surplus_passes_on_and_a_seat_is_counted_back(self):
        # Two seats, the quota is 41: 0 has 60 and passes on 19, each paper 0.31666; 3 is excluded.
        papers = [(20, [1, 2]), (15, [1, 3, 2]), (15, [1]), (10, [1, 4, 2]), (25, [2]), (30, [3]), (5, [4, 3])]
        rankings = [
            [order.index(place) + 1 if place in order else 0 for place in range(1, 5)]
            for count, order in papers
            for _ in range(count)
        ]
        lots = counting.Lots("", None, "scottish-stv")
        self.assertEqual(counting.stv(rankings, 4, 2, lots).elected, [0, 2])
        fills = counting.countback(rankings, 4, 2, lots, [(0, [1, 3])], lambda _: lots)
        self.assertEqual(fills, 1)
        self.assertIsNone(counting.countback(rankings, 4, 2, lots, [(0, [1, 3]), (1, [3])], lambda _: lots))

    def test_most_votes_are_elected_and_equal_ones_need_a_lot(self):
        lots = counting.Lots("", None, "approval")
        self.assertEqual(counting.most([3, 9, 3, 5], range(4), 2, lots), [1, 3])
        self.assertRaises(counting.NeedsLot, counting.most, [3, 9, 3, 1], range(4), 2, lots)
        self.assertEqual(counting.most([0, 0], range(2), 3, lots), [0, 1])


class Archives(unittest.TestCase):
    def test_marks_stand_at_the_end(self):
        answers = ["Ana [0f]", "Ana [x] [0f]", "Ana [0f] ", "Ana 0f]", "[yes]", "[]"]
        self.assertEqual([archive.mark(answer) for answer in answers], ["0f", "0f", "", "", "yes", ""])

    def test_an_archive_says_what_was_fixed(self):
        content = gzip.decompress((VECTORS / "protocol/own/bound-honest.bel.gz").read_bytes())
        found = archive.parts(content)
        ballots = content.count(b'"type":"Ballot"')
        self.assertEqual((found["board"][0], found["end"]["height"]), (ballots, ballots + 1))
        self.assertEqual(found["end"]["length"] % 512, 0)
        self.assertIn("sums" if isinstance(found["asked"], int) else "rankings", found)


class Histories(unittest.TestCase):
    def test_the_vectors_agree(self):
        paths = sorted((VECTORS / "council/v1").glob("*.json"))
        self.assertGreaterEqual(len(paths), 5)
        for path in paths:
            with self.subTest(path.name):
                self.assertEqual(list(vector.differences(path)), [])

    def test_another_outcome_is_found(self):
        lines = json.loads((VECTORS / "council/v1/election.json").read_text(encoding="utf-8"))
        accepted = next(line for line in lines if "seat.accepted" in line.get("leaf", "") and line["outcome"] == "effect")
        accepted["outcome"] = "K-ACT-060"
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "altered.json"
            path.write_text(json.dumps(lines), encoding="utf-8")
            self.assertEqual(len(list(vector.differences(path))), 1)

    def test_what_an_audit_verified(self):
        report = {
            "failures": [{"check": "signatures", "leaf": 7}, {"check": "blobs", "leaf": None}],
            "elections": [
                {"archives": [
                    {"archive": "aa", "proofs": "bb", "verdict": "accepted"},
                    {"archive": "aa", "proofs": "cc", "verdict": "refused"},
                    {"archive": "dd", "proofs": "bb", "verdict": "missing"},
                ]},
            ],
        }  # fmt: skip
        verified = seats.of_audit(report)
        self.assertEqual(verified["void"], [7])
        self.assertEqual(verified["archives"], {"aa/bb": {"bound": True}, "aa/cc": {"refused": True}})


if __name__ == "__main__":
    unittest.main()
