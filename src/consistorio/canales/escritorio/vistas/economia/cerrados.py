"""Closed years at the desk: what is owed and what is to be collected, by year and third party, and what is noted of each balance."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_cerrados as lecturas
from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.lecturas_cerrados import DERECHO, OBLIGACION
from consistorio.canales.escritorio.lecturas_libros import casos_de
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez, usado
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    documento_con_codigo,
    ejercicio_de,
    ficheros_sin_anio,
    marco_de_otros_anios,
)
from consistorio.canales.escritorio.vistas.economia.pagos_a_mano import MOTIVO_DE_ORDEN, PISTA_DE_ORDEN
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.cierre.acciones import traspasar_pendientes
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.contabilidad.permisos import VER
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.documentacion.justificante import con_justificante
from consistorio.economia.intervenciones.control import por_que_no_se_paga
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, SaldoCerrado
from consistorio.economia.presupuesto.permisos import INGRESO, PAGAR
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.terceros.consultas import buscar, de_persona
from consistorio.economia.tesoreria.acciones import pagar_cerrados_a_mano
from consistorio.economia.tesoreria.consultas import cargos_sin_conciliar
from consistorio.economia.tesoreria.models import MovimientoBancario
from consistorio.economia.tesoreria.permisos import CONCILIAR
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

VARIOS = 20  # third parties that a search shows, to choose among them
PAGINAS = {OBLIGACION: "obligaciones_cerradas", DERECHO: "derechos_cerrados"}


class DeUnSaldo(DeUnUso):
    """What is noted of a balance, whatever it is."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    importe = Euros(label=gettext_lazy("Importe"), max_length=20)
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del acuerdo o del documento"),
        max_length=40,
        required=False,
    )

    def de(self, saldo: SaldoCerrado) -> dict[str, Any]:
        """Heading and line, as the use cases want them. Raises DatosIncorrectos (no document has that code)."""
        dicho = self.cleaned_data
        cabecera = Cabecera(
            fecha=dicho["fecha"],
            texto=dicho["texto"],
            tercero_id=saldo.tercero_id,
            varios=saldo.tercero_id is None,
            documento_id=documento_con_codigo(dicho["documento"]),
        )
        return {"cabecera": cabecera, "lineas": [LineaPedida(dicho["importe"], cerrado=saldo.id)]}


