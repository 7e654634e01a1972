"""The end of a year: what closing it would do, closing it, and the way of its settlement and of its Cuenta General."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo, ejercicio_de, ficheros
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Tabla, descarga_de_tabla
from consistorio.economia.cierre import acciones, cuadros, memoria
from consistorio.economia.cierre.acciones.reabrir import LARGO_MOTIVO
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.en_datos import como_datos
from consistorio.economia.cierre.lista import por_puntos
from consistorio.economia.cierre.models import Cierre, Rendicion
from consistorio.economia.cierre.permisos import CERRAR, REABRIR, RENDIR, VER
from consistorio.economia.cierre.reglas import rendicion as reglas
from consistorio.economia.cierre.reglas.cuadres import descuadres
from consistorio.economia.cierre.tipos import Criterios, Reparo
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.presupuesto.models import ModificacionCredito
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

MAXIMO_HABITANTES = 10_000_000


class Cerrar(Formulario):
    """What the law leaves to the town."""

    con_remanente = forms.CharField(
        label=gettext_lazy("Obligaciones pagadas con remanente de otros años"),
        help_text=gettext_lazy("Déjelo vacío para lo que propone el programa."),
        max_length=20,
        required=False,
    )
    habitantes = forms.IntegerField(
        label=gettext_lazy("Habitantes, para los indicadores de la memoria"),
        min_value=0,
        max_value=MAXIMO_HABITANTES,
        required=False,
    )

    def criterios(self) -> Criterios:
        """As they were written. Raises DatosIncorrectos (an amount that is none)."""
        dicho = str(self.cleaned_data["con_remanente"]).strip()
        try:
            importe = Importe.de(dicho).euros if dicho else None
        except DatosIncorrectos as error:
            raise DatosIncorrectos(error.mensaje, problemas=[Problema("con_remanente", error.mensaje)]) from error
        return Criterios(importe, int(self.cleaned_data["habitantes"] or 0))


class Paso(Formulario):
    """A step of the way."""

    fecha = DiaCorto(gettext_lazy("¿Qué día fue?"))
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo acredita"), max_length=40, required=False
    )
    nota = forms.CharField(label=gettext_lazy("Nota"), max_length=600, required=False)


class Reapertura(Formulario):
    """The act that opens it."""

    documento = forms.CharField(label=gettext_lazy("Código (CSV) del acuerdo firmado"), max_length=40)
    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué se abre?"), max_length=LARGO_MOTIVO, widget=forms.Textarea(attrs={"rows": 3})
    )


@empleado(VER)
@require_GET
def cierre(request: PeticionConActor, anio: int) -> HttpResponse:
    """A year as it would be closed today, or as it was closed."""
    ejercicio = ejercicio_de(anio)
    hecho, reparos, cuentas = como_esta(anio)
    rendiciones = {r.clase: r for r in hecho.rendiciones.exclude(estado="devuelta")} if hecho is not None else {}
    contexto = {
        "titulo": _("Cierre de %(anio)d") % {"anio": anio},
        "ejercicio": ejercicio,
        "cierre": hecho,
        "puntos": por_puntos(reparos) if hecho is None else [],
        "impiden": [(reparo.texto, _arreglos(request, reparo)) for reparo in reparos if reparo.impide],
        "cuadros": _cuadros(anio, cuentas),
        "descuadres": descuadres(cuentas) if hecho is not None else [],
        "descargas": ficheros("escritorio:fichero_del_cierre", anio, ""),
        "caminos": [_camino(anio, clase, str(nombre), rendiciones) for clase, nombre in Rendicion.Clase.choices],
        "devengados": reverse("escritorio:devengados", args=[anio]) if request.actor.puede(VER_CONTABILIDAD) else "",
        "puede_cerrar": request.actor.puede(CERRAR) and hecho is None and not any(r.impide for r in reparos),
        "puede_rendir": request.actor.puede(RENDIR) and hecho is not None,
        "puede_reabrir": request.actor.puede(REABRIR) and hecho is not None,
    }
    return render(request, "escritorio/economia/cierre.html", contexto)


def _arreglos(request: PeticionConActor, reparo: Reparo) -> list[tuple[str, str]]:
    """What mends it, as links to write it, for who may."""
    if not request.actor.puede(MODIFICAR):
        return []
    tipos = dict(ModificacionCredito.Tipo.choices)
    hechos = []
    for uno in reparo.arreglos:
        linea = {"sentido": uno.sentido, "codigo": uno.codigo, "importe": f"{uno.importe:.2f}".replace(".", ",")}
        destino = reverse("escritorio:nueva_modificacion", args=[uno.anio])
        nombre = _("%(que)s en %(anio)d") % {"que": tipos[uno.tipo], "anio": uno.anio}
        hechos.append((nombre, f"{destino}?{urlencode({'tipo': uno.tipo, **linea})}"))
    return hechos


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """All its statements as one table."""
    ejercicio_de(anio)
    _hecho, _reparos, cuentas = como_esta(anio)
    filas: list[tuple[str, ...]] = []
    suyos = _cuadros(anio, cuentas)
    ancho = max((len(cuadro.columnas) for cuadro in suyos), default=1)
    for cuadro in suyos:
        filas += [(cuadro.titulo, *fila, *("",) * (ancho - len(fila))) for fila in cuadro.filas]
    cabeceras = (_("Cuadro"), _("Concepto"), *(_("Columna %(n)d") % {"n": n} for n in range(1, ancho)))
    return descarga_de_tabla(Tabla(f"cierre {anio}", cabeceras, filas), formato, f"cierre-{anio}")


def _cuadros(anio: int, cuentas: Mapping[str, Any]) -> list[cuadros.Cuadro]:
    """The statements and the tables of the notes; none while the accounts have nothing."""
    if not cuentas["balance"]["activo"]:
        return []
    notas = memoria.notas(cuentas, memoria.escritas(anio))
    return [*cuadros.de_los_estados(cuentas), *(cuadro for nota in notas for cuadro in nota.cuadros_con_su_nota)]


def como_esta(anio: int, *, repasando: bool = True) -> tuple[Cierre | None, tuple[Reparo, ...], Mapping[str, Any]]:
    """Its closing if it stands, what is to be looked at before (`repasando`), and its statements."""
    hecho = Cierre.objects.filter(ejercicio_id=anio, reapertura=None).first()
    if hecho is not None:
        return hecho, (), hecho.cuentas
    dia = hoy(reloj_de_la_casa())
    calculado = calcular(anio, criterios=Criterios(), hoy=dia, comprobando=False, repasando=repasando)
    return None, calculado.reparos, como_datos(calculado)


def _camino(anio: int, clase: str, nombre: str, rendiciones: Mapping[str, Rendicion]) -> dict[str, object]:
    """The steps of a settlement or of a Cuenta General, with their days."""
    rendicion = rendiciones.get(clase)
    pasos = {paso.codigo: paso for paso in rendicion.pasos.select_related("documento")} if rendicion is not None else {}
    toca = reglas.siguiente(clase, {codigo: paso.fecha for codigo, paso in pasos.items()})
    firmada = rendicion is not None and rendicion.estado == Rendicion.Estado.FIRMADA
    return {
        "clase": clase,
        "nombre": nombre,
        "rendicion": rendicion,
        "pasos": [(paso, pasos.get(paso.codigo), paso.vence(anio)) for paso in reglas.CLASES[clase]],
        "toca": toca if firmada else None,
    }


@empleado(CERRAR)
@require_http_methods(["GET", "POST"])
def cerrar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Close it, and open the next one."""
    ejercicio_de(anio)
    form = Cerrar(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.cerrar_ejercicio(actor=request.actor, anio=anio, criterios=form.criterios(), reloj=reloj_de_la_casa())
        messages.success(request, _("El ejercicio %(anio)d está cerrado.") % {"anio": anio})
        return redirect("escritorio:cierre", anio=anio)

    explicacion = _(
        "Se regulariza, se cierra y se abre el año siguiente con sus saldos. Después no admite más asientos."
    )
    pagina = _pagina(anio, _("Cerrar el ejercicio %(anio)d") % {"anio": anio}, explicacion, _("Cerrarlo"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(RENDIR)
@require_POST
def formar(request: PeticionConActor, anio: int, clase: str) -> HttpResponse:
    """Write the document of the settlement or of the Cuenta General, and send it to be signed."""
    if clase not in reglas.CLASES:
        raise NoEncontrado(_("Eso no se forma."))
    acciones.formar(actor=request.actor, anio=anio, clase=clase, reloj=reloj_de_la_casa())
    messages.success(request, _("El documento está en el portafirmas de quien lo firma."))
    return redirect("escritorio:cierre", anio=anio)


@empleado(RENDIR)
@require_http_methods(["GET", "POST"])
def anotar_paso(request: PeticionConActor, rendicion_id: UUID) -> HttpResponse:
    """Note the step that comes now."""
    rendicion = Rendicion.objects.select_related("cierre").filter(id=rendicion_id).first()
    if rendicion is None:
        raise NoEncontrado(_("No encontramos esa liquidación ni esa Cuenta General."))
    anio = rendicion.cierre.ejercicio_id
    toca = reglas.siguiente(rendicion.clase, dict(rendicion.pasos.values_list("codigo", "fecha")))
    form = Paso(request.POST if request.method == "POST" else None)
    form.fields["documento"].required = toca is not None and toca.con_documento

    def hacer() -> HttpResponse:
        acciones.anotar_paso(
            actor=request.actor,
            rendicion_id=rendicion.id,
            paso=toca.codigo if toca is not None else "",
            fecha=form.cleaned_data["fecha"],
            documento_id=documento_con_codigo(form.cleaned_data["documento"]),
            nota=form.cleaned_data["nota"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El paso está anotado."))
        return redirect("escritorio:cierre", anio=anio)

    titulo = str(toca.nombre) if toca is not None else _("No queda ningún paso")
    explicacion = _("%(que)s de %(anio)d.") % {"que": rendicion.get_clase_display(), "anio": anio}
    return atender(request, form, _pagina(anio, titulo, explicacion, _("Anotarlo")), hacer, sin_mas=(Conflicto,))


@empleado(REABRIR)
@require_http_methods(["GET", "POST"])
def reabrir(request: PeticionConActor, anio: int) -> HttpResponse:
    """Open it again, by a signed act."""
    ejercicio_de(anio)
    form = Reapertura(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        documento = documento_con_codigo(form.cleaned_data["documento"])
        if documento is None:
            mensaje = _("Escriba el código del acuerdo firmado.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("documento", mensaje)])
        acciones.reabrir_ejercicio(
            actor=request.actor,
            anio=anio,
            documento_id=documento,
            motivo=form.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El ejercicio %(anio)d está abierto otra vez.") % {"anio": anio})
        return redirect("escritorio:cierre", anio=anio)

    explicacion = _("El cierre se deshace con asientos de signo contrario, en este año y en la apertura del siguiente.")
    titulo = _("Abrir otra vez %(anio)d") % {"anio": anio}
    pagina = _pagina(anio, titulo, explicacion, _("Abrirlo"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, NoEncontrado))


def _pagina(anio: int, titulo: str, explicacion: str, boton: str, *, peligro: bool = False) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:cierre", args=[anio])
    return PaginaDeFormulario(
        titulo, _("Economía"), explicacion, boton, vuelta, _("Cierre de %(anio)d") % {"anio": anio}, peligro
    )
