"""How much waits behind each line of the sidebar."""


def waiting() -> dict[str, int]:
    """Endpoint -> how many things wait there for the person who looks."""
    return {}
