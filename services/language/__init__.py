"""Languages: gettext catalogues read with Babel, and the reader's locale."""
