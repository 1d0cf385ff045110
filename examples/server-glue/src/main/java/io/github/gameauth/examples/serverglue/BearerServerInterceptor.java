// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.session.BearerHeader;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Undecided;
import io.github.gameauth.verify.VerifiedPlayer;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of verified players through, and nothing else. A method finds the player as {@code
 * BearerServerInterceptor.PLAYER.get()}. No thread is held while keys are fetched; a call that
 * waited for them is started in the common pool.
 *
 * <p>{@code UNAUTHENTICATED} says that the token is no good, {@code UNAVAILABLE} that nobody can
 * tell now; clients with a retry policy come again after the time that it names.
 */
public final class BearerServerInterceptor implements ServerInterceptor {
  /** Whose call it is. */
  public static final Context.Key<VerifiedPlayer> PLAYER = Context.key("gameauth-player");

  /** When to come again, in milliseconds; gRPC clients know it. */
  static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final TokenVerifier verifier;

  /** The verifier stays the caller's to close. */
  public BearerServerInterceptor(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<String> token = BearerHeader.of(authorization(headers)).token();
    if (token.isEmpty()) {
      Status none = Status.UNAUTHENTICATED.withDescription("exactly one bearer token is needed");
      call.close(none, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Context context = Context.current(); // another thread, that of the keys, has another one
    Delayed<Q> listener = new Delayed<>();
    verifier
        .verifyAsync(token.get())
        .thenAccept(outcome -> decided(outcome, context, call, headers, next, listener))
        .exceptionally(failure -> closed(call, Status.INTERNAL.withCause(failure)));
    return listener;
  }

  private static List<String> authorization(Metadata headers) {
    List<String> values = new ArrayList<>();
    Iterable<String> all = headers.getAll(AUTHORIZATION);
    if (all != null) {
      all.forEach(values::add);
    }
    return values;
  }

  private static <Q, A> void decided(
      Verification outcome,
      Context context,
      ServerCall<Q, A> call,
      Metadata headers,
      ServerCallHandler<Q, A> next,
      Delayed<Q> listener) {
    if (call.isCancelled()) {
      return; // the client has gone meanwhile
    }
    if (outcome instanceof Accepted accepted) {
      Context withPlayer = context.withValue(PLAYER, accepted.player());
      listener.goOn(Contexts.interceptCall(withPlayer, call, headers, next));
    } else if (outcome instanceof Undecided undecided) {
      Metadata trailers = new Metadata();
      trailers.put(PUSHBACK, Long.toString(undecided.retryAfter().toMillis()));
      call.close(Status.UNAVAILABLE.withDescription("nobody can tell now"), trailers);
    } else {
      call.close(Status.UNAUTHENTICATED.withDescription("the token is not good"), new Metadata());
    }
  }

  private static @Nullable Void closed(ServerCall<?, ?> call, Status status) {
    call.close(status, new Metadata());
    return null;
  }

  /** Keeps what happens to a call until its listener is there, and the order of it. */
  private static final class Delayed<Q> extends ServerCall.Listener<Q> {
    private final Queue<Consumer<ServerCall.Listener<Q>>> waiting = new ArrayDeque<>();
    private ServerCall.@Nullable Listener<Q> listener;

    void goOn(ServerCall.Listener<Q> real) {
      for (Consumer<ServerCall.Listener<Q>> event = next(real); event != null; event = next(real)) {
        event.accept(real);
      }
    }

    private synchronized @Nullable Consumer<ServerCall.Listener<Q>> next(
        ServerCall.Listener<Q> real) {
      if (waiting.isEmpty()) {
        listener = real; // from here on nothing waits
      }
      return waiting.poll();
    }

    private void tell(Consumer<ServerCall.Listener<Q>> event) {
      ServerCall.Listener<Q> real;
      synchronized (this) {
        real = listener;
        if (real == null) {
          waiting.add(event);
          return;
        }
      }
      event.accept(real);
    }

    @Override
    public void onMessage(Q message) {
      tell(real -> real.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      tell(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
      tell(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
      tell(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
      tell(ServerCall.Listener::onReady);
    }
  }
}
