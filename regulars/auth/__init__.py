"""Who may look: people, their sessions, shared links, and the book of what was done.

It may touch what ``desk`` knows of people who sign in, sessions, links and the log: no customer.
"""
