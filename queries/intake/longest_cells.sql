-- Of each column how many bytes its longest cell has at most; no row where there are none.
--
-- For:     looking for cells that are too long only where there may be some. It is read off the
--          statistics of the table, which costs nothing.
-- Reads:   staged

select (stats(columns('^[cx][0-9]+$'))).max_string_length
from staged
limit 1 -- noqa: AM09
