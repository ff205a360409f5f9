"""What sample_data/cafe/README.md says is planted is what the questions find."""

import csv
import re
from datetime import date

import pytest

from regulars.app.rows import rows_of as typed_rows
from regulars.app.rows.imports import ImportsReasons
from regulars.app.rows.regulars import RegularsPeople
from regulars.intake.rejections import Code, Rejection
from regulars.sample import SAMPLES_DIR
from regulars.web.kit.rhythm_wording import usual_words
from sample_data.cafe import stories
from tests.tables import answer, drawn_days, every, open_days, rows_of

FOLDER = SAMPLES_DIR / "cafe"
README = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())


def numbers(pattern: str) -> tuple[int, ...]:
    """The figures that the README gives where the pattern stands."""
    matched = re.search(pattern, README)
    assert matched, f"the README no longer says {pattern}"
    return tuple(int(group.replace(",", "")) for group in matched.groups())


def names_of(store) -> dict[str, str]:
    return dict(rows_of(store, "select customer_name, customer_id from facts.customer"))


@pytest.mark.parametrize(
    "name",
    [*stories.SQUARE_FILES, stories.DIRECTORY_FILE, stories.ACUITY_FILE, stories.SURVEY_FILE],
)
def test_every_file_is_read_as_the_readme_counts_it(sample_store, name):
    read, known, rejected, kept = numbers(
        rf"`{re.escape(name)}` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|"
    )
    assert rows_of(
        sample_store,
        "select read_count, known_count, rejected_count, kept_count from exports.import "
        f"where file_name = '{name}'",
    ) == [(read, known, rejected, kept)]


REASONS = {
    stories.IMPOSSIBLE_DATE: "The date and time cannot be read",
    stories.TEXT_FOR_MONEY: "Net Sales is not an amount",
    stories.NO_TRANSACTION: "The Transaction ID is missing",
    stories.CUT_OFF: "The row has fewer cells than the header",
    stories.NOBODY: "There is no customer id, e-mail or phone: nobody can be recognised by this "
    "row",
    stories.UNREADABLE_START: "Start Time cannot be read",
    stories.NO_ANSWER: "No question was answered",
    stories.OFF_SCALE: "The score 11 is outside 0 to 10 "
    "(How likely are you to recommend us to a friend? (0-10))",
}


@pytest.mark.parametrize("name", list(stories.REJECTS))
def test_the_rows_to_reject_are_rejected_for_their_reason(sample_store, name):
    history = answer(sample_store, "imports/history").set_index("file_name")["import_id"]
    found = answer(sample_store, "imports/reasons", import_id=int(history[name]))
    planted = {REASONS[fault]: count for fault, count in stories.REJECTS[name].items()}
    reasons = {
        Rejection(Code(row.code), row.column_name, row.cell, row.detail).words: row.row_count
        for row in typed_rows(ImportsReasons, found)
    }
    assert reasons == planted


@pytest.mark.parametrize("name", list(stories.REJECTS))
def test_a_rejected_row_has_the_number_it_has_in_a_spreadsheet(sample_store, name):
    history = answer(sample_store, "imports/history").set_index("file_name")["import_id"]
    rejected = answer(sample_store, "imports/rejected_rows", import_id=int(history[name]))
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.reader(file))
    for number, text in zip(rejected["row_number"], rejected["row_text"], strict=True):
        assert next(csv.reader([text]))[:5] == records[number - 1][:5]


def test_the_size_of_the_trade(sample_store):
    receipts, known_share_whole, known_share_part = numbers(
        r"([\d,]+) receipts \((\d+)\.(\d)% with a recognised customer\)"
    )
    found, known = rows_of(
        sample_store,
        "select count(*), count(handle_no) from (select receipt_id, max(handle_no) as handle_no "
        "from exports.receipt_line where not is_refund group by receipt_id)",
    )[0]
    assert found == receipts
    assert round(100 * known / found, 1) == known_share_whole + known_share_part / 10
    overview = answer(sample_store, "shop/overview").iloc[0]
    assert overview["first_trading_on"].date() == stories.FIRST_DAY
    assert overview["last_trading_on"].date() == stories.LAST_DAY


