"""Import and export: a file of terms comes in, or goes out."""
