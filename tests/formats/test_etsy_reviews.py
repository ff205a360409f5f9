"""Etsy: reviews from the account's data, a JSON list."""

import json

import pytest


def reviews(*given: dict) -> str:
    usual = {"reviewer": "Ana", "date_reviewed": "01/24/2026", "star_rating": 5, "message": ""}
    return json.dumps(
        [usual | {"order_id": 3200000000 + place} | one for place, one in enumerate(given)]
    )


def test_a_review_is_stars_and_perhaps_words(take_rows):
    taken = take_rows(reviews({}, {"star_rating": 2, "message": " Arrived late. "}), "reviews.json")
    assert taken.report.error is None
    assert (taken.report.format, taken.report.kept) == ("etsy_reviews", 2)
    assert [
        (row["metric"], row["touchpoint"], int(row["score"]), row["comment"]) for row in taken.rows
    ] == [("stars", "overall", 5, None), ("stars", "overall", 2, "Arrived late.")]


@pytest.mark.parametrize("country", ["US", "DE"])
def test_days_are_written_month_first_wherever_the_shop_is(take_rows, country):
    taken = take_rows(reviews({"date_reviewed": "02/03/2026"}), "reviews.json", country=country)
    assert [str(moment) for moment in taken.column("responded_at")] == ["2026-02-03 00:00:00"]


def test_the_reviewer_is_a_name_and_no_handle(take_rows):
    taken = take_rows(reviews({"reviewer": "Ben"}), "reviews.json")
    assert (taken.column("customer_name"), taken.handles) == (["Ben"], {})


def test_an_edited_review_does_not_double(take_rows):
    take_rows(reviews({"message": "Fine"}, {}), "reviews.json")
    again = take_rows(reviews({"message": "Fine, really", "star_rating": 4}, {}), "reviews.json")
    assert (again.report.kept, again.report.known) == (1, 1)
    assert [int(row["score"]) for row in again.rows if row["comment"]] == [4]


def test_two_reviews_of_one_order_are_two(take_rows):
    one = {"order_id": 3200000001}
    text = reviews(one | {"star_rating": 5}, one | {"star_rating": 3})
    first, again = take_rows(text, "reviews.json"), take_rows(text, "reviews.json")
    assert (first.report.kept, again.report.kept) == (2, 0)
    assert sorted(int(score) for score in again.column("score")) == [3, 5]


def test_what_is_no_review(take_rows):
    taken = take_rows(
        reviews(
            {"star_rating": 6},
            {"star_rating": "many"},
            {"star_rating": None},
            {"date_reviewed": "soon"},
            {},
        ),
        "reviews.json",
    )
    assert list(taken.rejected.values()) == [
        "The score 6 is outside 1 to 5 (Star rating)",
        '"many" is not a score (Star rating)',
        "The review has neither stars nor words",
        'The date cannot be read: "soon"',
    ]
    assert len(taken.rows) == 1
