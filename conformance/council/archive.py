"""What an archive of an election says (Belenios 3.3, section 4.1 of its specification, a tar), once somebody else has verified it:
docs/spec/election.md, The archive. Nothing is proved here."""

import io
import json
import tarfile

from record import sha256

BLOCK = 512


def parts(content):
    """The hashes, the board, the question and the answers."""
    found = {"result": None}
    data, board, ballots, height = {}, sha256(b"kenes/board/v1"), 0, None
    shufflers, decrypters = set(), set()
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
        for entry in tar:
            text = tar.extractfile(entry).read()
            digest, _, kind = entry.name.partition(".")
            if entry.name == "BELENIOS":
                header = sha256(text).hex()
            elif kind == "data.json":
                data[digest] = text
            elif kind == "event.json":
                event = json.loads(text)
                height, payload = event["height"], event.get("payload")
                if event["type"] == "Setup":
                    setup = json.loads(data[payload]) | {"setup": digest, "header": header}
                elif event["type"] == "Ballot":
                    place = bytes.fromhex(payload + digest) + height.to_bytes(8, "big")
                    board, ballots = sha256(board, place), ballots + 1
                elif event["type"] == "EndBallots":
                    end = entry.offset_data + -(-entry.size // BLOCK) * BLOCK
                    found["end"] = {"head": digest, "height": height, "length": end}
                elif event["type"] == "Shuffle":
                    shufflers.add(json.loads(data[payload])["owner"])
                elif event["type"] == "PartialDecryption":
                    decrypters.add(json.loads(data[payload])["owner"] - 1)
                elif event["type"] == "Result":
                    found["result"] = payload
    credentials = json.loads(data[setup["credentials"]])
    setup |= {"data": setup.pop("election"), "count": len(credentials)}
    found |= {"setup": setup, "board": [ballots, board.hex()]}
    found |= {"shufflers": len(shufflers), "decrypters": sorted(decrypters)}
    question = json.loads(data[setup["data"]])["questions"][0]
    ranked = question.get("type") == "NonHomomorphic"
    question = question.get("value", question)
    found |= {"asked": "rankings" if ranked else question["max"], "marks": [mark(text) for text in question["answers"]]}
    if found["result"]:
        found["rankings" if ranked else "sums"] = json.loads(data[found["result"]])["result"][0]
    return found


def mark(answer):
    """What stands between the last `[` and a `]` at the end."""
    before, bracket, rest = answer.rpartition("[")
    return rest[:-1] if bracket and rest.endswith("]") else ""
