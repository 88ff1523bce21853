"""Pages of matches: the jobseeker's, the employer's and the public job page."""
