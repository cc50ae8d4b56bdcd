"""Money going back: promised, made, and shown for what it was. No gateway is asked to do it by itself."""
