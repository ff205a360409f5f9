"""The proposed reading of an export that nobody knows."""

import itertools
import random

import pytest

from bench.mapping import CASES, Case, Score, read_cases
from regulars.intake.proposing.assignment import assign
from regulars.intake.proposing.header_words import _file, _listed, _split, read_header
from regulars.intake.proposing.proposal import propose
from regulars.intake.proposing.shapes import find_shape, read_plain_number

ALL = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_at_least_95_of_100_fields_are_right(name: str) -> None:
    score = Score()
    mistakes = {
        case.name: score.add(case, propose(case.columns, case.rows))
        for case in read_cases(CASES / f"{name}.txt")
    }
    assert score.found >= 0.95 * score.there, mistakes
    assert score.right >= 0.95 * score.proposed, mistakes
    assert score.kinds >= min(0.98 * score.exports, score.exports - 2), mistakes


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_order_of_columns_does_not_matter(case: Case) -> None:
    there = propose(case.columns, case.rows)
    back = propose(case.columns[::-1], [row[::-1] for row in _filled(case)])
    assert there is not None
    assert back is not None
    assert back.kind == there.kind
    # Of two columns that are equally likely the first is taken.
    other = [
        field for field in there.fields if _parts(back.fields, field) != _parts(there.fields, field)
    ]
    assert len(other) <= 1, {
        field: (there.fields[field], back.fields.get(field)) for field in other
    }


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_columns_are_named_as_written_and_used_once(case: Case) -> None:
    proposal = propose(case.columns, case.rows)
    assert proposal is not None
    used = [one for field in proposal.fields for one in _parts(proposal.fields, field)]
    assert set(used) <= set(case.columns)
    assert len(used) == len(set(used))
    assert set(proposal.doubts) <= set(proposal.fields)
    for field, doubts in proposal.doubts.items():
        columns = [doubt for doubt in doubts if " × " not in doubt]
        assert set(columns) <= set(case.columns) - set(_parts(proposal.fields, field))


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ((), []),
        (("a", "b", "c"), [("1", "x", None), ("2", "y", None)]),
        (("Item", "Quantity", "Price"), [("Tea", "1", "2.50"), ("Bun", "2", "3.00")]),
        (("SKU", "Stock", "Updated at"), [("A1", "4", "2026-01-02"), ("B2", "9", "2026-01-03")]),
        (("Question 1", "Question 2"), [("red", "yes"), ("blue", "no")]),
    ],
)
def test_nothing_is_proposed_without_a_day_or_a_person(columns, rows) -> None:  # type: ignore[no-untyped-def]
    assert propose(columns, rows) is None


def test_ragged_and_missing_rows_are_no_trouble() -> None:
    columns = ("Date", "Receipt number", "Total", "Customer")
    assert propose(columns, [("2026-01-02",), (), ("2026-01-03", "R2", "4.50", "Ada Lee", "x")])
    empty = propose(columns, [])
    assert empty is not None
    assert empty.fields["net"] == "Total"


def test_without_rows_the_header_is_enough() -> None:
    proposal = propose(("Start Time", "Client", "Service", "Booking Status"), [])
    assert proposal is not None
    assert proposal.kind == "visits"
    assert proposal.fields == {
        "date": "Start Time",
        "customer_name": "Client",
        "item": "Service",
        "status": "Booking Status",
    }


def test_values_overrule_a_misleading_header() -> None:
    rows = [("12.50", "2026-03-01", "yes"), ("7.00", "2026-03-02", "no")]
    proposal = propose(("Total", "Receipt", "Email"), rows)
    assert proposal is not None
    assert proposal.fields == {"date": "Receipt", "net": "Total"}


def test_values_stand_in_for_a_header_without_words() -> None:
    rows = [("ada@mail.example", "+44 20 7946 0101"), ("bo@mail.example", "+44 20 7946 0102")]
    proposal = propose(("column 1", "column 2"), rows)
    assert proposal is not None
    assert proposal.fields == {"email": "column 1", "phone": "column 2"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Order date", "Export date"),
        ("Created at", "Updated at"),
        ("Sale date", "Date of birth"),
        ("Rechnungsdatum", "Fälligkeit"),
        ("Fecha", "Fecha de vencimiento"),
    ],
)
def test_the_day_of_the_sale_is_no_other_day(right: str, wrong: str) -> None:
    rows = [("2026-01-02", "2026-02-03", "9.90"), ("2026-01-05", "2026-02-04", "4.10")]
    for columns in ((right, wrong, "Total"), (wrong, right, "Total")):
        proposal = propose(columns, rows)
        assert proposal is not None
        assert proposal.fields["date"] == right


