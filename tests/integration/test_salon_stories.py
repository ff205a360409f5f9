"""What sample_data/salon/README.md says is planted is what the questions find."""

import re
from datetime import date, timedelta

import pytest

from regulars.sample import SAMPLES_DIR
from sample_data.salon import stories
from tests.tables import answer, rows_of

README = " ".join((SAMPLES_DIR / "salon" / "README.md").read_text(encoding="utf-8").split())
TUESDAY, SATURDAY = "2026-11-03", "2026-11-07"


def numbers(pattern: str) -> tuple[int, ...]:
    """The figures that the README gives where the pattern stands."""
    matched = re.search(pattern, README)
    assert matched, f"the README no longer says {pattern}"
    return tuple(int(group.replace(",", "")) for group in matched.groups())


@pytest.mark.parametrize("name", stories.FILES)
def test_every_file_is_read_as_the_readme_counts_it(salon_store, name):
    read, rejected, kept = numbers(rf"`{re.escape(name)}` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|")
    assert rows_of(
        salon_store,
        "select read_count, known_count, rejected_count, kept_count from exports.import "
        f"where file_name = '{name}'",
    ) == [(read, 0, rejected, kept)]


def test_the_rows_to_reject_are_rejected_for_their_reason(salon_store):
    codes = rows_of(salon_store, "select code, count(*) from exports.rejected_row group by 1")
    assert set(codes) == {("receipt_cancelled", 6), ("nothing_answered", 4)}


def test_what_became_of_the_appointments(salon_store):
    counts = dict(
        rows_of(
            salon_store,
            f"select case when status = 'booked' and starts_at::date > '{stories.LAST_DAY}' "
            "then 'ahead' else status end, count(*) from exports.appointment group by 1",
        )
    )
    missed, ahead = numbers(r"([\d,]+) not turned up for .*?, ([\d,]+) still to come")
    assert (counts["no_show"], counts["ahead"]) == (missed, ahead)
    assert numbers(r"([\d,]+) appointments kept") == (counts["booked"],)


def test_times_are_those_of_the_shops_clock(salon_store):
    """The survey's and Google's are written in UTC; in summer London is an hour ahead."""
    row = rows_of(
        salon_store,
        "select responded_at from exports.response where vendor = 'google_reviews' "
        "and responded_at::date = '2025-06-14'",
    )
    assert [at.hour for (at,) in row] == [17]
    overview = answer(salon_store, "shop/overview").iloc[0]
    assert (overview["shop_name"], overview["currency"]) == ("Quince & Comb", "GBP")
    assert overview["time_zone"] == "Europe/London"
    assert overview["last_trading_on"].date() == stories.LAST_DAY


def test_a_visit_with_an_appointment_and_a_receipt_is_one(salon_store):
    both, without_receipt, without_appointment = rows_of(
        salon_store,
        """
        with receipt_day as (
            select distinct customer_id, sold_at::date as sold_on
            from facts.sold_line where customer_id is not null
        )
        select
            count(case when visit.has_appointment and sold_on is not null then 1 end),
            count(case when visit.has_appointment and sold_on is null then 1 end),
            count(case when not visit.has_appointment then 1 end)
        from facts.visit as visit
        left join receipt_day
            on visit.customer_id = receipt_day.customer_id and visit.visited_on = sold_on
        where visit.customer_id is not null
        """,
    )[0]
    (unpaid,) = numbers(r"(\d+) appointments were paid online")
    assert both > 2_500
    # The mistyped have their receipts under another name.
    assert unpaid <= without_receipt < unpaid + 90
    assert 150 < without_appointment < 400


def test_waiting_falls_in_the_five_weeks_and_nothing_else_moves(salon_store):
    frame = answer(salon_store, "satisfaction/signals")
    assert len(frame) == 1
    dip = frame.iloc[0]
    assert (dip["touchpoint"], dip["direction"], dip["week_count"]) == ("speed", "below", 5)
    assert (dip["from_on"].date(), dip["to_on"].date()) == (
        stories.DOUBLE_FROM,
        stories.DOUBLE_UNTIL,
    )
    assert dip["value"] < 0.3 < 0.75 < dip["usual_value"]


def test_what_the_stylist_did_is_about_the_greeting_and_reviews_are_stars(salon_store):
    found = dict(
        rows_of(
            salon_store,
            "select distinct question, metric || ' ' || touchpoint from facts.response",
        )
    )
    assert found == {
        "How likely are you to recommend us to a friend?": "nps overall",
        "How happy are you with what your stylist did?": "csat greeting",
        "How happy are you with the time you had to wait?": "csat speed",
        "Star rating": "stars overall",
    }


def test_imogen_left_and_took_clients_with_her(salon_store):
    frame = answer(salon_store, "lapsed/departures")
    assert list(frame["staff"]) == ["Imogen"]
    imogen = frame.iloc[0]
    assert imogen["last_served_on"].date() == stories.IMOGEN_LAST_DAY
    assert bool(imogen["is_clear"])
    assert abs(imogen["regular_count"] - stories.IMOGENS_REGULARS) <= 3
    assert imogen["drifted_rate"] > 3 * imogen["other_drifted_rate"]


def test_her_clients_who_drifted_are_slipping_or_lapsed_in_summer(salon_store):
    drifted = set(README.split("give a colleague one try: ")[1].split(".")[0].split(", "))
    frame = answer(salon_store, "lapsed/overdue", as_of="2026-07-31", from_on="2026-01-01")
    assert drifted <= set(frame["customer_name"])


