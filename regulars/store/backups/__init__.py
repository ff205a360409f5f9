"""Copies of the data file: make one that is whole, know it again, put it back.

Beside each backup lies its manifest: when it was made, its checksum, how many rows each table has.
Nobody's data is in it. A backup gets its name only when it is complete and was read once.

It may touch the data file as a whole and the folders of backups; of what is in it, it counts rows.
"""
