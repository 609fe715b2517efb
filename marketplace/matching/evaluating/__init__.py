"""Measures the fit of texts on public sets, next to simpler ways. The sets stay where they are."""
