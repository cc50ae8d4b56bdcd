"""Is this checkout safe to start? An import checker and a bytecode-cache doctor."""
