"""What the program is measured by; ``python -m tests.bench`` runs it (see docs/design.md)."""
