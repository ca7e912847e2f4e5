"""Terms as written to the patterns that are searched."""
