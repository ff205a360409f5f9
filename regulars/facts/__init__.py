"""What is worked out of what exports brought: built anew after each import, written by nobody.

It may read ``exports`` and ``desk`` and write ``facts`` and what was heard in comments
(``exports.heard_comment``, ``exports.heard_with``).
"""
