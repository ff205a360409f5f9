-- No row yet that turns out to be no row of this table.
--
-- For:     the statements that look for such rows.
-- Makes:   table set_aside

create or replace temp table set_aside as
select
    null::bigint as staged_id,
    null::varchar as code
where false
