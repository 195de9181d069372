-- What a server needs of persons who enter, sign and vote. The SQLite file of the same name says what each column is for.

CREATE TABLE founder (
    number BIGINT NOT NULL PRIMARY KEY,
    person BYTEA NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE
);

CREATE TABLE contact (
    person   BYTEA NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    address  TEXT,
    language TEXT
);
CREATE INDEX contact_address ON contact (address);

CREATE TABLE visit (
    id     BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person BYTEA REFERENCES person (id) ON DELETE CASCADE,
    token  BYTEA NOT NULL CHECK (length(token) = 32),
    made   BIGINT NOT NULL,
    seen   BIGINT NOT NULL,
    ends   BIGINT NOT NULL
);
CREATE INDEX visit_person ON visit (person);
CREATE INDEX visit_ends ON visit (ends);

CREATE TABLE link (
    id      BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    purpose TEXT NOT NULL,
    person  BYTEA REFERENCES person (id) ON DELETE CASCADE,
    made    BIGINT NOT NULL,
    ends    BIGINT NOT NULL,
    used    BIGINT
);
CREATE INDEX link_person ON link (person, purpose);
CREATE INDEX link_ends ON link (ends);

CREATE TABLE draft (
    id      BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person  BYTEA REFERENCES person (id) ON DELETE CASCADE,
    content BYTEA NOT NULL,
    version BIGINT NOT NULL,
    made    BIGINT NOT NULL
);
CREATE INDEX draft_made ON draft (made);
CREATE INDEX draft_person ON draft (person);

CREATE TABLE code (
    election BYTEA NOT NULL CHECK (length(election) = 32),
    number   BIGINT NOT NULL,
    person   BYTEA REFERENCES person (id) ON DELETE CASCADE,
    code     TEXT NOT NULL,
    handover TEXT NOT NULL CHECK (handover IN ('none', 'message', 'slip', 'shown')),
    shown    BIGINT NOT NULL,
    PRIMARY KEY (election, number),
    UNIQUE (election, person)
);
CREATE INDEX code_person ON code (person);

CREATE TABLE counter (
    name   BYTEA NOT NULL CHECK (length(name) = 32),
    period BIGINT NOT NULL,
    tries  BIGINT NOT NULL,
    PRIMARY KEY (name, period)
);
CREATE INDEX counter_period ON counter (period);

ALTER TABLE message ADD COLUMN about BYTEA CHECK (length(about) = 32);
ALTER TABLE message ADD COLUMN made BIGINT NOT NULL DEFAULT 0;
CREATE INDEX message_about ON message (about);
