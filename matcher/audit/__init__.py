"""Looking back: what the rules did, how right answers are, what people decided, whether a record still holds."""
