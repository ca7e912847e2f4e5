"""The doors: words in, words out, nothing else."""
