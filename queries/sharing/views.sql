-- When a shared link was looked at.
--
-- Question: On which days was a shared view looked at, and how often?
-- Grain:    viewed_on
-- Params:   $link_id text, the link
-- Columns:  viewed_on date, the day, UTC
--           view_count integer, how often it was looked at
--           last_viewed_at timestamp, when it was last looked at that day, UTC
-- Staff:    no
-- Link:     no
-- Personal: none
-- Reads:    desk.link_view
-- Source:   house definition (docs/decisions.md, "A link shows one screen")
--
-- A look is a browser that opens the view; nothing is kept of who that was or from where.

select
    viewed_at::date as viewed_on,
    count(*) as view_count,
    max(viewed_at) as last_viewed_at
from desk.link_view
where link_id = $link_id
group by viewed_at::date
order by viewed_on desc
