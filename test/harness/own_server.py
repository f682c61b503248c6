"""What the real servers of the tests have in common: one process in a temporary folder, killed, frozen and started again
on the same port."""

import ctypes
import shutil
import signal
import subprocess
import time


class NotInstalled(Exception):
    """Says what is missing and what installs it."""


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class OwnServer:
    """Has a `folder`, and says whether it `answers()`."""

    process = None

    def launch(self, *command, log, within):
        """Returns when it answers."""
        self.begin(*command, log=log)
        return self.come_up(log, within)

    def begin(self, *command, log):
        """Ends with the thread that calls this, at the latest."""
        with open(self.folder / log, "ab") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                            cwd=self.folder, preexec_fn=die_with_parent)

    def come_up(self, log, within):
        deadline = time.monotonic() + within
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError((self.folder / log).read_text()[-4000:])
            time.sleep(0.02)
        return self

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)

    def alive(self):
        """Running and thawed, whatever was done to it or has happened to it."""
        if self.process is None or self.process.poll() is not None:
            self.start()
        self.thaw()

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
