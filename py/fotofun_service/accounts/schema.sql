CREATE TABLE IF NOT EXISTS keys (
    digest TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    plan TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created TEXT NOT NULL,
    revoked INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS turns (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS turns_by_key ON turns (key, at);

-- A charge that is billed stays until it expires, so that it is not billed again.
CREATE TABLE IF NOT EXISTS charges (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    month TEXT NOT NULL,
    pixels INTEGER NOT NULL,
    billed INTEGER NOT NULL,
    expires REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS charges_by_key ON charges (key, month, billed);
CREATE INDEX IF NOT EXISTS charges_by_end ON charges (expires);

CREATE TABLE IF NOT EXISTS usage (
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    requests INTEGER NOT NULL,
    pixels INTEGER NOT NULL,
    PRIMARY KEY (key, day)
) STRICT;
