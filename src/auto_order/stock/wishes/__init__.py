"""Who wants to be told, once, when there is stock again."""
