import pytest

from regulars.errors import RegularsError
from regulars.records.follow_ups.praise import pass_on_praise
from tests.queries.follow_ups.shops import BY, OPEN, directory, survey
from tests.tables import answer, assert_table, every


@pytest.fixture
def a_shop(a_store):
    names = ("ana", "ben", "cyd", "dov", "eva")
    return a_store(
        directory=directory(*names),
        sales=OPEN
        + [s for n in names[:4] for s in every(7, n, "2025-12-30", 13, staff="Maya")]
        + every(7, "eva", "2025-12-30", 13),
        survey=survey(
            "2026-03-24 | ana@x.org | 10 | 5 | 5 | Maya knew my name",
            "2026-03-24 | ben@x.org | 8 | 5 | 5 | Good",
            "2026-03-24 | cyd@x.org | 9 | 3 | 5 | Lovely but slow",
            "2026-03-24 | dov@x.org | 10 | 5 | 5 |",
            "2026-03-24 | eva@x.org | 10 | 5 | 5 | Nobody knows who served",
            "2026-03-17 | dov@x.org | 9 | 4 | 5 | So kind",
        ),
    )


def praise(store, **given):
    return answer(store, "follow_ups/praise", **given)


def test_only_praise_with_words_about_somebody_who_served(a_shop):
    assert_table(
        praise(a_shop),
        """
        staff | customer_name | score | score_of | comment           | passed_on
        Maya  | Ana           | 10    | 10       | Maya knew my name |
        Maya  | Dov           | 9     | 10       | So kind           |
        """,
    )
    assert praise(a_shop, from_on="2026-03-25").empty
    assert praise(a_shop, location="Kiosk").empty


def test_what_was_passed_on_goes_to_the_end_and_can_be_taken_back(a_shop):
    key = praise(a_shop).iloc[0]["praise_key"]
    pass_on_praise(a_shop, key, True, **BY)
    pass_on_praise(a_shop, key, True, **BY)
    assert_table(
        praise(a_shop),
        """
        customer_name | passed_on  | passed_by
        Dov           |            |
        Ana           | 2026-03-30 | Ana
        """,
    )
    pass_on_praise(a_shop, key, False, **BY)
    assert praise(a_shop)["passed_on"].isna().all()
    for wrong in ("1", "x", "1' or 1=1", str(1 << 130)):
        with pytest.raises(RegularsError, match="not there any more"):
            pass_on_praise(a_shop, wrong, True, **BY)
