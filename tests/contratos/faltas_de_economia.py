"""The inner questions of the accounts, each with the test that misses it."""

from __future__ import annotations

import pytest

from consistorio.economia.contabilidad.acceso import asiento_para
from consistorio.nucleo.errores import NoPermitido

from .faltas import NADIE, falta
from .pueblo import Pueblo


@falta("economia.contabilidad.acceso.asiento_para contabilidad.ver")
def _an_entry_is_not_looked_for_by_who_does_not_see_the_accounts(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        asiento_para(pueblo.de_fuera(), NADIE)
