"""The review queue: concepts that somebody or something proposes, and what was decided about them."""
