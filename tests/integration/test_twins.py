"""The SQL says what its slow plain twin says, on the whole sample."""

from datetime import date, timedelta

import pytest

from tests.integration.twins import Café, signal_weeks
from tests.tables import answer, rows_of

# In the first summer, just after the closure of two weeks, on Maya's last day, at the end.
DAYS = [date(2025, 8, 10), date(2026, 1, 19), date(2026, 3, 14), date(2026, 10, 31)]


@pytest.fixture(scope="module")
def café(sample_store):
    return Café(sample_store)


def test_trading_days_and_closures(sample_store, café):
    days = rows_of(sample_store, "select trading_on, is_open, is_closure from facts.trading_day")
    assert {day for day, is_open, _ in days if is_open} == café.open_days
    assert {day for day, _, is_closure in days if is_closure} == café.closed


def test_gaps_cadence_and_spread_of_every_visit(sample_store, café):
    visits = rows_of(
        sample_store,
        """
        select customer_id, visited_on, gap_days, cadence_days, spread_days, patience_before_days,
            staff, location
        from facts.visit where customer_id is not null order by all
        """,
    )
    twins = [
        (who, v.day, v.gap, v.cadence, v.spread, v.patience_before, v.staff, v.location)
        for who, own in sorted(café.visits.items())
        for v in own
    ]
    assert visits == twins


def test_the_shops_pace_and_when_late_is_slipping(sample_store, café):
    ((gap, slipping, lapsed),) = rows_of(
        sample_store, "select usual_gap_days, slipping_ratio, lapsed_ratio from facts.shop"
    )
    assert gap == café.usual_gap
    assert slipping == pytest.approx(café.slipping_ratio)
    assert lapsed == pytest.approx(café.lapsed_ratio)
    assert 1 <= slipping <= lapsed / 2


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_where_everybody_stands(sample_store, café, day):
    standing = rows_of(
        sample_store,
        "select customer_id, status, is_regular, overdue_ratio, elapsed_days, visit_count "
        f"from facts.standing_on(date '{day}')",
    )
    twins = {
        who: (status, café.is_regular(who, day), len(café.until(who, day)))
        for who in café.visits
        if (status := café.status(who, day)) is not None
    }
    assert {who: (status, bool(reg), n) for who, status, reg, _, _, n in standing} == twins
    for who, _, _, ratio, elapsed, _ in standing:
        assert ratio == pytest.approx(café.overdue_ratio(who, day))
        assert elapsed == café.away(café.until(who, day)[-1].day, day)


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_since_when_somebody_is_a_regular(sample_store, café, day):
    """The first day of the latest unbroken run of days on which they were one."""
    people = answer(sample_store, "regulars/people", as_of=str(day))
    assert len(people) > 100
    for who, since in zip(people["customer_id"], people["regular_since"], strict=True):
        own = [visit.day for visit in café.until(who, day)]
        start = None
        for place, visit in enumerate(own):
            if place < 3 or not café.is_regular(who, visit):
                start = None
            elif start is None or not café.is_regular(who, visit - timedelta(days=1)):
                start = visit
        assert since.date() == start, who


def test_statuses_at_each_months_end_and_the_flows_between_them(sample_store, café):
    ends = {}
    day = café.first_day
    while day <= café.last_day:
        ends[day.replace(day=1)] = day
        day += timedelta(days=1)
    counts, flows, before = {}, {}, {}
    for month, end in sorted(ends.items()):
        now = {who: café.status(who, end) for who in café.visits}
        for who, status in now.items():
            if status is not None:
                counts[month, status] = counts.get((month, status), 0) + 1
                step = (month, before.get(who) or "nobody yet", status)
                flows[step] = flows.get(step, 0) + 1
        before = now
    frame = answer(sample_store, "regulars/statuses")
    assert {(m.date(), s): n for m, s, n in frame.itertuples(index=False)} == counts
    frame = answer(sample_store, "regulars/flows")
    assert {(m.date(), f, t): n for m, f, t, n in frame.itertuples(index=False)} == flows


@pytest.mark.parametrize("as_of", DAYS[1:], ids=str)
@pytest.mark.parametrize("ahead", [1, 3, 12])
def test_how_likely_everybody_is_in(sample_store, café, as_of, ahead):
    day = as_of + timedelta(days=ahead)
    likely = rows_of(
        sample_store,
        "select customer_id, visit_chance, weekday_hit_count, weekday_count "
        f"from facts.likely_on(date '{as_of}', date '{day}', null)",
    )
    is_next = (day - as_of).days <= 3
    with sample_store.read() as cursor:
        found = cursor.execute(
            "select * from facts.day_weight where is_next = $is_next", {"is_next": is_next}
        )
        names = [column[0] for column in found.description]
        weights = dict(zip(names, found.fetchone(), strict=True))
    candidates = {who for who in café.visits if café.in_sight(who, as_of)}
    assert {who for who, *_ in likely} == candidates | café.booked(as_of, day)
    for who, chance, hits, weekdays in likely:
        twin = café.chance(who, as_of, day, weights)
        assert (hits, weekdays) == twin[1:], who
        assert chance == pytest.approx(twin[0]), who


def test_signals_of_every_touchpoint(sample_store):
    frame = answer(sample_store, "satisfaction/weekly")
    frame = frame[frame["metric"] == "csat"]
    assert frame["touchpoint"].nunique() == 4
    for touchpoint, weeks in frame.groupby("touchpoint"):
        scores = rows_of(
            sample_store,
            "select responded_on, score from facts.response "
            f"where metric = 'csat' and touchpoint = '{touchpoint}'",
        )
        twin = signal_weeks(scores)
        found = {
            week.date(): bool(s)
            for week, s in zip(weeks["week_on"], weeks["is_signal"], strict=True)
        }
        assert found == twin, touchpoint


def test_mayas_departure_counted_by_hand(sample_store, café):
    """Hers: regular on her last day, here in its last six weeks, more than half of the visits of
    the 26 weeks with her. Drifted: slipping or lapsed eight weeks later."""
    left = date(2026, 3, 14)
    later = left + timedelta(days=56)
    counts = {True: [0, 0], False: [0, 0]}
    stake = 0.0
    for who in café.visits:
        window = [v for v in café.until(who, left) if v.day > left - timedelta(days=182)]
        if len(window) < 4 or window[-1].day <= left - timedelta(days=42):
            continue
        is_hers = sum(v.staff == "Maya" for v in window) * 2 > len(window)
        has_drifted = café.status(who, later) in ("slipping", "lapsed")
        counts[is_hers][0] += 1
        counts[is_hers][1] += has_drifted
    row = answer(sample_store, "lapsed/departures").iloc[0]
    assert (row["regular_count"], row["drifted_count"]) == tuple(counts[True])
    assert (row["other_regular_count"], row["other_drifted_count"]) == tuple(counts[False])
    assert stake <= row["spend_at_stake"]
