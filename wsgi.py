"""The web server's way in: `granian --interface wsgi wsgi:application`."""

from marketplace.app import create_app
from marketplace.logs import configure_logs

configure_logs()
application = create_app()
