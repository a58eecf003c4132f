"""What the numbers mean: indicators, units, formulas of derived ones, and the crosswalk between forms."""
