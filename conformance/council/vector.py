"""Goes through the histories of vectors/council: the outcome of every act must be that of the file."""

import json

from council import Council, Incomplete
from rules import NewerRules


def differences(path):
    """What this program finds otherwise, a line each."""
    lines = json.loads(path.read_text(encoding="utf-8"))
    of_kind = {kind: [line for line in lines if line["kind"] == kind] for kind in ("council", "document", "archive", "lot", "act")}
    documents = {line["digest"]: line["content"].encode() for line in of_kind["document"]}
    verified = {
        "void": [],
        "archives": {f"{line['archive']}/{line['proofs']}": of_parts(line.get("parts")) for line in of_kind["archive"]},
        "lots": {line["proofs"]: line for line in of_kind["lot"]},
    }
    council = Council(of_kind["council"][0]["origin"], documents.get, verified)
    for number, line in enumerate(of_kind["act"]):
        outcome = outcome_of(council, line["leaf"].encode())
        if outcome != line["outcome"]:
            yield f"{path.name}, act {number}, {council.act.type}: {outcome}, and not {line['outcome']}"
    for leaf in council.wrong_tables:
        yield f"{path.name}, act {leaf}: the tick holds the hash of another table"


def outcome_of(council, leaf):
    try:
        outcome = council.apply(leaf)
    except NewerRules as newer:
        return f"needs-newer {newer}"
    except Incomplete as missing:
        return f"incomplete {missing}"
    return {"done": "effect", "void": "void"}.get(outcome, f"K-ACT-{outcome}")


def of_parts(parts):
    if parts is None:
        return {"refused": True}
    end = {name: parts[name] for name in ("head", "height", "length")}
    return {
        "setup": parts["setup"] | {"setup": parts["setup"]["event"], "count": parts["credentials"]},
        "board": [parts["ballots"], parts["chain"]],
        "end": end,
        "asked": "rankings" if parts["asked"] == "rankings" else parts["most"],
        "marks": parts["paper"],
        **{name: parts[name] for name in ("bound", "result", "shufflers", "decrypters")},
        **parts["answers"],
    }
