"""Values that channels hand over when somebody files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.documental.registro.tipos import DatosPersona
from consistorio.nucleo.dato import dato

if TYPE_CHECKING:
    from consistorio.plataforma.almacen.models import Contenido

CONSENTIMIENTO = _(
    "He leído lo que voy a presentar, los datos son ciertos y quiero presentarlo con esta identificación, "
    "que vale como mi firma."
)


@dato
class EvidenciaSesion:
    """Will expressed in an identified session (LPACAP 10.4). `huella_vista`: the fingerprint shown in the review page.

    When given, it must be that of what is filed: nobody files something other than what they saw.
    """

    consentimiento: str | Promise = CONSENTIMIENTO
    huella_vista: str = ""


@dato
class AdjuntoNuevo:
    """A file of a later submission."""

    nombre: str
    flujo: BinaryIO
    requisito: str = ""


@dato
class Apertura:
    """How a unit turns an entry into a case.

    `canal`: papel or electronica, for who is not obliged; empty, what the entry says, else paper for what came on paper (LPACAP
    41.1). `domicilio`: where they live, where paper goes too; empty, what the entry says. `requisitos`: which document of the procedure each of the
    entry's is.
    """

    procedimiento: str
    canal: str = ""
    domicilio: Mapping[str, str] = field(default_factory=dict)
    requisitos: Mapping[UUID, str] = field(default_factory=dict)


@dato
class Acuerdo:
    """The signed agreement to begin a case of office. `forma`: propia, orden, peticion or denuncia (LPACAP 59-62).

    `contenido`: its bytes, admitted before the transaction; None when there is no file, or it was refused.
    """

    forma: str
    organo: str
    motivo: str
    fecha: date
    contenido: Contenido | None
    nombre: str


@dato
class Destinatario:
    """Whom a case of office is about, as typed at the desk. `canal`: papel or electronica, for who is not obliged."""

    persona: DatosPersona
    canal: str = "papel"
    domicilio: Mapping[str, str] = field(default_factory=dict)
