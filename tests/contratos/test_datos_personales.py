"""Every model declares the purpose of its personal data and how long they are kept, or is said here to hold nobody, with why.

A new model stands in neither, and fails until somebody has thought of it. One that is said to hold nobody may not get afterwards what names
a person: a reference to one (also the loose identifiers of the facts, `*_por`), nor text that anybody writes.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, JSONField, Model, TextField, UUIDField

SIN_PERSONAS = {
    "auditoria.PlazoConservacion": "how long each kind of trace is kept",
    "supervision.VillaReal": "the mark of a real town's database",
    "calendario.DesfaseReloj": "by how much the clock of a demo was moved",
    "organizacion.Unidad": "a unit, with its own telephone and address",
    "organizacion.Rol": "a role and its permissions",
    "organizacion.Puesto": "a post, whoever holds it (Ocupacion)",
    "organizacion.Delegacion": "from an organ to a post",
    "registro.Libro": "a book",
    "firma.SelloPedido": "the organ's seal, and why the machine could not put it",
    "firma.Ampliacion": "a time stamp, and why the machine could not get it",
    "sellado.Hoja": "hashes",
    "sellado.Nodo": "hashes",
    "sellado.Cabecera": "hashes, signed by the organ",
    "sellado.SelloCabecera": "the time stamp of a head",
    "formularios.DefinicionFormulario": "the questions of a form, without answers",
    "formularios.SerieBorrador": "a counter",
    "catalogo.Area": "an area and its unit",
    "catalogo.Procedimiento": "a procedure, the same for everybody",
    "catalogo.ValorLegal": "a legal value of a procedure, with its article",
    "catalogo.CasoDePrueba": "a made-up case of a procedure",
    "expedientes.SerieExpediente": "a counter",
    "expedientes.DocumentoEnCarpeta": "from document to folder: each declares its own",
    "expedientes.Relacion": "from case to case: each declares its own",
    "motor.Plazo": "dates and articles of a case, which declares its own",
    "motor.Declaracion": "dates of a case, which declares its own",
    "motor.EjecucionSuspendida": "dates of what two cases decide, which declare their own, and the number of a session",
    "motor.Suspension": "dates of a term",
    "motor.ProrrogaIncidencia": "dates of a term",
    "motor.Vencimiento": "dates of a term",
    "motor.InformacionPublica": "what is announced to everybody, without personal data, and its dates",
    "comunicaciones.ComunicacionDeUnidad": "which unit carries the case of a communication, which declares its own",
    "tablon.DocumentoExpuesto": "which documents an announcement shows: each declares its own",
    "motor.Terminacion": "which act ends a case; what is said is in its document",
    "solicitudes.Reparto": "from entry to unit and case: each declares its own",
    "archivo.SelloIndice": "the organ's time stamp, and why the machine could not get it",
    "resoluciones.Libro": "a book",
    "notificaciones.NumeracionNotificaciones": "a counter",
    "comunicaciones.LibroComunicaciones": "a counter",
    "facturas.LibroFacturas": "a counter",
    "facturas.ImpuestoFactura": "rates and amounts of an invoice, which declares its own",
    "concejales.DocumentoConcedido": "which documents a request was given: each declares its own",
    "incidencias.Latido": "that a process lived in a minute",
    "tesoreria.LineaDeArqueo": "what an account of the treasury had",
    "tesoreria.ConciliacionMovimiento": "from pair to movement, which declares its own",
    "tesoreria.ConciliacionApunte": "from pair to row of the books",
    "documentacion.DocumentoContable": "from operation to document: each declares its own",
    "documentacion.LibroPorDocumentar": "a counter",
    "contabilidad.FormularioUsado": "that a form noted something, and what",
    "contabilidad.Ejercicio": "a year of the accounts",
    "contabilidad.Cuenta": "an account of the chart",
    "contabilidad.Apunte": "two accounts and an amount: its entry declares its own",
    "contabilidad.Corte": "what an account adds up to",
    "proyectos.Proyecto": "a project of expense and what it costs",
    "proyectos.Agente": "an administration or a bank that finances one, by its name",
    "proyectos.AplicacionDeProyecto": "an application of a project",
    "proyectos.DerechoDeAgente": "a line of income of a project",
    "recaudacion.CompromisoCumplido": "a line of income of a commitment",
    "informacion.TasaDeReferencia": "how much expense may grow in a year",
    "tributacion.SectorIva": "an activity of the town",
    "tributacion.Prorrata": "what an activity deducts in a year",
    "tributacion.CobroCompensado": "an operation of a compensación",
    "proyectos.Arrastre": "a year and an amount of a project",
    "inventario.Bien": "an asset of the town",
    "inventario.Dotacion": "what an asset was used up in a year",
    "cierre.Rendicion": "the settlement or the Cuenta General of a year",
    "presupuesto.Presupuesto": "that the budget of a year is there",
    "presupuesto.Clasificacion": "a code of a classification",
    "presupuesto.ReglaVinculacion": "how credits bind",
    "presupuesto.Bolsa": "what some credits add up to",
    "presupuesto.Aplicacion": "a credit and what was done to it",
    "presupuesto.ConceptoIngreso": "what is foreseen, and what came in",
    "presupuesto.ConceptoNoPresupuestario": "a code and its account",
    "presupuesto.Numeracion": "a counter",
    "presupuesto.LineaOperacion": "amounts: its operation declares its own",
    "presupuesto.LineaModificacion": "a credit that goes up or down",
    "presupuesto.LineaFutura": "amounts: its operation declares its own",
    "presupuesto.LimitePlurianual": "how much of a later year may be committed",
    "presupuesto.GastoDeAntes": "why an expense is of an earlier year; whose it is, its operation says",
    "presupuesto.RemanenteCredito": "what a credit left",
    "presupuesto.RemanenteQueFinancia": "what the remnant of the treasury may finance",
    "presupuesto.TramiteModificacion": "a state of a file of credits and its day",
    "presupuesto.TramitePresupuesto": "a state of the budget and its day",
    "presupuesto.LineaPrevia": "amounts: its operation declares its own",
    "presupuesto.BasesDeEjecucion": "how credits bind",
    "presupuesto.OrganoDeModificacion": "which organ approves what, up to how much",
    "presupuesto.ExigenciaDePrueba": "what a concept of income has to prove",
    "presupuesto.CodigoOrganico": "an organic code, its name and its unit",
    "presupuesto.CuotaPrestamo": "what falls due of a loan",
    "presupuesto.MovimientoPrestamo": "what changed in a loan",
}
# A JSON column holds personal data unless it stands here with its reason (tests/recorrido/test_entrega_datos.py looks inside).
JSON_SIN_PERSONAS = {
    "formularios.DefinicionFormulario.esquema": "the questions of a form, without answers",
    "catalogo.VersionProcedimiento.definicion": "a procedure, the same for everybody",
    "catalogo.VersionProcedimiento.capa": "what a procedure adds to its model",
    "catalogo.BorradorProcedimiento.capa": "what a procedure adds to its model",
    "catalogo.BorradorModelo.capa": "what an area adds to the standard model",
    "catalogo.ValorLegal.valor": "a legal value, with its article",
    "catalogo.CasoDePrueba.caso": "a made-up case, without people",
    "catalogo.CasoDePrueba.esperado": "what came of a made-up case",
    "catalogo.Modelo.definicion": "the standard model of the procedures, or that of an area",
    "incidencias.CaidaDetectada.tramos": "from when to when the sede was down",
    "presupuesto.BasesDeEjecucion.reglas": "how credits bind: prefixes and figures of codes",
    "presupuesto.BasesDeEjecucion.ampliables": "codes of applications",
    "motor.Plazo.pasos": "how a term was counted: dates and articles",
    "motor.InformacionPublica.pasos": "how a term was counted: dates and articles",
}
TEXTO_SIN_PERSONAS = {"sellado.Cabecera.firma": "a CMS signature in base64"}
DE_PERSONAS = {"Persona", "Empleado", "Cuenta", "Interesado", "Representacion", "Sesion"}
ESCRITO_A_MANO = {"motivo", "descripcion", "observaciones", "explicacion", "comentario", "nota"}
MODELOS = [m for m in apps.get_models() if m.__module__.startswith("consistorio.")]
CON_PERSONAS = [m for m in MODELOS if m._meta.label not in SIN_PERSONAS]


def _campos(modelo: type[Model]) -> list[Field[object, object]]:
    return [campo for campo in modelo._meta.get_fields() if isinstance(campo, Field)]


def senala_a_alguien(campo: Field[object, object], *, de: type[Model]) -> bool:
    """Whether by its kind or its name a column may hold somebody."""
    nombre = f"{de._meta.label}.{campo.name}"
    if isinstance(campo, ForeignKey):
        senalado = apps.get_model(str(campo.related_model._meta.label))
        return senalado.__name__ in DE_PERSONAS and senalado._meta.label not in SIN_PERSONAS
    if isinstance(campo, UUIDField):
        return campo.name.endswith("_por") or campo.name in {"por", "actor", "titular", "habilitado"}
    if isinstance(campo, JSONField):
        return nombre not in JSON_SIN_PERSONAS
    if isinstance(campo, TextField):
        return nombre not in TEXTO_SIN_PERSONAS
    return isinstance(campo, CharField) and campo.name in ESCRITO_A_MANO


@pytest.mark.parametrize("modelo", CON_PERSONAS, ids=lambda m: m._meta.label)
def test_a_model_declares_purpose_and_retention_or_is_said_to_hold_nobody(modelo: type[Model]) -> None:
    assert len(str(getattr(modelo, "proposito_datos", ""))) > 10
    assert len(str(getattr(modelo, "conservacion_datos", ""))) > 2


@pytest.mark.parametrize("etiqueta", SIN_PERSONAS)
def test_what_is_said_to_hold_nobody_does_not(etiqueta: str) -> None:
    modelo = apps.get_model(etiqueta)
    assert not hasattr(modelo, "proposito_datos"), "it declares: out of the list"
    assert [campo.name for campo in _campos(modelo) if senala_a_alguien(campo, de=modelo)] == []


def test_columns_said_to_hold_nobody_exist() -> None:
    todas = {f"{modelo._meta.label}.{campo.name}" for modelo in MODELOS for campo in _campos(modelo)}
    assert sorted({*JSON_SIN_PERSONAS, *TEXTO_SIN_PERSONAS} - todas) == []
