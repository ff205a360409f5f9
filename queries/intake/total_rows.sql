-- Rows that are a total or a note.
--
-- For:     setting them aside.
-- Params:  $staged_ids list, which
-- Writes:  set_aside

insert into set_aside (staged_id, code)
select
    unnest($staged_ids::bigint[]) as staged_id,
    'total_or_note' as code
