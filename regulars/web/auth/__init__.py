"""Who gets in, and the pages by which they do. No Streamlit in here is drawn.

It may touch requests, cookies and ``regulars.auth``; it asks no question.
"""
