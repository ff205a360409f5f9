"""Stores that never mix, one shown at a time. The samples are small ones here."""

import shutil
from dataclasses import replace

import pytest

from regulars import sample
from regulars import shop as shop_module
from regulars.cli import main
from regulars.errors import StoreBusy
from regulars.facts import build
from regulars.questions import ask
from regulars.sample import CAFE, SALON
from regulars.settings import Settings
from regulars.shop import Shop
from tests.tables import drawn_days, rows_of, square_items

OWN = square_items(drawn_days("2026-03-02", "ana x......x......x\n-   xxxxx"))
SAMPLE = square_items(drawn_days("2025-03-03", "zoe x......x......x......x\n-   xx"))
SALON_SAMPLE = square_items(drawn_days("2025-06-02", "ida x......x......x......x\n-   xx"))


@pytest.fixture(scope="module")
def small_sample(tmp_path_factory):
    """The folder of samples with one file each, and the data file of the first of them."""
    folder = tmp_path_factory.mktemp("sample_data")
    for each, text in ((CAFE, SAMPLE), (SALON, SALON_SAMPLE)):
        (folder / each.key).mkdir()
        (folder / each.key / "till.csv").write_text(text)
    settings = Settings(data_dir=tmp_path_factory.mktemp("built"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "SAMPLES_DIR", folder)
        Shop.open(settings).close()
    return folder, settings.sample_path("cafe")


@pytest.fixture
def settings(tmp_path, monkeypatch, small_sample):
    """A fresh installation, except that the sample's data file is there already."""
    folder, built = small_sample
    monkeypatch.setattr(sample, "SAMPLES_DIR", folder)
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    shutil.copy(built, settings.sample_path("cafe"))
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
    settings.sample_path("cafe").unlink()
    shop = Shop.open(settings)
    assert shop.sample == "cafe"
    assert names(shop) == {"Zoe"}
    overview = ask(shop.store, "shop/overview").iloc[0]
    assert overview["shop_name"] == CAFE.name == "The Corner Lantern"
    shop.close()


def test_the_sample_can_be_left_for_nothing_and_no_file_that_fails_leaves_it(shop):
    assert upload(shop, "a,b\n1,2\n")[0].error is not None
    assert (shop.sample, names(shop)) == ("cafe", {"Zoe"})
    shop.leave_sample()
    assert (shop.sample, names(shop)) == ("", set())
    overview = ask(shop.store, "shop/overview").iloc[0]
    assert (overview["visit_count"], overview["shop_name"]) == (0, None)
    shop.show_sample()
    assert (shop.sample, names(shop)) == ("cafe", {"Zoe"})


def test_an_own_import_leaves_the_sample_and_never_mixes_with_it(shop):
    sample_key = shop.store.key
    assert [report.error for report in upload(shop)] == [None]
    assert shop.sample == ""
    assert shop.store.key != sample_key
    assert (names(shop), line_count(shop)) == ({"Ana"}, 8)
    assert ask(shop.store, "shop/overview").iloc[0]["first_trading_on"].year == 2026
    shop.show_sample()
    assert (names(shop), line_count(shop)) == ({"Zoe"}, 6)
    upload(shop, OWN.replace("ana", "ida").replace("Ana", "Ida"))
    assert shop.sample == ""
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
        seen.append((shop.sample, names(shop)))
        shop.close()
    assert seen == [("", set()), ("", {"Ana"}), ("cafe", {"Zoe"})]


def test_a_shop_whose_data_came_from_the_terminal_starts_with_it(settings):
    """Nobody has chosen yet, and there is data: it is shown."""
    path = settings.data_dir.parent / "till.csv"
    path.write_text(OWN)
    assert main(["import", str(path), "--db", str(settings.store_path)]) == 0
    shop = Shop.open(settings)
    assert shop.sample == ""
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
            settings.sample_path("cafe").unlink()
        shop = Shop.open(settings)
        shop.show_sample(progress=note)
        shop.leave_sample()
        shop.close()
        assert (told == []) is is_there
    assert told[-1] == 1.0


def test_each_sample_is_a_store_of_its_own_and_built_when_it_is_first_shown(settings):
    told = []
    shop = Shop.open(settings)
    assert not settings.sample_path("salon").exists()
    shop.show_sample("salon", lambda done, words: told.append(done))
    assert told[-1] == 1.0
    assert (shop.sample, names(shop)) == ("salon", {"Ida"})
    overview = ask(shop.store, "shop/overview").iloc[0]
    assert (overview["shop_name"], overview["currency"]) == (SALON.name, "GBP")
    salon_key = shop.store.key
    shop.show_sample("cafe")
    assert (shop.sample, names(shop)) == ("cafe", {"Zoe"})
    assert len({shop.store.key, salon_key, shop.own.key}) == 3
    shop.show_sample("salon")
    shop.close()
    shop = Shop.open(settings)
    assert (shop.sample, names(shop)) == ("salon", {"Ida"})
    # Whoever looks through a link of the other sample goes on seeing that one.
    assert rows_of(shop.store_of("cafe"), "select customer_name from facts.customer") == [("Zoe",)]
    assert shop.store_of("") is shop.own
    shop.close()


def test_a_shop_that_showed_the_sample_when_there_was_one_shows_the_first(settings):
    shop = Shop.open(settings)
    with shop.own.write() as cursor:
        cursor.execute("insert or replace into desk.setting values ('shows_sample', 'yes')")
    shop.close()
    (settings.data_dir / "sample.duckdb").write_bytes(b"what it was built into then")
    shop = Shop.open(settings)
    assert (shop.sample, names(shop)) == ("cafe", {"Zoe"})
    assert not (settings.data_dir / "sample.duckdb").exists()
    shop.close()


def test_other_sample_files_are_taken_in_place_of_the_old(settings, small_sample, monkeypatch):
    Shop.open(settings).close()
    folder = settings.data_dir.parent / "newer"
    shutil.copytree(small_sample[0], folder)
    (folder / "cafe" / "till.csv").write_text(SALON_SAMPLE)
    monkeypatch.setattr(sample, "SAMPLES_DIR", folder)
    shop = Shop.open(settings)
    assert (shop.sample, names(shop)) == ("cafe", {"Ida"})
    shop.close()


def test_a_sample_that_another_program_has_open_is_left_alone(settings, monkeypatch):
    def is_busy(path, **_):
        raise StoreBusy("in use")

    monkeypatch.setattr(sample.Store, "open", is_busy)
    with pytest.raises(StoreBusy):
        sample.open_sample(CAFE, settings.sample_path("cafe"))
    assert settings.sample_path("cafe").exists()


def test_a_sample_file_that_is_broken_is_built_anew(settings):
    settings.sample_path("cafe").write_bytes(b"broken" * 1000)
    shop = Shop.open(settings)
    assert names(shop) == {"Zoe"}
    shop.close()


def test_old_facts_are_rebuilt_on_opening(settings, monkeypatch):
    for path in (settings.store_path, settings.sample_path("cafe")):
        with build.Store.open(path) as store, store.write() as cursor:
            cursor.execute("create or replace table facts.build as select 'old' as model_version")
            cursor.execute("alter table facts.build add column change_no bigint default 0")
            cursor.execute("insert or replace into desk.setting values ('shows_sample', 'no')")
    shop = Shop.open(settings)
    assert build.are_facts_current(shop.store)
    shop.show_sample()
    assert build.are_facts_current(shop.store)
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