def test_parting_words_stand_beside_those_who_drifted(salon_store):
    frame = answer(salon_store, "lapsed/overdue", as_of="2026-07-31", from_on="2026-01-01")
    frame = frame.set_index("customer_name")
    written = re.findall(r"([A-Z]\w+ [A-Z]\w+) \(here \S+, wrote (\d{4}-\d\d-\d\d)\)", README)
    assert len(written) == stories.PARTING_COMPLAINTS
    for name, wrote in written:
        assert str(frame.loc[name, "last_answered_on"].date()) == wrote
        assert frame.loc[name, "last_comment"]


def test_two_hannahs_and_two_beynons_stay_two(salon_store):
    for name, count in (("Hannah Price", 2), ("Beynon", 2)):
        found = answer(salon_store, "customer/search", text=name)
        assert found["customer_id"].nunique() == count, name
    (phone,) = re.findall(r"share one phone, (\+\d+)", README)
    shared = answer(salon_store, "imports/shared_contacts")
    assert list(shared["contact"]) == [phone]


def test_who_was_mistyped_is_suggested_to_be_one(salon_store):
    planted = re.findall(r"([A-Z]\w+ [A-Z]\w+) \(\S+@\S+ for \S+@", README)
    assert len(planted) == stories.MISTYPED
    suggested = answer(salon_store, "imports/suggested_matches")
    pairs = {
        row.customer_name
        for row in suggested.itertuples()
        if row.customer_name == row.other_customer_name
    }
    # Two of the same name, who come for the same, are asked about as well: by name alone.
    assert set(planted) <= pairs <= {*planted, "Hannah Price"}


def test_the_closure_is_known(salon_store):
    closures = {
        day
        for (day,) in rows_of(
            salon_store, "select trading_on from facts.trading_day where is_closure"
        )
    }
    span = (stories.CLOSED_UNTIL - stories.CLOSED_FROM).days
    christmas = {stories.CLOSED_FROM + timedelta(days=step) for step in range(span + 1)}
    expected = {day for day in christmas | set(stories.HOLIDAYS) if 0 < day.weekday() < 6}
    assert closures == expected


def bookings_on(store, day: str) -> dict[str, str]:
    return dict(
        rows_of(
            store,
            "select customer_id, strftime(min(starts_at), '%H:%M') from facts.booking "
            f"where starts_on = '{day}' and not is_missed group by customer_id",
        )
    )


@pytest.mark.parametrize("day", [TUESDAY, SATURDAY])
def test_who_is_booked_is_all_but_sure_to_come_at_the_booked_time(salon_store, day):
    booked = bookings_on(salon_store, day)
    assert len(booked) >= 4
    frame = answer(salon_store, "today/expected", as_of="2026-10-31", day=day)
    frame = frame.set_index("customer_id")
    for customer_id, at in booked.items():
        assert 0.9 < frame.loc[customer_id, "visit_chance"] < 0.98
        assert frame.loc[customer_id, "usual_at"] == at
        assert frame.loc[customer_id, "is_booked"]
        assert frame.loc[customer_id, "booked_service"]
    others = frame.drop(list(booked))
    assert (others["visit_chance"] < 0.5).all()
    figures = answer(salon_store, "today/figures", as_of="2026-10-31", day=day).iloc[0]
    assert figures["expected_count"] >= len(booked) - 1


def test_what_is_expected_is_what_came(salon_store):
    """Each evening of three months asked about the day after, knowing what was booked by then."""
    days = [
        day
        for (day,) in rows_of(
            salon_store,
            "select trading_on from facts.trading_day "
            "where is_open and trading_on >= '2026-07-15' order by 1",
        )
    ]
    expected = came = 0.0
    for evening, day in zip(days, days[1:], strict=False):
        expected_then, came_then = rows_of(
            salon_store,
            "select sum(likely.visit_chance), count(visit.customer_id) "
            f"from facts.likely_on('{evening}', '{day}', null) as likely "
            "left join facts.visit as visit on likely.customer_id = visit.customer_id "
            f"and visit.visited_on = '{day}'",
        )[0]
        expected, came = expected + float(expected_then), came + came_then
    assert came > 300
    assert 0.8 < expected / came < 1.1


def test_a_booking_ahead_is_on_the_card_and_beside_who_is_late(salon_store):
    customer_id, at = next(iter(bookings_on(salon_store, TUESDAY).items()))
    card = answer(salon_store, "customer/card", customer_id=customer_id, as_of="2026-10-31")
    assert (str(card["booked_on"][0])[:10], card["booked_at"][0]) == ("2026-11-03", at)
    as_it_was = answer(salon_store, "customer/card", customer_id=customer_id, as_of="2026-05-30")
    assert "2026-11-03" not in [str(day)[:10] for day in as_it_was["booked_on"]]
    late = answer(salon_store, "lapsed/overdue", as_of="2026-10-20", from_on="2026-01-01")
    assert late["booked_on"].notna().any()


def test_days_ahead_are_the_open_weekdays(salon_store):
    ahead = answer(salon_store, "today/days", as_of="2026-10-31")["day_on"]
    assert [day.date() for day in ahead][:6] == [date(2026, 11, day) for day in (3, 4, 5, 6, 7, 10)]
