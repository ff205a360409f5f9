from tests.tables import answer


def test_regulars_who_answered_are_not_silent(a_store):
    days = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"]
    sales = "\n".join(
        ["receipt | customer | date"]
        + [f"{who}{i} | {who} | {day}" for who in ("ana", "ben") for i, day in enumerate(days)]
        + ["kim0 | kim | 2026-03-30"]
    )
    store = a_store(
        directory="customer | name | email\nana | Ana | ana@x.org\nben | Ben | ben@x.org\n"
        "kim | Kim | kim@x.org",
        sales=sales,
        survey="date | email | How fast were we?\n2026-03-30 | ana@x.org | 5",
    )
    assert list(answer(store, "satisfaction/silent_regulars")["customer_name"]) == ["Ben"]
    before = answer(store, "satisfaction/silent_regulars", as_of="2026-03-29")
    assert sorted(before["customer_name"]) == ["Ana", "Ben"]
