-- Forgets what no import says any more about the shop.
--
-- For:     the settings, after an import was taken back.
-- Reads:   exports.import
-- Writes:  desk.setting

delete from desk.setting as setting
using (
    select
        'currency' as name,
        list(currency) as said
    from exports.import
    union all
    select
        'time_zone' as name,
        list(time_zone) as said
    from exports.import
) as left_over
where
    setting.name = left_over.name
    and not coalesce(list_contains(left_over.said, setting.value), false)
