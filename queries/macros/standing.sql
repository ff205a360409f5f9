-- Where a customer stands.

-- How long a customer may stay away before it says anything: cadence + 2 x spread, at least a day.
create or replace macro patience(cadence_days, spread_days) as
    cadence_days + 2 * greatest(coalesce(spread_days, 1), 1);

-- Patience for anybody: the own rhythm, or the shop's usual pace until there is one.
create or replace macro patience_or_usual(cadence_days, spread_days, usual_gap_days) as
    coalesce(patience(cadence_days, spread_days), 1.5 * usual_gap_days + 2);

-- Where a customer stands. new: one visit, not late yet. one_timer: one visit, and late. regular: came
-- as often as the shop's rule asks, and is not late. slipping: has an own rhythm (4 visits or more) and
-- is later than slipping_ratio x patience. lapsed: at least 2 visits, later than lapsed_ratio x patience.
-- returning: everybody else. Closed days never count as absence, and who is booked ahead is never late.
create or replace macro status_of(
    visit_count, is_regular, is_booked, elapsed_days, cadence_days, spread_days, usual_gap_days,
    slipping_ratio, lapsed_ratio
) as
    case
        when visit_count = 1
            then case
                when is_booked or elapsed_days <= slipping_ratio * patience_or_usual(
                    cadence_days, spread_days, usual_gap_days
                ) then 'new'
                else 'one_timer'
            end
        when not is_booked and elapsed_days > lapsed_ratio * patience_or_usual(
            cadence_days, spread_days, usual_gap_days
        ) then 'lapsed'
        when not is_booked
            and cadence_days is not null
            and elapsed_days > slipping_ratio * patience(cadence_days, spread_days)
            then 'slipping'
        when is_regular then 'regular'
        else 'returning'
    end;

-- Who is late by an own rhythm, by how likely they are to come back. Half and a fifth divide them, but
-- never against the status: who is slipping is not called lapsed, who has lapsed not slipping. Without a
-- probability the status speaks. Who is booked ahead is not late, and has no band.
create or replace macro band_of(status, cadence_days, p_return) as
    case
        when cadence_days is null then null
        when status = 'slipping'
            then case when p_return < 0.5 then 'likely lapsed' else 'slipping' end
        when status = 'lapsed'
            then case when p_return >= 0.2 then 'likely lapsed' else 'lapsed' end
    end;

-- "Usually every 7 days, give or take 1; last here 19 days ago (2 of them closed)"
create or replace macro rhythm_words(
    visit_count, cadence_days, spread_days, days_since_last, closed_days
) as
    case
        when cadence_days is not null
            then format(
                'Usually every {}{}; last here ', pace(cadence_days), give_or_take(spread_days)
            )
        when visit_count = 1 then 'Here once, '
        else format('Here {} times; last ', visit_count)
    end
    || case when days_since_last = 0 then 'today' else counted(days_since_last, 'day') || ' ago' end
    || case when closed_days > 0 then format(' ({} of them closed)', closed_days) else '' end;

-- 0.31 -> "about 3 in 10"
create or replace macro chance_words(share) as
    case
        when share < 0.05 then 'fewer than 1 in 20'
        when share > 0.95 then 'nearly all'
        else format('about {} in 10', cast(greatest(1, least(9, round(10 * share))) as integer))
    end;

-- 56 -> "8 weeks"; from four months on in months
create or replace macro span_words(days) as
    case
        when days < 112 then format('{} weeks', cast(round(days / 7.0) as integer))
        else format('{} months', cast(round(days / 30.4) as integer))
    end;
