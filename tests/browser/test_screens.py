"""What the other journeys rely on: nothing is touched while a script may still replace it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.screens import choose

# Streamlit's marks on a page without Streamlit. What was clicked stands in the title.
REPLACED = """
<div data-testid="stApp" data-test-script-state="running">
    <button onclick="document.title += 'old'">Save</button>
</div>
<script>
    setTimeout(() => {
        const app = document.querySelector("[data-testid=stApp]")
        app.innerHTML = `<button onclick="document.title += 'new'">Save</button>`
        app.dataset.testScriptState = "notRunning"
    }, 500)
</script>
"""
# The first time that the list is open a script starts, and it closes.
CLOSING = """
<div data-testid="stApp" data-test-script-state="notRunning">
    <input role="combobox" aria-label="Who"><ul></ul>
</div>
<script>
    const app = document.querySelector("[data-testid=stApp]")
    const box = document.querySelector("input"), list = document.querySelector("ul")
    let openings = 0
    box.onclick = () => {
        openings += 1
        list.innerHTML = openings == 1
            ? "<li role=option style='pointer-events: none'>All of them</li>"
            : "<li role=option onclick='box.value = this.textContent'>All of them</li>"
        if (openings == 1) setTimeout(() => { list.innerHTML = box.value = "" }, 200)
    }
</script>
"""


def test_a_click_waits_until_the_script_has_ended(page: Page) -> None:
    page.set_content(REPLACED)
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("new")


def test_a_list_that_closes_is_opened_again(page: Page) -> None:
    page.set_content(CLOSING)
    choose(page, "Who", "All of them")
    expect(page.get_by_role("combobox")).to_have_value("All of them")


def test_who_asks_for_something_elsewhere_is_noted_and_gets_nothing(
    page: Page, foreign_requests: list[str]
) -> None:
    elsewhere = "http://elsewhere.example/x.png"
    with page.expect_event("requestfailed") as failed:
        page.set_content(f"<img src='{elsewhere}'>")
    assert foreign_requests == [elsewhere]
    assert "ERR_NAME_NOT_RESOLVED" in str(failed.value.failure)
