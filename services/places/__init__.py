"""Places: offline gazetteer, countries, distance and time zones."""