def test_walk_ins_are_counted_in_the_coverage(sample_store):
    """Every receipt without a customer is a visit; what a person had on a day is one."""
    coverage = answer(sample_store, "shop/coverage").iloc[0]
    walk_ins = rows_of(
        sample_store,
        "select count(distinct receipt_id) from exports.receipt_line "
        "where handle_no is null and not is_refund",
    )[0][0]
    assert coverage["visit_count"] - coverage["known_visit_count"] == walk_ins
    assert 0.55 < coverage["known_visit_rate"] < 0.65
    assert coverage["known_revenue_rate"] > coverage["known_visit_rate"]


def test_refunds_reduce_revenue(sample_store):
    """Sales and classes, less what recognised people got back; a walk-in's has no visit."""
    total = "select sum(net) from exports.receipt_line where "
    sales, known_refunds, other_refunds, classes = (
        float(rows_of(sample_store, sql)[0][0])
        for sql in (
            total + "not is_refund",
            total + "is_refund and handle_no is not null",
            total + "is_refund and handle_no is null",
            "select sum(price) from exports.appointment "
            f"where status = 'booked' and starts_at::date <= '{stories.LAST_DAY}'",
        )
    )
    assert known_refunds < 0 > other_refunds
    # Who had so much at the till that it may have been the class is not counted for both.
    (paid_at_till,) = rows_of(
        sample_store,
        """
        with till as (
            select customer_id, sold_at::date as day, sum(net) as net
            from facts.sold_line where customer_id is not null group by all
        ),
        class as (
            select customer_id, starts_at::date as day, sum(price) as price
            from exports.appointment join facts.identity using (handle_no)
            where status = 'booked' group by all
        )
        select coalesce(sum(price), 0) from till join class using (customer_id, day)
        where 3 * net >= 2 * price
        """,
    )[0]
    assert 0 <= paid_at_till < 0.01 * classes
    revenue = answer(sample_store, "shop/coverage").iloc[0]["revenue"]
    total = sales + classes + known_refunds - float(paid_at_till)
    assert revenue == pytest.approx(total, abs=0.005)
    count = rows_of(sample_store, "select count(*) from exports.receipt_line where is_refund")
    assert count == [(stories.REFUND_LINES,)]


def test_maya_left_and_took_regulars_with_her(sample_store):
    """By the README's rule 45 were hers and 18 of them went; the screen's own rule is near it."""
    hers, gone = numbers(r"(\d+) people were hers, of whom (\d+) were")
    frame = answer(sample_store, "lapsed/departures")
    assert list(frame["staff"]) == ["Maya"]
    maya = frame.iloc[0]
    assert maya["last_served_on"].date() == stories.MAYA_LAST_DAY
    assert bool(maya["is_clear"])
    assert abs(maya["regular_count"] - hers) <= 6
    assert stories.DRIFTING <= maya["drifted_count"] <= gone + 2
    assert maya["drifted_rate"] > 3 * maya["other_drifted_rate"]
    staff = answer(sample_store, "shop/staff").set_index("staff")["has_left"]
    assert staff[staff].index.tolist() == ["Maya"]


def overdue(store, as_of: str):
    frame = answer(store, "lapsed/overdue", as_of=as_of, from_on="2026-03-15")
    return frame.set_index("customer_name")


def test_the_regulars_who_drifted_are_slipping_or_lapsed(sample_store):
    """One comes every other week and is not late yet after eight weeks; all are after twelve."""
    drifted = set(README.split("eight weeks on: ")[1].split(".")[0].split(", "))
    assert len(drifted) == stories.DRIFTING
    assert len(drifted & set(overdue(sample_store, "2026-05-09").index)) >= stories.DRIFTING - 1
    later = overdue(sample_store, "2026-06-06")
    assert drifted <= set(later.index)
    assert (later.loc[list(drifted), "usual_staff"] == "Maya").mean() > 0.9
    assert later.loc[list(drifted), "usual_staff_left"].sum() >= stories.DRIFTING - 1


