-- Words that people have begun to use.
--
-- Question: Which words are in more comments of the last 30 days than in those of the year before?
-- Grain:    word; said in at least 5 of the new comments, and more often than chance would have it
-- Params:   $as_of date, the period's last day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  word text, the word
--           now_count integer, comments of the last 30 days that have it
--           before_count integer, comments of the year before
--           now_per_thousand double, of 1000 words said in comments, now
--           before_per_thousand double, and in the year before
--           z double, by how many standard errors the log-odds moved
-- Staff:    no
-- Link:     named
-- Personal: word text
-- Reads:    facts.comment_word
-- Source:   Monroe, Colaresi & Quinn (2008), z of log-odds with an informative Dirichlet prior;
--           the prior is a tenth of all words, 500 at most (docs/decisions.md, "A word is new
--           when five people say it and chance would not")

with counted as (

    select
        word,
        sum(comment_count) filter (responded_on > $as_of::date - 30) as now_count,
        sum(comment_count) filter (responded_on <= $as_of::date - 30) as before_count
    from facts.comment_word
    where
        responded_on between $as_of::date - 394 and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by word

),

weighed as (

    select
        word,
        coalesce(now_count, 0) as now_count,
        coalesce(before_count, 0) as before_count,
        sum(now_count) over () as now_total,
        sum(before_count) over () as before_total
    from counted

),

compared as (

    select
        word,
        now_count,
        before_count,
        now_count / now_total as now_rate,
        before_count / before_total as before_rate,
        log_odds_z(
            now_count, now_total, before_count, before_total,
            (now_count + before_count) / (now_total + before_total),
            least(500, 0.1 * (now_total + before_total))
        ) as z
    from weighed
    where before_total > 0 and now_total > 0

)

select
    word,
    now_count::integer as now_count,
    before_count::integer as before_count,
    1000 * now_rate as now_per_thousand,
    1000 * before_rate as before_per_thousand,
    z
from compared
where now_count >= 5 and z >= 1.96
order by z desc, word
limit 20
