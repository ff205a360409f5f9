-- How many lines of the file the rows take that were read, and those that were not.
--
-- For:     seeing that no row was swallowed. A line may end in one sign or in two.
-- Reads:   staged, unread_row

with row_read as (

    select list_value(*columns('^[cx][0-9]+$')) as cells
    from staged
    union all
    select [row_text] as cells
    from unread_row

),

row_of_lines as (

    select
        replace(
            array_to_string(list_transform(cells, lambda x: coalesce(x, '')), ''),
            chr(13) || chr(10),
            chr(10)
        ) as words
    from row_read

)

select
    count(*)
    + coalesce(sum(length(words) - length(translate(words, chr(13) || chr(10), ''))), 0)
        as line_count
from row_of_lines
