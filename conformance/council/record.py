"""Leaves of a record, and what can be said of each alone: docs/spec/act.md, docs/spec/blob.md.

Signatures are not checked here: Python's standard library knows no Ed25519. Leaves whose signatures are wrong are named by whoever
verified them. Everything else about an act's form is checked, by the table of types of the page itself.
"""

import base64
import hashlib
import json
import pathlib
import re

SPEC = pathlib.Path(__file__).resolve().parents[2] / "docs/spec/act.md"


class Void(Exception):
    """An act that breaks a rule of form: it has no effect, and its id is not consumed."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def fingerprint(key):
    """The 20 digits of a key's name."""
    return sha256(bytes.fromhex(key)).hex()[:20]


# The log of a record in static files (C2SP tlog-tiles).


class Folder:
    """A record in static files."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        origin, size, _ = (self.path / "checkpoint").read_text(encoding="utf-8").split("\n", 2)[0:3]
        self.origin, self.size = origin, int(size)

    def leaves(self):
        for index in range(0, (self.size + 255) // 256):
            width = min(256, self.size - index * 256)
            bundle = self._bundle(index, width).read_bytes()
            at = 0
            for _ in range(width):
                end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
                yield bundle[at + 2 : end]
                at = end

    def document(self, digest):
        """The content of a blob, or None where it is missing or not what its name says."""
        path = self.path / "blob/sha256" / digest[:2] / digest
        file = path.read_bytes() if path.is_file() else b""
        return file[32:] if len(file) >= 32 and sha256(file).hex() == digest else None

    def _bundle(self, index, width):
        path, rest = f"{index % 1000:03}", index // 1000
        while rest:
            path, rest = f"x{rest % 1000:03}/{path}", rest // 1000
        whole = self.path / f"tile/entries/{path}"
        return whole if width == 256 or whole.is_file() else whole.with_name(f"{whole.name}.p") / str(width)


class Tree:
    """The Merkle tree of RFC 6962, with the root of every size it had."""

    def __init__(self):
        self.levels = [[]]

    def __len__(self):
        return len(self.levels[0])

    def push(self, leaf):
        node, level = sha256(b"\0", leaf), 0
        self.levels[0].append(node)
        while len(self.levels[level]) % 2 == 0:
            node = sha256(b"\1", *self.levels[level][-2:])
            level += 1
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(node)

    def root(self, size):
        """The root of the first `size` leaves, in Base64, as checkpoints and `seen` write it."""
        root, rest = None, size
        for level, nodes in enumerate(self.levels):
            if rest >> level & 1:
                node = nodes[(size >> level) - 1]
                root = node if root is None else sha256(b"\1", node, root)
        return base64.b64encode(root if root else sha256()).decode()


# Acts.

LINES = {
    # who: (the fewest and the most lines of each kind), fields of the envelope besides body, type and v
    "member": ({"m": (1, 1)}, {"at", "by", "log", "n", "seen"}),
    "officers": ({"m": (1, 64)}, {"at", "by", "log", "n", "seen"}),
    "rotation": ({"m": (1, 2)}, {"at", "by", "log", "n", "seen"}),
    "introduced": ({"c": (1, 1), "m": (1, 1)}, {"at", "by", "log", "n", "seen"}),
    "server": ({"s": (1, 1)}, {"at", "by", "log", "n"}),
    "handover": ({"s": (2, 2)}, {"at", "by", "log", "n"}),
    "board": ({"s": (1, 1)}, {"by", "log"}),
    "credential": ({"c": (1, 1)}, {"at", "by", "log", "n", "seen"}),
    "founders": ({"m": (1, 64)}, {"at", "by", "n"}),
}


class Act:
    """An act of the right form."""

    def __init__(self, leaf):
        text, separator, signatures = leaf.partition(b"\n\n")
        need(separator and signatures.endswith(b"\n"), "no signed note")
        lines = text.split(b"\n")
        need(len(lines) == 2 and lines[0] == b"kenes/act/v1", "not two lines")
        need(len(lines[1]) <= 16_384, "too long")
        self.id = sha256(text, b"\n").hex()
        envelope = canonical_json(lines[1])
        need(isinstance(envelope, dict), "no object")
        self.type, self.body = envelope.get("type"), envelope.get("body")
        need(isinstance(self.type, str) and self.type in TYPES and isinstance(self.body, dict), "no such type")
        self.signers = [signature_line(line)[0] for line in signatures[:-1].split(b"\n")]
        self._check_envelope(envelope)
        check_body(TYPES[self.type][1], self.body)
        self.at, self.n, self.seen = (envelope.get(field) for field in ("at", "n", "seen"))
        self.by, self.log = envelope["by"], envelope.get("log")

    def _check_envelope(self, envelope):
        who = TYPES[self.type][0]
        need(self.signers == sorted(set(self.signers)), "names twice or not in order")
        if who == "anyone":
            who = "member" if self.signers[0][0] == "m" else "server"
        kinds, fields = LINES[who]
        given = [name[0] for name in self.signers]
        need(set(given) <= set(kinds), "a line that is not needed")
        need(all(low <= given.count(kind) <= high for kind, (low, high) in kinds.items()), "the number of lines")
        optional = {"at"} if who == "credential" else set()
        need(fields - optional <= set(envelope) - {"body", "type", "v"} <= fields, "fields of the envelope")
        need(is_int(envelope.get("v"), 1) and envelope["v"] == 1, "version")
        need(envelope["by"] in [name[2:] for name in self.signers], "by nobody who signed")
        need(is_time(envelope.get("at", 0)), "at")
        need(is_int(envelope.get("n", 0), 9 if who == "credential" else 2**53 - 1), "n")
        need(who != "credential" or envelope.get("at", 0) % 86_400 == 0, "the hour of an anonymous act")
        log, seen = envelope.get("log", "a" * 26), envelope.get("seen", [0, "A" * 43 + "="])
        need(isinstance(log, str) and re.fullmatch("[a-z2-7]{26}", log), "log")
        need(isinstance(seen, list) and len(seen) == 2 and is_int(seen[0], 2**53 - 1), "seen")
        need(isinstance(seen[1], str) and len(from_base64(seen[1])) == 32, "seen")


def log_id(genesis):
    return base64.b32encode(bytes.fromhex(genesis.id)).decode().lower()[:26]


def signature_line(line):
    """The name, the key's id and the signature of a line of a signed note."""
    match = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)".encode(), line)
    need(match, "no signature line")
    name, blob = match[1].decode(), from_base64(match[2].decode())
    if name[:2] in ("m/", "s/", "c/"):
        need(re.fullmatch("[msc]/[0-9a-f]{20}", name) and len(blob) == 68, "name or signature")
    return name, blob[:4], blob[4:]


