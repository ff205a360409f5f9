"""The Sharing screen, and the dialog that shares any other."""

from regulars.web.sharing.audit import audit_table
from regulars.web.sharing.dialog import share_button
from regulars.web.sharing.links import link_list
from regulars.web.sharing.screen import name_version, open_sharing, three_parts
from regulars.web.sharing.team import people_list

__all__ = [
    "audit_table",
    "link_list",
    "name_version",
    "open_sharing",
    "people_list",
    "share_button",
    "three_parts",
]
