"""The directory: what a listing is, which rules it meets, and how an edition is loaded."""
