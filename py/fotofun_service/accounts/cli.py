"""The commands `fotofun-service keys …`: who may use the service."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from fotofun_service.accounts.keys import SCOPES, USER_SCOPES, Key, Scope, digest_of, new_id, new_secret
from fotofun_service.accounts.opening import data_folder, open_stores
from fotofun_service.accounts.plans import Plan, read_plans
from fotofun_service.accounts.store import Store
from fotofun_service.accounts.usage import day_of, report
from fotofun_service.problem import Refused

T = TypeVar("T")

keys = typer.Typer(help="Create, list, rotate and revoke the keys of the service.", no_args_is_help=True)

DataDir = Annotated[
    Path | None, typer.Option(envvar="FOTOFUN_DATA_DIR", help="The folder with the accounts.")
]
RedisUrl = Annotated[str, typer.Option(envvar="REDIS_URL", help="The Redis with the accounts instead.")]
Plans = Annotated[
    Path | None, typer.Option(envvar="FOTOFUN_PLANS", help="A TOML file with plans of your own.")
]
Id = Annotated[str, typer.Argument(help="The key's id, as `keys list` shows it.", show_default=False)]


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose key it is, for your own eyes.", show_default=False)],
    plan: Annotated[str, typer.Option(help="The plan: free, premium, unlimited, or your own.")] = "free",
    scope: Annotated[
        list[str], typer.Option(help=f"What it is good for, of {', '.join(SCOPES)}; may be repeated.")
    ] = list(USER_SCOPES),  # noqa: B006 - typer's way to say a default
    data_dir: DataDir = None,
    redis_url: RedisUrl = "",
    plans: Plans = None,
) -> None:
    """Make a key and print it, this one time: only its hash is kept."""
    try:
        known = read_plans(plans)
    except ValueError as error:
        raise _failed(str(error)) from None
    if plan not in known:
        raise _failed(f"There is no plan {plan}; there are {', '.join(known)}.")
    if unknown := set(scope) - set(SCOPES):
        raise _failed(f"There is no scope {', '.join(sorted(unknown))}; there are {', '.join(SCOPES)}.")
    secret = new_secret()
    scopes: tuple[Scope, ...] = tuple(each for each in SCOPES if each in scope)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    key = Key(new_id(), name, digest_of(secret), plan, scopes, created)
    _with_store(data_dir, redis_url, lambda store: store.put_key(key))
    _hand_out(key, secret)


@keys.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    data_dir: DataDir = None,
    redis_url: RedisUrl = "",
) -> None:
    """List every key, without its secret."""
    found = _with_store(data_dir, redis_url, lambda store: store.list_keys())
    if as_json:
        print(json.dumps([{k: v for k, v in asdict(key).items() if k != "digest"} for key in found]))
        return
    table = Table("Id", "Name", "Plan", "Scopes", "Created", "State")
    for key in found:
        state = "revoked" if key.revoked else "in use"
        table.add_row(key.id, key.name, key.plan, " ".join(key.scopes), key.created[:10], state)
    Console().print(table)


@keys.command()
def revoke(id: Id, data_dir: DataDir = None, redis_url: RedisUrl = "") -> None:
    """Make a key useless, at once and for good."""

    async def work(store: Store) -> Key:
        key = await _named(id, store)
        await store.put_key(replace(key, revoked=True), instead_of=key.digest)
        return key

    key = _with_store(data_dir, redis_url, work)
    typer.echo(f"The key {key.id} of {key.name} is revoked.", err=True)


@keys.command()
def rotate(id: Id, data_dir: DataDir = None, redis_url: RedisUrl = "") -> None:
    """Give a key a new secret, and print it; the old one is useless at once, and usage goes on."""
    secret = new_secret()

    async def work(store: Store) -> Key:
        key = await _named(id, store)
        if key.revoked:
            raise _failed(f"The key {id} is revoked. Create a new one.")
        await store.put_key(replace(key, digest=digest_of(secret)), instead_of=key.digest)
        return key

    _hand_out(_with_store(data_dir, redis_url, work), secret)


@keys.command()
def usage(id: Id, data_dir: DataDir = None, redis_url: RedisUrl = "", plans: Plans = None) -> None:
    """Show what a key has used this month, as JSON."""

    async def work(store: Store) -> dict[str, Any]:
        key = await _named(id, store)
        now = time.time()
        plan = read_plans(plans).get(key.plan) or Plan(key.plan)
        return report(plan, await store.usage(key.id, day_of(now)[:7]), now)

    try:
        print(json.dumps(_with_store(data_dir, redis_url, work)))
    except ValueError as error:
        raise _failed(str(error)) from None


@keys.command()
def forget(id: Id, data_dir: DataDir = None, redis_url: RedisUrl = "") -> None:
    """Delete a key, its name and all its usage, for good."""

    async def work(store: Store) -> None:
        await store.forget_key(await _named(id, store))

    _with_store(data_dir, redis_url, work)
    typer.echo(f"The key {id} is deleted, and so is what was counted for it.", err=True)


async def _named(id: str, store: Store) -> Key:
    for key in await store.list_keys():
        if key.id == id:
            return key
    raise _failed(f"There is no key {id}. `keys list` shows those that there are.")


def _with_store(data_dir: Path | None, redis_url: str, work: Callable[[Store], Awaitable[T]]) -> T:
    async def run() -> T:
        store, _ = open_stores(redis_url, data_dir or data_folder())
        try:
            return await work(store)
        finally:
            await store.close()

    try:
        return asyncio.run(run())
    except Refused as error:
        raise _failed(error.detail) from None


def _hand_out(key: Key, secret: str) -> None:
    """The secret alone on the standard output, so that a script can take it."""
    typer.echo(f"The key {key.id} of {key.name}, plan {key.plan}. It is shown this once:", err=True)
    typer.echo(secret)


def _failed(words: str) -> typer.Exit:
    typer.echo(words, err=True)
    return typer.Exit(1)
