-- The rows with their numbers as a spreadsheet counts, where some are missing between them.
--
-- For:     all that follows. A row that could not be read leaves no row id behind: later rows move
--          up by one each.
-- Reads:   placed, numbering, gap
-- Makes:   view export_row

create or replace temp view export_row as
with moved as (

    select
        gap.row_number - numbering.rows_above + 1 - row_number() over (order by gap.row_number)
            as before_place
    from gap
    cross join numbering

),

step as (

    select
        before_place,
        sum(count(*)) over (order by before_place) as moved_by
    from moved
    group by before_place
    union all
    select
        0 as before_place,
        0 as moved_by

)

select
    placed.place
    + (select numbering.rows_above from numbering)
    + step.moved_by::bigint as row_number,
    placed.* -- noqa: AM04
from placed
asof join step on placed.place >= step.before_place
