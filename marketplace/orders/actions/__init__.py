"""What people and clocks do with orders, split by what they come to do."""
