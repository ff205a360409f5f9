"""Imports: bring exports, see what was understood, what was rejected, and why."""

from regulars.web import imports, parts
from regulars.web.answers import ask

imports.open_imports()
imports.upload()

history = ask("imports/history")
if len(history):
    parts.section("Every file", "Newest first. Read = kept + already known + rejected, always.")
    imports.history_table(history)
    imports.rejected_rows(history)

shared = ask("imports/shared_contacts")
if len(shared):
    parts.section(
        "Contacts that belong to several people",
        "A household or a front desk: they join nobody, so that nobody is mixed up.",
    )
    imports.shared_table(shared)

imports.offer_sample()
