-- Why a row is of no use: a code, and with what the words for it are filled in. The words are in
-- regulars/intake/rejections.py.

-- Whatever the row says: a sale that was cancelled. column_name is null where it is about no column.
create or replace macro rejection(code, column_name) as
    {
        'code': code,
        'column_name': column_name,
        'cell': null::varchar,
        'detail': null::varchar
    };

-- For what stands in a cell: "abc" is not an amount. An empty cell is told as one.
create or replace macro unusable_cell(code, column_name, cell) as
    {
        'code': code,
        'column_name': column_name,
        'cell': coalesce(cell, ''),
        'detail': null::varchar
    };

-- The same, with what else the words need: the ends of a scale, or who gave the file.
create or replace macro unusable_cell_for(code, column_name, cell, detail) as
    {
        'code': code,
        'column_name': column_name,
        'cell': coalesce(cell, ''),
        'detail': detail
    };

-- What is told of a cell when its rows are counted together: nothing, but where it is part of the
-- sentence ("The score 11 is outside 0 to 10").
create or replace macro counted_cell(code, cell) as
    case when code in ('no_score', 'score_outside', 'rounded_id') then cell end;
