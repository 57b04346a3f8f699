"""Nudge: backpropagation on a real digit network, live and computed."""

import os

# The matrices are small: a second BLAS thread makes a step slower and starves the event loop.
# Set before anyone imports NumPy, because BLAS reads it once, when it is loaded.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

__version__ = "0.1.0"
