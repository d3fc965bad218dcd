-- Frozen once released: a change is a script of its own.

-- One row for each instance; execution changes when it continues as new or runs again.
CREATE TABLE instance (
    id               TEXT PRIMARY KEY,
    execution        TEXT NOT NULL,
    name             TEXT NOT NULL,
    version          TEXT NOT NULL,
    status           TEXT NOT NULL,     -- Pending, Running, Completed, Failed
    input            TEXT,
    output           TEXT,
    failure          TEXT,
    parent           TEXT,              -- the instance that waits for this one, with its execution and the call's number
    parent_name      TEXT,
    parent_execution TEXT,
    parent_task      INTEGER,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
) WITHOUT ROWID;

-- What happened in the current execution, in order: what a replay goes through.
CREATE TABLE history (
    instance TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    task     INTEGER,
    name     TEXT,
    payload  TEXT,
    at       TEXT,
    PRIMARY KEY (instance, sequence)
) WITHOUT ROWID;

-- What has not been taken into a history yet; a timer is a message with a due time.
CREATE TABLE message (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    instance  TEXT NOT NULL,
    execution TEXT,                     -- null: for whatever execution takes it
    kind      TEXT NOT NULL,
    task      INTEGER,
    name      TEXT,
    payload   TEXT,
    due       TEXT
);
CREATE INDEX message_by_instance ON message (instance, sequence);

-- Activities that were scheduled and have no result yet.
CREATE TABLE activity (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    instance  TEXT NOT NULL,
    execution TEXT NOT NULL,
    task      INTEGER NOT NULL,
    name      TEXT NOT NULL,
    input     TEXT
);
CREATE INDEX activity_by_instance ON activity (instance);
