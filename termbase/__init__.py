"""What a concept is, where it is kept, how it enters and leaves. Knows nothing of articles or screens."""
