"""One message to many: written down for each of them before it goes out, so that nobody gets it twice."""
