"""Google Business Profile: reviews as JSON, with stars as words and translations."""

import json

import pytest


def reviews(*given: dict) -> str:
    usual = {
        "starRating": "FIVE",
        "createTime": "2026-05-15T10:23:45.000Z",
        "updateTime": "2026-05-16T10:23:45.000Z",
    }
    return json.dumps(
        {
            "reviews": [
                usual
                | {"reviewId": f"rev-{place}", "reviewer": {"displayName": f"Ana {place}"}}
                | review
                for place, review in enumerate(given, start=1)
            ]
        }
    )


def test_stars_in_words_are_scores(take_rows):
    words = ["ONE", "TWO", "THREE", "FOUR", "FIVE"]
    taken = take_rows(reviews(*({"starRating": word} for word in words)), "reviews.json")
    assert taken.report.error is None
    assert (taken.report.format, taken.report.kept) == ("google_reviews", 5)
    assert [(row["metric"], row["touchpoint"], int(row["score"])) for row in taken.rows] == [
        ("stars", "overall", score) for score in (1, 2, 3, 4, 5)
    ]


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("Great cake.", "Great cake."),
        ("(Translated by Google) Great cake\n\n(Original)\nToller Kuchen", "Toller Kuchen"),
        ("Toller Kuchen\n\n(Translated by Google)\nGreat cake", "Toller Kuchen"),
        ("", None),
        (None, None),
    ],
)
def test_the_comment_is_as_it_was_written(take_rows, comment, kept):
    taken = take_rows(reviews({"comment": comment}), "reviews.json")
    assert taken.column("comment") == [kept]


def test_the_shops_reply_is_nobodys_comment(take_rows):
    reply = {"comment": "Thank you!", "updateTime": "2026-05-17T08:00:00Z"}
    taken = take_rows(reviews({"reviewReply": reply}, {"comment": "Fine"}), "reviews.json")
    assert taken.column("comment") == [None, "Fine"]


def test_the_reviewer_is_a_name_and_may_be_nobody(take_rows):
    taken = take_rows(
        reviews(
            {"reviewer": {"displayName": "Ben Uhl", "profilePhotoUrl": "https://example.org/b"}},
            {"reviewer": {"isAnonymous": True}},
            {"reviewer": {"displayName": "A Google user", "isAnonymous": True}},
        ),
        "reviews.json",
    )
    assert taken.column("customer_name") == ["Ben Uhl", None, None]
    assert taken.handles == {}


def test_the_first_time_counts_on_the_shops_clock(take_rows):
    taken = take_rows(
        reviews({}, {"createTime": "2026-02-01T03:00:00.123456789Z"}),
        "reviews.json",
        time_zone="America/New_York",
    )
    assert [str(moment)[:19] for moment in taken.column("responded_at")] == [
        "2026-05-15 06:23:45",
        "2026-01-31 22:00:00",
    ]


def test_an_edited_review_is_the_same_review(take_rows):
    take_rows(reviews({"comment": "Good"}, {}), "reviews.json")
    again = take_rows(reviews({"comment": "Bad", "starRating": "TWO"}, {}), "reviews.json")
    assert (again.report.kept, again.report.known) == (1, 1)
    assert [(int(row["score"]), row["comment"]) for row in again.rows if row["comment"]] == [
        (2, "Bad")
    ]


def test_what_is_no_review(take_rows):
    taken = take_rows(
        reviews(
            {"starRating": "STAR_RATING_UNSPECIFIED"},
            {"starRating": "STAR_RATING_UNSPECIFIED", "comment": "Closed today?"},
            {"createTime": "yesterday"},
        ),
        "reviews.json",
    )
    assert list(taken.rejected.values()) == [
        "The review has neither stars nor words",
        'The time cannot be read: "yesterday"',
    ]
    assert [(row["metric"], row["score"], row["comment"]) for row in taken.rows] == [
        ("comment", None, "Closed today?")
    ]
