"""What the emulated Telegram remembers: people, bots, what they said to each other. All of it bounded."""
