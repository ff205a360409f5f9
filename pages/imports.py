"""Imports: bring exports, see what was understood, what was rejected, and why."""

from regulars.web import identity, imports, parts
from regulars.web.session import ask
from regulars.web.upload import upload

imports.open_imports()
upload()

history = ask("imports/history")
if len(history):
    parts.section("Every file", "Newest first. Read = kept + already known + rejected, always.")
    imports.history_table(history)
    imports.take_back(history)
    imports.rejected_rows(history)

identity.people_part()
imports.offer_sample()
