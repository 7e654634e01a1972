"""Entering an operation of income by keyboard: rights, their collection, what lowers them and what is given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_ejecucion, lecturas_operaciones, rejilla, rejilla_ingresos
from consistorio.canales.escritorio.rejilla import FilaEscrita, errores_del_formulario, repartir
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.gasto import SUGERIDAS, CabeceraDeGasto
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.documentacion.justificante import con_justificante
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import INGRESO, VER
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.recaudacion.consultas import pendiente_de
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

CON_DINERO: Final = ("DRI", "I", "PDEV")
BAJAS: Final = ("AN", "APL", "INS", "ESP")


class CabeceraDeIngreso(CabeceraDeGasto):
    """What all the lines share. `pendiente`: the collection that waited for its place (554, 559)."""

    field_order = ["clase", "fecha", "texto", "tercero", "ordinal", "pendiente", "cuenta", "expediente", "documento"]
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Si entra o sale dinero. Por ejemplo, 571."),
    )
    pendiente = forms.CharField(
        label=gettext_lazy("Cobro pendiente que aplica"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Si el dinero ya entró: la referencia del recibo, o el número de su operación."),
    )
    cuenta = forms.CharField(
        label=gettext_lazy("Cuenta del plan"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Solo si no es la de la económica, o para lo que se recibe en especie."),
    )

    def __init__(self, datos: object, actor_y_clases: tuple[PeticionConActor, Sequence[str]], **como: object) -> None:
        super().__init__(datos, actor_y_clases, **como)
        del self.fields["varios"]
        self.fields["tercero"].help_text = _("Su NIF, o palabras de su nombre.")
        self.fields["documento"].help_text = _(
            "La liquidación o el acuerdo. Sin expediente hace falta, salvo al cobrar. Firmado, si se devuelve algo que no sigue a un cobro de este año."
        )
        self.anio = 0
        self.aplica: UUID | None = None

    def clean(self) -> dict[str, object]:
        """The pending collection that is named. Adds errors on its field."""
        limpio: dict[str, object] = super().clean() or self.cleaned_data
        limpio["varios"] = False
        dicho = str(limpio.get("pendiente", "")).strip()
        if not dicho:
            return limpio
        try:
            self.aplica = pendiente_de(self.anio, dicho).id
        except DatosIncorrectos as error:
            self.add_error("pendiente", error.mensaje)
        if limpio.get("ordinal"):
            self.add_error("ordinal", _("Si aplica un cobro que ya entró, deje esta cuenta en blanco."))
        return limpio


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def anotar_ingreso(request: PeticionConActor, anio: int) -> HttpResponse:
    """A right, its collection, what lowers it, or a refund."""
    ejercicio = ejercicio_de(anio)
    if ejercicio.estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    suyas = lecturas_operaciones.ingresos_de(request.actor)
    if request.method != "POST":
        form, filas = _nueva(request, anio)
        return _pagina(request, anio, form, filas)
    form = CabeceraDeIngreso(request.POST, (request, suyas))
    form.anio = anio
    filas, que = rejilla.leer(request.POST), request.POST.get("que", "")
    if que == "calcular":
        return _calculada(anio, filas)
    if que in ("mas", "traer", "ver"):  # nothing is judged yet
        mensaje = ""
        if que == "traer":
            filas, mensaje = _traida(request, anio, filas)
        filas = rejilla.con_mas(filas) if que == "mas" else filas
        sin_juzgar = CabeceraDeIngreso(None, (request, suyas), initial=request.POST.dict())
        return _pagina(request, anio, sin_juzgar, filas, sueltos=[mensaje] if mensaje else ())
    lineas, errores = rejilla.pedidas(filas)
    if form.is_valid() and not errores:
        try:
            with una_vez(request.POST):
                hecha = _contabilizar(request, form, list(lineas.values()))
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotada: es esta."))
            return redirect("escritorio:operacion", operacion_id=ya.hecho_id)
        except (DatosIncorrectos, FaseIncompatible, Conflicto) as error:
            errores = repartir(form, error, list(lineas))
        else:
            messages.success(request, _("Anotada la operación %(cual)s.") % {"cual": hecha})
            if que == "otra":
                return redirect(f"{reverse('escritorio:anotar_ingreso', args=[anio])}?clase={hecha.clase}")
            return redirect("escritorio:operacion", operacion_id=hecha.id)
    return _pagina(request, anio, form, filas, errores=errores)


@empleado(VER)
@require_GET
def sugerir(request: PeticionConActor, anio: int) -> HttpResponse:
    """The concepts that begin as it was typed, for who types one."""
    texto = request.GET.get("texto", "").strip()[: rejilla.LARGO_CODIGO]
    filas = list(lecturas_ejecucion.conceptos(anio, lecturas_ejecucion.Filtro(texto))[:SUGERIDAS]) if texto else []
    nombres = denominaciones(filas)
    return JsonResponse({"aplicaciones": [[uno.economica, nombres[uno.id][:80]] for uno in filas]})


def _contabilizar(request: PeticionConActor, form: CabeceraDeIngreso, lineas: list[LineaPedida]) -> Operacion:
    clase, cabecera = form.cleaned_data["clase"], form.cabecera()
    ordinal, cuenta = str(form.cleaned_data["ordinal"]).strip(), str(form.cleaned_data["cuenta"]).strip()
    con: dict[str, Any] = {"cabecera": cabecera, "reloj": reloj_de_la_casa()}
    pedidas = [replace(una, cuenta=cuenta, aplica=form.aplica) for una in lineas]
    with con_justificante(clase, cabecera, pedidas):
        if clase in ("DR", "DRI", "DRA"):
            return acciones.reconocer(actor=request.actor, **con, clase=clase, lineas=pedidas, ordinal=ordinal)
        if clase == "I":
            return acciones.ingresar(actor=request.actor, **con, lineas=pedidas, ordinal=ordinal)
        if clase in BAJAS:
            return acciones.dar_de_baja(actor=request.actor, **con, clase=clase, lineas=pedidas)
        if clase == "DEV":
            return acciones.acordar_devolucion(actor=request.actor, **con, lineas=pedidas)
        return acciones.pagar_devolucion(actor=request.actor, **con, lineas=pedidas, ordinal=ordinal)


def _nueva(request: PeticionConActor, anio: int) -> tuple[CabeceraDeIngreso, list[FilaEscrita]]:
    """The form as it opens: empty, or after another operation, with what is left of it."""
    suyas = lecturas_operaciones.ingresos_de(request.actor)
    clase, origen = request.GET.get("clase", ""), identificador(request.GET.get("origen"))
    puesto: dict[str, object] = {"clase": clase if clase in suyas else suyas[0], "fecha": hoy(reloj_de_la_casa())}
    anterior = Operacion.objects.select_related("tercero").filter(id=origen).first() if origen else None
    if anterior is None:
        return CabeceraDeIngreso(None, (request, suyas), initial=puesto), rejilla.con_mas([])
    puesto |= {"texto": anterior.texto, "tercero": anterior.tercero.nif if anterior.tercero is not None else ""}
    lineas = list(anterior.lineas.select_related("concepto").order_by("orden"))
    return CabeceraDeIngreso(None, (request, suyas), initial=puesto), rejilla_ingresos.traidas([], lineas)


def _traida(request: PeticionConActor, anio: int, filas: list[FilaEscrita]) -> tuple[list[FilaEscrita], str]:
    """The rows with those of the operation whose number was typed, or why not."""
    dicho = request.POST.get("traer", "").strip()[:30]
    cual = numero(dicho.rpartition("/")[2].rpartition(" ")[2]) if dicho else None
    una = Operacion.objects.filter(ejercicio=anio, libro=Operacion.Libro.INGRESO, numero=cual).first() if cual else None
    if una is None:
        mensaje = _("No hay ninguna operación de ingreso con el número «%(n)s» en %(anio)d.")
        return filas, mensaje % {"n": dicho, "anio": anio}
    con_filas = rejilla_ingresos.traidas(filas, list(una.lineas.select_related("concepto").order_by("orden")))
    if not any(fila.origen for fila in con_filas):
        return filas, _("De la operación %(cual)s no queda nada.") % {"cual": una}
    return con_filas, ""


def _calculada(anio: int, filas: Sequence[FilaEscrita]) -> JsonResponse:
    """What is known of each row, for who types in the grid."""
    vistas = rejilla_ingresos.vistas(anio, filas, {})
    return JsonResponse(
        {
            "filas": [
                {
                    "nombre": una.nombre,
                    "disponible": cifra(una.disponible),
                    "quedaria": cifra(una.quedaria),
                    "falta": False,
                }
                for una in vistas
            ],
            "total": cifra(rejilla.total(filas)),
        }
    )


def _pagina(
    request: PeticionConActor,
    anio: int,
    form: CabeceraDeIngreso,
    filas: Sequence[FilaEscrita],
    *,
    errores: Mapping[int, str] | None = None,
    sueltos: Sequence[str] = (),
) -> HttpResponse:
    vistas = rejilla_ingresos.vistas(anio, filas, errores or {})
    todos = [
        *(("traer", mensaje) for mensaje in sueltos),
        *errores_del_formulario(form),
        *(
            (f"linea-{una.escrita.n}-codigo", _("Línea %(n)d: %(que)s") % {"n": una.escrita.n + 1, "que": una.error})
            for una in vistas
            if una.error
        ),
    ]
    contexto = {
        "titulo": _("Anotar una operación de ingreso de %(anio)d") % {"anio": anio},
        "anio": anio,
        "aqui": reverse("escritorio:anotar_ingreso", args=[anio]),
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": vistas,
        "total": rejilla.total(filas),
        "traer": request.POST.get("traer", ""),
        "errores": todos,
        "hay_errores": bool(todos),
        "de_ingresos": True,
        "vuelta": reverse("escritorio:operaciones", args=[anio]),
        "sugerir": reverse("escritorio:sugerir_concepto", args=[anio]),
    }
    return render(request, "escritorio/economia/gasto.html", contexto, status=422 if todos else 200)
