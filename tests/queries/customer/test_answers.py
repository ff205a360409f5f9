from regulars.app.masking import mask
from regulars.app.policy import Sight
from regulars.questions import find
from tests.tables import answer, assert_table, rows_of


def test_scores_and_words_newest_first_and_averaged_within_a_day(a_store):
    store = a_store(
        sales="date\n2026-03-31",
        survey="""
        date       | time  | email           | Would you recommend us? | How fast were we? | Was the wait short?    | More?
        2026-03-02 | 09:00 | ana@example.org | 9                       | 4                 | 3                      | Lovely
        2026-03-24 | 09:00 | ana@example.org | 4                       | 2                 |                        |
        2026-03-24 | 18:00 | ana@example.org | 7                       |                   |                        |
        2026-03-25 | 09:00 | ben@example.org | 10                      | 5                 | 5                      | Great
        """,  # noqa: E501
    )
    ana = rows_of(store, "select customer_id from facts.identity where handle = 'ana@example.org'")
    assert_table(
        answer(store, "customer/answers", customer_id=ana[0][0]),
        """
        responded_on | touchpoint | metric | score | comment
        2026-03-24   | overall    | nps    | 5.5   |
        2026-03-24   | speed      | csat   | 2     |
        2026-03-02   | overall    | nps    | 9     | Lovely
        2026-03-02   | speed      | csat   | 3.5   |
        """,
    )
    early = answer(store, "customer/answers", customer_id=ana[0][0], as_of="2026-03-23")
    assert len(early) == 2
    assert answer(store, "customer/answers", customer_id="C99").empty


def test_whose_words_they_are_and_whom_they_name_so_that_both_can_be_hidden(a_store):
    store = a_store(
        directory="customer | name | email\nana | Ana Field | ana@example.org",
        sales="receipt | date | staff\nR1 | 2026-03-02 | Tom Ash\nR2 | 2026-03-02 | Zoe Ash",
        survey="""
        date       | email           | Would you recommend us? | More?
        2026-03-02 | ana@example.org | 9                       | Ana here: tom and Zoe, thank you
        """,
    )
    [(ana,)] = rows_of(store, "select customer_id from facts.customer")
    frame = answer(store, "customer/answers", customer_id=ana)
    assert_table(frame, "customer_name | named\nAna Field | Zoe, tom")
    seen = mask(frame, find("customer/answers"), Sight(contacts=False, names=False))
    assert seen["comment"][0] == "A. here: T. and Z., thank you"
