import argparse
import asyncio
import json
import sys
import tempfile

from .doors import open_all
from .server import Provider


async def main(arguments):
    provider = Provider(arguments.think)
    with tempfile.TemporaryDirectory(prefix="fake-provider-") as folder:
        ports, alive = await open_all(provider, folder)
        print(json.dumps({"ports": ports, "ca": f"{folder}/ca.pem"}), flush=True)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, sys.stdin.read)  # whoever started us has gone
        del alive


parser = argparse.ArgumentParser(prog="fake_provider")
parser.add_argument("--think", type=float, default=0.0, help="seconds before every answer")
try:
    asyncio.run(main(parser.parse_args()))
except KeyboardInterrupt:
    pass
