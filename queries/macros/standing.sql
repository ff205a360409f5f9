-- Where a customer stands.

-- How long a customer may stay away before it says anything: cadence + 2 x spread, at least a day.
create or replace macro patience(cadence_days, spread_days) as
    cadence_days + 2 * greatest(coalesce(spread_days, 1), 1);

-- Patience for anybody: the own rhythm, or the shop's usual pace until there is one.
create or replace macro patience_or_usual(cadence_days, spread_days, usual_gap_days) as
    coalesce(patience(cadence_days, spread_days), 1.5 * usual_gap_days + 2);

-- Where a customer stands. new: one visit, not late yet. one_timer: one visit, and late. regular: at
-- least 4 visits in the last 26 weeks, not late. slipping: has an own rhythm (4 visits or more) and is
-- later than slipping_ratio x patience. lapsed: at least 2 visits, later than lapsed_ratio x patience.
-- returning: everybody else. Closed days never count as absence.
create or replace macro status_of(
    visit_count, is_regular, elapsed_days, cadence_days, spread_days, usual_gap_days,
    slipping_ratio, lapsed_ratio
) as
    case
        when visit_count = 1
            then case
                when elapsed_days <= slipping_ratio * patience_or_usual(
                    cadence_days, spread_days, usual_gap_days
                ) then 'new'
                else 'one_timer'
            end
        when elapsed_days > lapsed_ratio * patience_or_usual(
            cadence_days, spread_days, usual_gap_days
        ) then 'lapsed'
        when cadence_days is not null
            and elapsed_days > slipping_ratio * patience(cadence_days, spread_days)
            then 'slipping'
        when is_regular then 'regular'
        else 'returning'
    end;
