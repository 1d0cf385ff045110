// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.verify.TokenVerifier;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A game that speaks gRPC, behind {@link BearerServerInterceptor}; texts in place of protobuf. */
final class GrpcServer implements GameServer {
  private static final MethodDescriptor<String, String> WHO_AM_I =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("Game/WhoAmI")
          .setRequestMarshaller(new Texts())
          .setResponseMarshaller(new Texts())
          .build();

  private final Server server;
  private final ExecutorService executor;
  private final ManagedChannel channel;

  private GrpcServer(Server server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  static GrpcServer start(TokenVerifier verifier) throws IOException {
    return start(verifier, 2);
  }

  static GrpcServer start(TokenVerifier verifier, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    ServerServiceDefinition game =
        ServerServiceDefinition.builder("Game")
            .addMethod(
                WHO_AM_I,
                ServerCalls.asyncUnaryCall(
                    (question, answer) -> {
                      String player = BearerServerInterceptor.PLAYER.get().subject();
                      answer.onNext("player " + player);
                      answer.onCompleted();
                    }))
            .build();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new GrpcServer(
        NettyServerBuilder.forAddress(anyPort)
            .addService(game)
            .intercept(new BearerServerInterceptor(verifier))
            .executor(executor)
            .build()
            .start(),
        executor);
  }

  @Override
  public String name() {
    return "gRPC";
  }

  @Override
  public Answer ask(String... headers) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    try {
      String answer =
          ClientCalls.blockingUnaryCall(
              ClientInterceptors.intercept(
                  channel, MetadataUtils.newAttachHeadersInterceptor(metadata)),
              WHO_AM_I,
              CallOptions.DEFAULT,
              "who am I?");
      return new Answer(Verdict.WELCOME, Status.Code.OK.name(), answer);
    } catch (StatusRuntimeException e) {
      return answer(e.getStatus(), e.getTrailers());
    }
  }

  private static Answer answer(Status status, Metadata trailers) {
    String code = status.getCode().name();
    return switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Answer(Verdict.REFUSED, code, String.valueOf(status.getDescription()));
      case UNAVAILABLE -> {
        String pushback = trailers.get(BearerServerInterceptor.PUSHBACK);
        yield new Answer(Verdict.LATER, code, "again in " + pushback + " ms");
      }
      default -> new Answer(Verdict.BROKEN, code, String.valueOf(status.getDescription()));
    };
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    executor.shutdown();
  }

  private static final class Texts implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
