"""Exports in: detect -> read -> map -> keep or reject -> who is who.

It may read the files it is given and write ``exports``, and of ``desk`` only what an import itself
brings: how its columns were read, what it says of the shop, and the hashes of who was erased.
"""
