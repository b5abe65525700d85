"""Every panel and dialog, in both themes, on a desktop, a tablet and a phone.

axe-core finds nothing in it, nothing is cut off, and fingers find their targets.

`FOTOFUN_SHOTS=1` visits them all, in every theme and size, and leaves pictures of them in artefacts/surfaces.
"""

import os
from typing import Any

import pytest
from driver import Driver
from playwright.sync_api import Browser, ViewportSize, expect
from service_process import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHOTO = ROOT / "static" / "samples" / "fig-in-a-bowl.jpg"
SHOTS = ROOT / "artefacts" / "surfaces" if os.environ.get("FOTOFUN_SHOTS") else None
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "tablet": {"width": 820, "height": 1180},
    "phone": {"width": 390, "height": 844},
}
EVERYWHERE = [(scheme, size) for scheme in ("dark", "light") for size in SIZES]
VISITED = EVERYWHERE if SHOTS else [("dark", "desktop"), ("light", "phone")]

# A command of the palette, and the dialog that it opens.
DIALOGS = {
    "Export…": "Export",
    "New…": "New picture",
    "Batch…": "Batch",
    "Settings…": "Settings",
    "Models…": "Models",
    "Keyboard shortcuts": "Keyboard shortcuts",
    "Network activity": "Network activity",
    "About FotoFun": "About FotoFun",
    "AI service…": "AI service",
    "Curves…": "Curves",
    "Levels…": "Levels",
    "Gradient map…": "Gradient map",
    "Gaussian blur…": "Gaussian blur",
    "Drop shadow…": "Drop shadow",
}

# What people press must be inside the window or its scroller; text that is cut has an ellipsis.
FAULTS = """(least) => {
    const found = [];
    const name = (each) => {
        const words = each.ariaLabel || each.innerText || each.title || '';
        return `${each.localName}.${each.className} ${JSON.stringify(words.trim().slice(0, 40))}`;
    };
    const visit = (root, clip) => {
        for (const each of root.children) {
            const style = getComputedStyle(each);
            const box = each.getBoundingClientRect();
            if (style.display === 'none' || style.visibility === 'hidden') continue;
            const scrolls = /auto|scroll|hidden|clip/.test(style.overflowX);
            const presses = each.matches('button, a[href], select, textarea, input:not([type=hidden])');
            // A label is pressed in the place of its box.
            const isLabelled = each.localName === 'input' && each.closest('label');
            const isHidden = style.opacity === '0' || style.clipPath !== 'none' || each.closest('[inert]');
            const [long, short] = [box.width, box.height].map(Math.round).sort((a, b) => b - a);
            if (presses && !isLabelled && !isHidden && short > 1 && !each.disabled) {
                const isOutside = !clip && (box.right > innerWidth + 1 || box.left < -1);
                if (isOutside) found.push(`outside: ${name(each)}`);
                if (long < least || short < least / 2) found.push(`small, ${long} x ${short}: ${name(each)}`);
            }
            const holdsText = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            const isCut = each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1;
            const hasNoMark = /hidden|clip/.test(style.overflowX) && style.textOverflow !== 'ellipsis';
            if (holdsText && isCut && hasNoMark) found.push(`cut: ${name(each)}`);
            visit(each, clip || scrolls);
            if (each.shadowRoot) visit(each.shadowRoot, clip || scrolls);
        }
    };
    visit(document.body, false);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    return [...new Set(found)];
}"""


# The whole page is looked at first; then each dialog for itself, and each panel with its neighbours.
AXE_RUN = """async (surface) => {
    const app = document.querySelector('ff-app').shadowRoot;
    const dialog = [...app.children].find(({ localName }) => localName.endsWith('-dialog'));
    const part = dialog ?? (surface.startsWith('panel') && app.querySelector('ff-column, ff-sheet'));
    const { violations } = await axe.run(part || document);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 200)]));
}"""

PIXELS = """async () => {
    const { layers } = await fotofun.document();
    const { workspace } = document.querySelector('ff-app');
    await workspace.activateLayer(layers.find(({ kind }) => kind === 'pixel').id);
}"""


