"""Who holds which seat of a council, from the static files of its record.

    seats.py RECORD VERIFIED.json
    seats.py VECTOR.json …

The first prints the table of docs/spec/seats.md. RECORD is a folder with `checkpoint`, `tile` and `blob`. VERIFIED.json is what
Python's standard library cannot verify: the output of `kenes audit --json`, or

    {"void": [leaf, …],                              the leaves whose signatures are wrong
     "archives": {"ARCHIVE/PROOFS": {"bound": true}  what the audit of the protocol says of an archive with its bound proofs, by the
                  or {"refused": true}},             digests of the two blobs
     "lots": {PROOFS: {"setup": …, "head": …, "value": …}}}   for which vote a lot was opened, and its value, in hexadecimal digits

What an archive says, and what the rules make of that, this program finds out itself. The second form goes through vectors/council.

Exit status: 0; 1 where a tick or a vector says otherwise than this program; 2 where something is missing.
"""

import json
import pathlib
import sys

import vector
from council import Council, Incomplete
from record import Folder


def main(arguments):
    if len(arguments) == 2 and pathlib.Path(arguments[0]).is_dir():
        return show(Folder(arguments[0]), json.loads(pathlib.Path(arguments[1]).read_text(encoding="utf-8")))
    differences = [line for path in arguments for line in vector.differences(pathlib.Path(path))]
    print("\n".join(differences) or f"{len(arguments)} vectors agree")
    return 1 if differences else 0


def show(folder, verified):
    council = Council(folder.origin, folder.document, of_audit(verified) if "verdict" in verified else verified)
    try:
        for leaf in folder.leaves():
            council.apply(leaf)
    except Incomplete as missing:
        print(f"leaf {len(council.tree) - 1} needs {missing}, which is not here", file=sys.stderr)
        return 2
    print(council.table(), end="")
    for leaf in council.wrong_tables:
        print(f"the tick in leaf {leaf} holds the hash of another table", file=sys.stderr)
    return 1 if council.wrong_tables else 0


def of_audit(report):
    """What an audit verified, from its JSON: docs/spec/audit.md."""
    void = [f["leaf"] for f in report["failures"] if f["check"] in ("acts", "signatures") and f["leaf"] is not None]
    named = [archive for election in report["elections"] for archive in election["archives"]]
    words = {"accepted": {"bound": True}, "refused": {"refused": True}}
    archives = {f"{a['archive']}/{a['proofs']}": words[a["verdict"]] for a in named if a["verdict"] in words}
    opened = [lot for election in report["elections"] for lot in election.get("lots", []) if lot["verdict"] == "accepted"]
    lots = {lot["proofs"]: {key: lot[key] for key in ("setup", "head", "value")} for lot in opened}
    return {"void": void, "archives": archives, "lots": lots}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
