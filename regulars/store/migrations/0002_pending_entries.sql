-- Entries of the log that were written within a longer change wait for their number in a table.

create table desk.audit_pending (
    happened_at timestamp not null,
    who text not null,
    act text not null,
    what text not null
);
