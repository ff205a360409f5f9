-- Of a question that was reworded since, only the answer under its later wording holds.
--
-- For:     counting an answer once.
-- Reads:   holding, exports.response, exports.sighting
-- Writes:  holding

delete from holding
using exports.response as old, exports.response as new, holding as held
where
    holding.row_key = old.row_key
    and holding.import_id = old.import_id
    and held.row_key = new.row_key
    and held.import_id = new.import_id
    and answer_key(old.row_key, old.question) = answer_key(new.row_key, new.question)
    and new.import_id > old.import_id
    and new.question != old.question
    and new.metric = old.metric
    and (
        new.touchpoint = old.touchpoint
        or (
            new.score is not distinct from old.score
            and new.comment is not distinct from old.comment
        )
    )
    and not exists (
        select 1
        from exports.sighting as seen
        where seen.row_key = old.row_key and seen.import_id >= new.import_id
    )
