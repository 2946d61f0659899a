"""The two ways in: Streamlit pages and the command line."""
