"""Bytes to a tree of texts with places, and complaints about what does not fit."""
