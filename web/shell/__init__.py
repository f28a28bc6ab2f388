"""The safety shell: the leave bar, its keys and its words, in the document itself, for the rich view and for every plain page."""

from web.shell.frame import EMERGENCY_PATH, PlainFrame, Shell

__all__ = ["EMERGENCY_PATH", "PlainFrame", "Shell"]
