"""What people say in their own words: themes, feelings, and how it sounds.

It may read comments and write what was heard in them (``exports.heard_comment``, ``heard_with``,
and facts about comments); it keeps no text.
"""
