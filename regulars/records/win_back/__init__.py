"""Win-back lists: whom to contact, whom to leave alone for comparison, and who was contacted.

A list holds people who may be contacted by one channel and were not lately. Some of them, drawn at
random, are held out: nobody contacts them, and who of them comes back says how many would have come
anyway. Lists name people by the numbers of handles and are touched by no import.
"""
