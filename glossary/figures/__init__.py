"""Figures in Chinese and English text: what they amount to, so that one can be compared with the other."""