@pytest.mark.parametrize(
    ("columns", "net", "gross"),
    [
        (("Discount total", "Net total"), "Net total", None),
        (("Line total", "Unit price"), "Line total", None),
        (("Total TTC", "Total HT"), "Total HT", "Total TTC"),
        (("Summe (brutto)", "Summe (netto)"), "Summe (netto)", "Summe (brutto)"),
        (("Total com IVA", "Total sem IVA"), "Total sem IVA", "Total com IVA"),
        (("Bedrag incl. btw", "Bedrag excl. btw"), "Bedrag excl. btw", "Bedrag incl. btw"),
        (("Beløb inkl. moms", "Beløb ekskl. moms"), "Beløb ekskl. moms", "Beløb inkl. moms"),
        (("Lordo", "Netto"), "Netto", "Lordo"),
    ],
)
def test_net_and_gross_are_told_apart(
    columns: tuple[str, str], net: str, gross: str | None
) -> None:
    proposal = propose(
        ("Date", "Receipt", *columns),
        [("2026-01-02", "R1", "6.10", "5.00"), ("2026-01-03", "R2", "12.20", "10.00")],
    )
    assert proposal is not None
    assert proposal.fields["net"] == net
    assert proposal.fields.get("gross") == gross


def test_a_receipts_total_is_not_counted_on_each_of_its_lines() -> None:
    columns = ("Order", "Date", "Item", "Total", "Price")
    rows = [
        ("R1", "2026-01-02", "Tea", "7.50", "2.50"),
        ("R1", "2026-01-02", "Cake", "7.50", "5.00"),
        ("R2", "2026-01-03", "Tea", "2.50", "2.50"),
    ]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields["net"] == "Price"


@pytest.mark.parametrize(
    ("columns", "rows", "is_doubted"),
    [
        (
            ("Date", "Item", "Qty", "Price"),
            [("2026-01-02", "Tea", "1", "2.50"), ("2026-01-03", "Tea", "3", "2.50")],
            True,
        ),
        (
            ("Date", "Item", "Qty", "Price"),
            [("2026-01-02", "Tea", "1", "2.50"), ("2026-01-03", "Tea", "3", "7.50")],
            False,
        ),
        (
            ("Date", "Item", "Qty", "Price", "Line total"),
            [
                ("2026-01-02", "Tea", "1", "2.50", "2.50"),
                ("2026-01-03", "Tea", "3", "2.50", "7.50"),
            ],
            False,
        ),
    ],
)
def test_a_price_that_may_be_of_one_piece_is_doubted(
    columns: tuple[str, ...], rows: list[tuple[str, ...]], is_doubted: bool
) -> None:
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields["net"] == columns[-1]
    assert ("Price × Qty" in proposal.doubts.get("net", ())) is is_doubted


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("No show", ("Y", "N", "N")),
        ("Cancelled?", ("no", "yes", "no")),
        ("Anulado", ("S", "N", "N")),
    ],
)
def test_yes_and_no_under_cancelled_or_no_show_are_a_state(
    header: str, values: tuple[str, ...]
) -> None:
    days = [f"2026-01-0{at} 10:00" for at in (2, 3, 4)]
    columns = ("Appointment start", "Client", "Service", header)
    rows = [(day, "Ada Lee", "Cut", value) for day, value in zip(days, values, strict=True)]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields["status"] == header
    better = propose((*columns, "Status"), [(*row, "Booked") for row in rows])
    assert better is not None
    assert better.fields["status"] == f"Status + {header}", "a tick says more than a booking"


def test_what_the_shop_replied_is_no_comment() -> None:
    columns = ("Review date", "Stars", "Text", "Response from owner", "Reply text", "Responded at")
    rows = [
        ("2026-01-02", "5", "Lovely soup and kind people", "Thank you very much", "", "2026-01-03"),
        ("2026-01-03", "2", "The soup was rather cold", "We are very sorry", "Call us", ""),
        ("2026-01-04", "4", "Good bread but a long queue", "", "", ""),
    ]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields["comment"] == "Text"
    assert proposal.fields["date"] == "Review date"


