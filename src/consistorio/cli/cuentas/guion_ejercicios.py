"""The steps of a script that go from one year to another (later years, an extended budget), previas, payroll and loans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from consistorio.cli.cuentas.guion_comun import Guion, Paso, anotar, cabecera_de, fecha_de, importe_de, lineas_de
from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import LineaFutura
from consistorio.economia.presupuesto.tipos import (
    AjusteDeProrroga,
    Cabecera,
    CuotaNueva,
    LineaDeFuturo,
    Plurianual,
    PrestamoNuevo,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos


def documento_de(texto: str) -> UUID:
    """The document that a script names: it is in no archive, and always the same."""
    return uuid5(NAMESPACE_URL, f"guion:{texto}")


def prorrogar(guion: Guion, paso: Paso) -> None:
    ajustes = [
        AjusteDeProrroga(
            str(a["clase"]),
            str(a["codigo"]),
            Decimal(str(a["importe"])),
            str(a.get("motivo", "")),
            str(a.get("causa", "")),
        )
        for a in paso.get("ajustes", [])
    ]
    operacion = acciones.prorrogar_presupuesto(
        actor=guion.actor, fecha=fecha_de(paso), ajustes=ajustes, texto=str(paso["descripcion"]), reloj=guion.reloj
    )
    anotar(guion, paso, operacion)


def tramitar(guion: Guion, paso: Paso) -> None:
    acciones.anotar_tramite_del_presupuesto(
        actor=guion.actor,
        anio=int(paso["ejercicio"]),
        estado=str(paso["estado"]),
        fecha=fecha_de(paso),
        documento_id=documento_de(str(paso["documento"])) if "documento" in paso else None,
        reclamaciones=bool(paso.get("reclamaciones", False)),
        reloj=guion.reloj,
    )


def futuro(guion: Guion, paso: Paso) -> None:
    """`anualidades`: year -> amount, of `aplicacion`, or of the lines of the step `sobre`; `inicia`: the step of this year that begins it."""
    clase = str(paso["tipo"]).removeprefix("FUTURO_")
    inicia = guion.operaciones.get(int(paso["inicia"])) if "inicia" in paso else None
    plurianual = Plurianual(str(paso["supuesto"]), bool(paso.get("anticipada", False)), inicia)
    hecha = acciones.anotar_futuro(
        actor=guion.actor,
        clase=clase,
        cabecera=cabecera_de(paso),
        lineas=_anualidades(guion, paso),
        plurianual=plurianual,
        reloj=guion.reloj,
    )
    guion.futuras[int(paso.get("n", 0))] = hecha.id


def corregir_futuro(guion: Guion, paso: Paso) -> None:
    cabecera = replace(cabecera_de(paso), varios=False)
    lineas = _anualidades(guion, paso) if "anualidades" in paso else []
    acciones.corregir_futuro(
        actor=guion.actor, operacion_id=_futura(guion, paso), cabecera=cabecera, lineas=lineas, reloj=guion.reloj
    )


def elevar(guion: Guion, paso: Paso) -> None:
    """`documento`: the code (CSV) of the agreement, which has to be here."""
    acciones.elevar_limite(
        actor=guion.actor,
        ejercicio=fecha_de(paso).year,
        codigo=str(paso["aplicacion"]),
        anio=int(paso["ejercicio"]),
        importe=importe_de(paso),
        por=str(paso.get("por", "pleno")),
        acuerdo_id=Documento.objects.filter(csv=str(paso["documento"])).values_list("id", flat=True).first(),
        fecha=fecha_de(paso),
        texto=str(paso["descripcion"]),
        del_anio=Decimal(str(paso.get("del_anio", 0))),
        reloj=guion.reloj,
    )


def traer(guion: Guion, paso: Paso) -> None:
    """What does not fit is a refusal of the step: what does is in the budget."""
    traido = acciones.traer_plurianuales(actor=guion.actor, fecha=fecha_de(paso), reloj=guion.reloj)
    if traido.sin_credito:
        raise DatosIncorrectos(" ".join(una.motivo for una in traido.sin_credito))


def _anualidades(guion: Guion, paso: Paso) -> list[LineaDeFuturo]:
    pedidas: Mapping[str, Any] = paso["anualidades"]
    if "sobre" in paso:
        suyas = LineaFutura.objects.filter(operacion=_futura(guion, paso))
        por_anio = {str(linea.anio): linea.id for linea in suyas}
        return [LineaDeFuturo(Decimal(str(importe)), origen=por_anio[anio]) for anio, importe in pedidas.items()]
    codigo = str(paso["aplicacion"])
    return [LineaDeFuturo(Decimal(str(importe)), int(anio), codigo) for anio, importe in pedidas.items()]


def _futura(guion: Guion, paso: Paso) -> UUID:
    hecha = guion.futuras.get(int(paso["sobre"]))
    if hecha is None:
        raise DatosIncorrectos(f"La operación {paso['sobre']}, sobre la que va, no se contabilizó.")
    return hecha


def previa(guion: Guion, paso: Paso) -> None:
    """Prepared by an area and resolved by Intervención in the same step: `devuelta` says why, when it goes back."""
    area = Actor.sistema("area", *guion.actor.permisos)
    hecha = acciones.preparar_previa(
        actor=replace(area, id=documento_de("area")),
        clase=str(paso["clase"]),
        cabecera=cabecera_de(paso),
        lineas=lineas_de(guion, paso, ()),
        reloj=guion.reloj,
    )
    if "devuelta" in paso:
        acciones.devolver_previa(actor=guion.actor, previa_id=hecha.id, motivo=str(paso["devuelta"]), reloj=guion.reloj)
        return
    aceptada = acciones.aceptar_previa(actor=guion.actor, previa_id=hecha.id, reloj=guion.reloj)
    if aceptada.operacion is not None:
        anotar(guion, paso, aceptada.operacion)


def nomina(guion: Guion, paso: Paso) -> None:
    """`fichero`: what the file says, a row a line; it is paid too when the step says `pagada`, its day."""
    hecha = acciones.importar_nomina(
        actor=guion.actor,
        contenido="\n".join(map(str, paso["fichero"])),
        cabecera=cabecera_de(paso),
        ordinal=str(paso["ordinal"]),
        reloj=guion.reloj,
    )
    anotar(guion, paso, hecha.operacion)
    if "pagada" in paso:
        pagada = date.fromisoformat(str(paso["pagada"]))
        acciones.pagar_nomina(actor=guion.actor, nomina_id=hecha.id, fecha=pagada, reloj=guion.reloj)


def prestamo(guion: Guion, paso: Paso) -> None:
    actor, reloj, fecha = guion.actor, guion.reloj, fecha_de(paso)
    codigo, texto = str(paso.get("codigo", "")), str(paso["descripcion"])
    if paso["tipo"] == "PRESTAMO":
        nuevo = PrestamoNuevo(
            codigo,
            texto,
            fecha,
            importe_de(paso),
            str(paso["concepto"]),
            str(paso["amortiza"]),
            str(paso["intereses"]),
        )
        cuotas = [
            CuotaNueva(date.fromisoformat(str(dia)), Decimal(str(capital)), Decimal(str(interes)))
            for dia, capital, interes in paso["cuotas"]
        ]
        acciones.concertar_prestamo(actor=actor, nuevo=nuevo, cuotas=cuotas, reloj=reloj)
    elif paso["tipo"] == "PRESTAMO_DISPOSICION":
        operacion = acciones.disponer_prestamo(
            actor=actor,
            codigo=codigo,
            cabecera=Cabecera(fecha, texto),
            importe=importe_de(paso),
            ordinal=str(paso.get("ordinal", "")),
            reloj=reloj,
        )
        anotar(guion, paso, operacion)
    elif paso["tipo"] == "PRESTAMO_CUOTA":
        operacion = acciones.reconocer_cuota(
            actor=actor, codigo=codigo, numero=int(paso["cuota"]), cabecera=cabecera_de(paso), reloj=reloj
        )
        anotar(guion, paso, operacion)
    else:
        acciones.reclasificar_deuda(actor=actor, fecha=fecha, reloj=reloj)
