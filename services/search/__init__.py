"""Search: from a query to an answer that never ends in nothing."""
