"""Frozen, slotted records and closed sets that flow through the house; no input, no output."""
