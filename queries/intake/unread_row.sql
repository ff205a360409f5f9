-- The rows that are no row of this table, and why.
--
-- For:     the rejected rows. row_number counts as a spreadsheet does.
-- Params:  $rows_above integer, how many rows stand above the first line that the reader counts
-- Reads:   reject_errors
-- Makes:   table unread_row

create or replace temp table unread_row as
select
    line::bigint + $rows_above as row_number,
    any_value(
        case error_type::varchar
            when 'MISSING COLUMNS' then 'fewer_cells'
            when 'TOO MANY COLUMNS' then 'more_cells'
            when 'UNQUOTED VALUE' then 'misplaced_quote'
            when 'LINE SIZE OVER MAXIMUM' then 'row_too_long'
            when 'INVALID ENCODING' then 'no_text'
            else 'unreadable_row'
        end
    ) as code,
    coalesce(trim(any_value(csv_line), chr(13) || chr(10)), '') as row_text
from reject_errors
group by line
