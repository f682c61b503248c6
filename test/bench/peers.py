"""Other gateways, for --peers: from their own packages, forwarding the same call to the same upstream.

Each is set up as its documentation says for one worker, with logs off and no database, so it does no
more than it must: none of them keeps a budget or a durable record here, which RateGuard does.
"""

import os
import shlex
import shutil
import subprocess

from contestants import CONTESTANT_CPU, ROOT, Arena, Contestant, DidNotStart, free_port

FOLDER = ROOT / ".deps/peers"
INSTALL_SECONDS = 1800


class Unavailable(Exception):
    pass


def carry_out(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"`{shlex.join(command)}` did not end in {INSTALL_SECONDS} s") from None
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        why = [line for line in said if "error" in line.lower()][:2] or said[-1:]
        raise Unavailable(f"`{shlex.join(command)}`: {'; '.join(why)}")


class Peer:
    name = version = package = note = ""

    @property
    def folder(self):
        return FOLDER / f"{self.name}-{self.version}"

    def install(self):
        """Once; a half-done installation is begun anew."""
        made = self.folder / ".made"
        if made.exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.fetch()
        made.touch()

    def fetch(self):
        raise NotImplementedError

    def launch(self, arena, upstream):
        """(port, pid, command, headers) of the running peer, which forwards to the port `upstream`."""
        raise NotImplementedError

    def contestant(self, arena):
        self.install()
        port, pid, command, headers = self.launch(arena, arena.upstreams["chat"])
        # Shown as somebody else can run it.
        shown = shlex.join(command).replace(f"{self.folder}/", "").replace(f"{arena.folder}/", "")
        sent = "".join(f", {name}: {value}" for name, value in headers.items())
        what = f"{self.package}, `{shown}`{sent}{self.note}"
        return Contestant(self.name, what, {"chat": port}, pid, headers=headers)


class LiteLlm(Peer):
    # Not the newest: 1.110.2 asks for a package, litellm-proxy, that the index does not have, and a
    # name that is free there is a name that anybody may take.
    name, version = "litellm", "1.80.0"
    package = f"litellm[proxy]=={version}"
    note = "; one model, gpt-4o as openai/gpt-4o at the mock; no key of its own, no database"

    def fetch(self):
        carry_out("python3", "-m", "venv", str(self.folder))
        carry_out(str(self.folder / "bin/pip"), "install", "-q", self.package)

    def launch(self, arena, upstream):
        config = arena.folder / "litellm.yaml"
        config.write_text(
            "model_list:\n  - model_name: gpt-4o\n    litellm_params:\n      model: openai/gpt-4o\n"
            f"      api_base: http://127.0.0.1:{upstream}/v1\n      api_key: sk-none\n"
            "litellm_settings:\n  telemetry: false\n"
        )
        port = free_port()
        command = [str(self.folder / "bin/litellm"), "--config", str(config), "--host", "127.0.0.1",
                   "--port", str(port), "--num_workers", "1"]
        settings = {"LITELLM_MODE": "PRODUCTION", "LITELLM_LOG": "ERROR", "NO_DOCS": "True",
                    "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
        pid = arena.start(port, CONTESTANT_CPU, *command, env=os.environ | settings, within=120)
        return port, pid, command, {}


class Portkey(Peer):
    name, version = "portkey", "1.15.2"
    package = f"@portkey-ai/gateway@{version}"

    def fetch(self):
        if not shutil.which("npm"):
            raise Unavailable("npm is not installed")
        self.folder.mkdir()
        carry_out("npm", "install", "--prefix", str(self.folder), "--no-audit", "--no-fund",
                  "--ignore-scripts", self.package)

    def launch(self, arena, upstream):
        port = free_port()
        start = self.folder / "node_modules/@portkey-ai/gateway/build/start-server.js"
        command = ["node", str(start), f"--port={port}", "--headless"]
        pid = arena.start(port, CONTESTANT_CPU, *command, env=os.environ | {"NODE_ENV": "production"},
                          within=60)
        headers = {"x-portkey-provider": "openai",
                   "x-portkey-custom-host": f"http://127.0.0.1:{upstream}/v1"}
        return port, pid, command, headers


class Peers:
    """Those that run, and why the others do not."""

    def __init__(self, folder, upstreams):
        self.arena = Arena(folder)
        self.arena.upstreams = upstreams
        self.running, self.notes = [], []
        for peer in (LiteLlm(), Portkey()):
            try:
                self.running.append(peer.contestant(self.arena))
            except (Unavailable, DidNotStart) as reason:
                self.notes.append(f"{peer.package} is not in the table: {reason}")

    def stop(self):
        self.arena.__exit__()
