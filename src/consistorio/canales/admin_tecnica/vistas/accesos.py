"""Who looked at what. Asking is noted too, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from consistorio.canales.admin_tecnica import palabras
from consistorio.canales.admin_tecnica.formularios import BusquedaAccesos
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.consultas import accesos as buscar
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.models import Expediente

POR_PAGINA = 50


@empleado("auditoria.ver")
def accesos(request: PeticionConActor) -> HttpResponse:
    """The form; by POST, what it finds (nothing about people travels in addresses)."""
    form = BusquedaAccesos(request.POST or None)
    contexto: dict[str, object] = {"titulo": _("Quién miró qué"), "form": form}
    if form.is_valid():
        expediente_id, actor_id = _de_que(form), _de_quien(form)
        if not form.errors:
            contexto |= _hallados(request, form, expediente_id, actor_id)
    contexto["hay_errores"] = bool(form.errors)
    return render(request, "admin_tecnica/accesos.html", contexto, status=422 if form.errors else 200)


def _hallados(
    request: PeticionConActor, form: BusquedaAccesos, expediente_id: UUID | None, actor_id: UUID | None
) -> dict[str, object]:
    datos = form.cleaned_data
    registrar_acceso(
        request.actor,
        que="accesos",
        objeto_id=actor_id or expediente_id or "",
        expediente_id=expediente_id,
        motivo=datos["motivo"],
    )
    filas = buscar(
        expediente_id=expediente_id,
        actor_id=actor_id,
        desde=_medianoche(datos["desde"]) if datos["desde"] else None,
        hasta=_medianoche(datos["hasta"] + timedelta(days=1)) if datos["hasta"] else None,
        antes_de=datos["antes_de"],
        limite=POR_PAGINA + 1,
    )
    visibles = filas[:POR_PAGINA]
    quienes, numeros = _nombres(visibles), _numeros(visibles)
    return {
        "buscado": True,
        "filas": [
            (
                a,
                quienes.get(a.actor_id, _("Proceso automático")),
                palabras.de_acceso(a.que),
                numeros.get(a.expediente_id),
            )
            for a in visibles
        ],
        "anterior": [(n, v) for n, v in request.POST.items() if n not in ("csrfmiddlewaretoken", "antes_de")],
        "siguiente": visibles[-1].id if len(filas) > POR_PAGINA else "",
    }


def _de_que(form: BusquedaAccesos) -> UUID | None:
    numero = form.cleaned_data["expediente"]
    if not numero:
        return None
    hallado = Expediente.objects.filter(numero=numero).values_list("id", flat=True).first()
    if hallado is None:
        form.add_error("expediente", _("No hay ningún expediente con ese número."))
    return hallado


def _de_quien(form: BusquedaAccesos) -> UUID | None:
    quien = form.cleaned_data.get("empleado")
    if not quien:
        return None
    hallado = (
        Empleado.objects.filter(cuenta__usuario=quien.lower()).values_list("id", flat=True).first()
        or Empleado.objects.filter(persona__nif=quien.upper()).values_list("id", flat=True).first()
    )
    if hallado is None:
        form.add_error("empleado", _("No hay nadie con ese usuario o NIF."))
    return hallado


def _nombres(filas: Iterable[Acceso]) -> dict[UUID, str]:
    ids = {fila.actor_id for fila in filas}
    nombres = {e.id: e.nombre for e in Empleado.objects.select_related("persona").filter(id__in=ids)}
    return nombres | {p.id: p.nombre_completo for p in Persona.objects.filter(id__in=ids - nombres.keys())}


def _numeros(filas: Iterable[Acceso]) -> dict[UUID | None, str]:
    ids = {fila.expediente_id for fila in filas if fila.expediente_id}
    return dict(Expediente.objects.filter(id__in=ids).values_list("id", "numero"))


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), MADRID)
