"""Answers as pages: one file each, read without a network and without scripts."""
