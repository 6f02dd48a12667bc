"""Tests of the inspectors' page."""
