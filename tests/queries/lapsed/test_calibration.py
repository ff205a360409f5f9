import pytest

from tests.tables import answer, every, open_days


def test_what_was_expected_came_about_as_often_on_the_sample(sample_store):
    """Ours lies nearer to the diagonal than P(alive), which hopes for too long."""
    frame = answer(sample_store, "lapsed/calibration")
    off = (frame["predicted_rate"] - frame["returned_rate"]).abs() * frame["case_count"]
    mean = off.groupby(frame["method"]).sum() / frame.groupby("method")["case_count"].sum()
    assert mean["return_outlook"] < 0.03
    assert mean["return_outlook"] < mean["p_alive"]
    assert (frame["returned_low"] <= frame["returned_rate"] + 1e-9).all()
    assert (frame["returned_rate"] <= frame["returned_high"] + 1e-9).all()


def test_the_bins_hold_everybody_who_was_judged(sample_store):
    bins = answer(sample_store, "lapsed/calibration").groupby("method")
    methods = answer(sample_store, "lapsed/methods").set_index("method")
    for method, frame in bins:
        assert frame["returned_count"].sum() == methods["returned_count"][method]
        assert frame["predicted_count"].sum() == pytest.approx(methods["predicted_count"][method])
        assert frame["predicted_rate"].between(frame["bin"] / 10, (frame["bin"] + 1) / 10).all()


def test_without_a_past_there_is_nothing_to_compare(a_store):
    store = a_store(sales=open_days("2026-01-01", "2026-03-31") + every(7, "ana", "2026-01-06", 9))
    assert answer(store, "lapsed/calibration").empty
