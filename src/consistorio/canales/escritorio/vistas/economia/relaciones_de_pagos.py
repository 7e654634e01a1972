"""The lists of payments: one from its preparation to the money that left."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_tesoreria as lecturas
from consistorio.canales.escritorio.formularios_intervencion import documento_de
from consistorio.canales.escritorio.formularios_terceros import Motivo
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ficheros_sin_anio, marco_de_tesoreria
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.tesoreria import acciones, consultas
from consistorio.economia.tesoreria.acceso import fichero_para, relacion_para
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.permisos import CONFIRMAR, PAGAR, VER
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.almacen.consultas import abrir
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

Estado = RelacionDePagos.Estado
COLORES = {Estado.PAGADA: "green", Estado.RETIRADA: "grey", Estado.DEVUELTA: "red"}


class Pagos(Formulario):
    """When they left, and which of them."""

    fecha = DiaCorto(gettext_lazy("¿Qué día salió el dinero?"))
    lineas = forms.MultipleChoiceField(
        label=gettext_lazy("¿Qué pagos se hicieron?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, datos: object, relacion: RelacionDePagos) -> None:
        pendientes = relacion.lineas.filter(estado=LineaDePago.Estado.PENDIENTE).order_by("orden")
        suyas = [(str(una.id), _en_una_linea(una)) for una in pendientes]
        super().__init__(datos, initial={"fecha": relacion.fecha, "lineas": [id_ for id_, _texto in suyas]})
        campo = self.fields["lineas"]
        assert isinstance(campo, forms.MultipleChoiceField)  # noqa: S101  # narrows the type
        campo.choices = suyas


class Retirada(Motivo):
    """Why it is not paid, and what the bank says of it."""

    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento del banco"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("En el que dice que no ha pagado el fichero. Hace falta si ya se le envió."),
    )


def _en_una_linea(linea: LineaDePago) -> str:
    return f"{linea.nombre}, {Importe(linea.liquido)} ({linea.referencia})"


@empleado(VER)
@require_GET
def relaciones(request: PeticionConActor) -> HttpResponse:
    """The lists of payments, the newest first."""
    estado = request.GET.get("estado", "")
    estado = estado if estado in Estado.values else ""
    cursor = identificador(request.GET.get("tras"))
    filas = consultas.relaciones(estado=estado)
    tras = filas.filter(id=cursor).first() if cursor else None
    if tras is not None:
        filas = consultas.anteriores_a(filas, tras)
    halladas = list(filas[: POR_PAGINA + 1])
    base = reverse("escritorio:relaciones_de_pagos")
    contexto = {
        **marco_de_tesoreria("relaciones_de_pagos"),
        "titulo": _("Relaciones de pagos"),
        "filtros": [
            Enlace(_("Todas"), base, not estado),
            *(Enlace(str(nombre), f"{base}?estado={cual}", cual == estado) for cual, nombre in Estado.choices),
        ],
        "filas": [(una, COLORES.get(Estado(una.estado), "blue")) for una in halladas[:POR_PAGINA]],
        "estado": estado,
        "siguiente": f"{base}?estado={estado}&tras={halladas[POR_PAGINA - 1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": f"{base}?estado={estado}" if tras else "",
        "descargas": ficheros_sin_anio("escritorio:fichero_de_relaciones", f"estado={estado}" if estado else ""),
    }
    return render(request, "escritorio/economia/relaciones_de_pagos.html", contexto)


@empleado(VER)
@require_GET
def fichero_de_relaciones(request: PeticionConActor, formato: str) -> HttpResponse:
    """The same as a file."""
    estado = request.GET.get("estado", "")
    filas = consultas.relaciones(estado=estado if estado in Estado.values else "")
    return descarga_de_tabla(lecturas.tabla_de_relaciones(filas), formato, "relaciones-de-pagos")


@empleado(VER)
@require_GET
def relacion(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """A list: its payments, who has signed it, what became of it and what may be done."""
    una = relacion_para(request.actor, relacion_id, motivo=VER)
    lineas = list(consultas.lineas_de(una))
    contexto = {
        **marco_de_tesoreria("relaciones_de_pagos"),
        "titulo": _("Relación de pagos %(cual)s") % {"cual": una},
        "r": una,
        "color": COLORES.get(Estado(una.estado), "blue"),
        "lineas": [(linea, lecturas.descuentos_de(linea)) for linea in lineas],
        "firmas": lecturas.firmas_de(una.documento_id),
        "pasos": lecturas.pasos_de(una),
        "actos": lecturas.actos_de_relacion(una, lineas) if request.actor.puede(PAGAR) else (),
        "por_retirar": una.retirada_pedida_el is not None and una.terminada_el is None,
        "confirma": request.actor.puede(CONFIRMAR) and una.retirada_pedida_por != request.actor.id,
        "ve_operacion": request.actor.puede(VER_PRESUPUESTO),
        "descargas": ficheros_sin_anio("escritorio:fichero_de_relacion", relacion_id=una.id),
    }
    return render(request, "escritorio/economia/relacion_de_pagos.html", contexto)


@empleado(VER)
@require_GET
def fichero_de_relacion(request: PeticionConActor, relacion_id: UUID, formato: str) -> HttpResponse:
    """Its payments as a file."""
    una = relacion_para(request.actor, relacion_id, motivo=VER)
    tabla = lecturas.tabla_de_relacion(una, consultas.lineas_de(una))
    return descarga_de_tabla(tabla, formato, f"relacion-de-pagos-{una.ejercicio_id}-{una.numero}")


@empleado(VER)
@require_GET
def documento(request: PeticionConActor, relacion_id: UUID) -> HttpResponseBase:
    """The document that is signed. Raises NoEncontrado (it was not sent to be signed)."""
    una = relacion_para(request.actor, relacion_id, motivo=VER)
    if una.documento is None:
        raise NoEncontrado(_("Esa relación no tiene documento todavía."), que_hacer=_("Envíela antes a firmar."))
    return entregar(una.documento)


@empleado(PAGAR)
@require_GET
def transferencias(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """The file that goes to the bank: the same bytes always."""
    contenido = fichero_para(request.actor, relacion_id, motivo=PAGAR)
    una = RelacionDePagos.objects.get(id=relacion_id)
    with abrir(contenido.sha256) as flujo:
        respuesta = HttpResponse(flujo.read(), content_type="application/xml")
    respuesta["Content-Disposition"] = f'attachment; filename="{una.mensaje}.xml"'
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


@empleado(PAGAR)
@require_POST
def enviar_a_firma(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """Write its document and put it in the three signature folders."""
    return _hecho(
        request,
        relacion_id,
        lambda: acciones.enviar_a_firma(actor=request.actor, relacion_id=relacion_id, reloj=reloj_de_la_casa()),
        _("Está en el portafirmas de quien ordena el pago, de Intervención y de Tesorería."),
    )


@empleado(PAGAR)
@require_POST
def hacer_fichero(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """Make the file of transfers."""
    return _hecho(
        request,
        relacion_id,
        lambda: acciones.hacer_fichero(actor=request.actor, relacion_id=relacion_id, reloj=reloj_de_la_casa()),
        _("El fichero está hecho. Descárguelo y envíelo por la banca electrónica."),
    )


@empleado(PAGAR)
@require_POST
def dar_por_enviada(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """Say that its file was sent to the bank."""
    return _hecho(
        request,
        relacion_id,
        lambda: acciones.dar_por_enviada(actor=request.actor, relacion_id=relacion_id, reloj=reloj_de_la_casa()),
        _("Anotado. Cuando llegue el extracto, los pagos se anotan al conciliarlo."),
    )


def _hecho(request: PeticionConActor, relacion_id: UUID, hacer: Callable[[], object], dicho: str) -> HttpResponse:
    """Do it and go back to the list, with what it said when it was refused."""
    try:
        hacer()
    except (DatosIncorrectos, FaseIncompatible, Conflicto, NoPermitido) as error:
        partes = [error.mensaje, *(problema.mensaje for problema in error.problemas), error.que_hacer]
        messages.error(request, " ".join(parte for parte in partes if parte))
    else:
        messages.success(request, dicho)
    return redirect("escritorio:relacion_de_pagos", relacion_id=relacion_id)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def retirar(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """Withdraw it: what it would pay may go in another one."""
    una = relacion_para(request.actor, relacion_id, motivo=PAGAR)
    form = Motivo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        motivo = form.cleaned_data["motivo"]
        acciones.retirar_relacion(actor=request.actor, relacion_id=una.id, motivo=motivo, reloj=reloj_de_la_casa())
        messages.success(request, _("Retirada. Sus pagos vuelven a estar pendientes."))
        return redirect("escritorio:relacion_de_pagos", relacion_id=una.id)

    explicacion = _("Se quita de los portafirmas y no se paga.")
    titulo = _("Retirar la relación %(cual)s") % {"cual": una}
    pagina = _pagina(una, titulo, explicacion, _("Retirarla"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible,))


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def pedir_retirada(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """Ask that one whose file is made be withdrawn: another person confirms it."""
    una = relacion_para(request.actor, relacion_id, motivo=PAGAR)
    form = Retirada(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.pedir_retirada(
            actor=request.actor,
            relacion_id=una.id,
            motivo=form.cleaned_data["motivo"],
            documento_id=documento_de(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Pedido. Se retira cuando lo confirme otra persona, en Intervención."))
        return redirect("escritorio:relacion_de_pagos", relacion_id=una.id)

    explicacion = _(
        "Su fichero ya está hecho, y lo mismo no puede pagarse dos veces: asegúrese de que el banco no lo va a pagar. Lo confirma otra persona."
    )
    titulo = _("Pedir que se retire la relación %(cual)s") % {"cual": una}
    pagina = _pagina(una, titulo, explicacion, _("Pedir que se retire"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible,))


@empleado(CONFIRMAR)
@require_POST
def confirmar_retirada(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """The second person withdraws it."""
    return _hecho(
        request,
        relacion_id,
        lambda: acciones.confirmar_retirada(actor=request.actor, relacion_id=relacion_id, reloj=reloj_de_la_casa()),
        _("Retirada. Sus pagos vuelven a estar pendientes."),
    )


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def anotar_pagos(request: PeticionConActor, relacion_id: UUID) -> HttpResponse:
    """Say by hand that some of its payments were made."""
    una = relacion_para(request.actor, relacion_id, motivo=PAGAR)
    form = Pagos(request.POST if request.method == "POST" else None, una)

    def hacer() -> HttpResponse:
        acciones.anotar_pagos(
            actor=request.actor,
            relacion_id=una.id,
            fecha=form.cleaned_data["fecha"],
            lineas=[UUID(cual) for cual in form.cleaned_data["lineas"]],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Los pagos están anotados en el presupuesto y en la contabilidad."))
        return redirect("escritorio:relacion_de_pagos", relacion_id=una.id)

    explicacion = _("Solo si no los va a anotar al conciliar el extracto del banco, que es lo normal.")
    titulo = _("Anotar los pagos de la relación %(cual)s") % {"cual": una}
    pagina = _pagina(una, titulo, explicacion, _("Anotarlos"))
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible, Conflicto))


def _pagina(
    una: RelacionDePagos, titulo: str, explicacion: str, boton: str, *, peligro: bool = False
) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:relacion_de_pagos", args=[una.id])
    texto = _("Relación %(cual)s") % {"cual": una}
    return PaginaDeFormulario(titulo, _("Tesorería"), explicacion, boton, vuelta, texto, peligro)
