"""What a chat is being asked: one open step each, kept in the database so that it survives a restart."""
