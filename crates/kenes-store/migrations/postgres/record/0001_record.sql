-- The public record: leaves, signed heads, blobs. The SQLite file of the same name says what each column is for.

CREATE TABLE leaf (
    idx  BIGINT NOT NULL PRIMARY KEY CHECK (idx >= 0),
    id   BYTEA  NOT NULL UNIQUE CHECK (length(id) = 32),
    body BYTEA  NOT NULL CHECK (length(body) <= 65535)
);

CREATE TABLE head (
    size BIGINT NOT NULL PRIMARY KEY CHECK (size >= 0),
    root BYTEA  NOT NULL CHECK (length(root) = 32),
    note BYTEA  NOT NULL
);

CREATE TABLE blob (
    digest BYTEA  NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    content BYTEA,
    change BIGINT NOT NULL UNIQUE,
    CHECK (content IS NULL OR length(content) > 0)
);

CREATE TABLE sequencer (
    one     BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    holder  BYTEA  NOT NULL,
    batches BIGINT NOT NULL
);
INSERT INTO sequencer (one, holder, batches) VALUES (1, '', 0);

CREATE TABLE blob_counter (
    one    BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    change BIGINT NOT NULL
);
INSERT INTO blob_counter (one, change) VALUES (1, 0);
