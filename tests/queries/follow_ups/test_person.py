from regulars.records.follow_ups.steps import undo_step
from tests.queries.follow_ups.shops import BY, key_of, step
from tests.tables import answer, assert_table


def test_what_a_person_may_be_told_has_the_steps_that_were_taken_back(shop):
    key = key_of(shop, "Ana")
    step(shop, key, notes="She rang")
    undo_step(shop, key, now=BY["now"], by="Ana")
    step(shop, key_of(shop, "Ben"), notes="Not hers")
    ana = answer(shop, "follow_ups/cases").set_index("customer_name").loc["Ana", "customer_id"]
    assert_table(
        answer(shop, "follow_ups/person", customer_id=ana),
        """
        about_on   | stepped_by | notes    | undone_at
        2026-03-20 | Ana        | She rang | 2026-03-30 09:00
        """,
    )
