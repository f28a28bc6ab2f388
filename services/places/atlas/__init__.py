"""Builds the shipped gazetteer and base map from public packages: a maintainer's tool, never used while the app runs."""
