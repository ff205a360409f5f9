-- The rows of a sheet as they stand there, all text.
--
-- For:     all that follows. c1, c2 ... are its columns, x1, x2 ... nameless ones that seem to be
--          empty. What is no row of this table is in reject_errors, which the reader makes by itself.
-- Params:  $path text, the file
--          $delimiter text, what stands between cells
--          $quote text, what stands around cells
--          $skip integer, records before the last line of the header
--          $types map, the name of each column and its type
-- Makes:   table staged

create or replace temp table staged as
select * -- noqa: AM04
from
    read_csv(
        $path,
        auto_detect = false,
        header = true,
        delim = $delimiter,
        quote = $quote,
        escape = $quote,
        skip = $skip,
        columns = $types,
        store_rejects = true,
        rejects_limit = 0
    )
