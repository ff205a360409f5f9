"""Every question: its columns, on a store without data, and with every filter on the sample."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from regulars.questions import every_question, find
from regulars.store import Store
from tests.tables import answer

NAMES = [question.name for question in every_question()]
OTHERS = {
    "customer_id": "C1",
    "import_id": 1,
    "text": "a",
    "link_id": "none",
    "case_key": "F1",
    "list_no": 1,
    "visits": 4,
    "weeks": 26,
    "now": datetime(2026, 11, 2, 12),
}

USUAL = (
    "usual_weekday usual_weekday_count usual_at usual_item usual_item_count usual_staff "
    "usual_staff_count usual_visit_count"
)
# Of what staff write down nothing is there on the sample.
WRITTEN_BY_STAFF = {
    "today/notes",
    "lapsed/win_back_lists",
    "lapsed/win_back_people",
    "lapsed/win_back_contacts",
    # And no word is new in its last month.
    "satisfaction/emerging_words",
    "satisfaction/word_changes",
    "satisfaction/nicknames",
    # These are of one theme, feeling or colleague.
    "satisfaction/quotes",
    "satisfaction/colleague_quotes",
}
COLUMNS = {
    "shop/overview": "shop_name first_trading_on last_trading_on next_trading_on open_day_count "
    "visit_count customer_count named_customer_count receipt_line_count appointment_count "
    "response_count currency time_zone",
    "shop/locations": "location visit_count",
    "shop/staff": "staff visit_count first_served_on last_served_on has_left",
    "shop/coverage": "visit_count known_visit_count known_visit_rate revenue known_revenue "
    "known_revenue_rate",
    "today/days": "day_on",
    "today/figures": "expected_count expected_low expected_high usual_count candidate_count",
    "today/expected": "customer_id customer_name visit_chance usual_at usual_hour usual_item "
    "usual_item_count usual_visit_count usual_staff usual_staff_count usual_staff_visit_count "
    "staff_left_on is_booked weekday_hit_count weekday_count "
    "days_since_last last_visited_on visit_count status reason",
    "today/by_hour": "hour expected_count",
    "today/notes": "customer_id customer_name visit_chance allergies notes",
    "today/introductions": "staff customer_id customer_name visit_chance visit_count usual_staff",
    "today/care": "customer_id customer_name kind reason named happened_on visit_chance priority",
    "regulars/figures": "regular_count before_count became_count stopped_count regular_visit_rate "
    "regular_visit_low regular_visit_high regular_revenue_rate median_cadence_days "
    "rule_visits rule_weeks usual_visits usual_weeks is_chosen typical_gap_days fitting_weeks",
    "regulars/people": "customer_id customer_name status regular_since first_visited_on "
    "last_visited_on days_since_last visit_count recent_visit_count recent_spend spend_per_visit "
    f"cadence_days spread_days regularity {USUAL} usual",
    "regulars/heat_map": "weekday hour visit_count visits_per_week",
    "regulars/share": "month_on who visit_count revenue visit_rate revenue_rate",
    "regulars/rule_preview": "before_count after_count",
    "regulars/changed": "customer_id customer_name change changed_on visit_count status",
    "regulars/concentration": "people_rate sales_rate customer_count named_customer_count "
    "named_revenue unknown_revenue",
    "regulars/cohorts": "month_on within_days newcomer_count is_over may_be_older returned_count "
    "return_rate return_low return_high together_count together_returned_count together_rate "
    "together_low together_high",
    "regulars/rhythms": "pace_no pace_words regularity_words customer_count",
    "regulars/flows": "month_on from_status to_status customer_count",
    "regulars/statuses": "month_on status customer_count",
    "lapsed/figures": "slipping_count likely_count lapsed_count booked_count late_value_at_risk "
    "lapsed_value_at_risk before_on late_before_count returned_count horizon_days unlikely_count "
    "unlikely_low unlikely_high",
    "lapsed/overdue": "customer_id customer_name status band p_return booked_on last_visited_on "
    "days_since_last closed_days cadence_days spread_days overdue_ratio visit_count spend_at_stake "
    "value_at_risk why last_score last_score_metric last_comment last_answered_on last_staff "
    "usual_item usual_item_gone usual_staff usual_staff_left email phone",
    "lapsed/monthly": "month_on slipped_count lapsed_count returned_count",
    "lapsed/came_back": "month_on horizon_days flagged_count returned_count returned_rate "
    "returned_low returned_high lapsed_count lapsed_returned_count",
    "lapsed/methods": "method month_count first_on last_on horizon_days customer_count auc "
    "lowest_auc highest_auc brier predicted_count returned_count",
    "lapsed/calibration": "method bin case_count predicted_count returned_count predicted_rate "
    "returned_rate returned_low returned_high",
    "lapsed/win_back_candidates": "customer_id customer_name band why p_return horizon_days "
    "value_at_risk last_visited_on usual_item email phone may_email may_text contacted_on",
    "lapsed/win_back_lists": "list_no title channel made_on horizon_days started_on until_on "
    "contacted_count group_count held_out_count not_counted_count returned_count "
    "held_out_returned_count returned_low returned_high held_out_low held_out_high difference "
    "difference_low difference_high spend is_over is_enough",
    "lapsed/win_back_people": "contact_no customer_id customer_name names is_held_out has_refused "
    "email phone usual_item last_visited_on visit_count contacted_on contacted_by_channel notes "
    "returned_on spend",
    "lapsed/win_back_contacts": "contact_no customer_id customer_name contacted_on channel "
    "contacted_by notes returned_on",
    "lapsed/fixed_rule": "customer_id customer_name flagged_by band p_return why last_visited_on "
    "days_since_last visit_count_26w",
    "lapsed/departures": "staff last_served_on judged_on regular_count drifted_count "
    "drifted_rate drifted_low drifted_high other_regular_count other_drifted_count "
    "other_drifted_rate other_low other_high is_clear spend_at_stake",
    "satisfaction/figures": "metric touchpoint n value low high before_n before_value before_low "
    "before_high change change_low change_high verdict",
    "satisfaction/weekly": "week_on metric touchpoint n value usual_value lower_limit upper_limit "
    "is_signal spell_on",
    "satisfaction/trend": "metric touchpoint starts_on n value low high",
    "satisfaction/places": "metric touchpoint dimension member n raw_value value low high "
    "all_value verdict",
    "satisfaction/drivers": "outcome driver effect estimate low high p_value is_real explained n",
    "satisfaction/came_back": "score_band n returned_count return_rate low high horizon_days",
    "satisfaction/reweighted": "metric n visitor_count raw_value raw_low raw_high value low high",
    "satisfaction/who_answers": "metric often visitor_count n answer_rate low high value",
    "satisfaction/silent_regulars": "customer_id customer_name visit_count last_visited_on "
    "last_staff home_location expected_value_26w why",
    "satisfaction/signals": "metric touchpoint from_on to_on week_count n value usual_value "
    "direction words",
    "satisfaction/comments": "responded_on customer_id customer_name score metric mood comment "
    "named touchpoints staff came_back_on came_back",
    "satisfaction/emerging_words": "word now_count before_count now_per_thousand "
    "before_per_thousand z",
    "satisfaction/themes": "theme comment_count good_count bad_count good_rate low high verdict",
    "satisfaction/colleagues": "colleague comment_count good_count bad_count good_rate low high "
    "last_named_on",
    "satisfaction/quotes": "response_number polarity",
    "satisfaction/colleague_quotes": "response_number polarity",
    "satisfaction/word_changes": "word theme_or_feeling polarity is_removed changed_at changed_by",
    "satisfaction/nicknames": "staff nickname changed_at changed_by",
    "satisfaction/feelings": "feeling comment_count written_count comment_rate low high",
    "satisfaction/answers": "response_count visitor_count response_rate known_count",
    "follow_ups/cases": "case_key follow_up_no customer_id customer_name happened_on opened_on "
    "is_by_hand due_on status is_open is_overdue owner_id owner done said comment staff location "
    "step_count is_there recovered_on is_recovered outcome",
    "follow_ups/figures": "open_count overdue_count contacted_count unowned_count history_count",
    "follow_ups/outcomes": "kind complaint_count judged_count recovered_count recovered_rate "
    "recovered_low recovered_high median_reply_days is_enough difference difference_low "
    "difference_high",
    "follow_ups/praise": "praise_key staff responded_on customer_id customer_name score score_of "
    "comment passed_on passed_by",
    "follow_ups/steps": "step_no stepped_on stepped_at stepped_by owner due_on status done notes",
    "follow_ups/person": "step_no about_on stepped_at stepped_by owner due_on status done notes "
    "undone_at",
    "customer/card": "customer_id customer_name status sentence first_visited_on last_visited_on "
    "days_since_last visit_count recent_visit_count rule_weeks spend recent_spend "
    f"spend_per_visit elapsed_days cadence_days spread_days comes regularity regularity_words "
    f"{USUAL} home_location why email phone",
    "customer/notes": "note_no kind notes written_at written_by",
    "customer/thanks": "thanks_no occasion notes thanked_at thanked_by",
    "customer/milestones": "customer_id visit_number reached_on is_thanked",
    "customer/contacts": "contact_no contacted_on channel contacted_by list_title notes",
    "customer/outlook": "customer_id horizon_days p_return expected_visits_26w spend_per_visit "
    "expected_value_26w value_at_risk next_visit_on next_visit_from next_visit_to booked_on band "
    "why method reason",
    "customer/purchases": "item visit_count quantity last_had_on",
    "customer/hours": "weekday hour visit_count",
    "customer/visits": "visited_on visited_at location staff items spend gap_days",
    "customer/days": "visited_on spend",
    "customer/answers": "responded_on touchpoint metric score comment customer_name named",
    "customer/identities": "kind contact seen_on",
    "customer/search": "customer_id customer_name status last_visited_on visit_count",
    "imports/history": "import_id file_name format title kind imported_at read_count kept_count "
    "known_count rejected_count from_on to_on",
    "imports/reasons": "reason row_count example_row_number example_text",
    "imports/rejected_rows": "row_number reason row_text",
    "imports/shared_contacts": "kind name_count names",
    "imports/suggested_matches": "customer_id other_customer_id evidence customer_name contact "
    "records visit_count first_visited_on last_visited_on usual other_customer_name other_contact "
    "other_records other_visit_count other_first_visited_on other_last_visited_on other_usual",
    "imports/merged_people": "customer_id customer_name names name_count record_count why "
    "visit_count first_visited_on last_visited_on",
    "imports/decisions": "decision_no kind customer_id other_customer_id words decided_at "
    "decided_by undone_at",
    "imports/coverage": "week_on visit_count known_visit_count known_visit_rate revenue "
    "known_revenue known_revenue_rate",
    "imports/person_contacts": "handle_no kind contact names is_shared seen_in seen_on",
    "imports/person_profiles": "import_id file_name row_number is_current vendor customer_name "
    "email phone",
    "imports/person_receipts": "import_id row_number is_current receipt_id sold_at item net",
    "imports/person_appointments": "import_id row_number is_current starts_at service status",
    "imports/person_answers": "import_id row_number is_current responded_at question score comment",
    "sharing/links": "link_id title screen choices sample sees_names has_cards has_passcode "
    "created_by created_at expires_at standing view_count last_viewed_at",
    "sharing/views": "viewed_on view_count last_viewed_at",
    "sharing/people": "person_id person_name person_email role sees_contacts may_export "
    "signed_in_at browser_count way_in",
    "sharing/audit": "entry_no happened_at who act what",
}
ALWAYS_ONE_ROW = {
    "shop/overview",
    "shop/coverage",
    "today/figures",
    "regulars/figures",
    "regulars/rule_preview",
    "lapsed/figures",
    "satisfaction/answers",
    "follow_ups/figures",
}


def test_every_question_has_its_columns_written_down():
    assert set(COLUMNS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_there_on_the_sample(sample_store, name):
    frame = answer(sample_store, name, **others(name))
    assert set(COLUMNS[name].split()) <= set(frame.columns)
    assert frame.columns.is_unique


def others(name: str) -> dict[str, object]:
    return {key: value for key, value in OTHERS.items() if key in find(name).params}


@pytest.fixture(scope="module")
def bare_store(empty_path, tmp_path_factory):
    path = shutil.copy(empty_path, tmp_path_factory.mktemp("bare"))
    with Store.open(Path(path)) as store:
        yield store


@pytest.mark.parametrize("name", NAMES)
def test_a_store_without_data_gives_no_rows_or_one_of_noughts(bare_store, name):
    frame = answer(bare_store, name, **others(name))
    assert set(COLUMNS[name].split()) <= set(frame.columns)
    assert len(frame) == (name in ALWAYS_ONE_ROW)
    counts = frame[[column for column in frame if column.endswith("_count")]]
    assert not counts.fillna(0).to_numpy().any()


@pytest.mark.parametrize("name", NAMES)
def test_a_day_before_the_first_and_one_after_the_last_are_no_error(sample_store, name):
    for day in ("1999-01-01", "2099-01-01"):
        given = {key: day for key in ("as_of", "from_on", "day") if key in find(name).params}
        frame = answer(sample_store, name, **given, **others(name))
        assert len(frame) == 1 or name not in ALWAYS_ONE_ROW


@pytest.mark.parametrize(
    "name", [name for name in NAMES if {"location", "staff"} & find(name).params.keys()]
)
def test_a_place_or_colleague_narrows_the_answer_and_nobody_empties_it(sample_store, name):
    for key, value in (("location", "Market Hall"), ("staff", "Tom")):
        if key not in find(name).params:
            continue
        whole, part, none = (
            answer(sample_store, name, **{key: chosen}, **others(name))
            for chosen in (None, value, "Nobody")
        )
        assert len(part) <= len(whole)
        assert not part.equals(whole) or name in WRITTEN_BY_STAFF
        if name not in ALWAYS_ONE_ROW:
            assert none.empty
