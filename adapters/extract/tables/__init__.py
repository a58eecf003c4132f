"""The official tables of 2019 and 2021 that still are tables."""
