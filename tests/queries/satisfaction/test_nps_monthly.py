from tests.tables import answer, assert_table


def survey(**scores: list[int]) -> str:
    rows = ["date | time | Would you recommend us?"]
    for day, given in scores.items():
        date = day.removeprefix("on_").replace("_", "-")
        rows += [f"{date} | 12:{place:02d} | {score}" for place, score in enumerate(given)]
    return "\n".join(rows)


def test_promoters_passives_and_detractors_by_month(a_store):
    """0 to 6 detract, 7 and 8 are passive, 9 and 10 promote; four answers are no month."""
    store = a_store(
        survey=survey(
            on_2026_01_31=[10, 9, 8, 7, 6, 0],
            on_2026_02_01=[10, 10, 10, 10],
            on_2026_03_01=[10, 10, 10, 9, 9],
        )
    )
    frame = answer(store, "satisfaction/nps_monthly")
    assert_table(
        frame,
        """
        month_on   | n | promoter_count | passive_count | detractor_count | nps
        2026-01-01 | 6 | 2              | 2             | 2               | 0
        2026-03-01 | 5 | 5              | 0             | 0               | 100
        """,
    )
    assert (frame["low"] < frame["nps"]).all()
    assert (frame["high"] >= frame["nps"] - 1e-9).all()


def test_only_answers_of_the_period(a_store):
    store = a_store(survey=survey(on_2026_01_30=[0] * 5, on_2026_01_31=[10] * 5))
    frame = answer(store, "satisfaction/nps_monthly", from_on="2026-01-31", as_of="2026-01-31")
    assert_table(frame, "month_on | n | nps\n2026-01-01 | 5 | 100")
