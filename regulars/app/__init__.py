"""Who may ask and do what: the one way to data, whoever comes (screen, terminal, briefing, export).

It may touch everything below it; it knows no Streamlit and no Starlette.
"""
