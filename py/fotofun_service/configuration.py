"""Settings as people give them: in the environment, or in a TOML file."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from fotofun.inference.backends.engines import Wish, wish_of
from fotofun_service.accounts.gate import AccountsGate
from fotofun_service.accounts.opening import data_folder, open_stores
from fotofun_service.accounts.plans import read_plans
from fotofun_service.settings import Settings


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return [each.strip() for each in value.split(",") if each.strip()]
    return value


def _unless_empty(value: Any) -> Any:
    return None if value == "" else value


def _found(value: Path | None) -> Path | None:
    if value is not None and not value.exists():
        raise ValueError(f"there is no {value}")
    return value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Folder = Annotated[Path | None, BeforeValidator(_unless_empty)]
Existing = Annotated[Path | None, BeforeValidator(_unless_empty), AfterValidator(_found)]


class Configuration(BaseSettings):
    """Every setting under the name that it has in the environment and, in any case, in the file.

    Lists are separated by commas; the file may also have them as lists. FOTOFUN_SETTINGS names the file; what
    is in the environment counts more.
    """

    model_config = SettingsConfigDict(extra="forbid", env_ignore_empty=True, frozen=True)

    fotofun_model_dir: Folder = None
    fotofun_model_sources: Names = ()
    fotofun_preload_models: Names = ()
    fotofun_pinned_models: Names = ()
    fotofun_model_idle: PositiveFloat = Settings.model_idle_seconds
    fotofun_model_runs: PositiveInt | None = None
    fotofun_provider: Annotated[Wish, BeforeValidator(wish_of)] = Settings.provider
    fotofun_connect_hosts: Names = ()
    fotofun_allowed_hosts: Names = ()
    fotofun_data_dir: Folder = None
    fotofun_plans: Existing = None
    redis_url: str = ""
    redis_answers_url: str = ""
    api_key: SecretStr = SecretStr("")
    cors_origins: Names = ()
    max_cache_size: PositiveInt = Settings.max_cache_size
    max_memory: PositiveInt | None = None
    max_workers: PositiveInt = Settings.max_workers
    max_waiting: PositiveInt = Settings.max_waiting
    max_file_size: PositiveInt = Settings.max_file_size
    max_pixels: PositiveInt = Settings.max_pixels
    timeout: PositiveFloat = Settings.timeout

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment counts more than the file, which is given as arguments."""
        return env_settings, init_settings

    def settings(
        self, dist: Path, allowed_hosts: tuple[str, ...] = (), *, with_tasks: bool = True
    ) -> Settings:
        """What the application is made with; tasks only where there are models."""
        folder = self.fotofun_model_dir or dist / "models"
        return Settings(
            dist,
            connect_hosts=self.fotofun_connect_hosts,
            allowed_hosts=allowed_hosts + self.fotofun_allowed_hosts,
            models=folder if with_tasks and (folder / "index.json").is_file() else None,
            model_sources=self.fotofun_model_sources,
            preload_models=self.fotofun_preload_models,
            pinned_models=self.fotofun_pinned_models,
            model_idle_seconds=self.fotofun_model_idle,
            model_runs=self.fotofun_model_runs,
            provider=self.fotofun_provider,
            api_key=self.api_key.get_secret_value(),
            cors_origins=self.cors_origins,
            max_file_size=self.max_file_size,
            max_pixels=self.max_pixels,
            max_cache_size=self.max_cache_size,
            max_memory=self.max_memory,
            max_workers=self.max_workers,
            max_waiting=self.max_waiting,
            timeout=self.timeout,
        )

    def gate(self) -> AccountsGate:
        """The gate with the accounts that the settings name."""
        stores = open_stores(self.redis_url, self.fotofun_data_dir or data_folder(), self.redis_answers_url)
        return AccountsGate(
            stores, self.timeout, read_plans(self.fotofun_plans), self.api_key.get_secret_value()
        )


def read(file: Path | None = None) -> Configuration:
    """The settings of the environment and of a file, if any; ValueError in words for people."""
    named = os.environ.get("FOTOFUN_SETTINGS", "")
    file = file or (Path(named) if named else None)
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError) as error:
        raise ValueError(f"The settings in {file} cannot be read: {error}.") from None
    try:
        return Configuration(**{name.lower(): value for name, value in given.items()})
    except ValidationError as error:
        raise ValueError("; ".join(_words(each["loc"], each["msg"]) for each in error.errors())) from None


def _words(place: tuple[int | str, ...], message: str) -> str:
    return f"{str(place[0]).upper()}: {message.removeprefix('Value error, ')}"
