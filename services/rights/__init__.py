"""What a child may ask for, in words a child can read: finds an explainer by topic and language, and fills in the country's facts."""

from services.rights.cards import topics_for

__all__ = ["topics_for"]
