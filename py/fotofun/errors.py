"""Everything that can go wrong, as sentences for people.

Each error says what happened, what was kept, and what to do next. Programs look at `kind`.
"""

import re

UNCHANGED = "Your picture is unchanged."


class FotoFunError(Exception):
    """Something could not be done; nothing was lost.

    `what`: what happened; `kept`: what is as it was; `advice`: what to do next. One short sentence each.
    """

    def __init__(self, what: str, *, kept: str = UNCHANGED, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.advice = advice

    @property
    def kind(self) -> str:
        """The error's name for programs: the class in snake_case, such as `broken_file`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.advice) if part)


class Cancelled(FotoFunError):
    """The person stopped the work."""

    def __init__(self) -> None:
        super().__init__("Stopped.")


# --- files -----------------------------------------------------------------------------------------


class FileError(FotoFunError):
    """A file could not be opened or written."""


class UnsupportedFormat(FileError):
    """The file's content is of no format that can be read or written here."""


class DecoderMissing(UnsupportedFormat):
    """The format is known, but nothing here decodes it; the browser may (`fotofun.codecs.decode_with`)."""


class BrokenFile(FileError):
    """The file is damaged, truncated or empty."""


class TooLarge(FileError):
    """The picture has more pixels than can be edited here."""


# --- commands --------------------------------------------------------------------------------------


class CommandError(FotoFunError):
    """A command does not make sense as it was given."""


class NoDocument(CommandError):
    """A command needs an open picture and there is none."""

    def __init__(self) -> None:
        super().__init__("No picture is open.", kept="", advice="Open a photo first.")


class UnknownOperation(CommandError):
    """No operation has that name."""


class InvalidParameter(CommandError):
    """A parameter is unknown, of the wrong type, or out of its legal range."""


class OutOfMemory(CommandError):
    """There is not enough memory for this command on this picture."""


class RecipeError(CommandError):
    """A recipe could not be read or followed."""


class BrokenRecipe(RecipeError):
    """The file is no recipe, or one of its steps does not make sense."""


class NewerRecipe(RecipeError):
    """A newer FotoFun wrote the recipe."""


class StepFailed(RecipeError):
    """A step of a recipe could not be done on this picture."""


class RelayedError(FotoFunError):
    """Something failed outside Python, and was already put in words there; `kind` is kept."""

    def __init__(self, kind: str, what: str, *, kept: str, advice: str) -> None:
        super().__init__(what, kept=kept, advice=advice)
        self._kind = kind

    @property
    def kind(self) -> str:
        """The kind that it had where it came from."""
        return self._kind


class InternalError(FotoFunError):
    """A fault in FotoFun itself."""


# --- inference -------------------------------------------------------------------------------------


class InferenceError(FotoFunError):
    """A model could not do its work."""


class ModelUnavailable(InferenceError):
    """No model for this task can run here."""


class NotEnoughMemory(ModelUnavailable):
    """A model would need more memory here than there is."""


class RemoteConsentRequired(InferenceError):
    """The picture would have to leave this machine and nobody has agreed to that."""


class InferenceFailed(InferenceError):
    """The model ran and failed."""


class InvalidManifest(InferenceError):
    """A model's description has an error."""


class NothingFound(InferenceError):
    """The model found nothing of what it was asked for."""


# --- the service -----------------------------------------------------------------------------------


class ServiceError(InferenceError):
    """The AI service could not do what it was asked."""


class ServiceOffline(ServiceError):
    """The service did not answer."""


class ServiceUnauthorised(ServiceError):
    """The service does not accept the key, or not for this."""


class ServiceQuotaSpent(ServiceError):
    """The key's share is used up for now."""


class ServiceTooLarge(ServiceError):
    """The picture is larger than the service takes."""


class ServiceBusy(ServiceError):
    """The service has too much to do."""


class ServiceFailed(ServiceError):
    """The service failed, or answered with what cannot be used."""
