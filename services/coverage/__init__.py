"""Coverage: who can reach what, what is missing by which norm, how sure that is, and where the next place would help most."""
