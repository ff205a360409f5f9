"""The dashboard: the only part that knows Streamlit. Pages import from here and nowhere else."""
