"""Parts of screens: they take plain values and post messages upward."""
