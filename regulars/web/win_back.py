"""Win-back lists on the Lapsed screen: choose, preview, make, download, mark; what they brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from regulars.access import Act
from regulars.desk.contacts import CHANNELS, LONGEST_NOTES, LONGEST_TITLE, Draw, Terms
from regulars.desk.vcards import Card, write_cards
from regulars.errors import RegularsError
from regulars.web import changes, words
from regulars.web.answers import ask
from regulars.web.filters import Chosen
from regulars.web.follow_ups import calendar_day
from regulars.web.lists import day_column, download, money_column
from regulars.web.parts import note, section
from regulars.web.premises import current_viewer

__all__ = ["result_words", "win_back_part"]

MOST_AT_STAKE = 20
BY_VALUE, ALL, OWN = f"The {MOST_AT_STAKE} with most at stake", "All of them", "Choose in a table"
BANDS = {"All slipping": "slipping", "All likely lapsed": "likely lapsed", "All lapsed": "lapsed"}
HOLD_OUTS = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
DONE, FAILED = "win_back_done", "win_back_failed"
CONSENT = {"e-mail": "may_email", "text message": "may_text"}
BY_WORDS = {
    "e-mail": "by e-mail",
    "text message": "by text message",
    "phone call": "by phone",
    "letter": "by letter",
    "in person": "in person",
}


def win_back_part(chosen: Chosen) -> None:
    """Lists for winning people back; for who may contact customers, nothing for all others."""
    if not current_viewer().may(Act.CONTACT):
        return
    section(
        "Win them back, and see whether it worked",
        "A list of whom to contact. A few, drawn at random, are left alone: only beside them "
        "can you see what contacting people changes.",
    )
    _say()
    candidates = ask("lapsed/win_back_candidates", chosen)
    lists = ask("lapsed/win_back_lists")
    if len(candidates):
        with st.expander("Make a list", icon=":material/playlist_add:", key="win_back_make"):
            _make(candidates, chosen, next_no=int(lists["list_no"].max()) + 1 if len(lists) else 1)
        with st.expander("Note a contact without a list", icon=":material/edit_note:"):
            _note_one(candidates)
    elif lists.empty:
        note("Nobody is late now, so there is nobody to win back.")
    for result in lists.itertuples(index=False):
        _list(result, chosen)


def result_words(result: Any, currency: str | None) -> tuple[str, str]:
    """(what a list brought, how sure that is), as far as it can be said.

    Args:
        result: a row of ``lapsed/win_back_lists``.
        currency: the shop's currency.
    """
    groups = (
        f"{result.returned_count:,} of {result.group_count:,} on the list to contact came back, "
        f"{result.held_out_returned_count:,} of {result.held_out_count:,} of those left alone"
    )
    if words.is_missing(result.started_on):
        span = words.count(result.horizon_days, "day")
        return (
            "Not contacted yet",
            f"Once somebody was contacted, both groups are watched for {span}.",
        )
    until = words.day(result.until_on)
    small = result.group_count < 5 or result.held_out_count < 5
    too_few = "The groups are too small to compare: it takes five people in each."
    if not result.is_over and small:
        return "Too few to say", f"So far {groups}. {too_few}"
    if not result.is_over:
        return (
            "Too early to say",
            f"So far {groups}. From {until} on it can be said, once sales until then are in.",
        )
    spent = f"Those contacted who came back spent {words.money(result.spend, currency)}."
    if not result.is_enough:
        return "Too few to say", f"Until {until}, {groups}. {too_few} {spent}"
    points = round(100 * result.difference)
    size = words.count(abs(points), "percentage point")
    interval = (
        f"The true difference lies between {_points(result.difference_low)} and "
        f"{_points(result.difference_high)} points (95 of 100 times)."
    )
    if result.difference_low > 0:
        title = f"It worked: {size} more came back"
    elif result.difference_high < 0:
        title = f"It did harm: {size} fewer came back"
    elif points == 0:
        title = "No difference that can be told from chance"
    else:
        title = f"{size} {'more' if points > 0 else 'fewer'} came back; that may be chance"
    return title[0].upper() + title[1:], f"Until {until}, {groups}. {interval} {spent}"


def _points(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", "\N{MINUS SIGN}")


def _make(candidates: pd.DataFrame, chosen: Chosen, *, next_no: int) -> None:
    there = [label for label, band in BANDS.items() if (candidates["band"] == band).any()]
    choice = st.selectbox("Who", [BY_VALUE, *there, ALL, OWN], key="win_back_who")
    people = _chosen_people(candidates, choice, chosen)
    left, right = st.columns(2)
    channel = left.selectbox("How you will reach them", CHANNELS, key="win_back_channel")
    rate = right.select_slider(
        "Leave alone, to compare",
        HOLD_OUTS,
        0.2,
        format_func=words.percent,
        key="win_back_rate",
        help="Drawn at random, the same share of each band. With none left alone, nobody can say "
        "what the list changed.",
    )
    unknown = int(people[CONSENT[channel]].isna().sum()) if channel in CONSENT else 0
    # Kept where there is nothing to tick, so that it does not jump about.
    includes_unknown = bool(unknown) and st.checkbox(
        f"Also the {unknown:,} who never said whether they want "
        f"{'e-mails' if channel == 'e-mail' else 'text messages'}",
        key="win_back_unknown",
        help="Tick it only if you know that you may write to them. Who said no is never included.",
    )
    title = st.text_input(
        "Name of the list",
        f"Win-back {next_no}",
        max_chars=LONGEST_TITLE,
        key=f"win_back_title_{next_no}",
    )
    if people.empty:
        st.caption("Nobody is chosen yet.")
        return
    terms = Terms(channel, float(rate), includes_unknown)
    ids = list(people["customer_id"])
    drawn = changes.preview_win_back(ids, terms, today=calendar_day())
    _preview(drawn)
    st.button(
        "Make this list",
        type="primary",
        key="win_back_save",
        disabled=not drawn.contacted,
        on_click=_do,
        args=(
            lambda: changes.make_win_back_list(title, ids, terms, today=calendar_day()),
            "The list is made. It stands below.",
        ),
    )


def _chosen_people(candidates: pd.DataFrame, choice: str, chosen: Chosen) -> pd.DataFrame:
    if choice == BY_VALUE:
        return candidates.head(MOST_AT_STAKE)
    if choice in BANDS:
        return candidates[candidates["band"] == BANDS[choice]]
    if choice == ALL:
        return candidates
    table = candidates.assign(
        email_words=_consent_words(candidates["may_email"]),
        text_words=_consent_words(candidates["may_text"]),
    )
    shown = {
        "customer_name": "Name",
        "band": "Now",
        "value_at_risk": money_column("At risk", chosen),
        "why": st.column_config.TextColumn("Why", width="large"),
        "contacted_on": day_column("Last contacted"),
        "email_words": "E-mail",
        "text_words": "Text message",
    }
    picked = st.dataframe(
        table[list(shown)],
        hide_index=True,
        column_config=shown,
        on_select="rerun",
        selection_mode="multi-row",
        key="win_back_table",
        alt="People who can be put on a list, those with most at stake first",
        placeholder="",
        height=min(420, 36 * (len(table) + 1) + 3),
    )
    return candidates.iloc[picked.selection.rows]


def _consent_words(consent: pd.Series) -> list[str]:
    return ["not known" if words.is_missing(c) else "yes" if c else "said no" for c in consent]


def _preview(drawn: Draw) -> None:
    """How many are contacted, left alone and left out, and why."""
    with st.container(horizontal=True, key="win_back_preview"):
        for label, number in (
            ("To contact", len(drawn.contacted)),
            ("Left alone", len(drawn.held_out)),
            ("Not on the list", len(drawn.left_out)),
        ):
            st.metric(label, f"{number:,}", width="content")
    reasons = Counter(drawn.left_out.values())
    if reasons:
        told = "; ".join(f"{number:,} {reason}" for reason, number in reasons.most_common())
        st.caption(f"Not on the list: {told}.")
    if drawn.contacted and min(len(drawn.contacted), len(drawn.held_out)) < 5:
        st.caption(
            "With fewer than five people to contact or left alone, it cannot be said later whether "
            "the list worked."
        )


def _note_one(candidates: pd.DataFrame) -> None:
    names = dict(zip(candidates["customer_id"], candidates["customer_name"], strict=True))
    with st.form("win_back_one", clear_on_submit=True, border=False):
        who = st.selectbox("Whom", list(names), format_func=lambda i: names[i], index=None)
        channel = st.selectbox("How", CHANNELS, index=2)
        notes = st.text_input("Note", max_chars=LONGEST_NOTES)
        if st.form_submit_button("Note it") and who:
            _do(
                lambda: changes.note_contact(who, channel, notes, today=calendar_day()),
                "The contact is noted.",
            )
            st.rerun()
    noted = ask("lapsed/win_back_contacts")
    row: Any
    for row in noted.head(10).itertuples(index=False):
        number = int(row.contact_no)
        with st.container(horizontal=True, vertical_alignment="center"):
            told = f": {words.plain(row.notes)}" if not words.is_missing(row.notes) else ""
            back = (
                ""
                if words.is_missing(row.returned_on)
                else f"; here again on {words.day(row.returned_on)}"
            )
            st.markdown(
                f"{words.plain(row.customer_name)}, {BY_WORDS[str(row.channel)]} on "
                f"{words.day(row.contacted_on)}{told}{back}",
                width="stretch",
            )
            _button("Undo", f"win_back_undo_{row.contact_no}", "The contact is taken back.")(
                partial(changes.undo_contact, number)
            )


def _list(result: Any, chosen: Chosen) -> None:
    number = int(result.list_no)
    title, detail = result_words(result, chosen.currency)
    people = ask("lapsed/win_back_people", list_no=number)
    with st.container(border=True, key=f"win_back_list_{number}"):
        st.markdown(
            f"**{words.plain(result.title)}** · {BY_WORDS[result.channel]} · made on "
            f"{words.day(result.made_on, near=chosen.as_of)}"
        )
        st.markdown(f"**{title}.** {detail}")
        if result.not_counted_count:
            st.caption(
                f"{words.count(result.not_counted_count, 'entry', 'entries')} not counted: erased "
                "since, or found to be the same person as somebody else."
            )
        _actions(result, people)
        with st.expander(
            f"{words.count(result.group_count, 'person', 'people')} to contact, "
            f"{words.count(result.held_out_count, 'person', 'people')} left alone"
        ):
            _people(people, chosen, number)


def _actions(result: Any, people: pd.DataFrame) -> None:
    number = int(result.list_no)
    to_contact = people[~people["is_held_out"] & ~people["has_refused"]]
    waiting = int(to_contact["contacted_on"].isna().sum())
    if waiting:
        notes = st.text_input(
            "Note for all of them",
            max_chars=LONGEST_NOTES,
            key=f"win_back_notes_{number}",
            placeholder="Such as what you offered",
        )
    with st.container(horizontal=True):
        viewer = current_viewer()
        if viewer.may(Act.EXPORT) and viewer.sight.contacts and len(to_contact):
            download(_mail_merge(to_contact), f"win-back-{number}.csv", "Download for mail merge")
            _download_cards(to_contact, number)
        if waiting:
            _button(f"Mark {waiting:,} as contacted", f"win_back_mark_{number}", "Noted.")(
                lambda: changes.mark_list_contacted(number, notes, today=calendar_day())
            )
        if result.contacted_count:
            _button("Undo marking", f"win_back_unmark_{number}", "The marking is taken back.")(
                lambda: changes.undo_list_marking(number)
            )
        with st.popover("Remove"):
            st.markdown(
                "Its result goes. Who was contacted stays noted as contacted; who was left alone "
                "may be on other lists again."
            )
            _button("Remove the list", f"win_back_remove_{number}", "The list is removed.")(
                lambda: changes.remove_win_back_list(number)
            )


def _people(people: pd.DataFrame, chosen: Chosen, number: int) -> None:
    shown = people.assign(
        group=["left alone" if held else "to contact" for held in people["is_held_out"]]
    )
    columns = {
        "customer_name": "Name",
        "group": "Group",
        "contacted_on": day_column("Contacted"),
        "contacted_by_channel": "How",
        "notes": "Note",
        "returned_on": day_column("Came back"),
        "spend": money_column("Spent", chosen),
    }
    st.dataframe(
        shown[list(columns)],
        hide_index=True,
        column_config=columns,
        key=f"win_back_people_{number}",
        alt="The people on this list, whom to contact first",
        placeholder="",
        height=min(360, 36 * (len(shown) + 1) + 3),
    )
    open_ones = people[~people["is_held_out"] & ~people["has_refused"]]
    done = {int(n) for n in open_ones[open_ones["contacted_on"].notna()]["contact_no"]}
    names = {
        int(who): f"{name} (contacted)" if int(who) in done else str(name)
        for who, name in zip(open_ones["contact_no"], open_ones["customer_name"], strict=True)
    }
    if not names:
        return
    with st.form(f"win_back_person_{number}", clear_on_submit=True, border=False):
        who = st.selectbox("One person", list(names), format_func=lambda n: names[n], index=None)
        how = st.selectbox("How", CHANNELS)
        notes = st.text_input("Note", max_chars=LONGEST_NOTES)
        if st.form_submit_button("Mark as contacted, or undo it") and who:
            if who in done:
                _do(lambda: changes.undo_contact(who), "The contact is taken back.")
            else:
                _do(
                    lambda: changes.mark_contacted(who, how, notes, today=calendar_day()),
                    "Noted.",
                )
            st.rerun()


def _mail_merge(people: pd.DataFrame) -> pd.DataFrame:
    names = people["names"].fillna("").astype(str)
    return pd.DataFrame(
        {
            "first_name": [name.split()[0] if name.split() else "" for name in names],
            "name": names,
            "email": people["email"],
            "phone": people["phone"],
            "usual_item": people["usual_item"],
            "last_visit_on": people["last_visited_on"],
            "visits": people["visit_count"],
        }
    )


def _download_cards(people: pd.DataFrame, number: int) -> None:
    file_name = f"win-back-{number}.vcf"

    def write() -> bytes:
        changes.note_export(current_viewer(), file_name, len(people))
        return write_cards(_card(person) for person in people.itertuples(index=False))

    st.download_button(
        "Download for the phone",
        data=write,
        file_name=file_name,
        mime="text/vcard",
        on_click="ignore",
        icon=":material/contact_page:",
        key=f"download_{file_name}",
        help="A contact file (vCard) that phones and mail programs read",
    )


def _card(person: Any) -> Card:
    told = [f"Last here on {words.day(person.last_visited_on)}"]
    if not words.is_missing(person.usual_item):
        told.append(f"the usual: {person.usual_item}")
    given = {
        part: "" if words.is_missing(value) else str(value)
        for part, value in (("email", person.email), ("phone", person.phone))
    }
    return Card(str(person.customer_name), notes="; ".join(told), **given)


def _button(label: str, key: str, done: str) -> Callable[[Callable[[], object]], None]:
    """A button that does what it is then given."""

    def place(act: Callable[[], object]) -> None:
        st.button(label, key=key, on_click=_do, args=(act, done))

    return place


def _do(act: Callable[[], object], done: str) -> None:
    try:
        act()
    except RegularsError as error:
        st.session_state[FAILED] = str(error)
    else:
        st.session_state[DONE] = done


def _say() -> None:
    """What the last click did, once."""
    if (failed := st.session_state.pop(FAILED, None)) is not None:
        st.error(failed, icon=":material/error:")
    if (done := st.session_state.pop(DONE, None)) is not None:
        st.success(done, icon=":material/check:")
