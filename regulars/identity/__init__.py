"""Who is who: decided by people, forgotten for good, or told to whoever asks.

It may write decisions and erasures into ``desk``, blank rows of ``exports``, and have facts built.
"""
