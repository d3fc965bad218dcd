-- Frozen once released: a change is a script of its own.
CREATE TABLE entry (
    stream  TEXT NOT NULL,
    version INTEGER NOT NULL,
    key     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    at      TEXT NOT NULL,
    by      TEXT NOT NULL,
    content TEXT NOT NULL,
    hash    TEXT NOT NULL,
    PRIMARY KEY (stream, version),
    UNIQUE (stream, key)
) WITHOUT ROWID;

-- Derived from entries; lists and look-ups read only this.
CREATE TABLE row (
    partition TEXT NOT NULL,
    key       TEXT NOT NULL,
    content   TEXT NOT NULL,
    PRIMARY KEY (partition, key)
) WITHOUT ROWID;
