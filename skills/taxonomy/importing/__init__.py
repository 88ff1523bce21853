"""Published taxonomies (O*NET, ESCO), their crosswalk, and what the labour market says of jobs."""