def test_what_adds_up_with_the_tax_is_not_net() -> None:
    columns = ("Date", "Order", "Amount A", "Amount B", "VAT")
    rows = [
        ("2026-01-02", "R1", "12.00", "10.00", "2.00"),
        ("2026-01-03", "R2", "24.00", "20.00", "4.00"),
        ("2026-01-04", "R3", "6.00", "5.00", "1.00"),
    ]
    for order in ((0, 1, 2, 3, 4), (0, 1, 3, 2, 4)):
        proposal = propose(
            [columns[at] for at in order], [[row[at] for at in order] for row in rows]
        )
        assert proposal is not None
        assert proposal.fields["net"] == "Amount B"


def test_a_second_likely_column_is_a_doubt_and_a_clear_one_is_not() -> None:
    columns = ("Sold on", "Order date", "Payment date", "Order number", "Total")
    rows = [
        ("x", "2026-01-02", "2026-01-02", "1001", "5.00"),
        ("y", "2026-01-03", "2026-01-04", "1002", "6.00"),
    ]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields["date"] == "Order date"
    assert proposal.doubts == {"date": ("Payment date",)}


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (("First Name", "Last Name", "Email"), "First Name + Last Name"),
        (("Nom", "Prénom", "Email"), "Prénom + Nom"),
        (("Nombre", "Apellidos", "Email"), "Nombre + Apellidos"),
        (("Vorname", "Name", "Email"), "Vorname + Name"),
        (("First Name", "Full Name", "Email"), "Full Name"),
        (("Fornavn", "Efternavn", "E-mail"), "Fornavn + Efternavn"),
    ],
)
def test_names_are_put_together(columns: tuple[str, ...], name: str) -> None:
    rows = [("Ada", "Lee", "ada@mail.example"), ("Bo", "Ek", "bo@mail.example")]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields["customer_name"] == name


def test_numbers_that_are_no_answers_are_no_scores() -> None:
    columns = ("Timestamp", "How was it?", "How many were you?", "Age", "NPS group", "Page")
    rows = [
        ("2026-01-02 10:00", "5", "2", "9", "Promoter", "3"),
        ("2026-01-03 11:00", "2", "4", "8", "Detractor", "3"),
        ("2026-01-04 12:00", "4", "3", "10", "Passive", "3"),
    ]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.kind == "satisfaction"
    assert "How was it?" in proposal.fields["score"].split(" | ")
    assert not {"Age", "NPS group", "Page"} & set(proposal.fields["score"].split(" | "))


@pytest.mark.parametrize("answers", [("★★★★☆", "★☆☆☆☆"), ("5 Sterne", "1 Stern"), ("FIVE", "TWO")])
def test_scores_may_be_stars_and_words(answers: tuple[str, str]) -> None:
    rows = [("2026-01-02", answers[0]), ("2026-01-03", answers[1])]
    proposal = propose(("Date", "Rating"), rows)
    assert proposal is not None
    assert proposal.fields == {"date": "Date", "score": "Rating"}


@pytest.mark.parametrize(
    ("header", "meanings"),
    [
        ("Kundennummer", ("customer", "number")),
        ("customerEmail", ("customer", "email")),
        ("ORDER_DATE", ("order", "date")),
        ("Bestelnummer", ("order", "number")),
        ("Varenavn", ("item", "name")),
        ("N° de commande", ("number", "order")),
        ("MwSt. Satz", ("percent",)),
        ("Total sem IVA", ("total", "net")),
    ],
)
def test_headers_are_taken_apart(header: str, meanings: tuple[str, ...]) -> None:
    assert set(read_header(header).meanings) - {"tax"} == set(meanings)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Newsletter", "may_email"),
        ("Marketing consent", "may_email"),
        ("Werbeeinwilligung", "may_email"),
        ("Accepte la newsletter", "may_email"),
        ("Acepta publicidad por e-mail", "may_email"),
        ("Consenso marketing", "may_email"),
        ("Nieuwsbrief", "may_email"),
        ("Nyhedsbrev", "may_email"),
        ("Consentimento marketing", "may_email"),
        ("Unsubscribed", "may_email"),
        ("Do not email", "may_email"),
        ("SMS opt-in", "may_text"),
        ("Accepts SMS marketing", "may_text"),
        ("SMS Einwilligung", "may_text"),
    ],
)
def test_who_may_be_written_to_is_found_in_eight_languages(header: str, field: str) -> None:
    columns = ("Name", "E-mail", header)
    rows = [("Ada Lee", "ada@x.org", "yes"), ("Bo Ray", "bo@x.org", "no")]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.fields.get(field) == header


