"""What the tests stand on: databases, a clock, a closed network. Nothing here knows a word of the trade."""
