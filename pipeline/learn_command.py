"""``wiretrace learn boilerplate | lexicon``."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.command_options import Config, Set, settings_of
from pipeline.failure import Failure

learn_app = typer.Typer(
    help="Learn a table, for later runs.", no_args_is_help=True, rich_markup_mode="markdown"
)


@learn_app.command("boilerplate")
def learn_boilerplate(
    inputs: Annotated[list[str], typer.Option("--input", help="File, folder or glob on any Beam file system. May repeat.")],
    output: Annotated[str, typer.Option("--output", help="File of the table.")],
    least: Annotated[int, typer.Option(min=2, help="Unrelated texts of an outlet that make a sentence boilerplate.")] = 5,
    config: Config = None,
    overrides: Set = None,
) -> int:
    """Learn the sentences that outlets print under everything, for the setting `normalize.boilerplate`.

    Outlets must be known: from the path template, a field, or a sidecar.

    Example:
        wiretrace learn boilerplate --input dump/ --output boilerplate.json --set 'read.path_template={outlet}/{date}/{name}.txt'
    """
    from pipeline.inputs import InputError
    from pipeline.learn import learn_boilerplate as learned

    try:
        found = learned(inputs, output, settings_of(config, overrides), least)
    except InputError as error:
        raise Failure(3, str(error)) from error
    sentences = sum(map(len, found.table.outlets.values()))
    print(f"{found.articles} articles read, {found.without_outlet} of them without an outlet and passed over")
    print(f"{sentences} sentences of {len(found.table.outlets)} outlets, version {found.table.version}: {output}")
    return 0


@learn_app.command("lexicon")
def learn_lexicon(
    outputs: Annotated[list[str], typer.Argument(metavar="OUT...", help="Folders of finished runs made with --texts.")],
    output: Annotated[str, typer.Option("--output", help="File of the lexicon.")],
    least: Annotated[float, typer.Option("--least-confidence", min=0, max=1, help="Confidence of a link that teaches.")] = 0.9,
) -> int:
    """Learn which words translate each other from linked translations, for the setting `sketch.lexicon`.

    Example:
        wiretrace learn lexicon out/ --output lexicon.json
    """
    from pipeline.learn import NoTexts, learn_words
    from pipeline.manifest import NoRun

    try:
        found = learn_words(outputs, output, least)
    except (NoRun, NoTexts) as error:
        raise Failure(3, str(error)) from error
    print(f"{found.links} links across languages taught {found.groups} sentence groups")
    for table in found.lexicon.tables:
        print(f"  {table.language} to {table.above}: {len(table.words)} words from {table.sentences} groups")
    print(f"version {found.lexicon.version}: {output}")
    return 0
