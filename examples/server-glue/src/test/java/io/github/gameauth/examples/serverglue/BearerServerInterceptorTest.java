// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.serverglue.GameServer.Answer;
import io.github.gameauth.examples.serverglue.GameServer.Verdict;
import io.github.gameauth.verify.TokenVerifier;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BearerServerInterceptorTest extends GlueContract {
  private static final Context.Key<String> COLOR = Context.key("color");

  @Override
  GameServer start(TokenVerifier verifier) throws IOException {
    return GrpcServer.start(verifier);
  }

  @Test
  void saysByItsStatusWhatIsWrong() throws Exception {
    assertEquals("UNAUTHENTICATED", server.ask().status());
    assertEquals("UNAUTHENTICATED", server.ask("Authorization", "Bearer p-17").status());
  }

  @Test
  void holdsNoThreadWhileKeysAreFetched() throws Exception {
    HeldKeys keys = new HeldKeys(studio.keys());
    ExecutorService clients = Executors.newSingleThreadExecutor();
    try (TokenVerifier waiting = studio.verifier(Studio.issuer().keys(keys));
        GameServer game = GrpcServer.start(waiting, 1)) { // one thread serves all calls
      String good = "Bearer " + studio.token("p-17");
      Future<Answer> answer = clients.submit(() -> game.ask("Authorization", good));
      keys.awaitAsked();

      assertEquals(Verdict.REFUSED, game.ask().verdict());

      keys.arrive();
      assertEquals("player p-17", answer.get(30, TimeUnit.SECONDS).text());
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void keepsWhatHappensToACallInItsOrder() throws Exception {
    HeldKeys keys = new HeldKeys(studio.keys());
    Call call = new Call(false);
    Game game = new Game();
    try (TokenVerifier waiting = studio.verifier(Studio.issuer().keys(keys))) {
      ServerCall.Listener<String> listener =
          new BearerServerInterceptor(waiting).interceptCall(call, good(), game);
      listener.onReady();
      listener.onMessage("a");
      listener.onHalfClose();
      assertEquals(List.of(), game.events);

      keys.arrive();
      assertTrue(game.closed.await(30, TimeUnit.SECONDS));
      listener.onComplete();

      assertEquals(List.of("start p-17", "ready", "message a", "half close"), game.firstEvents());
      assertTrue(game.completed.await(30, TimeUnit.SECONDS));
      assertNull(call.status.getNow(null));
    }
  }

  @Test
  void runsTheServiceInTheContextOfTheCall() throws Exception {
    HeldKeys keys = new HeldKeys(studio.keys());
    CompletableFuture<String> color = new CompletableFuture<>();
    try (TokenVerifier waiting = studio.verifier(Studio.issuer().keys(keys))) {
      ServerCallHandler<String, String> game =
          (call, headers) -> {
            color.complete(String.valueOf(COLOR.get()));
            return new ServerCall.Listener<>() {};
          };
      Context.current()
          .withValue(COLOR, "red")
          .run(
              () ->
                  new BearerServerInterceptor(waiting)
                      .interceptCall(new Call(false), good(), game));

      keys.arrive(); // and go on in a thread of theirs

      assertEquals("red", color.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void startsNothingForAClientThatHasGone() {
    Call gone = new Call(true);
    Game game = new Game();

    new BearerServerInterceptor(verifier).interceptCall(gone, good(), game);

    assertEquals(List.of(), game.events);
    assertNull(gone.status.getNow(null));
  }

  @Test
  void endsACallWhoseServiceFailsAtOnce() {
    Call call = new Call(false);

    new BearerServerInterceptor(verifier)
        .interceptCall(
            call,
            good(),
            (same, headers) -> {
              throw new IllegalStateException("a bug of the game's");
            });

    assertEquals(Status.Code.INTERNAL, call.status.getNow(Status.OK).getCode());
  }

  private Metadata good() {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + studio.token("p-17"));
    return headers;
  }

  /** A call of which only its end is of interest. */
  private static final class Call extends ServerCall<String, String> {
    final CompletableFuture<Status> status = new CompletableFuture<>();
    private final boolean cancelled;

    Call(boolean cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(String message) {}

    @Override
    public void close(Status end, Metadata trailers) {
      status.complete(end);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public MethodDescriptor<String, String> getMethodDescriptor() {
      throw new AssertionError("an interceptor has no business with the method");
    }
  }

  /** A service that writes down what it is told, and by whom. */
  private static final class Game implements ServerCallHandler<String, String> {
    final List<String> events = new CopyOnWriteArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch completed = new CountDownLatch(1);

    List<String> firstEvents() {
      return events.subList(0, 4);
    }

    @Override
    public ServerCall.Listener<String> startCall(
        ServerCall<String, String> call, Metadata headers) {
      events.add("start " + BearerServerInterceptor.PLAYER.get().subject());
      return new ServerCall.Listener<>() {
        @Override
        public void onReady() {
          events.add("ready");
        }

        @Override
        public void onMessage(String message) {
          events.add("message " + message);
        }

        @Override
        public void onHalfClose() {
          events.add("half close");
          closed.countDown();
        }

        @Override
        public void onComplete() {
          completed.countDown();
        }
      };
    }
  }
}
