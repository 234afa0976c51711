"""The few things every package needs: records, refusals, codes, the clock."""
