"""The process that holds llama.cpp: `python -m selfproof.backends.llama_child`.

A malformed model makes llama.cpp abort its process, and running out of memory kills it, so it lives
in a process of its own. `llama_process` starts it; this is what they say to each other:

- stdin, one JSON line: the settings (`model`, `key`, `slots`, `context`, `threads`). The key comes
  this way because arguments and environment can be read by other users of the machine.
- stdout, one JSON line when the server listens: `{"address": "http://127.0.0.1:PORT"}`.
- stderr: llama.cpp's log.

It ends when its stdin does, which the system closes however the parent dies. While a model is
loading llama.cpp holds Python's lock, so on Linux the kernel is asked for the same in addition.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
from typing import Any

_PR_SET_PDEATHSIG = 1
_LARGEST_SETTINGS = 2**16
_BATCH = 512
"""Prompt tokens worked on between two steps of the replies in progress."""
_SPIN = "1000"
"""How long a thread spins for its partners before it sleeps. OpenMP's default, 300 times longer, is
no faster on an idle machine, and on a busy one the spinning takes the very time slices that the
partners wait for: measured 12 instead of 64 tokens a second on 2 cores with one other process."""


def main() -> None:
    """Serve until stdin ends."""
    parent = os.getppid()
    _die_with_parent(parent)
    # Whatever is printed belongs into the log: stdout carries our one line only.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    settings = json.loads(sys.stdin.buffer.readline(_LARGEST_SETTINGS))
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    # OpenMP reads its settings when the library is loaded.
    os.environ.setdefault("GOMP_SPINCOUNT", _SPIN)
    # An abort shall not start a debugger to print hundreds of lines after the one that matters.
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")
    import xllamacpp

    server = xllamacpp.Server(_parameters(xllamacpp.CommonParams(), settings))
    print(json.dumps({"address": server.listening_address}), file=answer, flush=True)
    threading.Event().wait()


def _parameters(parameters: Any, settings: dict[str, Any]) -> Any:
    """llama.cpp's parameters for our settings."""
    parameters.model.path = settings["model"]
    parameters.api_keys = [settings["key"]]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_parallel = settings["slots"]
    # Each slot has its own share: one long reply cannot take the room of the others.
    parameters.n_ctx = settings["slots"] * settings["context"]
    parameters.kv_unified = False
    parameters.ctx_shift = False
    parameters.n_batch = parameters.n_ubatch = _BATCH
    if settings["threads"]:
        parameters.cpuparams.n_threads = settings["threads"]
        parameters.cpuparams_batch.n_threads = settings["threads"]
    parameters.cache_prompt = True
    # The store of prompts beside the slots: up to 8 GB by default, of little use here.
    parameters.cache_ram_mib = 0
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.offline = True
    # What the model writes is the content, thinking included: `formats` knows where it ends.
    parameters.reasoning_format = 0
    # A request's temperature and top_p are all that shapes what is drawn, as with other servers.
    parameters.sampling.top_k = 0
    parameters.sampling.min_p = 0.0
    return parameters


def _end_with_stdin() -> None:
    while os.read(0, 4096):
        pass
    # Not sys.exit: the main thread sits in foreign code.
    os._exit(0)


def _die_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


if __name__ == "__main__":
    main()
