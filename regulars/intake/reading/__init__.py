"""A file's bytes become rows: what it is, its tables, its columns, and the rows themselves."""
