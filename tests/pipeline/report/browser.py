"""A headless Chromium of the machine, cut off from the network, driven over WebDriver."""

from __future__ import annotations

import base64
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

WAIT = 20.0
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars",
    # names resolve to nothing: what the page asked for would fail, and is seen in the log
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def missing() -> str | None:
    """Why there is no browser to test with, or None."""
    if shutil.which("chromium") is None and shutil.which("google-chrome") is None:
        return "no Chromium on this machine (Debian: apt-get install chromium chromium-driver)"
    if shutil.which("chromedriver") is None:
        return "no chromedriver on this machine (Debian: apt-get install chromium-driver)"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed (pip install -e '.[dev]')"
    return None


class Browser:
    """One page at a time; console messages and requests are kept for the test to judge."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.console: list[str] = []

    def open(self, path: Path, hash_: str = "#/") -> None:
        """Load a report from a file address and wait until its first page is drawn."""
        self.driver.get("about:blank")
        self.logs()
        self.driver.get(path.resolve().as_uri() + hash_)
        self.ready(hash_)

    def go(self, hash_: str) -> None:
        """Follow an address inside the report."""
        self.js("location.hash = arguments[0]", hash_)
        self.ready(hash_)

    def ready(self, hash_: str) -> None:
        """Wait until the page of an address is drawn."""
        self.wait("document.documentElement.dataset.ready === arguments[0]", hash_.split("?")[0])

    def wait(self, condition: str, *arguments: Any) -> None:
        """Wait until an expression of the page is true.

        Raises:
            AssertionError: it is not within WAIT seconds.
        """
        end = time.monotonic() + WAIT
        while not self.js(f"return !!({condition})", *arguments):
            assert time.monotonic() < end, f"not within {WAIT} s: {condition} {arguments}; console: {self.logs()}"
            time.sleep(0.03)

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def text(self, selector: str = "#main") -> str:
        """What a person reads in an element."""
        return str(self.js("return document.querySelector(arguments[0]).innerText", selector))

    def texts(self, selector: str) -> list[str]:
        return list(self.js("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", selector))

    def attributes(self, selector: str, name: str) -> list[str]:
        return list(self.js("return [...document.querySelectorAll(arguments[0])].map(e => e.getAttribute(arguments[1]))", selector, name))

    def click(self, selector: str) -> None:
        """Click as a person does: at the place of the element, on whatever lies on top."""
        from selenium.webdriver.common.by import By

        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def type(self, selector: str, keys: str) -> None:
        from selenium.webdriver.common.by import By

        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        element.clear()
        element.send_keys(keys)

    def press(self, *keys: str) -> None:
        """Keys to whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def logs(self) -> list[str]:
        """Console messages since the last call, violations of the content security policy included."""
        found = [f"{entry['level']} {entry['message']}" for entry in self.driver.get_log("browser")]
        self.console += found
        return found

    def requests(self) -> list[str]:
        """Addresses that the page asked for since the last call."""
        urls = []
        for entry in self.driver.get_log("performance"):
            message = orjson.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                urls.append(message["params"]["request"]["url"])
        return urls

    def outside(self) -> list[str]:
        """Of those, the ones that would leave the machine."""
        return [url for url in self.requests() if urlsplit(url).scheme not in ("file", "data", "blob", "about", "chrome", "devtools")]

    def size(self, width: int, height: int) -> None:
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def media(self, **features: str) -> None:
        """Emulate media: ``scheme="dark"``, ``media="print"``."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": features.get("media", ""), "features": [{"name": "prefers-color-scheme", "value": features.get("scheme", "light")}]})

    def screenshot(self, path: Path, whole: bool = True) -> Path:
        """A picture of the page as drawn, whole or what is in view."""
        path.parent.mkdir(parents=True, exist_ok=True)
        found = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})
        path.write_bytes(base64.b64decode(found["data"]))
        return path


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own."""
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}", "--window-size=1360,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"), env={**os.environ, "LC_ALL": "C.UTF-8"})
    driver = webdriver.Chrome(options=options, service=service)
    try:
        driver.set_page_load_timeout(60)
        yield Browser(driver)
    finally:
        driver.quit()
