"""What is handed over is kept to be compared, and compared with all that is kept."""
