"""What the shop can tell one person, without how it looks; it is told even if the network is down now."""
