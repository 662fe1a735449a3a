"""The vendored plot library and the pins it is rebuilt from; a package, so that the wheel carries it."""
