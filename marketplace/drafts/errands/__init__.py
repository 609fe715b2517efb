"""What happens over the network, between two units of work."""
