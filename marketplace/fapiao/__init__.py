"""发票 that buyers in China ask for: who wants which, what staff recorded of it, and its paper. None is issued here."""
