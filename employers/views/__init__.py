"""The public job list, the organisation's pages and the posting editor."""
