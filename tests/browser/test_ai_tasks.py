"""Every task of a model in the page, with WebAssembly, on a small photo; undo restores."""

import re
from typing import Any

import numpy as np
import pytest
from ai_tasks import FACE, SMALL, TASKS, WITHOUT_WEIGHTS
from driver import Driver
from tool_driver import ToolDriver

from tests.inference.photos import photo


@pytest.mark.parametrize(("operation", "params"), TASKS, ids=[name for name, _ in TASKS])
def test_a_task_runs_in_the_page(shared_editor: Driver, operation: str, params: dict[str, Any]) -> None:
    shared_editor.open_pixels(SMALL)
    done = shared_editor.run(operation, params)
    assert "error" not in done, done
    assert "on this device with WebAssembly" in done["message"] and "Nothing was uploaded" in done["message"]
    after = shared_editor.exported_pixels()
    if operation == "detect_objects":
        assert re.match(r"Found person \(\d\d\u00a0%\)", done["message"])
    if operation.startswith(("select_", "detect_")):
        assert done["document"]["selection"] is not None
        np.testing.assert_array_equal(after, SMALL)
    elif operation == "upscale":
        assert after.shape == (320, 320, 4)
        assert np.abs(after[::2, ::2, :3].astype(int) - SMALL[..., :3]).mean() < 12
    elif operation == "crop_to_subject":
        assert after.shape == (96, 96, 4)
    elif operation == "remove_background":
        assert after[2, 2].tolist() == [0, 255, 0, 255]
        assert np.abs(after[FACE].astype(int) - SMALL[FACE]).mean() < 3
    else:
        assert after.shape == SMALL.shape and np.abs(after[FACE].astype(int) - SMALL[FACE]).mean() > 1
    shared_editor.call("undo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), SMALL)


def test_what_cannot_run_says_so(shared_editor: Driver) -> None:
    shared_editor.open_pixels(SMALL)
    for operation in WITHOUT_WEIGHTS:
        missing = shared_editor.run(operation)["error"]
        assert missing["kind"] == "model_unavailable" and "on this device" in missing["what"]
        assert "AI, Models" in missing["advice"]
    large = shared_editor.run("select_object")["error"]
    assert large["kind"] == "command_error" and "which object" in large["what"]
    np.testing.assert_array_equal(shared_editor.exported_pixels(), SMALL)


def test_clicks_select_an_object_and_refine_one_step(shared_editor: Driver) -> None:
    tools = ToolDriver(shared_editor, np.ascontiguousarray(photo("coffee")[:300, 100:500]))
    tools.choose("Object selection")
    tools.click_and_wait((200, 120))  # the cup
    assert tools.document()["history"] == ["Open", "Select object"]
    cup = tools.selected().max(axis=-1) > 0
    assert cup[110:130, 190:210].all() and not cup[:20, :20].any()
    tools.click_and_wait((20, 20), "Alt")
    assert tools.document()["history"] == ["Open", "Select object"], "a further click refines the same step"
    refined = tools.selected()
    shared_editor.run("deselect")
    assert "error" not in shared_editor.run("select_object", {"inside": [[200, 120]], "outside": [[20, 20]]})
    assert np.abs(tools.selected().astype(int) - refined).mean() < 1
    tools.choose("Hand")
