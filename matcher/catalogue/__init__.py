"""Look-ups over a pack: names, codes, what stands beside a code, how complete the pack is, and its ways out and in."""