@pytest.mark.parametrize("header", ["Privacy policy accepted", "Newsletter date", "Consent source"])
def test_what_only_sounds_like_consent_is_none(header: str) -> None:
    columns = ("Name", "E-mail", header)
    proposal = propose(columns, [("Ada Lee", "ada@x.org", "yes"), ("Bo Ray", "bo@x.org", "no")])
    assert proposal is not None
    assert not {"may_email", "may_text"} & set(proposal.fields)


def test_small_numbers_of_a_booking_are_no_score() -> None:
    columns = ("Booking ID", "Guest", "Day", "Spaces", "Price", "Comment")
    rows = [
        ("7", "Ada Lee", "2026-03-02", "2", "48.00", "By the window"),
        ("8", "Bo Ray", "2026-03-03", "1", "24.00", ""),
    ]
    proposal = propose(columns, rows)
    assert proposal is not None
    assert proposal.kind == "visits"
    assert "score" not in proposal.fields


def test_each_word_means_one_thing_and_each_rule_uses_known_meanings() -> None:
    words = _file()["words"]
    spelt = [
        (" ".join(_split(phrase)), meaning)
        for meaning, listed in words.items()
        for phrase in _listed(listed)
    ]
    seen: dict[str, str] = {}
    twice = {
        phrase: (seen[phrase], meaning)
        for phrase, meaning in spelt
        if seen.setdefault(phrase, meaning) != meaning
    }
    assert not twice
    for field, written in _file()["fields"].items():
        for part in (written, *(own for own in written.values() if "rules" in own)):
            used = set(" ".join(part["rules"]).split())
            used |= set(f"{part.get('fine', '')} {part.get('never', '')}".split())
            assert used <= set(words), field


def test_the_assignment_is_the_best_there_is() -> None:
    chance = random.Random(7)
    for _ in range(60):
        rows, columns = chance.randint(1, 4), chance.randint(1, 5)
        gains = [
            [chance.choice([-1, 0, 0.1, 0.4, 0.7, 1]) for _ in range(columns)] for _ in range(rows)
        ]
        given = assign(gains)
        taken = [at for at in given if at is not None]
        assert len(taken) == len(set(taken))
        places = [*range(columns), *[None] * rows]
        best = max(
            sum(gains[row][at] for row, at in enumerate(ways) if at is not None)
            for ways in itertools.permutations(places, rows)
        )
        reached = sum(gains[row][at] for row, at in enumerate(given) if at is not None)
        assert reached == pytest.approx(best)


def test_nothing_is_given_where_there_is_nothing_to_give() -> None:
    assert assign([]) == []
    assert assign([[], []]) == [None, None]
    assert assign([[0.0, -1.0]]) == [None]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.56", 1234.56),
        ("1.234,56 €", 1234.56),
        ("-$9.00", -9.0),
        ("($33.62)", -33.62),
        ("9,00-", -9.0),
        ("1'250.00", 1250.0),
        ("12 500,5", 12500.5),
        ("abc", None),
        ("", None),
    ],
)
def test_plain_numbers(text: str, number: float | None) -> None:
    assert read_plain_number(text) == number


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (("ada@mail.example",), "email"),
        (("+45 20 55 01 01", "(512) 555-0142"), "dialled"),
        (("2026-03-04T10:00:00Z", "04.03.2026 10:00", "Mar 4, 2026 9:00 AM"), "moment"),
        (("4 mars 2026", "4. März 2026", "4 de marzo de 2026", "4 maart 2026"), "day"),
        (("9:00 AM", "18:40", "10h30"), "clock"),
        (("$4.00", "3,50 €", "12.00"), "money"),
        (("19 %", "7%"), "percent"),
        (("411111xxxxxx1881", "**** 4242"), "masked"),
    ],
)
def test_values_are_known_by_their_look(values: tuple[str, ...], mark: str) -> None:
    assert find_shape(values)[mark] == 1


def _parts(fields: dict[str, str], field: str) -> list[str]:
    return sorted(one for part in fields.get(field, "").split(" + ") for one in part.split(" | "))


def _filled(case: Case) -> list[list[str | None]]:
    return [[*row, *[None] * (len(case.columns) - len(row))] for row in case.rows]
