"""Which issuers a validation trusts: the system's store, the town's folder, and what is given by hand."""

from __future__ import annotations

import contextlib
import ssl
import warnings
from datetime import datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings

from consistorio.documental.firma.casa import revocacion_de_la_casa
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.validacion import Criterio


def criterio_con(ca: Path | None, *, momento: datetime) -> Criterio:
    """A criterion over those roots, asking the issuers about revocation; without an answer the verdict is indeterminate. Raises OSError or ValueError on a bad `ca`."""
    otros = (ca,) if ca else ()
    propias = Confianza.de_carpeta(Path(settings.CONSISTORIO_CONFIANZA), *otros).raices
    return Criterio(Confianza(tuple(dict.fromkeys((*propias, *_del_sistema())))), momento, revocacion_de_la_casa())


def _del_sistema() -> tuple[x509.Certificate, ...]:
    raices = []
    for der in ssl.create_default_context().get_ca_certs(binary_form=True):
        with contextlib.suppress(ValueError), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old roots of the system with odd serial numbers
            raices.append(x509.load_der_x509_certificate(der))
    return tuple(raices)
