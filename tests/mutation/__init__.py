"""Small mistakes put into the code that moves money, one at a time, to see whether the tests notice."""
