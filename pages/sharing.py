"""Sharing: who may look at what, and what was done."""

from regulars.web.screens.sharing import audit_log, links, overview
from regulars.web.screens.sharing.team import people_list

overview.open_sharing()
views, team, log = overview.three_parts()
with views:
    links.link_list()
with team:
    people_list()
with log:
    audit_log.audit_table()
overview.name_version()
