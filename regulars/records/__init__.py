"""What staff write down: follow-ups, notes, thanks and contacts.

It may write ``desk``, read ``facts``, and have facts built anew where the rule or a word changes.
Who may do it is decided above.
"""
