"""The memory of scheduled jobs: what was read and said before, as versioned Parquet, and one pointer that names it.

    STATE/pointer.json      generation, versions, every file with size and SHA-256, and the output it belongs to
    STATE/articles/         sketch, facts and record base of every article        appended, one file a day and run
    STATE/alignments/       aligned pairs, so that nothing is aligned twice        appended, one file a day and run
    STATE/said/             what was last said of every article, and its neighbours    rewritten where it changed
    STATE/links/  families/ the rows of both tables as they stand                      rewritten where they changed
    STATE/index/            id and content of every document ever read                 appended
    STATE/work/             finished blocks of a run that has not ended; removed when it has
    STATE/in-use.json       stands beside every pointer: one that is gone is damage, not a new state
    STATE/lock.json         who is at work, with an expiry

A *part* is a day and whether it is a trusted published day (``dated``) or the first-seen day of an undated text.
Files are immutable and named by their content. The pointer is the single commit point of state and output: what
it does not name was never said.
"""
