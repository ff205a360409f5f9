"""Toast's menu report has no single sales: it is recognised, and refused in words."""

from tests.tables import columns, csv_text, rows_of

HEADER = columns(
    "Master ID,Item ID,Parent ID,Menu Name,Menu Group,Subgroup,Menu Item,Tags,Avg Price,"
    "Item Qty (incl voids),% of Ttl Qty (incl voids),Gross Amount (incl voids),"
    "% of Ttl Amt (incl voids),Item Qty,Gross Amount,Void Qty,Void Amount,Discount Amount,"
    "Net Amount,# Orders,% of Ttl # Orders,% Qty (Group),% Qty (Menu),% Qty (All),"
    "% Net Amt (Group),% Net Amt (Menu),% Net Amt (All)"
)


def test_it_says_why_it_is_of_no_use_and_what_to_bring_instead(take_rows, empty_store):
    row = {"Master ID": "1", "Menu Item": "Soup", "Item Qty": "12", "Net Amount": "108.00"}
    report = take_rows(csv_text(HEADER, [row]), name="AllItemsReport.csv").report
    assert report.error is not None
    assert report.error.startswith(
        "AllItemsReport.csv looks like Toast's menu report (AllItemsReport.csv). It adds up"
    )
    assert "Export ItemSelectionDetails.csv instead" in report.error
    assert report.kept == 0
    assert rows_of(empty_store, "select count(*) from exports.import") == [(0,)]
