"""Streamlit's machinery, kept in one room: state, caches, controls, cards and map. Each returns a value; none decides."""