def canonical_json(line):
    def no_fraction(_):
        raise Void("a fraction")

    def depth(value):
        inside = value if isinstance(value, list) else value.values() if isinstance(value, dict) else None
        return 0 if inside is None else 1 + max(map(depth, inside), default=0)

    def keys(value):
        if isinstance(value, dict):
            need(all(re.fullmatch("[a-z0-9_]+", key) for key in value), "a key")
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            keys(item)
        need(value is not None and (not isinstance(value, int) or abs(value) < 2**53), "null or a great number")

    try:
        value = json.loads(line.decode(), parse_float=no_fraction, parse_constant=no_fraction)
    except (ValueError, RecursionError) as error:
        raise Void("no JSON") from error
    need(depth(value) <= 8, "too deep")
    keys(value)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(again.encode(errors="surrogatepass") == line, "not canonical")
    return value


# Bodies: the table of docs/spec/act.md.


def types():
    rows = re.findall(r"^\| `([a-z_.]+)` \| (\w+) \| (.*) \|$", SPEC.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: (who, dict(field.split(": ", 1) for field in body.split(", "))) for name, who, body in rows}


def check_body(fields, body):
    allowed = {name.rstrip("?") for name in fields}
    needed = {name for name in fields if not name.endswith("?")}
    need(needed <= set(body) <= allowed, "fields of the body")
    for name, kind in fields.items():
        if name.rstrip("?") in body:
            need(is_kind(kind, body[name.rstrip("?")]), f"the field {name}")


def is_kind(kind, value):
    if kind.startswith("["):
        inner, low, high = re.fullmatch(r"\[(.*); (\d+) to (\d+)\]", kind).groups()
        return isinstance(value, list) and int(low) <= len(value) <= int(high) and all(is_kind(inner, item) for item in value)
    if kind.startswith("≤ "):
        return is_int(value, int(kind[2:]))
    if kind == "time":
        return is_time(value)
    if kind.startswith(("text of ", "document of ")):
        return is_blob(kind.split(" of ")[1].split(" or "), value)
    if not isinstance(value, str):
        return False
    if kind.startswith("("):
        return value in kind[1:-1].split(" ")
    if kind.startswith("key "):
        return re.fullmatch(f"[{kind[4:].replace('/', '')}]/[0-9a-f]{{20}}", value) is not None
    if kind.startswith("checkpoint"):
        Checkpoint(value)
        return True
    return re.fullmatch("[0-9a-f]{64}", value) is not None


