"""Imports: bring exports, see what was understood, what was rejected, and why."""

from regulars.web.kit import parts
from regulars.web.kit.session import ask
from regulars.web.screens.imports import identity, past_imports
from regulars.web.screens.imports.upload import upload

past_imports.open_imports()
upload()

history = ask("imports/history")
if len(history):
    parts.section("Every file", "Newest first. Read = kept + already known + rejected, always.")
    past_imports.history_table(history)
    past_imports.take_back(history)
    past_imports.rejected_rows(history)

identity.people_part()
past_imports.offer_sample()
