-- What was imported.
--
-- Question: Which files came in, and what became of their rows?
-- Grain:    import_id
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
