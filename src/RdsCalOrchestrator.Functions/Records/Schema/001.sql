-- Frozen: a later change is a script with the next number.
create table entry (
    stream  text    not null,
    version integer not null,
    key     text    not null,
    kind    text    not null,
    at      text    not null,
    by      text    not null,
    content text    not null,
    hash    text    not null,
    primary key (stream, version),
    unique (stream, key)
) without rowid;

create table row (
    partition text not null,
    key       text not null,
    content   text not null,
    primary key (partition, key)
) without rowid;
