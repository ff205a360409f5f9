-- The rows that an import brought.
--
-- For:     settling which version of them holds without it.
-- Params:  $import_id integer, the import
-- Names:   ${table} the kind's table
-- Reads:   exports.${table}
-- Makes:   table unsettled

create or replace temp table unsettled as
select row_key
from exports.${table}
where import_id = $import_id
