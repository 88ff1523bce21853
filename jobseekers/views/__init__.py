"""The jobseeker's own pages. Every form works without scripts; htmx only saves reloading."""
