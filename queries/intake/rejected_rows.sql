-- Keeps the rows that are of no use, with the reason and their text.
--
-- For:     the list of rejected rows. From which machine a row was written is left out.
-- Params:  $import_id integer, the import
--          $is_machine list, of each column whether it says which machine it was
--          $machine_address text, what the address of a machine looks like
--          $delimiter text, what stands between the cells
-- Reads:   mapped, export_row, staged, unread_row
-- Writes:  exports.rejected_row

insert into exports.rejected_row (
    import_id, row_number, code, column_name, cell, detail, row_text
)
with refused as (

    select
        row_number,
        min(reason) as reason
    from mapped
    where reason is not null
    group by row_number

),

placed as (

    select
        row_number,
        staged_id
    from export_row

),

refused_cells as (

    select
        refused.row_number,
        refused.reason,
        list_value(*columns('^c[0-9]+$')) as cells
    from refused
    inner join placed on refused.row_number = placed.row_number
    inner join staged on placed.staged_id = staged.rowid

)

select
    $import_id as import_id,
    row_number,
    reason.code,
    reason.column_name,
    reason.cell,
    reason.detail,
    array_to_string(
        list_transform(
            list_zip(cells, $is_machine::boolean[]),
            lambda x: case
                when x[1] is null or x[2] then ''
                when
                    regexp_full_match(x[1], $machine_address)
                    and not regexp_full_match(x[1], '\d+:\d+:\d+')
                    then ''
                else x[1]
            end
        ),
        $delimiter
    ) as row_text
from refused_cells
union all
select
    $import_id as import_id,
    row_number,
    code,
    null as column_name,
    null as cell,
    null as detail,
    row_text
from unread_row
