"""The server around Streamlit: where it listens, what it sends, what it writes down."""
