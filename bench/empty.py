"""The least that Streamlit can do: one page with one line. Screens are measured beside it."""

import streamlit as st

st.write("Nothing to see here")
