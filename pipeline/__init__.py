"""How and where wiretrace runs: command line, settings, sources, the graph, sinks."""
