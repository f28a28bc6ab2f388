"""What Waymark knows: one package per subject, no Streamlit, no web server, no global state."""
