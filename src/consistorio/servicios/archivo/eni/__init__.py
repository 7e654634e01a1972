"""Electronic document and case of the ENI, version 1.0: writers, readers and a validator that lists every problem. Pure.

Written from the published norms; no official schema is part of this repository. `esquemas` holds the result against the XSDs where
the folder of `CONSISTORIO_ESQUEMAS` has them.
"""
