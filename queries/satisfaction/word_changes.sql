-- What was changed of the word lists.
--
-- Question: Which words did a manager give a theme or a feeling, or take from it?
-- Grain:    word, theme_or_feeling
-- Columns:  word label, the word or phrase
--           theme_or_feeling code, to what it was given or from what taken: product, service, staff,
--               speed, price, place, cleanliness, booking, delivery, recognition, welcomed,
--               recognised, cared for, delighted, grateful, relaxed, ignored, rushed, let down,
--               angry, unsafe or cheated
--           polarity double or null, what it says of a theme, -1 to 1; null where it only mentions
--               it
--           is_removed boolean, whether it was taken away
--           changed_at timestamp, when it was changed, UTC
--           changed_by text, who changed it
-- Staff:    no
-- Link:     no
-- Personal: changed_by colleague
-- Reads:    desk.word
-- Source:   house definition: the last change of a word holds (docs/decisions.md, "A manager's words")

with numbered as (

    select
        word,
        theme_or_feeling,
        polarity,
        is_removed,
        changed_at,
        changed_by,
        row_number() over (
            partition by word, theme_or_feeling order by changed_at desc, rowid desc
        ) as change_number
    from desk.word

)

select
    word,
    theme_or_feeling,
    polarity,
    is_removed,
    changed_at,
    changed_by
from numbered
where change_number = 1
order by theme_or_feeling, word
