"""What goes with a good score, and with coming back.

It may read the facts of an import's transaction and write ``facts.driver``.
"""
