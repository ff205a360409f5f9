"""Forged messages over the WebSocket.

The stream speaks Streamlit's protocol: whoever is let in may write any message by hand. A link's
visitor must see the shared view whatever is sent; staff must see their screens and no other.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import product
from time import monotonic

import pytest
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed

from regulars.app.filters import period_days
from regulars.app.screens import SCREENS
from regulars.settings import PROJECT_DIR
from regulars.store.store import Store
from tests.hostile.attacks import Telling, attack
from tests.hostile.client import Screen, Tab, request
from tests.hostile.guarded import LOCATION, GuardedServer
from tests.tables import answer

OTHER_PLACE = "Harbor Street"
BEYOND = "nothing beyond the shared view"
WIDENING = (
    f"location={OTHER_PLACE.replace(' ', '+')}",
    "location=",
    "location=All+places",
    "period=All+time",
    "period=Choose+dates&from=2025-05-01&to=2026-10-31",
    "staff=Maya",
    "location=Harbor+Street&period=All+time&staff=Jonas&customer=C1",
    "location=Harbor+Street&location=Market+Hall",
    "day=Mon+2+Nov",
    "customer=C1",
    "embed=true&embed_options=show_toolbar",
    "period=%27+or+1%3D1+--",
    "location=" + "x" * 5000,
)
# How widgets of Streamlit are named: kind, a hash, and the key that the screen gave them.
KEYS = (
    "period",
    "location",
    "staff",
    "day",
    "from",
    "to",
    "search",
    "share_view",
    "leave_sample",
    "show_cafe",
    "show_salon",
    "import_now",
    "import_not",
    "kind_export.csv",
    "map_net_export.csv",
    "again_export.csv",
    "undo_1",
    "undo_which",
    "undo_now",
    "same_person",
    "keep_apart",
    "merge_by_hand",
    "merge_one",
    "split_now_C1",
    "undo_decision_1",
    "erase_person",
    "erase_typed",
    "erase_now",
    "download_person",
    "people",
    "people_name",
    "overdue_name",
    "download_regulars.csv",
    "upload_0",
    "link_noted",
    "shared_now",
    "look_noted",
    "rejected_of",
    "customer",
    "word_list",
    "new_word_0",
    "add_word",
    "switch_off_word",
    "take_back_word_0",
    "reset_words",
    "nickname_of",
    "nickname_0",
    "add_nickname",
    "no_nickname_0",
    "save_A1",
    "owner_A1_0",
    "status_A1_0",
    "notes_A1_0",
    "win_back_make",
    "win_back_save",
    "cases_open",
    "viewer",
    "_viewer",
)


@pytest.fixture(scope="module")
def hashes() -> dict[str, str]:
    """The hash by which a message calls for a screen."""
    paths = (PROJECT_DIR / "pages" / f"{screen.name}.py" for screen in SCREENS)
    return {path.name: calc_hash(str(path)) for path in paths}


@attack(
    "Widening what is locked by the address: place, colleague, period, day, customer",
    "a link to Regulars",
)
def test_an_address_does_not_widen_a_link(
    server: GuardedServer, sample_store: Store, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    with Tab(server, server.cookies("widening")) as tab:
        shared = tab.rerun()
        _is_what_was_shared(shared, sample_store)
        assert not betrayed(shared.text)
        for query in WIDENING:
            seen = tab.rerun(query)
            assert seen.drawn == shared.drawn, query
            tell.saw(BEYOND)


@attack(
    "Widening it by the state of widgets that the link's screen does not have", "a link to Regulars"
)
def test_forged_widgets_do_not_widen_a_link(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    with Tab(server, server.cookies("manager")) as tab:
        theirs = [element_id for element_id in _widget_ids(tab.open("regulars")) if element_id]
        theirs += _widget_ids(tab.open("today")) + _widget_ids(tab.open("imports"))
    assert len(theirs) > 8
    with Tab(server, server.cookies("widening")) as tab:
        shared = tab.rerun()
        for forged in (
            [_chooses(element_id, OTHER_PLACE) for element_id in theirs],
            [_chooses(key, OTHER_PLACE) for key in KEYS],
            [_chooses(f"$$ID-{uuid.UUID(int=1).hex}-{key}", OTHER_PLACE) for key in KEYS],
            [_presses(element_id) for element_id in theirs],
            [_presses(f"$$ID-{uuid.UUID(int=1).hex}-{key}") for key in KEYS],
            [WidgetState(id=key, json_value='{"row": 0, "selection": {}}') for key in KEYS],
            [WidgetState(id=key, int_value=2**62) for key in (*KEYS, "")],
        ):
            seen = tab.rerun(widgets=forged)
            assert seen.drawn == shared.drawn
            assert not betrayed(seen.text)
            tell.saw(BEYOND, len(forged))


@attack(
    "Calling for another screen by its hash, its name, its path or a made-up one",
    "a link to Regulars without cards",
)
def test_a_link_calls_for_no_other_screen(
    server: GuardedServer,
    hashes: dict[str, str],
    betrayed: Callable[..., list[str]],
    tell: Telling,
) -> None:
    with Tab(server, server.cookies("manager")) as tab:
        known = tab.rerun().pages
    assert len(known) == len(SCREENS)
    others = {name: page_hash for name, page_hash in known.items() if name != "regulars"}
    with Tab(server, server.cookies("crossing")) as tab:
        shared = tab.rerun()
        calls = [
            *({"page_hash": page_hash} for page_hash in (*others.values(), *hashes.values())),
            *({"page_name": name} for name in (*others, "../sharing", "frame", "sharing.py")),
            {"page_hash": others["customer"], "query": "customer=C1"},
        ]
        for call in calls:
            seen = tab.rerun(**call)
            assert set(seen.drawn) <= set(shared.drawn), call
            assert set(seen.pages) == {""}, call
            assert not betrayed(seen.text), call
            tell.saw(BEYOND)


@attack(
    "Opening a customer's card that the shared screen does not list",
    "a link with cards, a link without",
)
def test_a_link_opens_no_card_beyond_its_list(
    server: GuardedServer, sample_store: Store, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    listed = answer(sample_store, "regulars/people", location=LOCATION)
    inside = set(listed["customer_id"])
    with sample_store.read() as cursor:
        everybody = cursor.execute(
            "select customer_id, customer_name, email, phone from facts.customer "
            "where is_named order by visit_count desc"
        ).fetchall()
    outside = [row for row in everybody if row[0] not in inside][:6]
    assert inside
    with Tab(server, server.cookies("cards")) as tab:
        tab.rerun()
        own = tab.open("customer", f"customer={min(inside)}")
        own_name = listed.set_index("customer_id")["customer_name"][min(inside)]
        assert own.of("heading")[0].body == own_name
        assert not betrayed(own.text, "e-mail", "phone")
        for customer_id, name, *_ in outside:
            seen = tab.open("customer", f"customer={customer_id}")
            assert name not in seen.text, customer_id
            assert not betrayed(seen.text), customer_id
            tell.saw("refused in words")
        for nonsense in (
            "C0",
            "C1' or '1'='1",
            "C1; drop table desk.link",
            "../C1",
            "C" + "9" * 400,
        ):
            seen = tab.rerun(f"customer={nonsense}", page_name="customer")
            assert not betrayed(seen.text), nonsense
            tell.saw("refused in words")
    for visitor, page_name in product(("crossing", "link"), ("customer",)):
        with Tab(server, server.cookies(visitor)) as tab:
            shared = tab.rerun()
            for customer_id in sorted(inside)[:2]:
                seen = tab.open(page_name, f"customer={customer_id}")
                assert set(seen.drawn) <= set(shared.drawn)
                tell.saw(BEYOND)


@attack(
    "Reading names where initials were shared: lists, charts, cards, comments",
    "links to each screen, and one with cards",
)
def test_a_masked_link_shows_nobodys_name(
    server: GuardedServer, sample_store: Store, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    for visitor in ("link", "today", "lapsed", "satisfaction", "imports"):
        with Tab(server, server.cookies(visitor)) as tab:
            seen = tab.rerun()
        assert len(seen.drawn) > 5, visitor
        assert betrayed(seen.text, "name", "e-mail", "phone") == [], visitor
        tell.saw("no name, e-mail or phone")
    listed = answer(sample_store, "regulars/people", location=LOCATION)
    with Tab(server, server.cookies("masked cards")) as tab:
        tab.rerun()
        for customer_id in sorted(listed["customer_id"])[:5]:
            card = tab.open("customer", f"customer={customer_id}")
            assert len(card.drawn) > 10
            assert betrayed(card.text, "name", "e-mail", "phone") == [], customer_id
            tell.saw("no name, e-mail or phone")


@attack("Calling for a manager's screens and buttons: hashes, names, forged presses", "staff")
def test_staff_call_for_no_screen_of_the_managers(
    server: GuardedServer,
    hashes: dict[str, str],
    betrayed: Callable[..., list[str]],
    tell: Telling,
) -> None:
    with Tab(server, server.cookies("manager")) as tab:
        known = tab.rerun().pages
        presses = [
            _presses(element_id) for name in known for element_id in _widget_ids(tab.open(name))
        ]
        before = tab.open("sharing")
        assert len(before.of("button")) > 10
    theirs = {
        name: known[name] for name in ("regulars", "lapsed", "satisfaction", "imports", "sharing")
    }
    with Tab(server, server.cookies("staff")) as tab:
        own = tab.rerun()
        assert set(own.pages) == {"", "follow_ups", "customer"}
        assert own.of("heading")
        calls = [
            *({"page_hash": page_hash} for page_hash in (*theirs.values(), *hashes.values())),
            *({"page_name": name} for name in (*theirs, "../sharing")),
            *({"page_name": name, "widgets": presses} for name in ("sharing", "")),
        ]
        for call in calls:
            seen = tab.rerun(**call)
            assert set(seen.pages) <= {"", "follow_ups", "customer"}, call
            assert "Traceback" not in seen.text, call
            headings = {heading.body for heading in seen.of("heading")}
            assert headings <= {heading.body for heading in own.of("heading")} | {
                "Whom are you looking for?",
                "Nothing waits for you",
            }, call
            assert not betrayed(seen.text, "e-mail", "phone"), call
            assert not seen.of("download_button"), call
            assert not seen.of("file_uploader"), call
            tell.saw("their own screens")
    with Tab(server, server.cookies("manager")) as tab:
        assert "sample café" in tab.rerun().text, "a forged press of theirs left the sample"
        after = tab.open("sharing")
    assert after.of("heading")[0].body == before.of("heading")[0].body
    assert len(after.of("button")) == len(before.of("button")), "a press of theirs ended a link"


@attack(
    "Reading e-mails and phones: cards, the search, what people wrote, how we know them", "staff"
)
def test_staff_see_no_contacts(
    server: GuardedServer, sample_store: Store, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    with sample_store.read() as cursor:
        known = cursor.execute(
            "select customer_id, customer_name from facts.customer "
            "where email is not null and phone is not null order by visit_count desc limit 6"
        ).fetchall()
    assert len(known) == 6
    with Tab(server, server.cookies("manager")) as tab:
        card = tab.open("customer", f"customer={known[0][0]}")
        assert betrayed(card.text, "e-mail", "phone")
    with Tab(server, server.cookies("staff")) as tab:
        for customer_id, name in known:
            card = tab.open("customer", f"customer={customer_id}")
            assert card.of("heading")[0].body == name
            assert not betrayed(card.text, "e-mail", "phone")
            tell.saw("the card without them")


@attack("SQL, paths and code in the search for a customer", "staff")
def test_a_search_is_only_ever_a_text(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    with Tab(server, server.cookies("staff")) as tab:
        search = tab.open("customer").of("text_input")[0].id
        for text in (
            "' or '1'='1",
            "%",
            "_",
            "'; drop table desk.person; --",
            "$text",
            "{{7*7}}",
            "read_csv('/etc/passwd')",
            "\x00",
            "(" * 80,
            "é" * 5000,
        ):
            seen = tab.open("customer", widgets=[WidgetState(id=search, string_value=text)])
            assert not betrayed(seen.text), text
            assert "Something went wrong" not in seen.text, text
            tell.saw("nobody has that in their name")


@attack(
    "Messages beside clicks: clearing caches, asking where the code lies, shutting down, "
    "installing files, upload addresses, a manager's download",
    "a link, staff",
)
def test_only_what_a_click_needs_gets_through(server: GuardedServer, tell: Telling) -> None:
    with Tab(server, server.cookies("manager")) as tab:
        their_file = tab.open("regulars").of("download_button")[0].deferred_file_id
        their_session = tab.session_id
        for visitor in ("idle", "staff"):
            with Tab(server, server.cookies(visitor)) as mine:
                shared = mine.rerun()
                for forbidden in _forbidden(mine.session_id, their_session, their_file):
                    mine.send(forbidden)
                    mine.send(BackMsg(app_heartbeat=True))
                    heard = mine.read_until("heartbeat_ack")
                    told = [kind for kind in heard.kinds if kind != "session_status_changed"]
                    assert told == ["heartbeat_ack"], (visitor, forbidden)
                    tell.saw("dropped; the connection stays")
                assert mine.rerun().drawn == shared.drawn
    assert not (PROJECT_DIR / ".agents").exists()


@attack("A manager's download by the address of its file", "nobody, a link, staff")
def test_a_file_of_the_managers_is_for_nobody_else(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    with Tab(server, server.cookies("manager")) as tab:
        file_id = tab.open("regulars").of("download_button")[0].deferred_file_id
        tab.send(_deferred(tab.session_id, file_id))
        told = tab.read_until("backend_operation_response").messages[-1].backend_operation_response
        address = told.deferred_file.url
        assert betrayed(request(server, "GET", address, server.cookies("manager")).text, "name")
        for visitor in ("nobody", "link", "staff"):
            seen = request(server, "GET", address, server.cookies(visitor))
            assert not betrayed(seen.text), f"{visitor} reads the manager's download"
            tell.saw(str(seen.status))


@attack(
    "Going on with a manager's session by its number, and running a part of it", "a link, staff"
)
def test_a_managers_session_shows_its_thief_no_more(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    for visitor in ("idle", "staff"):
        with Tab(server, server.cookies(visitor)) as mine:
            shared = mine.rerun()
        with Tab(server, server.cookies("manager")) as tab:
            regulars = tab.open("regulars")
            share = next(b.id for b in regulars.of("button") if b.label == "Share")
            dialog = tab.open("regulars", widgets=[_presses(share)])
            parts = {message.metadata.active_script_hash for message in dialog.messages}
            fragments = {m.delta.fragment_id for m in dialog.messages if m.delta.fragment_id}
            assert fragments, parts
            stolen = tab.session_id
        with Tab(server, server.cookies(visitor), resume=stolen) as thief:
            seen = thief.rerun()
            assert set(seen.drawn) <= set(shared.drawn) | _notes(seen), visitor
            tell.saw("their own view")
            for fragment_id in fragments:
                asked = BackMsg()
                asked.rerun_script.fragment_id = fragment_id
                thief.send(asked)
                thief.send(BackMsg(app_heartbeat=True))
                seen = thief.read_until("heartbeat_ack")
                assert not betrayed(seen.text), visitor
                assert "/s/" not in seen.text, visitor
                tell.saw("their own view")


@attack("Bytes that are no message, a text, half a message", "a link, staff, manager")
def test_what_is_no_message_ends_the_connection_and_nothing_else(
    server: GuardedServer, tell: Telling
) -> None:
    before = server.log.read_text("utf-8").count("Traceback")
    whole = BackMsg(app_heartbeat=True).SerializeToString()
    for visitor in ("idle", "staff", "manager"):
        for sent in (
            b"\xff" * 64,
            b"\x0a" + b"\xff" * 20,
            whole + b"\x07" * 9,
            "a text",
            "",
        ):
            assert _ends_it(server, visitor, sent), (visitor, sent)
            tell.saw("the connection ends")
    assert request(server, "GET", "/health").status == 200
    noise = server.log.read_text("utf-8").count("Traceback") - before
    assert noise == 0, f"{noise} tracebacks in the log: anybody with a link can fill it"


@attack("A message of 24 megabytes", "a link, staff")
def test_a_giant_message_ends_the_connection(server: GuardedServer, tell: Telling) -> None:
    giant = BackMsg()
    giant.rerun_script.query_string = "x" * (24 * 2**20)
    for visitor in ("idle", "staff"):
        # Fields that the protocol does not know are a message, too.
        for sent in (giant.SerializeToString(), b"x" * (24 * 2**20)):
            assert _ends_it(server, visitor, sent), visitor
            tell.saw("the connection ends")
    assert request(server, "GET", "/health").status == 200


@attack("A hundred clicks at once", "a link")
def test_a_link_is_slowed_down(server: GuardedServer, tell: Telling) -> None:
    clicks = 100
    with Tab(server, server.cookies("hasty")) as tab:
        for _ in range(clicks):
            tab.send(BackMsg(app_heartbeat=True))
        began = monotonic()
        answered = tab.count("heartbeat_ack", seconds=0.3)
        took = monotonic() - began
    # Sixty at once, then two a second.
    assert answered <= 60 + 2 * took + 2
    tell.saw("those beyond a burst wait", clicks)


@attack("Five hundred requests at once", "a link")
def test_a_link_asks_for_so_much_and_no_more(server: GuardedServer, tell: Telling) -> None:
    answers = [
        request(server, "GET", "/_stcore/health", server.cookies("hasty")) for _ in range(500)
    ]
    statuses = [answer.status for answer in answers]
    assert all("retry-after" in answer.headers for answer in answers if answer.status == 429)
    assert statuses.count(429) > 10
    assert set(statuses) == {200, 429}
    assert request(server, "GET", "/_stcore/health", server.cookies("link")).status == 200
    tell.saw("429 with Retry-After beyond a burst; other links go on", 500)


def _ends_it(server: GuardedServer, visitor: str, sent: bytes | str) -> bool:
    """Whether the server ends the connection over what is sent, instead of answering later."""
    with Tab(server, server.cookies(visitor)) as tab:
        try:
            tab.send(sent)
            tab.send(BackMsg(app_heartbeat=True))
            tab.read_until("heartbeat_ack", seconds=10)
        except ConnectionClosed as closed:
            return closed.rcvd is None or "/" not in closed.rcvd.reason
    return False


def _locked_days(store: Store) -> tuple[object, object]:
    overview = answer(store, "shop/overview").iloc[0]
    days = (overview["first_trading_on"].date(), overview["last_trading_on"].date())
    return period_days("Last 13 weeks", *days)


def _is_what_was_shared(screen: Screen, store: Store) -> None:
    """The figures are those that the question gives for the locked filters, not for all places."""
    first, last = _locked_days(store)
    given = {"from_on": first, "as_of": last, "staff": None}
    shared = answer(store, "regulars/figures", location=LOCATION, **given).iloc[0]
    everywhere = answer(store, "regulars/figures", location=None, **given).iloc[0]
    assert shared["regular_count"] != everywhere["regular_count"]
    metrics = {metric.label: metric.body for metric in screen.of("metric")}
    assert metrics["Regulars"] == f"{shared['regular_count']:.0f}"
    rate = f"{100 * float(shared['regular_visit_rate']):.0f}"
    assert metrics["Their share of visits"].startswith(rate)
    assert OTHER_PLACE not in screen.text


def _widget_ids(screen: Screen) -> list[str]:
    return [
        str(widget.id)
        for element in screen.elements
        for widget in [getattr(element, str(element.WhichOneof("type")))]
        if "id" in widget.DESCRIPTOR.fields_by_name and widget.id
    ]


def _chooses(widget_id: str, text: str) -> WidgetState:
    return WidgetState(id=widget_id, string_value=text)


def _presses(widget_id: str) -> WidgetState:
    return WidgetState(id=widget_id, trigger_value=True)


def _notes(screen: Screen) -> set[bytes]:
    """What says where one is, such as a page that was not found."""
    return {
        element.SerializeToString(deterministic=True)
        for element in screen.elements
        if element.WhichOneof("type") == "empty"
    }


def _deferred(session_id: str, file_id: str) -> BackMsg:
    asked = BackMsg()
    asked.backend_operation_request.request_id = "1"
    asked.backend_operation_request.session_id = session_id
    asked.backend_operation_request.deferred_file.file_id = file_id
    return asked


def _forbidden(session_id: str, their_session: str, their_file: str) -> list[Message]:
    install, dismiss, chunk, urls, theirs = (BackMsg() for _ in range(5))
    for asked, session in ((install, session_id), (dismiss, session_id), (chunk, their_session)):
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.session_id = session
    install.backend_operation_request.install_skills.SetInParent()
    dismiss.backend_operation_request.dismiss_skills_nudge.SetInParent()
    chunk.backend_operation_request.dataframe_chunk.source_id = "x"
    for asked, session in ((urls, session_id), (theirs, their_session)):
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.session_id = session
        asked.file_urls_request.file_names.append("x.csv")
    return [
        BackMsg(clear_cache=True),
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        BackMsg(debug_disconnect_websocket=True),
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(),
        install,
        dismiss,
        chunk,
        urls,
        theirs,
        _deferred(session_id, their_file),
        _deferred(their_session, their_file),
    ]
