-- The rows that were set aside, with why and their text.
--
-- For:     the rejected rows. What a row holds without a column for it is shown where just that is
--          why.
-- Params:  $column_count integer, of the header
--          $delimiter text, what stands between the cells
--          $most_characters integer, of the text
-- Reads:   export_row, staged, set_aside
-- Writes:  unread_row

insert into unread_row (row_number, code, row_text)
with cells_set_aside as (

    select
        set_aside.staged_id,
        set_aside.code,
        list_transform(
            list_value(*columns('^[cx][0-9]+$')), lambda x: coalesce(x, '')
        ) as cells
    from staged
    inner join set_aside on staged.rowid = set_aside.staged_id

)

select
    export_row.row_number,
    cells_set_aside.code,
    left(
        array_to_string(
            case
                when cells_set_aside.code = 'more_cells' then cells_set_aside.cells
                else list_slice(cells_set_aside.cells, 1, $column_count)
            end,
            $delimiter
        ),
        $most_characters
    ) as row_text
from export_row
inner join cells_set_aside on export_row.staged_id = cells_set_aside.staged_id
