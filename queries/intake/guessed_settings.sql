-- What the first import with an answer says about the shop: its currency and its time zone.
--
-- For:     the settings, until somebody changes them; it never overwrites.
-- Reads:   exports.import, desk.setting
-- Writes:  desk.setting

insert into desk.setting (name, value)
with guessed as (

    select
        'currency' as name,
        min_by(currency, import_id) as value
    from exports.import
    union all
    select
        'time_zone' as name,
        min_by(time_zone, import_id) as value
    from exports.import

)

select
    guessed.name,
    guessed.value
from guessed
anti join desk.setting as known on guessed.name = known.name
where guessed.value is not null
