-- Shared links.
--
-- Question: Which views are shared, until when, and how often were they looked at?
-- Grain:    link_id
-- Params:   $now timestamp, this moment in UTC
-- Columns:  link_id id, the link
--           title label, what it is called
--           screen code, what it shows: today, regulars, lapsed, satisfaction, customer or imports
--           choices text, the filters it is bound to, as JSON: choice and value
--           sample label, the sample that it shows; empty for the shop's own data
--           sees_names boolean, whether names are shown in full
--           has_cards boolean, whether the cards of the people listed open
--           has_passcode boolean, whether it asks for a passcode
--           created_by text, who shared it
--           created_at timestamp, when it was shared, UTC
--           expires_at timestamp, when it ends, UTC
--           standing code, whether it opens: open, expired or ended
--           view_count integer, how often it was looked at
--           last_viewed_at timestamp or null, when it was last looked at, UTC
-- Staff:    no
-- Link:     no
-- Personal: choices colleague, created_by colleague
-- Reads:    desk.link, desk.link_view
-- Source:   house definition (docs/decisions.md, "A link shows one screen")

with looked_at as (

    select
        link_id,
        count(*) as view_count,
        max(viewed_at) as last_viewed_at
    from desk.link_view
    group by link_id

)

select
    link.link_id,
    link.title,
    link.screen,
    link.choices,
    link.sample,
    link.sees_names,
    link.has_cards,
    link.passcode_hash is not null as has_passcode,
    link.created_by,
    link.created_at,
    link.expires_at,
    case
        when link.revoked_at is not null then 'ended'
        when link.expires_at <= $now::timestamp then 'expired'
        else 'open'
    end as standing,
    coalesce(looked_at.view_count, 0) as view_count,
    looked_at.last_viewed_at
from desk.link as link
left join looked_at on link.link_id = looked_at.link_id
order by (link.revoked_at is null and link.expires_at > $now::timestamp) desc, link.created_at desc