def test_parting_words_stand_beside_those_who_drifted(sample_store):
    frame = overdue(sample_store, "2026-06-06")
    written = re.findall(r"([A-Z]\w+ [A-Z]\w+) \(wrote (\d{4}-\d\d-\d\d)", README)
    assert len(written) == stories.PARTING_COMPLAINTS
    for name, wrote in written:
        assert str(frame.loc[name, "last_answered_on"].date()) == wrote
        assert frame.loc[name, "last_comment"]


def test_the_six_slow_weeks_are_found_and_no_other_spell(sample_store):
    frame = answer(sample_store, "satisfaction/signals")
    assert len(frame) == 1
    dip = frame.iloc[0]
    assert (dip["touchpoint"], dip["direction"]) == ("speed", "below")
    assert (dip["from_on"].date(), dip["to_on"].date()) == (stories.SLOW_FROM, stories.SLOW_UNTIL)
    assert dip["week_count"] == 6
    (percent,) = numbers(r"top-two-box (\d+)% against")
    assert round(100 * dip["value"]) == percent


def test_the_closure_is_known_and_makes_nobody_overdue(sample_store):
    closures = {
        day for (day,) in rows_of(
            sample_store, "select trading_on from facts.trading_day where is_closure"
        )
    }  # fmt: skip
    two_weeks = {date(2026, 1, day) for day in range(5, 19)}
    assert closures == two_weeks | set(stories.HOLIDAYS)
    before, after = (
        dict(
            rows_of(
                sample_store,
                f"select customer_id, status from facts.standing_on(date '{day}')",
            )
        )
        for day in ("2026-01-04", "2026-01-18")
    )
    assert set(after) == set(before)
    late = {"slipping", "lapsed", "one_timer"}
    assert [who for who in after if after[who] != before[who] and after[who] in late] == []


def test_without_the_closure_many_more_would_be_overdue(sample_store):
    """The same absences in calendar days: what the adjustment is for."""
    overdue, adjusted, regulars = rows_of(
        sample_store,
        """
        select
            count(case when days_since_last > slipping_ratio * patience(cadence_days, spread_days)
                then 1 end),
            count(case when elapsed_days > slipping_ratio * patience(cadence_days, spread_days)
                then 1 end),
            count(*)
        from facts.standing_on(date '2026-01-18')
        cross join facts.shop
        where is_regular and cadence_days is not null
        """,
    )[0]
    assert regulars > 150
    assert adjusted < 0.15 * regulars
    assert overdue > 4 * adjusted > 0


def test_a_closure_moves_the_day_on_which_somebody_is_slipping_by_as_many_days(a_store):
    """Weekly until 6 January: slipping on the 20th, after a closure of five days on the 25th."""
    ana = every(7, "ana", "2025-11-04", 10)
    closed = [f"2026-01-{day:02d}" for day in range(8, 13)]
    slipping = {}
    for name, days in (("open", []), ("closed", closed)):
        store = a_store(sales=open_days("2025-10-06", "2026-03-01", closed=days) + ana)
        statuses = {
            day: rows_of(
                store,
                f"select status from facts.standing_on(date '2026-01-{day}') "
                "where customer_name = 'Ana'",
            )[0][0]
            for day in range(13, 31)
        }
        slipping[name] = min(day for day, status in statuses.items() if status == "slipping")
    assert slipping == {"open": 20, "closed": 25}


def test_who_comes_on_a_fixed_weekday_is_known_for_it(sample_store):
    people = answer(sample_store, "regulars/people")
    weekly = people[(people["cadence_days"] == 7) & (people["spread_days"] == 0)]
    assert len(weekly) >= 30
    shares = weekly["usual_weekday_count"] / weekly["usual_visit_count"]
    assert (shares >= 0.5).mean() > 0.9
    named = typed_rows(RegularsPeople, weekly[shares >= 0.5])
    assert all(re.match(r"\w+days about \d\d:\d\d", usual_words(one)) for one in named)


