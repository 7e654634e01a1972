"""The taxes that the town declares: each model with its periods, its figures down to their operations, and what is presented and paid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_impuestos as lecturas
from consistorio.canales.escritorio.formularios_impuestos import Fichero347, Pago, Perceptor, Presentacion
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de, marco
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import FORMATOS, descarga_de_tabla
from consistorio.economia.facturas import pagos
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.economia.tributacion import acciones, consultas
from consistorio.economia.tributacion.acceso import exigir_ver, pagos_sin_retencion, retenciones
from consistorio.economia.tributacion.consultas.liquidaciones import liquidado_hasta, nombre_del_periodo
from consistorio.economia.tributacion.consultas.terceras import para_el_fichero
from consistorio.economia.tributacion.models import ApunteIva, Declaracion, Prorrata
from consistorio.economia.tributacion.permisos import LLEVAR, PRESENTAR, VER
from consistorio.economia.tributacion.reglas import periodos, terceras
from consistorio.economia.tributacion.tipos import PercepcionPedida
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

# Figures that are shown also when they are zero
SIEMPRE = {
    "111": ("28", "30"),
    "115": ("03", "05"),
    "180": ("01", "03"),
    "190": ("01", "03"),
    "303": ("27", "45", "71"),
    "347": ("01", "02"),
}
A_LA_VISTA = 200  # rows of a figure; the rest, in its file


@empleado(VER)
@require_GET
def impuestos(request: PeticionConActor, anio: int) -> HttpResponse:
    """Every model of a year, what is withheld of nobody yet, and the books of VAT."""
    ejercicio_de(anio)
    exigir_ver(request.actor, str(anio))
    contexto = {
        **marco(request, anio, "impuestos"),
        "titulo": _("Impuestos de %(anio)d") % {"anio": anio},
        "modelos": lecturas.modelos(anio, hoy(reloj_de_la_casa())),
        "sin_detallar": list(consultas.sin_detallar(anio)[:A_LA_VISTA]),
        "puede_llevar": request.actor.puede(LLEVAR),
        "puede_recibir": request.actor.puede(GASTO),
        "puede_liquidar": request.actor.puede(NO_PRESUPUESTARIO),
        "puede_expedir": request.actor.puede(INGRESO),
        "prorratas": list(Prorrata.objects.filter(anio=anio).select_related("sector").order_by("sector_id")),
        "libros": [
            (nombre, [(reverse("escritorio:libro_de_iva", args=[anio, libro, f]), d) for f, d in FORMATOS.items()])
            for libro, nombre in ApunteIva.Libro.choices
        ],
    }
    return render(request, "escritorio/economia/impuestos.html", contexto)


@empleado(VER)
@require_GET
def modelo(request: PeticionConActor, anio: int, modelo: str, periodo: str) -> HttpResponse:
    """The figures of a model, and the operations of one of them."""
    exigir_ver(request.actor, f"{modelo}/{anio}/{periodo}")
    calculo = consultas.calcular(modelo, anio, periodo)
    hecha = consultas.ultima(modelo, anio, periodo)
    numero = request.GET.get("casilla", "")
    filas = lecturas.de_la_casilla(calculo, numero)
    con_algo = bool(calculo.avisos or lecturas.de_la_casilla(calculo, ""))
    estado, color = lecturas.estado_de(anio, periodo, hecha, hoy(reloj_de_la_casa()), con_algo=con_algo)
    suyo = [anio, modelo, periodo]
    de_iva = modelo == "303" and request.actor.puede(NO_PRESUPUESTARIO)
    liquidada = de_iva and liquidado_hasta() == calculo.hasta
    contexto = {
        "titulo": _("Modelo %(m)s, %(p)s de %(anio)d")
        % {"m": modelo, "p": nombre_del_periodo(periodo).lower(), "anio": anio},
        "nombre": lecturas.nombre_de(modelo),
        "calculo": calculo,
        "casillas": [c for c in calculo.casillas if c.valor or c.numero in SIEMPRE[modelo]],
        "hecha": hecha,
        "estado": estado,
        "color": color,
        "casilla": next((c for c in calculo.casillas if c.numero == numero), None) if numero else None,
        "filas": filas[:A_LA_VISTA],
        "hay_mas": len(filas) > A_LA_VISTA,
        "aqui": reverse("escritorio:modelo", args=suyo),
        "descargas": [(reverse("escritorio:fichero_del_modelo", args=[*suyo, f]), d) for f, d in FORMATOS.items()],
        "puede_presentar": request.actor.puede(PRESENTAR) and hecha is None and calculo.hasta < hoy(reloj_de_la_casa()),
        "puede_rectificar": request.actor.puede(PRESENTAR)
        and hecha is not None
        and modelo != "303"
        and consultas.ha_cambiado(hecha, calculo),
        "anteriores": [(una, _por_pagar(una, request)) for una in consultas.anteriores(hecha)] if hecha else [],
        "puede_pagar": hecha is not None and _por_pagar(hecha, request),
        "puede_liquidar": de_iva and not liquidada and not calculo.cuadres[0].cuadra,
        "puede_deshacer": de_iva and liquidada and hecha is None,
        "tiene_fichero": modelo == "347",
        "vuelta": reverse("escritorio:impuestos", args=[anio]),
    }
    return render(request, "escritorio/economia/modelo.html", contexto)


def _por_pagar(una: Declaracion, request: PeticionConActor) -> bool:
    """Whether whoever looks may note that it is paid."""
    return request.actor.puede(PRESENTAR) and una.pago_id is None and (una.resultado or 0) > 0


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, modelo: str, periodo: str, formato: str) -> HttpResponse:
    """The figures and their operations, as a file."""
    exigir_ver(request.actor, f"{modelo}/{anio}/{periodo}")
    tabla = lecturas.tabla_de(consultas.calcular(modelo, anio, periodo))
    return descarga_de_tabla(tabla, formato, f"modelo-{modelo}-{anio}-{periodo}")


@empleado(VER)
@require_GET
def libro(request: PeticionConActor, anio: int, libro: str, formato: str) -> HttpResponse:
    """A register book of VAT, as a file."""
    exigir_ver(request.actor, f"{libro}/{anio}")
    if libro not in ApunteIva.Libro.values:
        raise NoEncontrado(_("Ese libro no existe."))
    tabla = lecturas.tabla_del_libro(libro, date(anio, 1, 1), date(anio, 12, 31))
    return descarga_de_tabla(tabla, formato, f"iva-{libro}-{anio}")


@empleado(PRESENTAR)
@require_http_methods(["GET", "POST"])
def presentar(request: PeticionConActor, anio: int, modelo: str, periodo: str) -> HttpResponse:
    """Note that it was presented."""
    rectifica: tuple[str, ...] = ()
    if consultas.ultima(modelo, anio, periodo) is not None:
        informa = modelo in periodos.ANUALES
        rectifica = tuple(Declaracion.Clase.values) if informa else (Declaracion.Clase.COMPLEMENTARIA.value,)
    form = Presentacion(request.POST if request.method == "POST" else None, rectifica=rectifica)

    def hacer() -> HttpResponse:
        acciones.presentar(
            actor=request.actor,
            modelo=modelo,
            anio=anio,
            periodo=periodo,
            fecha=form.cleaned_data["fecha"],
            justificante=form.cleaned_data["justificante"],
            documento_id=form.documento_id,
            clase=form.clase_elegida(),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("La presentación está anotada."))
        return redirect("escritorio:modelo", anio=anio, modelo=modelo, periodo=periodo)

    titulo = _("Anotar la presentación del modelo %(m)s") % {"m": modelo}
    if rectifica:
        titulo = _("Anotar que el modelo %(m)s se presentó otra vez") % {"m": modelo}
    explicacion = _("Se guardan las cifras como están ahora. El modelo se presenta antes en la Agencia Tributaria.")
    pagina = _pagina(anio, modelo, periodo, titulo, explicacion, _("Anotarla"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(PRESENTAR)
@require_http_methods(["GET", "POST"])
def pagar(request: PeticionConActor, declaracion_id: UUID) -> HttpResponse:
    """Pay what it came to."""
    una = Declaracion.objects.filter(id=declaracion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa declaración."))
    form = Pago(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.pagar_declaracion(
            actor=request.actor,
            declaracion_id=una.id,
            fecha=form.cleaned_data["fecha"],
            ordinal=form.cleaned_data["ordinal"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El pago está contabilizado."))
        return redirect("escritorio:modelo", anio=una.anio, modelo=una.modelo, periodo=una.periodo)

    explicacion = _("Se anota un pago no presupuestario por lo que salió a ingresar.")
    titulo = _("Pagar el modelo %(m)s") % {"m": una.modelo}
    pagina = _pagina(una.anio, una.modelo, una.periodo, titulo, explicacion, _("Contabilizar el pago"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(NO_PRESUPUESTARIO)
@require_POST
def liquidar(request: PeticionConActor, anio: int, periodo: str) -> HttpResponse:
    """Note the settlement of the VAT of a period."""
    with _dicho(request, _("La liquidación del IVA está contabilizada.")):
        acciones.liquidar_iva(actor=request.actor, anio=anio, periodo=periodo, reloj=reloj_de_la_casa())
    return redirect("escritorio:modelo", anio=anio, modelo="303", periodo=periodo)


@empleado(NO_PRESUPUESTARIO)
@require_POST
def deshacer_liquidacion(request: PeticionConActor, anio: int, periodo: str) -> HttpResponse:
    """Take back that of a period."""
    with _dicho(request, _("La liquidación del IVA está deshecha. Cuando lo corrija, liquide otra vez.")):
        acciones.deshacer_liquidacion(actor=request.actor, anio=anio, periodo=periodo, reloj=reloj_de_la_casa())
    return redirect("escritorio:modelo", anio=anio, modelo="303", periodo=periodo)


@empleado(NO_PRESUPUESTARIO)
@require_POST
def deshacer_regularizacion(request: PeticionConActor, anio: int, codigo: str) -> HttpResponse:
    """Take back the definitive prorrata of an activity."""
    with _dicho(request, _("La regularización de la prorrata está deshecha.")):
        acciones.deshacer_regularizacion(actor=request.actor, codigo=codigo, anio=anio, reloj=reloj_de_la_casa())
    return redirect("escritorio:impuestos", anio=anio)


@contextmanager
def _dicho(request: PeticionConActor, hecho: str) -> Iterator[None]:
    """What was done, or why not, above the page that comes next."""
    try:
        yield
    except (DatosIncorrectos, Conflicto) as error:
        for mensaje in [p.mensaje for p in error.problemas] or [error.entero]:
            messages.error(request, mensaje)
    else:
        messages.success(request, hecho)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def detallar(request: PeticionConActor, linea_id: UUID) -> HttpResponse:
    """Say to whom a withholding, or a part of it, belongs."""
    linea = retenciones().select_related("operacion__tercero").filter(id=linea_id).first()
    if linea is None:
        return _sin_retencion(request, linea_id)
    exigir_ver(request.actor, f"retencion/{linea.id}")
    anio = linea.operacion.ejercicio_id
    tercero = linea.operacion.tercero
    puesto = {"tercero": tercero.nif} if tercero is not None else {}
    facturas = pagos.facturas_de(linea.operacion_id)
    if sum((una.retenido or CERO for una in facturas), CERO) == linea.importe:
        base = sum((una.base or CERO for una in facturas), CERO)
        puesto |= {
            cual: str(Importe(cuanto)).removesuffix(" €")
            for cual, cuanto in (("base", base), ("retencion", linea.importe))
        }
    form = Perceptor(request.POST if request.method == "POST" else None, request.actor, initial=puesto)

    def hacer() -> HttpResponse:
        clave, _guion, subclave = str(form.cleaned_data["clave"]).partition("-")
        assert form.persona_id is not None  # noqa: S101  # narrows the type
        una = PercepcionPedida(
            form.persona_id,
            clave,
            form.cleaned_data["base"],
            form.cleaned_data["retencion"],
            subclave=subclave,
            en_especie=form.cleaned_data["en_especie"],
        )
        acciones.detallar_retencion(
            actor=request.actor, linea_id=linea.id, percepciones=[una], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("La retención está detallada."))
        falta = consultas.sin_detallar(anio).filter(id=linea.id).exists()
        return (
            redirect("escritorio:detallar_retencion", linea_id=linea.id)
            if falta
            else redirect("escritorio:impuestos", anio=anio)
        )

    explicacion = _("%(cual)s, del %(dia)s: se retuvieron %(importe)s. %(texto)s") % {
        "cual": linea.operacion,
        "dia": f"{linea.operacion.fecha:%d/%m/%Y}",
        "importe": Importe(linea.importe),
        "texto": linea.operacion.texto,
    }
    vuelta = reverse("escritorio:impuestos", args=[anio])
    pagina = PaginaDeFormulario(
        _("De quién es una retención"), _("Impuestos"), explicacion, _("Anotarla"), vuelta, _("Impuestos")
    )
    return atender(request, form, pagina, hacer, cambios={"percepciones.0": "retencion", "percepciones": "retencion"})


def _sin_retencion(request: PeticionConActor, linea_id: UUID) -> HttpResponse:
    """Say who collected a payment of which nothing was withheld. Raises NoEncontrado (it is not one)."""
    linea = pagos_sin_retencion().select_related("operacion__tercero").filter(id=linea_id).first()
    if linea is None:
        raise NoEncontrado(_("No encontramos esa retención de IRPF."))
    exigir_ver(request.actor, f"retencion/{linea.id}")
    tercero = linea.operacion.tercero
    puesto = {"tercero": tercero.nif} if tercero is not None else {}
    form = Perceptor(request.POST if request.method == "POST" else None, request.actor, initial=puesto, retiene=False)

    def hacer() -> HttpResponse:
        clave, _guion, subclave = str(form.cleaned_data["clave"]).partition("-")
        assert form.persona_id is not None  # noqa: S101  # narrows the type
        una = PercepcionPedida(
            form.persona_id,
            clave,
            form.cleaned_data["base"],
            CERO,
            subclave=subclave,
            en_especie=form.cleaned_data["en_especie"],
        )
        acciones.detallar_retencion(
            actor=request.actor, linea_id=linea.id, percepciones=[una], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Está anotado quién cobró sin retención."))
        return redirect("escritorio:operacion", operacion_id=linea.operacion_id)

    explicacion = _("%(cual)s pagó %(importe)s sin retener. Se declara en los modelos 111 y 190, o 115 y 180.") % {
        "cual": linea.operacion,
        "importe": Importe(linea.importe),
    }
    vuelta = reverse("escritorio:operacion", args=[linea.operacion_id])
    pagina = PaginaDeFormulario(
        _("Quién cobró sin retención"), _("Impuestos"), explicacion, _("Anotarlo"), vuelta, str(linea.operacion)
    )
    return atender(request, form, pagina, hacer, cambios={"percepciones.0": "base", "percepciones": "base"})


@empleado(PRESENTAR)
@require_http_methods(["GET", "POST"])
def fichero_347(request: PeticionConActor, anio: int) -> HttpResponse:
    """The file of model 347, with its official design."""
    form = Fichero347(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        exigir_ver(request.actor, f"347/{anio}")
        quien, personas = para_el_fichero(
            anio,
            telefono=form.cleaned_data["telefono"],
            contacto=form.cleaned_data["contacto"],
            numero=form.cleaned_data["numero"],
        )
        problemas = terceras.problemas_del_fichero(quien, personas)
        if problemas:
            raise DatosIncorrectos(_("El archivo no se puede hacer."), problemas=problemas)
        respuesta = HttpResponse(
            terceras.fichero_347(anio, quien, personas), content_type="text/plain; charset=iso-8859-1"
        )
        respuesta["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'347-{anio}.txt')}"
        respuesta["Cache-Control"] = "private, no-store"
        return respuesta

    explicacion = _("Es el archivo que admite la Agencia Tributaria. No lleva inmuebles ni cobros en metálico.")
    pagina = _pagina(anio, "347", "0A", _("Archivo del modelo 347"), explicacion, _("Hacer el archivo"))
    return atender(request, form, pagina, hacer)


def _pagina(anio: int, modelo: str, periodo: str, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:modelo", args=[anio, modelo, periodo])
    return PaginaDeFormulario(titulo, _("Impuestos"), explicacion, boton, vuelta, _("Modelo %(m)s") % {"m": modelo})
