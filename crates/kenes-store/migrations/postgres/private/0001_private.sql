-- What is about persons. The SQLite file of the same name says what each column is for.

CREATE TABLE person (
    id         BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    commitment BYTEA NOT NULL UNIQUE CHECK (length(commitment) = 32),
    record     BYTEA NOT NULL,
    salt       BYTEA NOT NULL CHECK (length(salt) = 32)
);

CREATE TABLE erased (
    commitment BYTEA  NOT NULL PRIMARY KEY CHECK (length(commitment) = 32),
    at         BIGINT NOT NULL
);

CREATE TABLE message (
    id       BYTEA  NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person   BYTEA  REFERENCES person (id) ON DELETE CASCADE,
    content  BYTEA,
    state    TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
    due      BIGINT NOT NULL,
    attempts BIGINT NOT NULL
);
CREATE INDEX message_due ON message (state, due);
CREATE INDEX message_person ON message (person);

CREATE TABLE setting (
    name    TEXT  NOT NULL PRIMARY KEY,
    content BYTEA NOT NULL
);
