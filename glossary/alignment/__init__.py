"""Source and target passages: which Chinese an English passage was made from."""
