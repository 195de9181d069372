"""The roots of a record by pymerkle, which shares no code with kenes.

    root.py RECORD SIZE...

prints for each size the Base64 of the root of the first SIZE raw entries of the record in static files.
"""

import base64
import pathlib
import sys

from pymerkle import InmemoryTree


def entries(folder):
    """All entries of the newest checkpoint, in order."""
    size = int((folder / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
    for index in range(0, (size + 255) // 256):
        width = min(256, size - index * 256)
        path = f"{index % 1000:03}"
        rest = index // 1000
        while rest:
            path = f"x{rest % 1000:03}/{path}"
            rest //= 1000
        partial = "" if width == 256 else f".p/{width}"
        bundle = (folder / f"tile/entries/{path}{partial}").read_bytes()
        at = 0
        for _ in range(width):
            end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
            yield bundle[at + 2 : end]
            at = end
        assert at == len(bundle), "more bytes than entries"


def main():
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries(pathlib.Path(sys.argv[1])):
        tree.append_entry(entry)
    for size in map(int, sys.argv[2:]):
        print(base64.b64encode(tree.get_root(size)).decode())


main()
