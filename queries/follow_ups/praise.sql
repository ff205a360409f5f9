-- Praise to pass on.
--
-- Question: What good did people write about a colleague's service, and has the colleague heard it?
-- Grain:    praise_key
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
-- Columns:  praise_key id, the answer
--           staff text, the colleague it is about
--           responded_on date, day of the answer
--           customer_id id or null, who, where we know
--           customer_name text or null, what they are called
--           score integer, the score as it was given
--           score_of integer, the best score that could be given
--           comment text, what they wrote
--           passed_on date or null, day on which the colleague was told
--           passed_by text or null, who told them
-- Staff:    no
-- Link:     no
-- Personal: staff colleague, customer_name name, comment text, passed_by colleague
-- Reads:    facts.response, facts.complaint, facts.customer, desk.praise
-- Source:   house definition: 9 or 10 of 10, or where that was not asked a 5 of 5, with a comment
--           and without a complaint; the colleague is the answer's own, else who served that visit
--
-- What nobody has passed on yet comes first.

with told as (

    select distinct row_key
    from facts.response
    where
        comment is not null
        and staff is not null
        and responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)

),

answer as (

    select
        response.row_key,
        max(response.responded_on) as responded_on,
        max(response.customer_id) as customer_id,
        max(response.staff) as staff,
        max(case when response.metric = 'nps' then response.score end) as nps_score,
        max(case when response.metric in ('csat', 'stars') then response.score end) as best_score,
        string_agg(distinct response.comment, ' / ' order by response.comment) as comment
    from facts.response as response
    semi join told on response.row_key = told.row_key
    group by response.row_key

),

passed as (

    select
        row_key,
        max(passed_on) as passed_on,
        max_by(passed_by, passed_on) as passed_by
    from desk.praise
    where undone_at is null
    group by row_key

)

select
    key_text(answer.row_key) as praise_key,
    answer.staff,
    answer.responded_on,
    answer.customer_id,
    customer.customer_name,
    coalesce(answer.nps_score, answer.best_score)::integer as score,
    case when answer.nps_score is null then 5 else 10 end as score_of,
    answer.comment,
    passed.passed_on,
    passed.passed_by
from answer
anti join facts.complaint as complaint on answer.row_key = complaint.row_key
left join passed on answer.row_key = passed.row_key
left join facts.customer as customer on answer.customer_id = customer.customer_id
where answer.nps_score >= 9 or (answer.nps_score is null and answer.best_score = 5)
order by
    passed.passed_on is not null,
    answer.staff,
    answer.responded_on desc,
    praise_key