def is_int(value, most):
    return type(value) is int and 0 <= value <= most


def is_time(value):
    return is_int(value, 253_402_300_740) and value % 60 == 0


def is_blob(media, value):
    return (
        isinstance(value, dict)
        and set(value) == {"blob", "len", "media"}
        and isinstance(value["blob"], str)
        and re.fullmatch("sha256:[0-9a-f]{64}", value["blob"]) is not None
        and is_int(value["len"], 2**40)
        and value["media"] in media
    )


def blobs(act_type, body):
    """The blobs that an act names: whether each is a text or a document, and its name."""
    for name, kind in TYPES[act_type][1].items():
        if kind.startswith(("text of ", "document of ")) and name.rstrip("?") in body:
            yield kind.split(" ")[0], body[name.rstrip("?")]


def digest(blob):
    return blob["blob"].removeprefix("sha256:")


def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Void("no Base64") from error
    need(base64.b64encode(data).decode() == text, "Base64 in another form")
    return data


def need(condition, why):
    if not condition:
        raise Void(why)


TYPES = types()


# Checkpoints and policies (C2SP tlog-checkpoint, tlog-cosignature, tlog-policy).

ED25519, COSIGNATURE = 1, 4


def line_id(name, kind, key):
    return sha256(name.encode(), b"\n", bytes([kind]), key)[:4]


class Checkpoint:
    def __init__(self, text):
        body, separator, lines = text.partition("\n\n")
        need(separator and lines.endswith("\n"), "no checkpoint")
        parts = body.split("\n")
        need(len(parts) == 3 and re.fullmatch("0|[1-9][0-9]*", parts[1]), "no checkpoint")
        self.origin, self.size, self.root = parts[0], int(parts[1]), parts[2]
        self.lines = [signature_line(line.encode()) for line in lines[:-1].split("\n")]
        need(len(set(self.lines)) == len(self.lines), "a line twice")

    def time_of(self, name, key):
        """When the witness cosigned, or None."""
        for line, key_id, rest in self.lines:
            if line == name and key_id == line_id(name, COSIGNATURE, key) and len(rest) == 72:
                return int.from_bytes(rest[:8], "big")
        return None

    def has_log_line(self, key):
        return any(n == self.origin and i == line_id(n, ED25519, key) and len(r) == 64 for n, i, r in self.lines)


class Policy:
    """Which witnesses there are, and how many are enough."""

    def __init__(self, text):
        self.witnesses, self.groups, self.quorum = {}, {}, None
        lines = [line.split() for line in text.decode().splitlines() if line.strip() and not line.startswith("#")]
        for words in lines:
            if words[0] == "witness":
                name, key_id, key = words[2].split("+", 2)
                self.witnesses[words[1]] = (name, base64.b64decode(key)[1:])
            elif words[0] == "group":
                count = {"any": 1, "all": len(words[3:])}.get(words[2]) or int(words[2])
                self.groups[words[1]] = (count, words[3:])
        self.quorum = dict(words for words in lines if words[0] == "quorum")["quorum"]
        self.reached({}, self.quorum)

    @classmethod
    def read(cls, text):
        """The policy, or None where the text is none."""
        try:
            return cls(text)
        except (ValueError, LookupError):
            return None

    def reached(self, cosigned, name):
        if name == "none":
            return True
        if name in self.witnesses:
            return name in cosigned
        count, members = self.groups[name]
        return sum(self.reached(cosigned, member) for member in members) >= count

    def counting(self, name):
        """The witnesses of which a group is made."""
        return {name} if name in self.witnesses else set().union(*map(self.counting, self.groups[name][1]))

    def time(self, checkpoint):
        """The lower median of the times of the witnesses that count, or None where they are not enough."""
        times = {name: checkpoint.time_of(*self.witnesses[name]) for name in self.counting(self.quorum)}
        cosigned = {name: time for name, time in times.items() if time is not None}
        if not self.reached(cosigned, self.quorum):
            return None
        return sorted(cosigned.values())[(len(cosigned) - 1) // 2]
