"""What the house costs, measured: `PYTHONPATH=src .venv/bin/python -m benchmarks [NAME...] [--pequeno] [--json FILE]`."""
