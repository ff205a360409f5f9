from regulars.records.follow_ups.steps import undo_step
from tests.queries.follow_ups.shops import BY, key_of, step
from tests.tables import answer, assert_table


def test_what_was_done_newest_first_without_what_was_taken_back(shop):
    key = key_of(shop, "Ana")
    step(shop, key, owner="Tom", owner_id="p2", notes="She rang")
    step(shop, key, status="contacted", done=["thank"], by="Tom", only_of="p2")
    step(shop, key, status="resolved")
    undo_step(shop, key, now=BY["now"], by="Ana")
    step(shop, key_of(shop, "Ben"), notes="Not hers")
    drawn = """
        stepped_on | stepped_by | owner | status    | done  | notes
        2026-03-30 | Tom        |       | contacted | thank |
        2026-03-30 | Ana        | Tom   |           |       | She rang
        """
    assert_table(answer(shop, "follow_ups/steps", case_key=key), drawn)
    assert_table(answer(shop, "follow_ups/steps", case_key=key, owner_id="p2"), drawn)
    assert answer(shop, "follow_ups/steps", case_key=key, owner_id="p3").empty
    assert answer(shop, "follow_ups/steps", case_key="A0").empty
