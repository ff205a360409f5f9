from tests.tables import answer, assert_table

STORE = {
    "directory": "customer | name | email\nana | Ana | ana@x.org\nben | Ben | ben@x.org",
    "sales": """
    receipt | customer | date       | staff
    R1      | ana      | 2026-03-02 | Maya
    R2      | ben      | 2026-03-02 | Tom
    R3      | cy       | 2026-03-02 | Tom
    R4      | dee      | 2026-04-02 | Tom
    R5      |          | 2026-03-02 | Tom
    """,
    "survey": """
    date       | email     | Would you recommend us? | How fast were we?
    2026-03-03 | ana@x.org | 9                       | 5
    2026-03-04 | ana@x.org | 9                       | 4
    2026-03-03 | ben@x.org | 9                       |
    2026-03-03 |           | 9                       | 4
    2026-05-03 | ana@x.org | 9                       | 4
    """,
}


def test_who_answered_out_of_the_recognised_visitors(a_store):
    """Ana answered twice: four answers, three of them from people we know, two people."""
    assert_table(
        answer(a_store(**STORE), "satisfaction/answers", as_of="2026-03-31"),
        """
        response_count | visitor_count | response_rate | known_count
        4              | 3             | 0.667         | 3
        """,
    )


def test_without_a_visitor_there_is_no_rate(a_store):
    frame = answer(
        a_store(**STORE), "satisfaction/answers", from_on="2026-05-01", as_of="2026-05-31"
    )
    assert_table(
        frame,
        """
        response_count | visitor_count | response_rate | known_count
        1              | 0             |               | 1
        """,
    )


def test_answers_about_a_colleague_out_of_who_was_served(a_store):
    frame = answer(a_store(**STORE), "satisfaction/answers", as_of="2026-03-31", staff="Tom")
    assert_table(
        frame,
        "response_count | visitor_count | response_rate\n1 | 2 | 0.5",
    )
