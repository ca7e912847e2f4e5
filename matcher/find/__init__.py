"""Texts to hits and candidates: what stands in a document, what speaks against it, and what it measures."""

from matcher.find.finder import Finder
from matcher.find.notice import Noticer

__all__ = ["Finder", "Noticer"]
