"""The HTML template of the report; a package, so that the wheel carries it."""
