"""The stream for engines that checkpoint: ``wiretrace stream --input … --output … -- --runner=FlinkRunner …``.

On Flink: ``--checkpointing_interval=10000`` (milliseconds) makes it survive; ``--stop-after SECONDS`` ends the watch, settles
what waits and lets the job finish, as a test of a cluster wants it. OUT/turn-N are the panes; `pipeline.unbounded.sinks.latest`
reads what they say in the end. `graph` shows the stages, `desk` a turn, `held` what is known and how the engine keeps it.
"""
