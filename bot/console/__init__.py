"""The commands of ``congvu``, one module per purpose; heavy imports happen inside them."""
