"""What one does with a term base at a desk: check articles. Takes concepts, never a store."""
