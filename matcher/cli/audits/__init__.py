"""The commands of `taxomatch audit`, one module each."""
