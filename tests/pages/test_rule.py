"""The rule of a regular on the Regulars screen: seen first, then saved, and taken back."""

import shutil

from regulars.settings import Settings
from regulars.shop import Shop


def test_a_manager_previews_and_saves_another_rule_and_goes_back(sample_dir, tmp_path, open_screen):
    data_dir = shutil.copytree(sample_dir, tmp_path / "data")
    test = open_screen(data_dir, "regulars")
    assert not test.exception
    assert shown(test, "4 visits in 26 weeks")
    assert test.button(key="save_rule").disabled

    test.number_input(key="rule_visits_4").set_value(12).run()
    assert shown(test, "by this rule, in the whole shop")
    test.button(key="save_rule").click().run()
    assert not test.exception
    assert shown(test, "at least 12 times in the last 26 weeks")
    assert shown(test, "12 visits in 26 weeks**, as was decided here")

    test.button(key="reset_rule").click().run()
    assert not test.exception
    assert shown(test, "at least 4 times in the last 26 weeks")


def test_a_rule_that_fits_the_shops_pace_is_taken_with_one_press(salon_path, tmp_path, open_screen):
    """The sample salon's clients come every six weeks: 26 weeks leave no room for being late."""
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    shutil.copy(salon_path, settings.sample_path("salon"))
    shop = Shop.open(settings)
    shop.show_sample("salon")
    shop.close()
    test = open_screen(settings.data_dir, "regulars")
    assert shown(test, "4 visits in 39 weeks would suit your shop better")
    test.button(key="take_rule").click().run()
    assert not test.exception
    assert shown(test, "at least 4 times in the last 39 weeks")
    assert not shown(test, "would suit your shop better")
    headings = " ".join(str(frame.proto.columns) for frame in test.dataframe)
    assert "Visits in 39 weeks" in headings
    assert "Spent in 39 weeks" in headings
    assert "26 weeks" not in headings


def shown(test, words):
    return any(words in str(part.value) for part in [*test.markdown, *test.caption])
