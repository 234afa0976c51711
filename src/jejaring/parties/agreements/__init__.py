"""Agreements between agencies: parties, text, typed clauses, stages, signatures, delivery."""