class Acto(DeUnSaldo):
    """What becomes of it."""

    clase = forms.ChoiceField(label=gettext_lazy("¿Qué se anota?"))
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Solo si se cobra. Por ejemplo, 571"),
    )
    field_order = ["clase", "fecha", "importe", "texto", "ordinal", "documento"]

    def __init__(self, datos: object, saldo: SaldoCerrado, **como: object) -> None:
        super().__init__(datos, **como)
        campo = self.fields["clase"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        suyos = [(clase, f"{clase} · {nombre}") for clase, nombre in lecturas.actos_de(saldo)]
        campo.choices = [("", _("Elija")), *suyos]
        self.fields["documento"].help_text = _("Hace falta para todo menos para cobrar.")
        if saldo.clase == OBLIGACION:
            del self.fields["ordinal"]
            self.fields["documento"].required = True
            self.fields["documento"].help_text = _("El de la resolución o el acuerdo.")


class PagoDeCerrado(DeUnSaldo):
    """From where it is paid, and what is kept of it."""

    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería"), max_length=12, help_text=gettext_lazy("Por ejemplo, 571")
    )
    concepto = forms.ChoiceField(label=gettext_lazy("Concepto que se descuenta"), required=False)
    descuento = Euros(label=gettext_lazy("Importe que se descuenta"), max_length=20, required=False)
    motivo_orden = forms.CharField(
        label=MOTIVO_DE_ORDEN, help_text=PISTA_DE_ORDEN, max_length=LARGO_TEXTO, required=False
    )
    movimiento = forms.ChoiceField(
        label=gettext_lazy("Si lo cargó el banco por sí solo, ¿con qué movimiento?"),
        help_text=gettext_lazy(
            "El pago lleva su día, y queda conciliado con él. Se ven los del año que están sin conciliar."
        ),
        required=False,
    )
    field_order = ["fecha", "importe", "texto", "ordinal", "concepto", "descuento", "documento"]
    field_order += ["movimiento", "motivo_orden"]

    def __init__(self, datos: object, cargos: Sequence[MovimientoBancario], **como: object) -> None:
        super().__init__(datos, **como)
        movimiento = self.fields["movimiento"]
        assert isinstance(movimiento, forms.ChoiceField)  # noqa: S101  # narrows the type
        movimiento.choices = [
            ("", _("Con ninguno")),
            *((str(una.id), f"{una.fecha:%d/%m/%Y} · {Importe(-una.importe)} · {una.texto}"[:160]) for una in cargos),
        ]
        if not cargos:
            del self.fields["movimiento"]
        campo = self.fields["concepto"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        conceptos = ConceptoNoPresupuestario.objects.filter(en_uso=True, de_descuento=True).order_by("codigo")
        campo.choices = [("", _("Nada")), *((uno.codigo, f"{uno.codigo} {uno.denominacion}") for uno in conceptos)]

    def clean(self) -> dict[str, object]:
        """Both of a discount, or none. Raises ValidationError."""
        dicho: dict[str, object] = super().clean() or {}
        if "descuento" not in self.errors and bool(dicho.get("concepto")) != bool(dicho.get("descuento")):
            falta = "descuento" if dicho.get("concepto") else "concepto"
            self.add_error(falta, _("Diga el concepto y el importe de lo que se descuenta, o ninguno de los dos."))
        return dicho

    def descuentos(self) -> list[Descuento]:
        """What is kept of the payment."""
        dicho = self.cleaned_data
        return [Descuento(dicho["concepto"], dicho["descuento"])] if dicho["concepto"] else []


@empleado(VER)
@require_http_methods(["GET", "POST"])
def obligaciones(request: PeticionConActor, anio: int) -> HttpResponse:
    """What is owed of earlier years. Who is looked for is sent, not put in the address."""
    return _lista(request, anio, OBLIGACION)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def derechos(request: PeticionConActor, anio: int) -> HttpResponse:
    """What is to be collected of earlier years."""
    return _lista(request, anio, DERECHO)


@empleado(CERRAR)
@require_POST
def traspasar(request: PeticionConActor, anio: int, clase: str) -> HttpResponse:
    """Bring what the year before leaves pending, while it is still open."""
    if clase not in SaldoCerrado.Clase.values:
        raise NoEncontrado(_("Esa lista no existe."))
    nuevos = traspasar_pendientes(actor=request.actor, anio=anio - 1, reloj=reloj_de_la_casa())
    obligaciones = sum(1 for uno in nuevos if uno.clase == OBLIGACION)
    mensaje = ngettext(
        "Ha pasado %(n)d saldo pendiente de %(antes)d: %(o)s y %(d)s.",
        "Han pasado %(n)d saldos pendientes de %(antes)d: %(o)s y %(d)s.",
        len(nuevos),
    )
    de_cada = {
        "o": ngettext("%(n)d obligación", "%(n)d obligaciones", obligaciones) % {"n": obligaciones},
        "d": ngettext("%(n)d derecho", "%(n)d derechos", len(nuevos) - obligaciones)
        % {"n": len(nuevos) - obligaciones},
    }
    messages.success(request, mensaje % {"n": len(nuevos), "antes": anio - 1, **de_cada})
    return redirect(f"escritorio:{PAGINAS[SaldoCerrado.Clase(clase)]}", anio=anio)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, clase: str, formato: str) -> HttpResponse:
    """All of them as a file."""
    ejercicio_de(anio)
    if clase not in SaldoCerrado.Clase.values:
        raise NoEncontrado(_("Esa lista no existe."))
    registrar_acceso(request.actor, que="cerrados", objeto_id=str(anio), motivo=VER)
    return descarga_de_tabla(lecturas.tabla(anio, clase), formato, f"cerrados-{clase}-{anio}")


