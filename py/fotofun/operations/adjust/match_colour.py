from typing import Annotated

from fotofun.codecs import decode
from fotofun.codecs.data_url import content
from fotofun.errors import CommandError
from fotofun.imaging.colour_statistics import statistics_of
from fotofun.operation import AutoOperation, File, PointOperation, Range, operation
from fotofun.operations.adjust.colour_transfer import ColourTransfer
from fotofun.raster import Pixels


@operation(
    label="Match colour", position=190, keywords=("colour transfer", "reference", "same look", "reinhard")
)
class MatchColour(AutoOperation):
    """Give the picture the colours and the contrast of another one."""

    reference: Annotated[str, File(accept=("image/*",), label="Picture with the wanted colours")] = ""
    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0

    def resolve(self, pixels: Pixels) -> PointOperation:
        """A colour transfer from the statistics of pixels, (H, W, 4) uint8, to those of the reference.

        Without a reference nothing changes. FileError where the reference is no picture, CommandError where
        nothing of it can be seen.
        """
        if not self.reference:
            return ColourTransfer(amount=0.0)
        target = decode(content(self.reference), "reference").pixels
        own, wanted = statistics_of(pixels), statistics_of(target)
        if wanted is None:
            raise CommandError("The other picture is fully transparent; it has no colours to match.")
        return ColourTransfer.between(own, wanted, self.amount) if own else ColourTransfer(amount=0.0)
