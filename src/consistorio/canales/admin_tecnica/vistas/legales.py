"""The legal values of each procedure: what rules, who answers for it, and changing what one answers for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from consistorio.canales.admin_tecnica.formularios_legales import (
    FORMULARIOS,
    RECURSOS,
    REGIMENES,
    DatosLegal,
)
from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar, dia_de_hoy
from consistorio.canales.admin_tecnica.palabras import SILENCIOS, SILENCIOS_DE_OFICIO, UNIDADES_DE_TIEMPO
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import nombres_de_organos
from consistorio.servicios.tributos.consultas import tarifas_por_escribir
from consistorio.tramitacion.catalogo import acciones, consultas, valores_legales
from consistorio.tramitacion.catalogo.comienzos import CONVOCATORIA, MOMENTOS
from consistorio.tramitacion.catalogo.en_palabras import NATURALEZAS
from consistorio.tramitacion.catalogo.legales import (
    CAMPOS_LEGALES,
    DE_DECLARACIONES,
    DUENOS,
    OPCIONALES,
    debidos,
    naturaleza_de,
)
from consistorio.tramitacion.catalogo.permisos import LEGAL, VER
from consistorio.tramitacion.catalogo.tipos import SOLICITUD
from consistorio.tramitacion.catalogo.valores_legales import NOMBRES, RESPONSABLES
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

SI_NADIE_LO_DICE: Mapping[str, str | Promise] = {
    "comienzo": gettext_lazy(
        "Desde la entrada de la solicitud, o el acuerdo de inicio (artículo 21.3 de la Ley 39/2015)"
    ),
    "dictamen": gettext_lazy("No se pide"),
    "prohibicion": gettext_lazy("Ninguna norma lo dice todavía"),
    "tablon": gettext_lazy("Solo si algo se publica en el tablón."),
}


@dato
class Fila:
    """One legal value. `otro`: the published version was tried with another one."""

    campo: str
    nombre: str
    dice: str
    articulo: str
    responde: str
    desde: str
    pendiente: bool
    otro: bool
    mio: bool

    @property
    def desde_dia(self) -> date | None:
        """The day from which it rules."""
        return date.fromisoformat(self.desde) if self.desde else None


@empleado(LEGAL)
@require_GET
def legales(request: PeticionConActor) -> HttpResponse:
    """The procedures, published or being prepared, and what of their legal values is not written."""
    dia = dia_de_hoy()
    sin_tarifa = tarifas_por_escribir(en=dia)
    filas = [(fila, sin_tarifa.get(fila.codigo, ())) for fila in consultas.con_datos_legales(en=dia)]
    contexto = {"titulo": _("Datos legales"), "procedimientos": filas, "responden": _quien_responde_de_que()}
    return render(request, "admin_tecnica/legales.html", contexto)


@empleado(LEGAL)
@require_GET
def legal(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Those of one procedure."""
    nombre = _nombre(codigo)
    dia = dia_de_hoy()
    escritos = valores_legales.escritos(codigo, en=dia)
    vigentes = escritos.vigentes
    publicada = consultas.publicada(codigo)
    usados = como_datos(publicada.definicion).get("legal") if publicada else None
    filas = [_fila(campo, vigentes.get(campo), usados, request) for campo in _que_cuentan(vigentes)]
    contexto = {
        "titulo": _("Datos legales de «%(n)s»") % {"n": nombre},
        "codigo": codigo,
        "filas": filas,
        "hay_otros": any(fila.otro for fila in filas),
        "otra_tasa": any(fila.otro for fila in filas if fila.campo == "tasa"),
        "proximas": [
            _fila(campo, valor, None, request)
            for campo, valor in escritos.ultimos.items()
            if texto_de(como_datos(valor).get("desde")) > dia.isoformat()
        ],
        "sin_tarifa": tarifas_por_escribir(en=dia).get(codigo, ()),
    }
    return render(request, "admin_tecnica/legal.html", contexto)


