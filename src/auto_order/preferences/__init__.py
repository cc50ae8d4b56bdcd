"""What a seller chooses for the shop while it runs; what is not chosen is as the installation says."""
