"""What runs by itself: a watched folder, a backup each night.

It may do what a manager may, through ``regulars.app``, and copy the data file.
"""
