package io.lotledger.api.axonserver;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.stub.StreamObserver;

/** Sends every client to itself, as a server that is not in a cluster does, and acknowledges what asks for it. */
final class PlatformDouble extends PlatformServiceGrpc.PlatformServiceImplBase {
    private final int port;

    PlatformDouble(int port) {
        this.port = port;
    }

    @Override
    public void getPlatformServer(ClientIdentification request, StreamObserver<PlatformInfo> client) {
        client.onNext(PlatformInfo.newBuilder()
                .setSameConnection(true)
                .setPrimary(NodeInfo.newBuilder()
                        .setNodeName("double")
                        .setHostName("127.0.0.1")
                        .setGrpcPort(port))
                .build());
        client.onCompleted();
    }

    /** Registrations, states of processors, heartbeats; a heartbeat has an id, and the client waits for its acknowledgement. */
    @Override
    public StreamObserver<PlatformInboundInstruction> openStream(StreamObserver<PlatformOutboundInstruction> client) {
        return new StreamObserver<>() {
            @Override
            public void onNext(PlatformInboundInstruction instruction) {
                if (instruction.getInstructionId().isEmpty()) return;
                client.onNext(PlatformOutboundInstruction.newBuilder()
                        .setAck(InstructionAck.newBuilder()
                                .setInstructionId(instruction.getInstructionId())
                                .setSuccess(true))
                        .build());
            }

            @Override
            public void onError(Throwable cause) {
                // the client is gone
            }

            @Override
            public void onCompleted() {
                client.onCompleted();
            }
        };
    }
}
