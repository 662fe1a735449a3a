"""Scripts and style of the report; a package, so that the wheel carries them."""
