"""Shapes to the records of the model: small notations parsed, compound units put together."""
