from regulars.intake.file_import import take
from tests.queries.lapsed.win_backs import contacted_list, directory, numbers, sales
from tests.tables import answer, write_exports


def test_who_says_no_later_leaves_the_downloads_and_stays_in_the_comparison(a_store, tmp_path):
    store = a_store(directory=directory(10), sales=sales(10))
    drawn = contacted_list(store)
    who = numbers(store, drawn.contacted)[0]
    (tmp_path / "later").mkdir()
    take(
        store,
        write_exports(tmp_path / "later", directory=directory(10, **{who: "unsubscribed"})),
    )
    people = answer(store, "lapsed/win_back_people", list_no=1)
    refused = people[people["has_refused"]]
    assert list(refused["customer_name"]) == [f"{who} Doe"]
    assert refused["email"].isna().all()
    assert refused["phone"].notna().all()
    assert people[~people["has_refused"]]["email"].notna().all()
    assert answer(store, "lapsed/win_back_lists")["group_count"][0] == 8


def test_a_removed_or_unknown_list_has_nobody(a_store):
    store = a_store(directory=directory(10), sales=sales(10))
    assert answer(store, "lapsed/win_back_people", list_no=7).empty
