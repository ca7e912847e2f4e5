"""Doubtful answers given to people, and what people decided taken back."""