class Visitor:
    """Looks at what is open now."""

    def __init__(self, driver: Driver, place: str) -> None:
        self.driver, self.page, self.place = driver, driver.page, place
        self.is_phone = place.endswith("phone")
        self.found: dict[str, Any] = {}

    def look(self, surface: str) -> None:
        self.page.wait_for_timeout(350)
        if SHOTS:
            SHOTS.mkdir(parents=True, exist_ok=True)
            name = surface.lower().replace(" ", "-")
            self.page.screenshot(path=SHOTS / f"{name}.{self.place}.png")
        violations = self.page.evaluate(AXE_RUN, surface)
        faults = self.page.evaluate(FAULTS, 44 if self.is_phone else 14)
        if violations or faults:
            self.found[surface] = [*violations, *faults]

    def close(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def palette(self, words: str) -> None:
        """Chooses what the command palette finds first by its exact name."""
        self.page.keyboard.press("Control+k")
        self.page.keyboard.type(words)
        self.page.get_by_role("dialog").get_by_role("option").first.wait_for()
        self.page.keyboard.press("Enter")


@pytest.mark.parametrize(("scheme", "size"), VISITED)
def test_nothing_is_amiss(browser: Browser, address: str, scheme: str, size: str) -> None:
    context = browser.new_context(
        service_workers="block",
        viewport=SIZES[size],
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=size != "desktop",
        bypass_csp=True,
    )
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    page = driver.page
    page.evaluate(AXE.read_text())
    visitor = Visitor(driver, f"{scheme}-{size}")
    visitor.look("empty")
    driver.open(PHOTO.read_bytes(), PHOTO.name)
    visitor.look("photo")
    driver.run("remove_background", {"quality": "preview"})
    driver.run("select_rectangle", {"rectangle": [40, 40, 200, 200]})
    driver.run("save_selection", {"title": "Corner"})
    driver.run("deselect")
    page.evaluate("() => fotofun.run('curves', {}, { target: 'layer' })")
    page.evaluate("() => document.querySelector('ff-app').workspace.takeSnapshot('Before')")
    if not visitor.is_phone:
        visit_menu(visitor)
    visit_panels(visitor)
    page.evaluate(PIXELS)  # an adjustment layer has none to change
    visit_dialogs(visitor)
    assert visitor.found == {}
    context.close()


def visit_menu(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("menuitem", name="Layer", exact=True).click()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("new a")
    page.keyboard.press("ArrowRight")
    visitor.look("menu")
    page.keyboard.press("Control+k")  # a menu keeps keys for itself
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)


def visit_panels(visitor: Visitor) -> None:
    page = visitor.page
    page.keyboard.press("Control+k")
    page.keyboard.type("panel")
    page.get_by_role("option").filter(has_text="View › Panels").first.wait_for()
    visitor.look("palette")
    panels = [
        name.split("\n")[0]
        for name in page.get_by_role("option").all_inner_texts()
        if name.endswith("View › Panels")
    ]
    visitor.close()
    assert len(panels) >= 6
    for name in panels:
        heading = page.get_by_role("heading", name=name, exact=True).filter(visible=True)
        for _ in range(2):  # a panel that is open is closed by its command
            page.keyboard.press("Control+k")
            page.keyboard.type(f"{name} panel")
            option = page.get_by_role("option").filter(has_text="View › Panels").filter(has_text=name).first
            if option.get_attribute("aria-disabled") == "true":
                visitor.close()
                break
            option.click()
            page.wait_for_timeout(250)
            if visitor.is_phone or heading.count():
                visitor.look(f"panel {name}")
                break


def visit_dialogs(visitor: Visitor) -> None:
    page = visitor.page
    for command, title in DIALOGS.items():
        visitor.palette(command.rstrip("…"))
        dialog = page.get_by_role("dialog", name=title)
        dialog.wait_for()
        visitor.look(f"dialog {title}")
        visitor.close()
