"""Real engines, started, used, checked and stopped by scripts; not part of the test command of the README.

    python -m tests.cluster.matrix --articles 20000      the same input on every engine, compared byte for byte

Pieces (Flink, Beam's job server, Prism, the wheel in an environment of its own) are fetched once into the folder
that ``WIRETRACE_CLUSTER_CACHE`` names, ``~/.cache/wiretrace-cluster`` if it names none. A piece that cannot be had
makes a test ``skipped: ...``, which counts as not shown.
"""
