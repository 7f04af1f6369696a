"""Firefox by its own protocol, Marionette: a length, a colon and JSON over a local socket. No driver, no package."""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# Nothing leaves the machine: every host but none goes to a proxy that does not answer.
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "devtools.console.stdout.content": True,
    "layout.css.devPixelsPerPx": "2.0",
}
# The browser's own troubles are not the page's: only what comes from a page counts. (In its log, texts of pages are in
# quotes, its own after a name.)
ERRORS = """
const isPage = (error) => error instanceof Ci.nsIScriptError && /^(file|blob|https?):/.test(error.sourceName);
return Services.console.getMessageArray().filter(isPage).map((error) => error.errorMessage);
"""
# A window is never narrower than 500 points; what shows the page in it can be.
SIZE = """
const [width, height] = arguments;
Object.assign(gBrowser.selectedBrowser.style, { width, height, minWidth: width, maxWidth: width, maxHeight: height });
"""


def program():
    """Path of Firefox, or none."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """A headless browser with an empty profile of its own."""

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        port = free_port()
        lines = [f'user_pref("{key}", {json.dumps(value)});' for key, value in PREFERENCES.items()]
        lines.append(f'user_pref("marionette.port", {port});')
        Path(self.profile.name, "user.js").write_text("\n".join(lines))
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile"]
        command = [program(), *options, self.profile.name]
        self.log = Path(self.profile.name, "console.txt")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self.socket = connect(port)
        self.count = 0
        self.receive()
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.socket.close()
        self.profile.cleanup()

    def receive(self):
        """One message."""
        length = b""
        while not length.endswith(b":"):
            length += self.socket.recv(1)
        rest = int(length[:-1])
        parts = []
        while rest:
            parts.append(self.socket.recv(rest))
            rest -= len(parts[-1])
        return json.loads(b"".join(parts))

    def ask(self, command, **parameters):
        """The result of a command."""
        self.count += 1
        text = json.dumps([0, self.count, command, parameters]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, result = self.receive()
        if error:
            raise SystemExit(f"Firefox refuses {command}: {error['error']}: {error['message']}")
        return result

    def inside(self, script, *arguments):
        """What JavaScript returns in the browser's own window."""
        self.ask("Marionette:SetContext", value="chrome")
        answer = self.ask("WebDriver:ExecuteScript", script=script, args=arguments, sandbox="system")
        self.ask("Marionette:SetContext", value="content")
        return answer["value"]

    def size(self, width, height):
        """Makes the page this large."""
        self.ask("WebDriver:SetWindowRect", width=max(width, 600), height=height + 200)
        self.inside(SIZE, f"{width}px", f"{height}px")

    def open(self, url):
        """Loads a page."""
        self.ask("WebDriver:Navigate", url=url)

    def run(self, script, *arguments):
        """What JavaScript returns, as the body of a function."""
        answer = self.ask("WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox=None)
        return answer["value"]

    def wait(self, what, script, seconds=60):
        """Seconds until a script returns true."""
        start = time.monotonic()
        while not self.run(script):
            if time.monotonic() - start > seconds:
                words = self.run("return document.body.innerText")
                raise SystemExit(f"waited {seconds} s in vain for {what}; the page says:\n{words}\n{self.said()}")
            time.sleep(0.02)
        return time.monotonic() - start

    def said(self):
        """What pages have said in the console that is no good: errors, and violations of their policies."""
        lines = self.log.read_text(errors="replace").splitlines()
        told = [line for line in lines if line.startswith(('console.error: "', 'console.warn: "'))]
        return "\n".join(told + self.inside(ERRORS))

    def picture(self, path):
        """Keeps what the window shows."""
        answer = self.ask("WebDriver:TakeScreenshot", full=False)
        Path(path).write_bytes(base64.b64decode(answer["value"]))


def free_port():
    """A port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def connect(port):
    """The socket, once the browser listens."""
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=120)
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise SystemExit("Firefox does not listen; does `firefox-esr --headless` start here?")
