-- What comments say.

-- "It's too LOUD!" -> [it's, too, loud]: words of at least three letters, apostrophes made plain.
create or replace macro said_words(comment) as
    regexp_extract_all(
        replace(lower(left(comment, 4000)), '’', ''''), '[\p{L}][\p{L}'']+[\p{L}]'
    );

-- How many times its standard error a word's log-odds moved between two corpora: Monroe, Colaresi &
-- Quinn (2008), "Fightin' Words", equations 16, 19 and 22, with an informative Dirichlet prior of
-- prior_total words that are spread as in all comments. Above 1.96 it is more than chance.
create or replace macro log_odds_z(
    now_count, now_total, before_count, before_total, prior_share, prior_total
) as
    (
        ln(
            (now_count + prior_share * prior_total)
            / (now_total + prior_total - now_count - prior_share * prior_total)
        )
        - ln(
            (before_count + prior_share * prior_total)
            / (before_total + prior_total - before_count - prior_share * prior_total)
        )
    )
    / sqrt(
        1 / (now_count + prior_share * prior_total)
        + 1 / (before_count + prior_share * prior_total)
    );
