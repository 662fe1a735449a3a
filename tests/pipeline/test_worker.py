"""The worker that engines start: it asks the engine for the job's facts and hands them to Beam's worker."""

from __future__ import annotations

from concurrent import futures

import grpc
import orjson
from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc, endpoints_pb2
from google.protobuf import struct_pb2

from pipeline.worker import provision, worker_environment


class Engine(beam_provision_api_pb2_grpc.ProvisionServiceServicer):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def GetProvisionInfo(self, request, context):  # type: ignore[no-untyped-def]  # noqa: N802
        self.asked.append(dict(context.invocation_metadata())["worker_id"])
        options = struct_pb2.Struct()
        options.update({"beam:option:parallelism:v1": 2})
        return beam_provision_api_pb2.GetProvisionInfoResponse(
            info=beam_provision_api_pb2.ProvisionInfo(
                pipeline_options=options,
                control_endpoint=endpoints_pb2.ApiServiceDescriptor(url="localhost:1111"),
                logging_endpoint=endpoints_pb2.ApiServiceDescriptor(url="localhost:2222"),
                runner_capabilities=["beam:protocol:control_response_elements_embedding:v1"],
            )
        )


def test_what_the_engine_says_reaches_the_worker() -> None:
    engine = Engine()
    server = grpc.server(futures.ThreadPoolExecutor(1))
    beam_provision_api_pb2_grpc.add_ProvisionServiceServicer_to_server(engine, server)
    port = server.add_insecure_port("localhost:0")
    server.start()
    try:
        found = worker_environment("7-1", provision("7-1", f"localhost:{port}"))
    finally:
        server.stop(None)
    assert engine.asked == ["7-1"]
    assert found["WORKER_ID"] == "7-1"
    assert "localhost:1111" in found["CONTROL_API_SERVICE_DESCRIPTOR"]
    assert "localhost:2222" in found["LOGGING_API_SERVICE_DESCRIPTOR"]
    assert "STATUS_API_SERVICE_DESCRIPTOR" not in found
    assert orjson.loads(found["PIPELINE_OPTIONS"]) == {"beam:option:parallelism:v1": 2}
    assert found["RUNNER_CAPABILITIES"].endswith("embedding:v1")
