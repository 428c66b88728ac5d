"""Finding literal renderings in a text: reading it, weighing its phrases, and judging them by the company they keep."""
