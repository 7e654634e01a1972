"""How the first migration of an app creates its tables."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CrearTablas(Operation):
    """Several `CreateModel`, with the state of the models drawn once.

    With `CreateModel` alone Django draws again, for each table, every model that some chain of foreign keys joins to it: nearly all of
    them, a hundred times over.
    """

    def __init__(self, *tablas: CreateModel) -> None:
        self.tablas = tablas

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        dibujados = state.__dict__.pop("apps", None)  # a state that was not drawn only takes notes
        for tabla in self.tablas:
            tabla.state_forwards(app_label, state)
        if dibujados is not None:
            state.__dict__["apps"] = dibujados
            state.reload_models([(app_label, tabla.name_lower) for tabla in self.tablas], delay=False)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for tabla in self.tablas:
            tabla.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for tabla in reversed(self.tablas):
            tabla.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create models {', '.join(tabla.name for tabla in self.tablas)}"
