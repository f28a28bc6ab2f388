"""The rich view: one short script per page; ``ui`` is the only place that touches Streamlit's machinery."""
