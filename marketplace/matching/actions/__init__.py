"""What people do before an order, split by what they come to do."""