@empleado(VER)
def cambiar_legal(request: PeticionConActor, codigo: str, campo: str) -> HttpResponse:
    """Write one, by who answers for it. Anybody else of the staff is told who does, and by which article: the area tries it from its draft.
    Raises NoEncontrado, NoPermitido (somebody else answers for it)."""
    if campo not in CAMPOS_LEGALES:
        raise NoEncontrado(_("No existe ese dato legal."))
    nombre, escritos = _nombre(codigo), valores_legales.escritos(codigo, en=dia_de_hoy())
    if ajeno := valores_legales.ajenos(request.actor, {campo: None}, escritos.vigentes):
        raise NoPermitido(
            ajeno[0].mensaje,
            que_hacer=_(
                "Si cree que tiene que ser otro, dígaselo en una comunicación interna, con la norma que lo dice."
            ),
        )
    actual = escritos.ultimos.get(campo)
    form = _formulario(request, campo, actual)
    cambio = Cambio(
        _("%(que)s de «%(n)s»") % {"que": NOMBRES[campo], "n": nombre},
        _("Guardar"),
        reverse("admin_tecnica:legal", args=[codigo]),
        _("Guardado."),
        _desde_cuando_vale(campo),
    )
    return cambiar(request, cambio, form, lambda _d: _guardar(request, codigo, campo, form))


def _desde_cuando_vale(campo: str) -> str:
    """What is written counts in the next version; a call, and a tariff, on the days on which it is in force, also in what runs."""
    if campo == "comienzo":
        return _("La convocatoria que se escriba vale para las solicitudes que entren en los días en que rige.")
    que = _(
        "Vale para lo que se envíe a ensayo desde ahora. La versión publicada sigue con el suyo hasta que se publique otra."
    )
    if campo != "tasa":
        return que
    return f"{que} {_('Las tarifas cuentan por su fecha, también en lo que ya se tramita.')}"


def _quien_responde_de_que() -> list[tuple[str, str]]:
    """Who answers for values, and for which, in the order in which they are told."""
    suyos: dict[str, list[str]] = {}
    for campo in CAMPOS_LEGALES:
        nombre = str(NOMBRES[campo])
        suyos.setdefault(str(RESPONSABLES[DUENOS[campo]]), []).append(nombre[:1].lower() + nombre[1:])
    return [(quien, "; ".join(nombres)) for quien, nombres in suyos.items()]


def _que_cuentan(vigentes: Mapping[str, Valor]) -> list[str]:
    """The fields of such a procedure, in order: neither term, what it counts from, nor silence of what has effects from its day (LPACAP 69.3)."""
    naturaleza = naturaleza_de(vigentes)
    suyos = debidos(naturaleza) | OPCIONALES - (DE_DECLARACIONES if naturaleza == SOLICITUD else {"comienzo"})
    return [campo for campo in CAMPOS_LEGALES if campo in suyos]


def _formulario(request: PeticionConActor, campo: str, actual: Valor) -> DatosLegal:
    extra = {"organos": nombres_de_organos()} if campo == "organo" else {}
    escrito = actual if isinstance(actual, dict) else {}
    return FORMULARIOS[campo](request.POST if request.method == "POST" else None, actual=escrito, **extra)


def _guardar(request: PeticionConActor, codigo: str, campo: str, form: DatosLegal) -> None:
    valores: dict[str, Valor] = {campo: form.valor(campo)}
    try:
        acciones.anotar_valores_legales(
            actor=request.actor, procedimiento=codigo, valores=valores, reloj=reloj_de_la_casa()
        )
    except DatosIncorrectos as error:
        lugar = f"legal.{campo}."
        problemas = [form.dicho(Problema(p.campo.removeprefix(lugar), p.mensaje)) for p in error.problemas]
        raise DatosIncorrectos(error.mensaje, problemas=problemas) from error


def _nombre(codigo: str) -> str:
    nombre = {p.codigo: p.nombre for p in consultas.con_datos_legales(en=dia_de_hoy())}.get(codigo)
    if nombre is None:
        raise NoEncontrado(_("No encontramos ese procedimiento."))
    return nombre


