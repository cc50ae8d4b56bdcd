"""What buyers write or show to the seller about what they bought. It may quote goods, so it is sealed."""
