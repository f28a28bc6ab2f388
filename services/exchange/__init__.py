"""Exchange: sheets in, open formats out."""
