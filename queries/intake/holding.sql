-- Of each row in scope the version that holds: that of the export that reaches furthest.
--
-- For:     settling. Of two that reach equally far it is the one that was brought first with the
--          values it has, last.
-- Names:   ${table} the kind's table
-- Reads:   scope, exports.${table}, exports.import, exports.sighting
-- Makes:   table holding

create or replace temp table holding as
with version as (

    select
        kept.row_key,
        kept.import_id,
        greatest(
            coalesce(import.to_on, '0001-01-01'::date),
            coalesce(max(later.to_on), '0001-01-01'::date)
        ) as reach
    from exports.${table} as kept
    semi join scope on kept.row_key = scope.row_key
    inner join exports.import as import on kept.import_id = import.import_id
    left join exports.sighting as seen
        on kept.row_key = seen.row_key and kept.import_id = seen.of_import_id
    left join exports.import as later on seen.import_id = later.import_id
    group by kept.row_key, kept.import_id, import.to_on

)

select
    row_key,
    max_by(import_id, (reach, import_id)) as import_id
from version
group by row_key