def _fila(campo: str, valor: Valor, usados: Valor, request: PeticionConActor) -> Fila:
    datos = valor if isinstance(valor, dict) else {}
    if campo == "naturaleza" and not datos:  # what nobody says otherwise is an application
        datos = {"clase": SOLICITUD}
    return Fila(
        campo=campo,
        nombre=str(NOMBRES[campo]),
        dice=_dice(campo, datos) if datos else str(SI_NADIE_LO_DICE.get(campo, "")),
        articulo=texto_de(datos.get("articulo")),
        responde=str(RESPONSABLES[DUENOS[campo]]),
        desde=texto_de(datos.get("desde")),
        pendiente=datos.get("pendiente") is True if datos else campo not in OPCIONALES,
        otro=isinstance(usados, dict) and usados.get(campo) != valor and not _cuenta_ya(campo, datos),
        mio=valores_legales.puede_escribir(request.actor, campo),
    )


def _cuenta_ya(campo: str, datos: Mapping[str, Valor]) -> bool:
    """Whether it is a call, which counts for what is filed in its days whatever version is published."""
    return campo == "comienzo" and datos.get("momento") == CONVOCATORIA


def _sin_decir(campo: str) -> str:
    """Where nobody wrote what not every procedure has."""
    return _("Solo si algo se publica en el tablón.") if campo == "tablon" else ""


def _dice(campo: str, datos: dict[str, Valor]) -> str:
    """A value in words."""
    match campo:
        case "naturaleza":
            return str(NATURALEZAS.get(texto_de(datos.get("clase")), ""))
        case "plazo":
            unidad = UNIDADES_DE_TIEMPO.get(texto_de(datos.get("unidad")), "")
            return f"{texto_de(datos.get('cantidad'))} {unidad} ({REGIMENES.get(texto_de(datos.get('regimen')), 'LPACAP')})"
        case "silencio":
            dichos = (
                str(SILENCIOS.get(texto_de(datos.get("sentido")), "")),
                str(SILENCIOS_DE_OFICIO.get(texto_de(datos.get("de_oficio")), "")),
            )
            return _(". De oficio: ").join(dicho for dicho in dichos if dicho)
        case "prohibicion":
            cuanto = texto_de(datos.get("cantidad"))
            return f"{cuanto} {UNIDADES_DE_TIEMPO.get(texto_de(datos.get('unidad')), '')}" if cuanto else ""
        case "tablon":
            dias = int(texto_de(datos.get("dias")) or 0)
            return ngettext("%(d)d día hábil", "%(d)d días hábiles", dias) % {"d": dias}
        case "organo":
            return texto_de(datos.get("nombre"))
        case "recursos":
            lista = datos.get("lista")
            filas = [r for r in lista if isinstance(r, dict)] if isinstance(lista, list) else []
            return "; ".join(
                f"{RECURSOS.get(texto_de(r.get('tipo')), '')}, {texto_de(r.get('ante'))}, {texto_de(r.get('plazo'))}"
                for r in filas
            )
        case "tasa":
            tarifas = datos.get("tarifas")
            filas = [t for t in tarifas if isinstance(t, dict)] if isinstance(tarifas, list) else []
            dichas = (
                f"{texto_de(t.get('nombre'))}: {texto_de(t.get('importe'))} €, {texto_de(t.get('por'))}" for t in filas
            )
            return "; ".join((texto_de(datos.get("texto")), *dichas))
        case "comienzo":
            return _desde_cuando(datos)
        case "dictamen":
            importe = texto_de(datos.get("importe"))
            return _("Desde %(i)s €") % {"i": importe} if importe else ""
    return texto_de(datos.get("texto"))


def _desde_cuando(datos: dict[str, Valor]) -> str:
    """From when the term counts, and of a call which one."""
    momento = texto_de(datos.get("momento"))
    dicho = _("Desde %(m)s") % {"m": _(MOMENTOS[momento])} if momento in MOMENTOS else ""
    if not datos.get("publicada"):
        return dicho
    cual = {"n": texto_de(datos.get("nombre")), "b": texto_de(datos.get("boletin")), "d": _dia(datos, "publicada")}
    dicho = f"{dicho}: {_('%(n)s (%(b)s, %(d)s)') % cual}"
    return (
        _("%(d)s, con efectos desde el %(e)s") % {"d": dicho, "e": _dia(datos, "efectos")}
        if datos.get("efectos")
        else dicho
    )


def _dia(datos: dict[str, Valor], clave: str) -> str:
    return f"{date.fromisoformat(texto_de(datos[clave])):%d/%m/%Y}"
