-- The number of the next handle.
--
-- For:     the nameless person who keeps what was sold.
-- Reads:   exports.handle

select max(handle_no) + 1 as handle_no
from exports.handle
