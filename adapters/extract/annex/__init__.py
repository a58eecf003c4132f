"""The statistics form that reports before 2019 attach."""
