"""Texts to hits and candidates: what stands in a document, what speaks against it, and what it measures."""

from matcher.find.finder import Finder
from matcher.find.notice import Noticer
from matcher.find.sought import groups_sought

__all__ = ["Finder", "Noticer", "groups_sought"]
