"""What stands where a customer should, and is nobody (queries/macros/nobody.sql)."""

import duckdb
import pytest

from regulars.facts.build import MACROS_DIR
from regulars.intake.report import Report


@pytest.fixture(scope="module")
def is_so():
    """is_so("is_stand_in", "Guest"): what a macro says."""
    with duckdb.connect() as connection:
        connection.execute((MACROS_DIR / "nobody.sql").read_text("utf-8"))
        yield lambda macro, text: connection.execute(f"select {macro}($1)", [text]).fetchone()[0]


@pytest.mark.parametrize(
    "name",
    [
        "Walk-in Customer", "WALKIN", "Walk in clients",
        "Guest", "guest 14", "Guest #3", "Cash sale",
        "Counter Sales", "Default customer", "No customer", "General Public", "Anonymous",
        "Consumidor Final", "Público en general", "Cliente de mostrador", "Cliente Balcão",
        "Client de passage", "Vente comptoir",
        "Cliente occasionale", "Laufkundschaft", "Barverkauf",
        "Diverse Kunden", "Losse klant", "Kontantkund", "Kontantsalg", "Käteisasiakas",
        "Klient detaliczny", "Anonymní zákazník", "Alkalmi vevő", "Client ocazional",
        "Perakende Müşteri", "Розничный покупатель", "Гость", "Роздрібний покупець",
        "Πελάτης λιανικής", "عميل نقدي", "לקוח מזדמן", "مشتری متفرقه", "Pelanggan Umum", "Khách lẻ",
        "ลูกค้าทั่วไป", "ゲスト", "一般客", "비회원", "散客", "现金客户",
    ],
)  # fmt: skip
def test_who_stands_in_for_whoever_comes(is_so, name):
    assert is_so("is_stand_in", name)
    assert is_so("is_stand_in", f" {name.upper()} ")


@pytest.mark.parametrize(
    "name",
    [
        "Ana Silva", "John Guest", "Max Gast", "Ben Cash",
        "Pat Walker", "Gasthof Adler", "Bo", "李明",
        "山田 太郎", "김손님", "Passantino", "Hostinský", "Tamunoala", "Final Cut",
        "Guestling",
        # A name that is only missing: the number beside it may be somebody's.
        "Unknown", "N/A", "-", "", "Unbekannt", "Sin nombre", "不明", None,
    ],
)  # fmt: skip
def test_who_does_not(is_so, name):
    assert not is_so("is_stand_in", name)


@pytest.mark.parametrize(
    ("macro", "text", "is_none"),
    [
        *(
            ("is_no_id", text, True)
            for text in (
                "NULL", "null", "(null)", "N/A", "n.a.", "#N/A", "None", "nan", "undefined", "0",
                "000", "0.0", "-", "--", "?", "9.78E+12", "9,771E+12", "9780000000000", " ",
            )
        ),
        *(
            ("is_no_id", text, False)
            for text in (
                "1", "77", "C77", "K-0", "100000", "2000000", "4000000001", "4000000000001",
                "9780000000001", "NULLA7", "E12", "Nana", None,
            )
        ),
        *(
            ("is_no_email", text, True)
            for text in (
                "none@none.com", "noreply@shop.example",
                "no-reply@shop.example", "walkin@pos.local",
                "deleted@site.invalid", "guest1@till.example", "ana@noemail.com", "null@x.example",
            )
        ),
        *(
            ("is_no_email", text, False)
            for text in (
                "nora@example.org", "nat@example.org", "info@example.org", "guesthouse@example.org",
                "sandra@none-such.example", "noel@example.org", None,
            )
        ),
        *(
            ("is_no_phone", text, True)
            for text in ("0000000", "+10000000000", "5555555555", "1234567890", "0123456789")
        ),
        *(
            ("is_no_phone", text, False)
            for text in ("+15035550101", "6035550107", "+34600000000", "12345", None)
        ),
    ],
)  # fmt: skip
def test_what_is_written_where_there_is_none(is_so, macro, text, is_none):
    assert is_so(macro, text) == is_none


@pytest.mark.parametrize(
    ("nobody", "words"),
    [
        ({}, ""),
        (
            {"Guest": 1},
            "1 row is nobody's, because what stands there is no customer or cannot be read: "
            '"Guest" (1)',
        ),
        (
            {"Walk-in": 1200, "NULL": 3, "0": 2, "-": 2, "?": 1},
            "1,208 rows are nobody's, because what stands there is no customer or cannot be read: "
            '"Walk-in" (1,200), "NULL" (3), "0" (2) and 2 more',
        ),
    ],
)
def test_the_report_says_how_many_and_what_is_written(nobody, words):
    assert Report("sales.csv", nobody=nobody).nobody_in_words == words
