"""The inspectors' web page: opens reports with an inspector's key, in memory only."""