def _lista(request: PeticionConActor, anio: int, clase: str) -> HttpResponse:
    ejercicio_de(anio)
    registrar_acceso(request.actor, que="cerrados", objeto_id=str(anio), motivo=VER)
    texto = request.POST.get("texto", "").strip()[:80]
    hallados = buscar(request.actor, texto, motivo=VER, limite=VARIOS) if texto else []
    esta = reverse(f"escritorio:{PAGINAS[SaldoCerrado.Clase(clase)]}", args=[anio])
    if len(hallados) == 1:
        return redirect(f"{esta}?tercero={hallados[0].persona_id}")
    de, tercero = numero(request.GET.get("de")), identificador(request.GET.get("tercero"))
    tras = numero(request.GET.get("desde")) or 0
    de = de if de is not None and de < anio else None
    filtrados = lecturas.saldos(anio, clase, de=de, tercero=tercero)
    pendientes = lecturas.con_algo(filtrados) if request.GET.get("todo") != "1" else filtrados
    filas = list(pendientes[tras : tras + POR_PAGINA + 1])
    por_anios = lecturas.por_anios(anio, clase)
    por_traspasar, suman = lecturas.por_traspasar(anio, clase, en=hoy(reloj_de_la_casa()))
    cola = f"{f'&de={de}' if de else ''}{f'&tercero={tercero}' if tercero else ''}"
    cola += "&todo=1" if request.GET.get("todo") == "1" else ""
    contexto = {
        **marco_de_otros_anios(request, anio, PAGINAS[SaldoCerrado.Clase(clase)]),
        "titulo": _("Obligaciones de ejercicios cerrados")
        if clase == OBLIGACION
        else _("Derechos de ejercicios cerrados"),
        "realizado": _("Pagado") if clase == OBLIGACION else _("Cobrado"),
        "filas": [(una, lecturas.cifras_de(una)) for una in filas[:POR_PAGINA]],
        "clase": clase,
        "por_traspasar": por_traspasar,
        "por_traspasar_suman": Importe(suman),
        "de_antes": anio - 1,
        "traspasa": request.actor.puede(CERRAR),
        "por_anios": por_anios,
        "total": lecturas.suma(cifras for _anio, cifras in por_anios),
        "de_estos": lecturas.totales(pendientes) if de or tercero else None,
        "de": de,
        "tercero": de_persona(tercero) if tercero else None,
        "texto": texto,
        "hallados": hallados,
        "sin_hallar": bool(texto) and not hallados,
        "todo": request.GET.get("todo") == "1",
        "esta": esta,
        "siguiente": f"{esta}?desde={tras + POR_PAGINA}{cola}" if len(filas) > POR_PAGINA else "",
        "anterior": f"{esta}?desde={max(0, tras - POR_PAGINA)}{cola}" if tras else "",
        "descargas": ficheros_sin_anio("escritorio:fichero_de_cerrados", anio=anio, clase=clase),
    }
    return render(request, "escritorio/economia/cerrados.html", contexto)


