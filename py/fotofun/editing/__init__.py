"""Carrying an operation out on a document: what every family does, within selection and locks."""

from fotofun.editing.perform import finish, perform

__all__ = ["finish", "perform"]
