"""The pictures: a frame in, a figure and its sentence out; nothing here asks or writes."""
