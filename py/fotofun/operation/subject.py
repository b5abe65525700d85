"""What operations that look for a subject have in common."""

from typing import Annotated

from fotofun.inference.manifest import Quality
from fotofun.operation.parameter import Choice, Toggle

SubjectQuality = Annotated[
    Quality,
    Choice(
        {"best": "Best", "fast": "Fast", "preview": "Portrait"},
        label="Quality",
        description="Best keeps the finest edges, Fast is a small download, Portrait is for people only.",
    ),
]

RefinedEdges = Annotated[
    bool,
    Toggle(
        label="Refine edges",
        description="Follows hair and fur in the picture where the model sees them only coarsely.",
    ),
]
