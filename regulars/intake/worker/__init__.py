"""Files are taken by a process of its own, into a copy of the data file that takes its place."""
