"""Adapts the bundled embedding model to questions about law (`python -m indexer.adapting`).

Not needed to run the program: what comes out, `knowledge/embedding/adaptation.npz`, is part of
it. Data, recipe and figures: docs/model-card.md.
"""
