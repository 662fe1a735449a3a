"""``wiretrace-worker``: a Python worker that an engine starts as a process on its own machines.

Flink and Spark start it for ``--environment_type=PROCESS --environment_option=process_command=wiretrace-worker``
with the two addresses below; everything it needs is in the installed package. A shared worker pool
(``--environment_type=EXTERNAL``) is right only where each task manager has a pool of its own: two task managers
give their workers the same ids, and a pool that serves both stops the one for the other.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    """Ask the engine for the job's options and addresses, then work until it hangs up."""
    parser = argparse.ArgumentParser(prog="wiretrace-worker", description="A Beam worker; started by an engine.")
    parser.add_argument("--id", required=True, help="id that the engine gives this worker")
    parser.add_argument("--provision_endpoint", required=True, help="address that the engine gives its job's facts at")
    parser.add_argument("--semi_persist_dir", help="folder for staged files; nothing is staged, the package is installed")
    args, _ = parser.parse_known_args(argv)
    os.environ.update(worker_environment(args.id, provision(args.id, args.provision_endpoint)))
    from apache_beam.runners.worker import sdk_worker_main

    sdk_worker_main.main(sys.argv)
    return 0


def provision(worker: str, address: str) -> Any:
    """What the engine says of the job: options, and the addresses for control and logs.

    Raises:
        grpc.RpcError: the engine does not answer within a minute.
    """
    import grpc  # type: ignore[import-untyped]
    from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc
    from apache_beam.runners.worker.worker_id_interceptor import WorkerIdInterceptor

    with grpc.insecure_channel(address) as plain:
        channel = grpc.intercept_channel(plain, WorkerIdInterceptor(worker))
        service = beam_provision_api_pb2_grpc.ProvisionServiceStub(channel)
        return service.GetProvisionInfo(
            beam_provision_api_pb2.GetProvisionInfoRequest(), timeout=60, wait_for_ready=True
        ).info


def worker_environment(worker: str, info: Any) -> Mapping[str, str]:
    """The environment that Beam's worker reads its addresses from."""
    from google.protobuf import json_format, text_format  # type: ignore[import-untyped]

    found = {
        "WORKER_ID": worker,
        "PIPELINE_OPTIONS": json_format.MessageToJson(info.pipeline_options),
        "CONTROL_API_SERVICE_DESCRIPTOR": text_format.MessageToString(info.control_endpoint),
        "RUNNER_CAPABILITIES": " ".join(info.runner_capabilities),
    }
    if info.logging_endpoint.url:
        found["LOGGING_API_SERVICE_DESCRIPTOR"] = text_format.MessageToString(info.logging_endpoint)
    if info.status_endpoint.url:
        found["STATUS_API_SERVICE_DESCRIPTOR"] = text_format.MessageToString(info.status_endpoint)
    return found


if __name__ == "__main__":
    sys.exit(main())
