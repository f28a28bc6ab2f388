"""What a visitor should know about traces: the words of "Before you start" and of the Safety page, for every view."""
