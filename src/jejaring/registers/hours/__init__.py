"""The learning-hour (JP) ledger: rules, postings, counter-entries, totals, statements."""
