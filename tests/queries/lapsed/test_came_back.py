import pytest

from tests.tables import answer, assert_table, every, open_days, rows_of

# Slipping on 31 January: last here on 13 January, weekly before. Four cadences are 28 days.
SLIPPED = [every(7, f"p{place}", "2025-11-18", 9) for place in range(4)]


def test_of_those_flagged_who_came_back_within_the_horizon(a_store):
    """28 days after 31 January is 28 February: p0 is back on that day, p1 one day later, p2 comes
    on 1 February and slips again. Who has lapsed is counted apart."""
    store = a_store(
        sales=open_days("2025-11-03", "2026-06-30")
        + sum(SLIPPED, [])
        + every(1, "p0", "2026-02-28", 1)
        + every(1, "p1", "2026-03-01", 1)
        + every(1, "p2", "2026-02-01", 1)
    )
    frame = answer(store, "lapsed/came_back", as_of="2026-04-28")
    assert_table(
        frame,
        """
        month_on   | horizon_days | flagged_count | returned_count | returned_rate | lapsed_count | lapsed_returned_count
        2026-01-01 | 28           | 4             | 2              | 0.5           | 0            | 0
        2026-02-01 | 28           | 1             | 0              | 0             | 2            | 1
        2026-03-01 | 28           | 0             | 0              |               | 4            | 0
        """,  # noqa: E501
    )
    assert frame["returned_low"][0] == pytest.approx(0.150, abs=1e-3)  # Wilson, 2 of 4
    assert frame["returned_high"][0] == pytest.approx(0.850, abs=1e-3)


@pytest.mark.parametrize(("as_of", "months"), [("2026-02-27", 0), ("2026-02-28", 1)])
def test_only_months_whose_outcome_is_known_are_judged(a_store, as_of, months):
    store = a_store(sales=open_days("2025-11-03", "2026-06-30") + sum(SLIPPED, []))
    assert len(answer(store, "lapsed/came_back", as_of=as_of)) == months


def test_a_band_never_contradicts_the_status_on_the_sample(sample_store):
    """Who is slipping is not called lapsed, and the other way round; all that are late have one."""
    found = dict(
        rows_of(
            sample_store,
            "select status || ' ' || band, count(*) from facts.outlook_month group by 1",
        )
    )
    assert set(found) == {
        "slipping slipping", "slipping likely lapsed", "lapsed likely lapsed", "lapsed lapsed"
    }  # fmt: skip


def test_the_flags_of_the_sample_are_those_of_the_statuses(sample_store):
    """People with an own rhythm who were late and not booked ahead, neither more nor fewer."""
    flags = answer(sample_store, "lapsed/came_back").set_index("month_on")
    stood = dict(
        rows_of(
            sample_store,
            """
            select month_on, count(*)
            from facts.customer_month as month
            where
                status in ('slipping', 'lapsed')
                and visit_count >= 4
                and not exists (
                    select 1 from facts.booking as booking
                    where
                        booking.customer_id = month.customer_id
                        and not booking.is_missed
                        and booking.booked_on <= month.as_of_on
                        and booking.starts_on > month.as_of_on
                )
            group by month_on
            """,
        )
    )
    assert len(flags) >= 10
    both = flags["flagged_count"] + flags["lapsed_count"]
    assert {month.date(): count for month, count in both.items()} == {
        month.date(): stood[month.date()] for month in flags.index
    }
