"""Follow-ups: who answers a complaint, until when, what was done; and praise that was passed on.

That a complaint waits for an answer is said by the data (``facts.complaint``); here stands what
people did about it. Nothing is overwritten: each change is a step, and the last one can be taken
back. A case is named by its key: ``A`` and the key of the answer that it is about, or ``F`` and its
number where it is about no answer.
"""
