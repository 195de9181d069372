-- What is about persons. Nothing here is published, and every person can be erased.

CREATE TABLE person (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- random, used nowhere else
    commitment BLOB NOT NULL UNIQUE CHECK (length(commitment) = 32),     -- stands in the public record
    record     BLOB NOT NULL,                                            -- canonical, opens the commitment with the salt
    salt       BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

-- Commitments whose person was erased. Nothing leads from here to anybody.
CREATE TABLE erased (
    commitment BLOB    NOT NULL PRIMARY KEY CHECK (length(commitment) = 32),
    at         INTEGER NOT NULL                                          -- milliseconds since 1970
) STRICT;

-- Messages to send. The content is deleted once a message is sent or given up.
CREATE TABLE message (
    id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 32),       -- says the same of the same message: sent once
    person   BLOB    REFERENCES person (id) ON DELETE CASCADE,
    content  BLOB,
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
    due      INTEGER NOT NULL,                                           -- milliseconds since 1970
    attempts INTEGER NOT NULL
) STRICT;
CREATE INDEX message_due ON message (state, due);
CREATE INDEX message_person ON message (person);

CREATE TABLE setting (
    name    TEXT NOT NULL PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;
