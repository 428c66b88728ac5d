"""Reading TBX: every version and dialect becomes the same statements, and these become concepts."""
