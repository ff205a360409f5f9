-- How many wait.
--
-- Question: How many cases are open, overdue or in nobody's hands, and how many were never answered?
-- Grain:    one row
-- Params:   $today date, the shop's calendar day
--           $owner_id text, the person whose cases only, or null for everybody's
--           $location text, place of the visit it is about, or null for all
-- Columns:  open_count integer, cases that are open or contacted
--           overdue_count integer, of those, whose due day is over
--           contacted_count integer, cases whose customer was contacted
--           unowned_count integer, open cases that nobody has in hand
--           history_count integer, complaints of more than 60 days that nobody ever took up; 0 for
--               one person's cases
-- Staff:    own
-- Link:     no
-- Personal: none
-- Reads:    facts.follow_up, facts.complaint
-- Source:   docs/decisions.md, "A case is opened by the data and written by people"
--
-- History are complaints of more than 60 days that nobody ever took up.

with waiting as (

    select
        count(*) filter (where is_open) as open_count,
        count(*) filter (where is_overdue) as overdue_count,
        count(*) filter (where status = 'contacted') as contacted_count,
        count(*) filter (where is_open and owner is null) as unowned_count
    from facts.follow_up($today)
    where
        ($owner_id::varchar is null or owner_id = $owner_id)
        and ($location::varchar is null or location = $location)

),

history as (

    select count(*) as history_count
    from facts.complaint as complaint
    anti join facts.follow_up($today) as follow_up
        on complaint.first_row_key = follow_up.first_row_key
    where
        complaint.row_key = complaint.first_row_key
        and $owner_id::varchar is null
        and ($location::varchar is null or complaint.location = $location)

)

select
    waiting.open_count,
    waiting.overdue_count,
    waiting.contacted_count,
    waiting.unowned_count,
    history.history_count
from waiting
cross join history
