"""Technical administration, for the staff who keep the house working (`/administracion/`).

Owns no state: pages over supervision, queues, organisation, accounts, calendar and access log; `comprobaciones` (health of seals,
heads, certificates and environment), `interruptores` (what the settings mean), and `/salud`. RD 311/2022 (ENS) op.acc, op.exp, op.mon.
"""
