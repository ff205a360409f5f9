"""What takes long is done by a process of its own, to a copy of the data file.

It may copy the file, change the copy, and put it in the file's place.
"""
