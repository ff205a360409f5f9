"""The data file: opened, upgraded, written in transactions, copied, encrypted.

It may touch the data file and the folders of backups; of what is in it, it counts rows.
"""
