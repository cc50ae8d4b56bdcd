"""What a chat is being asked right now: one open step each, kept in the database so that a restart goes on."""
