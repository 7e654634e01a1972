"""The accounts that a load of another program brought: a second person confirms those that they choose."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.marcas import los_marcados
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.facturas.reglas import numero_limpio
from consistorio.economia.terceros import acciones, consultas
from consistorio.economia.terceros.models import CuentaTercero
from consistorio.economia.terceros.permisos import CONFIRMAR
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

POR_PAGINA = 50


@empleado(CONFIRMAR)
@require_http_methods(["GET", "POST"])
def cuentas_de_carga(request: PeticionConActor) -> HttpResponse:
    """A page of those that wait for this person, whole; those that are marked are confirmed together."""
    aqui, tras = reverse("escritorio:cuentas_de_carga"), identificador(request.GET.get("tras"))
    marcadas, errores = set[UUID](), list[tuple[str, str]]()
    if request.method == "POST":
        marcadas = set(los_marcados(request.POST))
        try:
            hechas = acciones.confirmar_cuentas_de_carga(
                actor=request.actor, cuentas=list(marcadas), reloj=reloj_de_la_casa()
            )
        except DatosIncorrectos as error:
            errores = [("marcada-0", problema.mensaje) for problema in error.problemas]
        else:
            n = len(hechas)
            dicho = ngettext(
                "Confirmada %(n)d cuenta. Desde hoy se paga en ella.",
                "Confirmadas %(n)d cuentas. Desde hoy se paga en ellas.",
                n,
            )
            messages.success(request, dicho % {"n": n})
            return redirect(f"{aqui}?{urlencode({'tras': tras})}" if tras is not None else aqui)
    halladas = consultas.de_carga_por_confirmar(request.actor, tras=tras, limite=POR_PAGINA + 1)
    filas, todas = halladas[:POR_PAGINA], request.method == "GET" and "todas" in request.GET
    cursor = {"tras": tras} if tras is not None else {}
    contexto = {
        "titulo": _("Cuentas que vinieron del programa anterior"),
        "filas": [_fila(una, vigente, marcadas, todas=todas) for una, vigente in filas],
        "errores": errores,
        "hay_errores": bool(errores),
        "todas": f"{aqui}?{urlencode({**cursor, 'todas': 'si'})}",
        "siguiente": f"{aqui}?{urlencode({'tras': filas[-1][0].id})}" if len(halladas) > POR_PAGINA else "",
        "anterior": aqui if tras is not None else "",
    }
    return render(request, "escritorio/economia/cuentas_de_carga.html", contexto, status=422 if errores else 200)


def _fila(
    cuenta: CuentaTercero, vigente: CuentaTercero | None, marcadas: Collection[UUID], *, todas: bool
) -> dict[str, object]:
    """An account as it is read: its number whole, in fours, and whether its holder is called otherwise."""
    persona = cuenta.tercero.persona
    return {
        "cuenta": cuenta,
        "vigente": vigente,
        "iban": " ".join(cuenta.iban[n : n + 4] for n in range(0, len(cuenta.iban), 4)),
        "otro_titular": bool(cuenta.titular)
        and numero_limpio(cuenta.titular) != numero_limpio(persona.nombre_completo),
        "marcada": todas or cuenta.id in marcadas,
    }
