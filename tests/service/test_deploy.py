"""The files to deploy the service with say what the program understands, and agree with each other."""

import io
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import compose_spec
import kubernetes_validate
import pytest
import yaml
from dockerfile_parse import DockerfileParser

from fotofun_build import paths
from fotofun_service.accounts.plans import read_plans

DEPLOY = paths.PY / "fotofun_service" / "deploy"
IMAGES = ("Dockerfile", "Dockerfile.cuda")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
PROJECT = tomllib.loads((paths.ROOT / "pyproject.toml").read_text())["project"]


def named(kind: str, name: str) -> Any:
    [found] = [each for each in KUBERNETES if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def steps(image: str) -> list[tuple[str, str]]:
    """The instructions of an image, in order."""
    parser = DockerfileParser(fileobj=io.BytesIO((DEPLOY / image).read_bytes()))
    found = [(each["instruction"], each["value"]) for each in parser.structure]
    return [each for each in found if each[0] != "COMMENT"]


def last(image: str, instruction: str) -> str:
    return [value for each, value in steps(image) if each == instruction][-1]


@pytest.mark.parametrize(
    "document", KUBERNETES, ids=lambda each: f"{each['kind']}-{each['metadata']['name']}"
)
def test_kubernetes_knows_every_field(document: dict[str, Any]) -> None:
    kubernetes_validate.validate(document, kubernetes_validate.latest_version(), strict=True)


def test_compose_knows_every_field() -> None:
    told = compose_spec.PyCompose.from_yaml((DEPLOY / "compose.yaml").read_text())
    assert sorted(told.service_names()) == ["caddy", "fotofun"]


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_is_made_of_what_there_is(image: str) -> None:
    copied = [value.split() for instruction, value in steps(image) if instruction == "COPY"]
    for *sources, _ in copied:
        if not sources[0].startswith("--from="):
            assert all((paths.ROOT / source).exists() for source in sources), sources
    assert ["--from=build", "/src/dist", "/opt/fotofun/dist"] in copied
    assert last(image, "USER") == "fotofun" and last(image, "WORKDIR") == "/opt/fotofun"
    ignored = (paths.ROOT / ".dockerignore").read_text().split()
    assert {"dist", ".git", ".venv"} <= set(ignored) and "py" not in ignored


def test_both_images_differ_only_in_what_the_card_needs() -> None:
    plain, cuda = ([value for instruction, value in steps(image)] for image in IMAGES)
    only = [
        value for value in cuda if value.replace("requirements-cuda", "requirements-service") not in plain
    ]
    assert len(only) == 1 and only[0].startswith("LD_LIBRARY_PATH=")


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements-service.lock", "service native"), ("requirements-cuda.lock", "service cuda")],
)
def test_the_locks_of_the_images_have_what_the_project_names(lock: str, extras: str) -> None:
    locked = set(re.findall(r"^([\w.-]+==[\w.]+)", (paths.PY / lock).read_text(), re.MULTILINE))
    wanted = [name for extra in extras.split() for name in PROJECT["optional-dependencies"][extra]]
    missing = {re.sub(r"\[.*\]", "", name) for name in wanted} - locked
    again = (
        "uv pip compile --python-version 3.12 --python-platform linux --generate-hashes --no-header"
        f" --no-annotate --extra {extras.replace(' ', ' --extra ')} pyproject.toml -o py/{lock}"
    )
    assert not missing, f"{lock} is older than pyproject.toml; renew it: {again}"


def pods_of(labels: dict[str, str]) -> Any:
    [found] = [
        each["spec"]["template"]
        for each in KUBERNETES
        if each["kind"] in ("Deployment", "StatefulSet") and each["spec"]["selector"]["matchLabels"] == labels
    ]
    assert found["metadata"]["labels"] == labels
    return found["spec"]


def containers(kind: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = named(kind, name)["spec"]["template"]["spec"]["containers"]
    return found


def test_replicas_are_ready_bounded_and_multiplied() -> None:
    [container] = containers("Deployment", "fotofun")
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert container["resources"]["requests"] and container["resources"]["limits"]["memory"]
    scaler = named("HorizontalPodAutoscaler", "fotofun")["spec"]
    assert scaler["scaleTargetRef"]["name"] == "fotofun" and scaler["minReplicas"] < scaler["maxReplicas"]
    claim = named("PersistentVolumeClaim", "fotofun-models")["spec"]
    assert claim["accessModes"] == ["ReadWriteMany"]
    pod = named("Deployment", "fotofun")["spec"]["template"]["spec"]
    volumes = {each["name"]: each for each in pod["volumes"]}
    for mount in container["volumeMounts"]:
        assert mount["name"] in volumes
    assert volumes["models"]["persistentVolumeClaim"]["claimName"] == "fotofun-models"


def test_everything_that_is_pointed_at_exists() -> None:
    for service in (each for each in KUBERNETES if each["kind"] == "Service"):
        pod = pods_of(service["spec"]["selector"])
        ports = {port["name"]: port["containerPort"] for each in pod["containers"] for port in each["ports"]}
        for port in service["spec"]["ports"]:
            assert port.get("targetPort", port["name"]) in ports or port["port"] in ports.values()
    [rule] = named("Ingress", "fotofun")["spec"]["rules"]
    backend = rule["http"]["paths"][0]["backend"]["service"]
    assert backend["port"]["name"] in {
        port["name"] for port in named("Service", backend["name"])["spec"]["ports"]
    }
    [container] = containers("Deployment", "fotofun")
    for variable in container["env"]:
        if value := variable.get("value"):
            host = urlsplit(value.replace("$(REDIS_PASSWORD)", "x")).hostname
            assert named("Service", host or "")


def test_plans_of_the_example_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "plans.toml"
    file.write_text(named("ConfigMap", "fotofun-plans")["data"]["plans.toml"])
    assert {"free", "studio"} <= set(read_plans(file))
    config = named("ConfigMap", "fotofun")["data"]
    [container] = containers("Deployment", "fotofun")
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert config["FOTOFUN_PLANS"] == f"{mounts['plans']}/plans.toml"
    assert config["FOTOFUN_MODEL_DIR"] == mounts["models"]
