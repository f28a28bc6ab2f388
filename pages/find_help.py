"""Find help: ask what and where, show who answers."""
