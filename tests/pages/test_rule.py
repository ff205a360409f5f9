"""The rule of a regular on the Regulars screen: seen first, then saved, and taken back."""

import shutil


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


def shown(test, words):
    return any(words in str(part.value) for part in [*test.markdown, *test.caption])
