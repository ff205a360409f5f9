"""Square's customer directory."""

import pytest

from tests.tables import DIRECTORY_HEADER, csv_text, square_customers


def test_a_profile_is_understood(take_rows):
    taken = take_rows(
        square_customers(
            "customer | name | email | phone\nK1 | Ana Bo | Ana@Example.org | '+16035550107"
        )
    )
    assert taken.report.format == "square_customers"
    assert taken.column("customer_name") == ["Ana Bo"]
    assert taken.known_by() == {"square K1", "email ana@example.org", "phone +16035550107"}


@pytest.mark.parametrize(
    ("first", "last", "nickname", "company", "name"),
    [
        ("Ana", "", "Annie", "Bo & Co", "Ana"),
        ("", "", "Annie", "Bo & Co", "Annie"),
        ("", "", "", "Bo & Co", "Bo & Co"),
        ("", "", "", "", None),
    ],
)
def test_a_profile_without_a_name_goes_by_what_else_there_is(
    take_rows, first, last, nickname, company, name
):
    row = {
        "Square Customer ID": "K1",
        "First Name": first,
        "Last Name": last,
        "Nickname": nickname,
        "Company Name": company,
    }
    assert take_rows(csv_text(DIRECTORY_HEADER, [row])).column("customer_name") == [name]


def test_columns_in_another_order_and_attributes_of_ones_own_change_nothing(take_rows):
    row = {"Square Customer ID": "K1", "First Name": "Ana", "Favourite cake": "Lemon"}
    first = take_rows(csv_text(DIRECTORY_HEADER, [row | {}][:0] + [{k: row[k] for k in (
        "Square Customer ID", "First Name")}]))  # fmt: skip
    again = take_rows(csv_text([*reversed(DIRECTORY_HEADER), "Favourite cake"], [row]))
    assert (first.report.kept, again.report.kept, again.report.known) == (1, 0, 1)


def test_a_row_by_which_nobody_can_be_recognised_is_rejected(take_rows):
    taken = take_rows(
        square_customers("customer | name | email | phone\n | Ana Bo | none | n/a\nK2 | | |")
    )
    assert taken.rejected == {
        2: "There is no customer id, e-mail or phone: nobody can be recognised by this row"
    }
    assert taken.report.kept == 1


def test_a_profile_that_changed_is_a_new_version_of_itself(take_rows):
    take_rows(square_customers("customer | name\nK1 | Ana Bo"))
    taken = take_rows(square_customers("customer | name\nK1 | Ana Bo-Lee"))
    assert (taken.report.kept, taken.report.changed) == (1, 1)


@pytest.mark.parametrize(
    ("said", "may_email"), [("subscribed", True), ("unsubscribed", False), ("unknown", None)]
)
def test_the_subscription_says_who_may_be_written_to(take_rows, said, may_email):
    rows = f"customer | name | email     | consent\nK1       | Ana  | a@x.org   | {said}"
    taken = take_rows(square_customers(rows))
    assert (taken.column("may_email"), taken.column("may_text")) == ([may_email], [None])
