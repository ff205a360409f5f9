"""Sharing: who may look at what, and what was done."""

from regulars.web import sharing

sharing.open_sharing()
views, team, log = sharing.three_parts()
with views:
    sharing.link_list()
with team:
    sharing.people_list()
with log:
    sharing.audit_table()
sharing.name_version()
