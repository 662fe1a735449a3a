"""Agency verdict, relation, direction, originals and families."""
