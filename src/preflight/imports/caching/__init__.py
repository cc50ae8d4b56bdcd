"""What is remembered between runs: a run over unchanged files does no more than look at their stamps."""
