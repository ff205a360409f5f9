-- The numbers of the handles that go.
--
-- For:     forgetting what staff wrote about them.
-- Reads:   going

select handle_no
from going
order by handle_no