@empleado(VER)
@require_GET
def saldo(request: PeticionConActor, saldo_id: UUID) -> HttpResponse:
    """One: where it comes from, what was noted of it and what may be done now."""
    uno = _uno(saldo_id)
    registrar_acceso(request.actor, que="cerrado", objeto_id=uno.id, motivo=VER)
    origen, es_obligacion = lecturas.origen_de(uno), uno.clase == OBLIGACION
    abierto = uno.vigente and ejercicio_de(uno.ejercicio_id).estado == "abierto"
    ficha = de_persona(uno.tercero_id) if uno.tercero_id is not None else None
    impide = ""
    if es_obligacion and uno.pendiente:
        impide = por_que_no_se_paga(lecturas.obligaciones_de(origen), en=hoy(reloj_de_la_casa()))
    suyas = lecturas.operaciones_de(uno)
    contexto = {
        **marco_de_otros_anios(request, uno.ejercicio_id, PAGINAS[SaldoCerrado.Clase(uno.clase)]),
        "titulo": _titulo(uno),
        "uno": uno,
        "cifras": lecturas.cifras_de(uno),
        "es_obligacion": es_obligacion,
        "ficha": ficha,
        "origen": origen,
        "ve_operacion": request.actor.puede(VER_PRESUPUESTO),
        "caso": next(iter(casos_de(request.actor, [lecturas.expediente_de(origen)]).values()), None),
        "impide": impide,
        "lineas": suyas,
        "textos": {linea.operacion_id: linea.operacion.texto for linea in suyas},
        "anota": abierto and request.actor.puede(INGRESO) and bool(lecturas.actos_de(uno)),
        "paga": abierto and es_obligacion and bool(uno.pendiente) and request.actor.puede(PAGAR),
        "vuelta": reverse(f"escritorio:{PAGINAS[SaldoCerrado.Clase(uno.clase)]}", args=[uno.ejercicio_id]),
    }
    return render(request, "escritorio/economia/saldo_cerrado.html", contexto)


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def anotar(request: PeticionConActor, saldo_id: UUID) -> HttpResponse:
    """Collect, annul, rectify, defer or let prescribe."""
    uno = _uno(saldo_id)
    registrar_acceso(request.actor, que="cerrado", objeto_id=uno.id, motivo=INGRESO)
    form = Acto(request.POST if request.method == "POST" else None, uno, initial=_propuesto(uno))

    def hacer() -> HttpResponse:
        clase, dicho = form.cleaned_data["clase"], form.de(uno)
        justificado = con_justificante(clase, dicho["cabecera"], dicho["lineas"])
        with suppress(YaAnotado), una_vez(request.POST), justificado:
            acciones.anotar_cerrados(
                actor=request.actor,
                clase=clase,
                **dicho,
                ordinal=form.cleaned_data.get("ordinal", "").strip() if clase == "CC" else "",
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("Anotado."))
        return redirect("escritorio:saldo_cerrado", saldo_id=uno.id)

    return atender(
        request,
        form,
        _pagina(uno, _("Anotar qué ha pasado"), _("Anotarlo")),
        hacer,
        cambios={"lineas.0": "importe", "lineas": "importe"},
        sin_mas=(Conflicto, FaseIncompatible),
    )


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def pagar(request: PeticionConActor, saldo_id: UUID) -> HttpResponse:
    """Pay it by hand; by the bank it goes in a list of payments."""
    uno = _uno(saldo_id)
    if uno.clase != OBLIGACION:
        raise NoEncontrado(_("Ese saldo es de un derecho: se cobra, no se paga."))
    registrar_acceso(request.actor, que="cerrado", objeto_id=uno.id, motivo=PAGAR)
    if (ya := usado(request.POST)) is None and not uno.pendiente:
        raise Conflicto(_("De ese saldo no queda nada por pagar."))
    if ya is not None:
        return redirect("escritorio:saldo_cerrado", saldo_id=uno.id)
    cargos = _cargos(uno) if request.actor.puede(CONCILIAR) else []
    form = PagoDeCerrado(request.POST if request.method == "POST" else None, cargos, initial=_propuesto(uno))

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            pagar_cerrados_a_mano(
                actor=request.actor,
                **form.de(uno),
                ordinal=form.cleaned_data["ordinal"].strip(),
                descuentos=form.descuentos(),
                movimiento_id=identificador(form.cleaned_data.get("movimiento")),
                motivo_orden=form.cleaned_data["motivo_orden"],
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("Pagado."))
        return redirect("escritorio:saldo_cerrado", saldo_id=uno.id)

    return atender(
        request,
        form,
        _pagina(uno, _("Pagar una obligación de ejercicios cerrados"), _("Pagarla")),
        hacer,
        cambios={"lineas.0": "importe", "lineas": "importe", "descuentos": "descuento"},
        sin_mas=(Conflicto, FaseIncompatible),
    )


def _cargos(uno: SaldoCerrado) -> list[MovimientoBancario]:
    """What the bank may have charged of it, in the year of whose closed ones it is."""
    return cargos_sin_conciliar(uno.ejercicio_id, uno.pendiente, limite=VARIOS)


def _propuesto(uno: SaldoCerrado) -> dict[str, object]:
    dia = hoy(reloj_de_la_casa())
    return {"fecha": dia, "importe": cifra(uno.pendiente), "texto": _titulo(uno)[:LARGO_TEXTO]}


def _titulo(uno: SaldoCerrado) -> str:
    datos = {"anio": uno.anio, "codigo": uno.codigo or uno.cuenta}
    if uno.clase == OBLIGACION:
        return _("Obligación de %(anio)d, %(codigo)s") % datos
    return _("Derecho de %(anio)d, %(codigo)s") % datos


def _pagina(uno: SaldoCerrado, titulo: str, boton: str) -> PaginaDeFormulario:
    quien = str(uno.tercero) if uno.tercero is not None else _("varios terceros")
    explicacion = _("De %(quien)s: quedan %(queda)s.") % {"quien": quien, "queda": Importe(uno.pendiente)}
    if (origen := lecturas.origen_de(uno)) is not None:
        explicacion += " " + _("Viene de %(operacion)s: %(texto)s.") % {
            "operacion": origen.operacion,
            "texto": origen.operacion.texto.rstrip("."),
        }
    vuelta = reverse("escritorio:saldo_cerrado", args=[uno.id])
    return PaginaDeFormulario(titulo, _titulo(uno), explicacion, boton, vuelta, _titulo(uno))


def _uno(saldo_id: UUID) -> SaldoCerrado:
    hallado = SaldoCerrado.objects.select_related("tercero").filter(id=saldo_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese saldo de ejercicios cerrados."))
    return hallado
