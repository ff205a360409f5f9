-- One customer's answers.
--
-- Question: How did they score us, and what did they write?
-- Grain:    responded_on, touchpoint, metric
-- Params:   $customer_id text, the customer
--           $as_of date, the last day
-- Columns:  responded_on date, day of the answer
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           metric code, the kind of score: nps, csat, stars or ces
--           score double or null, the score as it was given
--           comment text or null, what they wrote; the same in each row of one questionnaire
--           customer_name text, what they are called, "Guest" and a number where no export says
--           named text or null, colleagues whom the comment names, as they are called there
-- Staff:    yes
-- Link:     yes
-- Personal: comment text, customer_name name, named name
-- Reads:    facts.response, facts.customer, facts.comment_colleague
-- Source:   house definition; several answers to the same question on one day are averaged

with colleague as (

    select
        mention.response_number,
        string_agg(mention.called, ', ' order by mention.called) as named
    from facts.comment_colleague as mention
    semi join facts.response as theirs
        on mention.response_number = theirs.response_number and theirs.customer_id = $customer_id
    group by mention.response_number

)

select
    response.responded_on,
    response.touchpoint,
    response.metric,
    round(avg(response.score), 1) as score,
    max(response.comment) as comment,
    max(customer.customer_name) as customer_name,
    string_agg(distinct colleague.named, ', ' order by colleague.named) as named
from facts.response as response
left join facts.customer as customer on response.customer_id = customer.customer_id
left join colleague on response.response_number = colleague.response_number
where response.customer_id = $customer_id and response.responded_on <= $as_of::date
group by response.responded_on, response.touchpoint, response.metric
order by response.responded_on desc, response.metric desc, response.touchpoint
