-- Which questions of a survey were taken for scores, and which for comments.
--
-- For:     the report.
-- Reads:   mapped

select
    string_agg(distinct question, ' | ' order by question) filter (score is not null) as scores,
    string_agg(distinct question, ' | ' order by question) filter (metric = 'comment') as comments
from mapped