def test_dana_is_one_customer_with_two_profiles(sample_store):
    (first, second, phone) = re.search(
        r"`(\w+)` and, from December 2025 on, also `(\w+)`: two e-mails, one phone, (\+\d+)", README
    ).groups()
    found = answer(sample_store, "customer/search", text="Dana Whitfield")
    assert len(found) == 1
    known = answer(sample_store, "customer/identities", customer_id=found["customer_id"][0])
    assert {first, second, phone} <= set(known["contact"])
    assert (known["kind"] == "square").sum() == 2
    assert (known["kind"] == "phone").sum() == 1
    visits = answer(sample_store, "customer/visits", customer_id=found["customer_id"][0])
    assert visits["visited_on"].min().date() < date(2025, 12, 1) < visits["visited_on"].max().date()


def test_the_okafors_are_four_and_their_phone_is_nobodys(sample_store):
    found = answer(sample_store, "customer/search", text="Okafor")
    assert sorted(found["customer_name"]) == sorted(f"{name} Okafor" for name in stories.OKAFORS)
    assert found["customer_id"].nunique() == 4
    shared = answer(sample_store, "imports/shared_contacts")
    assert list(shared["contact"]) == ["+18605550187"]
    assert rows_of(
        sample_store, "select count(*) from facts.customer where phone = '+18605550187'"
    ) == [(0,)]


def test_the_people_at_the_till_are_as_many_as_the_readme_says(sample_store):
    people, profiles = numbers(r"(\d+) people at the till under (\d+) profiles")
    sold = "from exports.receipt_line as line inner join facts.identity using (handle_no)"
    assert rows_of(sample_store, f"select count(distinct customer_id) {sold}") == [(people,)]
    assert rows_of(sample_store, f"select count(distinct handle) {sold}") == [(profiles,)]


def returners() -> list[tuple[str, str, str]]:
    part = README.split("first visit after): ")[1]
    return re.findall(r"([A-Z]\w+ [A-Z]\w+) \((\d{4}-\d\d-\d\d), (\d{4}-\d\d-\d\d)\)", part)


def test_returners_are_counted_in_the_month_in_which_they_came_back(sample_store):
    assert len(returners()) == stories.RETURNING
    monthly = answer(sample_store, "lapsed/monthly").set_index("month_on")["returned_count"]
    for month in ("2026-06-01", "2026-07-01", "2026-08-01"):
        planted = sum(back[:7] == month[:7] for _, _, back in returners())
        assert monthly[month] >= planted


@pytest.mark.parametrize(("name", "last", "back"), returners(), ids=lambda value: value)
def test_a_returner_had_lapsed_and_is_no_longer_overdue(sample_store, name, last, back):
    who = names_of(sample_store)[name]
    gaps = rows_of(
        sample_store,
        "select gap_days, shop.slipping_ratio * patience_before_days from facts.visit "
        f"cross join facts.shop as shop where customer_id = '{who}' and visited_on = '{back}'",
    )
    assert gaps[0][0] > gaps[0][1], "the absence was long enough to be slipping"
    cards = [
        answer(sample_store, "customer/card", customer_id=who, as_of=day)["status"][0]
        for day in (last, back)
    ]
    assert cards[0] == "regular"
    assert cards[1] in ("returning", "regular")
    before = answer(sample_store, "lapsed/overdue", as_of="2026-06-20", from_on="2026-03-01")
    assert name in set(before["customer_name"])


def test_a_week_drawn_as_days_is_read_as_drawn(a_store):
    """The fixture itself: what the other tests draw is what they get."""
    store = a_store(
        sales=drawn_days(
            "2026-03-02",
            """
            ana   x.x.... M......
            -     .x..... .......
            """,
        )
    )
    assert rows_of(
        store,
        "select customer_id is not null, visited_on::text, staff from facts.visit order by 2",
    ) == [
        (True, "2026-03-02", None),
        (False, "2026-03-03", None),
        (True, "2026-03-04", None),
        (True, "2026-03-09", "M"),
    ]
