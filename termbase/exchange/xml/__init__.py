"""What the formats that are XML share: safe reading in bounded memory."""
