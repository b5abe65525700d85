"""The commands `keys …`, as a person types them."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from fotofun_service.accounts.cli import keys
from fotofun_service.accounts.keys import PREFIX


def test_a_key_is_made_listed_rotated_and_revoked(tmp_path: Path) -> None:
    def ask(*words: str) -> Result:
        return CliRunner().invoke(
            keys, words, env={"FOTOFUN_DATA_DIR": str(tmp_path / "data"), "REDIS_URL": ""}
        )

    def listed() -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(ask("list", "--json").stdout)
        return found

    made = ask("create", "Ada Lovelace", "--plan", "premium", "--scope", "tasks")
    secret = made.stdout.strip()
    assert secret.startswith(PREFIX) and len(secret) == len(PREFIX) + 43
    assert "shown this once" in made.stderr and secret not in made.stderr
    [key] = listed()
    assert (key["name"], key["plan"], key["scopes"], key["revoked"]) == (
        "Ada Lovelace",
        "premium",
        ["tasks"],
        False,
    )
    assert set(key) == {"id", "name", "plan", "scopes", "created", "revoked"}
    turned = ask("rotate", str(key["id"])).stdout.strip()
    assert turned.startswith(PREFIX) and turned != secret
    assert listed() == [key]
    assert ask("revoke", str(key["id"])).exit_code == 0
    assert listed() == [{**key, "revoked": True}]
    table = ask("list").stdout
    assert "Ada" in table and "revoked" in table and PREFIX not in table
    for words, told in (
        (("rotate", str(key["id"])), "is revoked"),
        (("revoke", "key_nobody"), "There is no key key_nobody"),
        (("create", "Bob", "--plan", "gold"), "There is no plan gold; there are unlimited, free, premium."),
        (("create", "Bob", "--scope", "all"), "There is no scope all"),
    ):
        failed = ask(*words)
        assert failed.exit_code == 1 and told in failed.stderr and not failed.stdout
    assert json.loads(ask("usage", str(key["id"])).stdout)["used_megapixels"] == 0
    assert ask("forget", str(key["id"])).exit_code == 0 and listed() == []
    assert ask("usage", str(key["id"])).exit_code == 1
    folder = tmp_path / "data"
    assert (folder / "accounts.sqlite").stat().st_mode & 0o077 == 0 and folder.stat().st_mode & 0o077 == 0
