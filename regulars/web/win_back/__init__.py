"""Win-back lists on the Lapsed screen: choose, preview, make, download, mark; what they brought."""

from regulars.web.win_back.part import win_back_part

__all__ = ["win_back_part"]
