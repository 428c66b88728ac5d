"""A concept as a form of texts that people edit: plain values, without a screen and without a term base."""
