"""The lists of basic requirements of the limited control: those in force, each with its versions, a new one, and what the program proposes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_requisitos import Confirmacion, NuevaLista
from consistorio.canales.escritorio.vistas.economia.intervencion import pestanas
from consistorio.canales.escritorio.vistas.economia.marco import ficheros_sin_anio
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Tabla, descarga_de_tabla
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion import ficheros_de_requisitos, requisitos
from consistorio.servicios.intervencion.models import Requisito
from consistorio.servicios.intervencion.permisos import FISCALIZAR, VER
from consistorio.servicios.intervencion.propuestas_de_requisitos import propuestos_de, tipos_propuestos
from consistorio.servicios.intervencion.reglas_de_requisitos import FASES, RequisitoPedido


@empleado(VER)
@require_GET
def listas(request: PeticionConActor) -> HttpResponse:
    """The lists in force today, by kind of expense and phase, and what the program proposes for the others."""
    dia = hoy(reloj_de_la_casa())
    vigentes = requisitos.listas_en_vigor(dia)
    hay = {(una.tipo, una.fase) for una in vigentes}
    propuestas = [
        (tipo, [(fase, FASES[fase]) for fase in tipo.fases if (tipo.codigo, fase) not in hay])
        for tipo in tipos_propuestos().values()
    ]
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "listas_de_requisitos"),
        "acuerdo": requisitos.limitado_en(dia),
        "listas": [(una, sum(uno.por_revisar for uno in una.requisitos.all())) for una in vigentes],
        "propuestas": [(tipo, fases) for tipo, fases in propuestas if fases],
        "fiscaliza": request.actor.puede(FISCALIZAR),
    }
    return render(request, "escritorio/economia/listas_de_requisitos.html", contexto)


@empleado(VER)
@require_GET
def lista(request: PeticionConActor, lista_id: UUID) -> HttpResponse:
    """A version of a list, its agreement and the other versions."""
    una = requisitos.lista_con_requisitos(lista_id)
    vigente = requisitos.lista_de(una.tipo, una.fase, en=hoy(reloj_de_la_casa()))
    contexto = {
        "titulo": str(una),
        "l": una,
        "requisitos": list(una.requisitos.all()),
        "en_vigor": vigente == una,
        "versiones": requisitos.versiones_de(una.tipo, una.fase),
        "fiscaliza": request.actor.puede(FISCALIZAR),
        "u_nueva": f"{reverse('escritorio:nueva_lista_de_requisitos')}?de={una.id}",
        "descargas": ficheros_sin_anio("escritorio:fichero_de_requisitos", lista_id=una.id),
    }
    return render(request, "escritorio/economia/lista_de_requisitos.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, lista_id: UUID, formato: str) -> HttpResponse:
    """A version of a list as a file, which may be brought back."""
    una = requisitos.lista_con_requisitos(lista_id)
    filas = ficheros_de_requisitos.filas(list(una.requisitos.all()))
    tabla = Tabla(una.nombre, ficheros_de_requisitos.COLUMNAS, filas)
    return descarga_de_tabla(tabla, formato, f"requisitos-{una.tipo}-{una.fase}-{una.desde:%Y-%m-%d}".lower())


@dato
class _Partida:
    """From what a version begins. `tipo`: "" when the kind and the phase are still to be said."""

    tipo: str
    nombre: str
    fase: str
    puestos: tuple[RequisitoPedido, ...]
    vuelta: tuple[str, str]


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor) -> HttpResponse:
    """A version of a list: from another one (`de`), from what the program proposes (`tipo` and `fase`), or of a kind of expense that it does not know."""
    partida = _partida(request)
    enviado = request.method == "POST"
    form = NuevaLista(
        request.POST if enviado else None,
        request.FILES if enviado else None,
        partida.puestos,
        tipo_y_fase=not partida.tipo,
    )

    def hacer() -> HttpResponse:
        limpio = form.cleaned_data
        pedidos, preguntas = form.requisitos()
        try:
            una = control.aprobar_lista(
                actor=request.actor,
                tipo=partida.tipo,
                nombre=partida.nombre or str(limpio["nombre"]),
                fase=partida.fase or str(limpio["fase"]),
                desde=limpio["desde"],
                rige=limpio["rige"] == "si",
                acuerdo_id=identificador(limpio["acuerdo"]),
                nota=str(limpio["nota"]),
                requisitos=pedidos,
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            problemas = [_en_su_pregunta(problema, preguntas) for problema in error.problemas]
            raise DatosIncorrectos(error.mensaje, problemas=problemas) from error
        messages.success(request, _("Lista guardada."))
        return redirect("escritorio:lista_de_requisitos", lista_id=una.id)

    leyenda = f"{partida.nombre}: {FASES[partida.fase]}" if partida.tipo else _("Control de Intervención")
    pagina = PaginaDeFormulario(
        _("Nueva lista de requisitos básicos"),
        leyenda,
        _("Lo que aprobó el Pleno, con el informe de Intervención. Lo que propone el programa está por revisar."),
        _("Guardarla"),
        *partida.vuelta,
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _en_su_pregunta(problema: Problema, preguntas: list[int]) -> Problema:
    """Requirements are counted without those that were left empty: the problem by the question of the page."""
    parte, _punto, n = problema.campo.partition(".")
    if n.isdigit() and 0 < int(n) <= len(preguntas):
        return Problema(f"{parte}.{preguntas[int(n) - 1]}", problema.mensaje)
    return problema


def _partida(request: PeticionConActor) -> _Partida:
    todas = (reverse("escritorio:listas_de_requisitos"), _("Requisitos básicos"))
    de = identificador(request.GET.get("de"))
    if de is not None:
        una = requisitos.lista_con_requisitos(de)
        puestos = tuple(RequisitoPedido(uno.clase, uno.texto, uno.norma) for uno in una.requisitos.all())
        vuelta = (reverse("escritorio:lista_de_requisitos", args=[una.id]), _("La lista"))
        return _Partida(una.tipo, una.nombre, una.fase, puestos, vuelta)
    tipo, fase = request.GET.get("tipo", ""), request.GET.get("fase", "")
    suyo = tipos_propuestos().get(tipo)
    if suyo is not None and fase in suyo.fases:
        return _Partida(tipo, suyo.nombre, fase, tuple(uno.pedido for uno in propuestos_de(tipo, fase)), todas)
    return _Partida("", "", "", (), todas)


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def revisar(request: PeticionConActor, requisito_id: UUID) -> HttpResponse:
    """Confirm a requirement that the program proposed."""
    uno = Requisito.objects.select_related("lista").filter(id=requisito_id).first()
    if uno is None:
        raise NoEncontrado(_("No encontramos ese requisito."))
    form = Confirmacion(request.POST if request.method == "POST" else None)
    vuelta = reverse("escritorio:lista_de_requisitos", args=[uno.lista_id])

    def hacer() -> HttpResponse:
        control.revisar_requisito(
            actor=request.actor,
            requisito_id=requisito_id,
            motivo=str(form.cleaned_data["motivo"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Requisito confirmado."))
        return redirect(vuelta)

    pagina = PaginaDeFormulario(
        _("Confirmar el requisito"), str(uno.lista), str(uno), _("Confirmarlo"), vuelta, _("La lista")
    )
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible,))
