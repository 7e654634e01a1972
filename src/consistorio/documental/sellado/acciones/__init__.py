"""Use cases of sealing."""

from consistorio.documental.sellado.acciones import sellar, suscripciones

__all__ = ["sellar", "suscripciones"]
