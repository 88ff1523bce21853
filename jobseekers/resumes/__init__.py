"""An uploaded résumé: read safely, confirmed by its owner, kept only if the owner says so."""
