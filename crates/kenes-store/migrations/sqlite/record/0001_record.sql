-- The public record: leaves, signed heads, blobs.

-- The leaves of the tree, in order. `idx` has no gaps: the program inserts from the number of leaves on.
CREATE TABLE leaf (
    idx  INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
    id   BLOB    NOT NULL UNIQUE CHECK (length(id) = 32),  -- names the act, whatever its signatures
    body BLOB    NOT NULL CHECK (length(body) <= 65535)    -- the exact bytes that are hashed
) STRICT;

-- Every head that was ever signed. `note` is the checkpoint; it only gains signatures.
CREATE TABLE head (
    size INTEGER NOT NULL PRIMARY KEY CHECK (size >= 0),
    root BLOB    NOT NULL CHECK (length(root) = 32),
    note BLOB    NOT NULL
) STRICT;

-- Texts and files that leaves name by digest. A withdrawn one has no content and never comes back.
CREATE TABLE blob (
    digest BLOB    NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    content BLOB,
    change INTEGER NOT NULL UNIQUE,                        -- numbers every putting and withdrawing, for who follows
    CHECK (content IS NULL OR length(content) > 0)
) STRICT;

-- One row: who may append. Every append touches it, so that one who was superseded cannot.
CREATE TABLE sequencer (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    holder  BLOB    NOT NULL,
    batches INTEGER NOT NULL
) STRICT;
INSERT INTO sequencer (one, holder, batches) VALUES (1, x'', 0);

-- One row: the number of the last change of a blob.
CREATE TABLE blob_counter (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    change INTEGER NOT NULL
) STRICT;
INSERT INTO blob_counter (one, change) VALUES (1, 0);
