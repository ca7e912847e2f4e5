"""A whole input on one page: what came of it, each document, the rules at work, and how right they are."""
