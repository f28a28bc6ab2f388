"""All HTTP that is not Streamlit's: headers, leaving, plain pages, place suggestions."""
