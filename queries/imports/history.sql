-- What was imported.
--
-- Question: Which files came in, and what became of their rows?
-- Grain:    import_id
-- Columns:  import_id integer, the import
--           file_name label, the file
--           format id, as what it was read, by the name of its file in queries/exports
--           title label, what that is called
--           kind code, what it brought: sales, visits, customers or satisfaction
--           imported_at timestamp, when it came in, UTC
--           read_count integer, rows in the file
--           kept_count integer, of those, new
--           known_count integer, of those, there already
--           rejected_count integer, of those, of no use
--           from_on date or null, first day of its rows
--           to_on date or null, last day of its rows
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    exports.import
-- Source:   house definition: read = kept + already known + rejected, always

select
    import_id,
    file_name,
    format,
    title,
    kind,
    imported_at,
    read_count,
    kept_count,
    known_count,
    rejected_count,
    from_on,
    to_on
from exports.import
order by import_id desc
