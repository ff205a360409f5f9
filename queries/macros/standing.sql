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

-- How steadily somebody comes, by k of Wheat and Morrison: about 1 where the next visit may come any day.
create or replace macro steadiness_of(regularity) as
    case
        when regularity is null then 'unknown'
        when regularity >= 4 then 'clockwork'
        when regularity >= 1.5 then 'steady'
        else 'as it comes'
    end;
