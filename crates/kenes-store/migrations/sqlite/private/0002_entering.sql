-- What a server needs of persons who enter, sign and vote. All of it goes with the person. Times: milliseconds since 1970.

-- Founders, of whom nothing stands in the public record but a key.
CREATE TABLE founder (
    number INTEGER NOT NULL PRIMARY KEY,                                 -- that of the member
    person BLOB    NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE contact (
    person   BLOB NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    address  TEXT,                                                       -- e-mail; none: on paper
    language TEXT                                                        -- its tag
) STRICT;
CREATE INDEX contact_address ON contact (address);

-- Browsers that entered.
CREATE TABLE visit (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 32),         -- hash of what the browser keeps
    person BLOB    REFERENCES person (id) ON DELETE CASCADE,             -- none: whoever begins
    token  BLOB    NOT NULL CHECK (length(token) = 32),                  -- carried by its forms
    made   INTEGER NOT NULL,
    seen   INTEGER NOT NULL,
    ends   INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_person ON visit (person);
CREATE INDEX visit_ends ON visit (ends);

-- Links by which one enters, once.
CREATE TABLE link (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 32),        -- hash of what the link carries
    purpose TEXT    NOT NULL,
    person  BLOB    REFERENCES person (id) ON DELETE CASCADE,            -- none: whoever begins
    made    INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    used    INTEGER                                                      -- when; none: not yet
) STRICT;
CREATE INDEX link_person ON link (person, purpose);
CREATE INDEX link_ends ON link (ends);

-- Acts that wait for signatures.
CREATE TABLE draft (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- random
    person  BLOB    REFERENCES person (id) ON DELETE CASCADE,            -- none: the council's
    content BLOB    NOT NULL,
    version INTEGER NOT NULL,                                            -- goes up with each change
    made    INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_made ON draft (made);
CREATE INDEX draft_person ON draft (person);

-- Voting codes, until the election closes.
CREATE TABLE code (
    election BLOB    NOT NULL CHECK (length(election) = 32),
    number   INTEGER NOT NULL,
    person   BLOB    REFERENCES person (id) ON DELETE CASCADE,           -- none: in reserve
    code     TEXT    NOT NULL,
    handover TEXT    NOT NULL CHECK (handover IN ('none', 'message', 'slip', 'shown')),
    shown    INTEGER NOT NULL,                                           -- how often again
    PRIMARY KEY (election, number),
    UNIQUE (election, person)
) STRICT;
CREATE INDEX code_person ON code (person);

-- How often somebody tried something.
CREATE TABLE counter (
    name   BLOB    NOT NULL CHECK (length(name) = 32),                   -- hash of what is counted
    period INTEGER NOT NULL,                                             -- when it began
    tries  INTEGER NOT NULL,
    PRIMARY KEY (name, period)
) STRICT;
CREATE INDEX counter_period ON counter (period);

-- What a message is about: those about an election are emptied with its codes.
ALTER TABLE message ADD COLUMN about BLOB CHECK (length(about) = 32);
ALTER TABLE message ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_about ON message (about);
