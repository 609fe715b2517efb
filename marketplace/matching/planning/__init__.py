"""Which creators to book together for a budget: reach that counts nobody twice, the mix, its reasons; pure rules."""
