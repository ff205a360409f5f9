-- The file and the kind of an import; no row where there is none.
--
-- For:     taking it back.
-- Params:  $import_id integer, the import
-- Reads:   exports.import

select
    file_name,
    kind
from exports.import
where import_id = $import_id
