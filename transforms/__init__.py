"""Pure core of wiretrace: normalisation, sketches, matching and attribution, usable without a pipeline."""
