"""The app with a part of its design taken out, to show that the chaos runs would notice (R-7)."""
