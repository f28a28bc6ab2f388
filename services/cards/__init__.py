"""The words of an answer: what stands on a card, above a group, beside a filter, in the reader's language."""
