"""Two stores that never mix, one shown at a time. The sample is a small one here."""

import shutil
from dataclasses import replace

import pytest

from regulars import facts
from regulars import shop as shop_module
from regulars.cli import main
from regulars.errors import StoreBusy
from regulars.questions import ask
from regulars.settings import Settings
from regulars.shop import SAMPLE_NAME, Shop
from tests.tables import drawn_days, rows_of, square_items

OWN = square_items(drawn_days("2026-03-02", "ana x......x......x\n-   xxxxx"))
SAMPLE = square_items(drawn_days("2025-03-03", "zoe x......x......x......x\n-   xx"))


@pytest.fixture(scope="module")
def small_sample(tmp_path_factory):
    """The folder of a sample with one file, and the data file that is built from it."""
    folder = tmp_path_factory.mktemp("sample_data")
    (folder / "till.csv").write_text(SAMPLE)
    settings = Settings(data_dir=tmp_path_factory.mktemp("built"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shop_module, "SAMPLE_DIR", folder)
        Shop.open(settings).close()
    return folder, settings.sample_path


@pytest.fixture
def settings(tmp_path, monkeypatch, small_sample):
    """A fresh installation, except that the sample's data file is there already."""
    folder, built = small_sample
    monkeypatch.setattr(shop_module, "SAMPLE_DIR", folder)
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    shutil.copy(built, settings.sample_path)
    return settings


@pytest.fixture
def shop(settings):
    opened = Shop.open(settings)
    yield opened
    opened.close()


def upload(shop: Shop, text: str = OWN, name: str = "till.csv"):
    path = shop.settings.spool_dir / "1.upload"
    path.write_text(text)
    return shop.take([(name, path)])


def names(shop: Shop) -> set[str]:
    return {name for (name,) in rows_of(shop.store, "select customer_name from facts.customer")}


def line_count(shop: Shop) -> int:
    return rows_of(shop.store, "select count(*) from exports.receipt_line")[0][0]


def test_the_very_first_start_builds_the_sample_and_shows_it(settings):
    settings.sample_path.unlink()
    shop = Shop.open(settings)
    assert shop.is_sample
    assert names(shop) == {"Zoe"}
    overview = ask(shop.store, "shop/overview").iloc[0]
    assert overview["shop_name"] == SAMPLE_NAME == "The Corner Lantern"
    shop.close()


def test_the_sample_can_be_left_for_nothing_and_no_file_that_fails_leaves_it(shop):
    assert upload(shop, "a,b\n1,2\n")[0].error is not None
    assert (shop.is_sample, names(shop)) == (True, {"Zoe"})
    shop.leave_sample()
    assert (shop.is_sample, names(shop)) == (False, set())
    overview = ask(shop.store, "shop/overview").iloc[0]
    assert (overview["visit_count"], overview["shop_name"]) == (0, None)
    shop.show_sample()
    assert (shop.is_sample, names(shop)) == (True, {"Zoe"})


def test_an_own_import_leaves_the_sample_and_never_mixes_with_it(shop):
    sample_key = shop.store.key
    assert [report.error for report in upload(shop)] == [None]
    assert not shop.is_sample
    assert shop.store.key != sample_key
    assert (names(shop), line_count(shop)) == ({"Ana"}, 8)
    assert ask(shop.store, "shop/overview").iloc[0]["first_trading_on"].year == 2026
    shop.show_sample()
    assert (names(shop), line_count(shop)) == ({"Zoe"}, 6)
    upload(shop, OWN.replace("ana", "ida").replace("Ana", "Ida"))
    assert not shop.is_sample
    assert names(shop) == {"Ana", "Ida"}
    shop.show_sample()
    assert (names(shop), line_count(shop)) == ({"Zoe"}, 6)


def test_what_is_shown_survives_a_restart(settings):
    """The sample left for nothing; then own data; then the sample beside it."""
    seen = []
    for step in (Shop.leave_sample, upload, Shop.show_sample):
        shop = Shop.open(settings)
        step(shop)
        shop.close()
        shop = Shop.open(settings)
        seen.append((shop.is_sample, names(shop)))
        shop.close()
    assert seen == [(False, set()), (False, {"Ana"}), (True, {"Zoe"})]


def test_a_shop_whose_data_came_from_the_terminal_starts_with_it(settings):
    """Nobody has chosen yet, and there is data: it is shown."""
    path = settings.data_dir.parent / "till.csv"
    path.write_text(OWN)
    assert main(["import", str(path), "--db", str(settings.store_path)]) == 0
    shop = Shop.open(settings)
    assert not shop.is_sample
    assert names(shop) == {"Ana"}
    shop.close()


def test_the_sample_is_built_once_and_tells_how_far_it_is(settings):
    told = []

    def note(done: float, words: str) -> None:
        told.append(done)

    shop = Shop.open(settings)
    shop.leave_sample()
    shop.close()
    for is_there in (True, False):
        if not is_there:
            settings.sample_path.unlink()
        shop = Shop.open(settings)
        shop.show_sample(progress=note)
        shop.leave_sample()
        shop.close()
        assert (told == []) is is_there
    assert told[-1] == 1.0


def test_a_sample_file_that_is_broken_is_built_anew(settings):
    settings.sample_path.write_bytes(b"broken" * 1000)
    shop = Shop.open(settings)
    assert names(shop) == {"Zoe"}
    shop.close()


def test_old_facts_are_rebuilt_on_opening(settings, monkeypatch):
    for path in (settings.store_path, settings.sample_path):
        with facts.Store.open(path) as store, store.write() as cursor:
            cursor.execute("create or replace table facts.build as select 'old' as model_version")
            cursor.execute("alter table facts.build add column import_id integer default 1")
            cursor.execute("insert or replace into desk.setting values ('shows_sample', 'no')")
    shop = Shop.open(settings)
    assert facts.are_facts_current(shop.store)
    shop.show_sample()
    assert facts.are_facts_current(shop.store)
    shop.close()


def test_uploads_left_over_from_a_crash_are_removed(settings):
    (settings.spool_dir / "folder").mkdir(parents=True)
    for path in (settings.spool_dir / "1.upload", settings.spool_dir / "folder" / "2.upload"):
        path.write_text("somebody's data")
    shop = Shop.open(settings)
    assert list(settings.spool_dir.iterdir()) == []
    shop.close()


def test_uploads_of_a_running_dashboard_are_left_alone(settings, monkeypatch):
    settings.spool_dir.mkdir()
    (settings.spool_dir / "1.upload").write_text("being imported")

    def is_busy(*_, **__):
        raise StoreBusy("in use")

    monkeypatch.setattr(shop_module.Store, "open", is_busy)
    with pytest.raises(StoreBusy):
        Shop.open(settings)
    assert (settings.spool_dir / "1.upload").exists()


def test_the_own_store_reads_the_spool_folder_only(settings, shop):
    outside = settings.data_dir.parent / "till.csv"
    outside.write_text(OWN)
    assert shop.take([("till.csv", outside)])[0].error is not None
    shop.leave_sample()
    assert names(shop) == set()


def test_a_phone_without_a_country_code_is_of_the_country_that_is_set(settings):
    shop = Shop.open(replace(settings, country="GB"))
    header = "Square Customer ID,First Name,Last Name,Phone Number,Creation Source,First Visit"
    upload(shop, f"{header},Email Subscription Status\nK1,Ana,Bo,020 7946 0018,,,\n")
    assert rows_of(shop.store, "select phone from facts.customer") == [("+442079460018",)]
    shop.close()
