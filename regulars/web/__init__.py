"""The dashboard: the only part that knows Streamlit. Pages import from here and nowhere else.

It may touch Streamlit, Starlette and ``regulars.app``; data it has from there alone.
"""
