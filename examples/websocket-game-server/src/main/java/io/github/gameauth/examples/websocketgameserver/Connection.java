// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.LeaseEnd;
import io.github.gameauth.live.SessionLease;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket. All of it may be called from any thread and none of it waits: Netty hands the work
 * to the connection's event loop.
 */
final class Connection {
  private static final int MESSAGES_AT_ONCE = 40;
  private static final Duration MESSAGES_AGAIN_WITHIN = Duration.ofSeconds(2);

  /** How long the other side has to answer a close frame (RFC 6455 §7.1.1). */
  private static final int SECONDS_TO_SAY_GOODBYE = 3;

  private final String id;
  private final Channel channel;
  private final Pace pace;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile @Nullable SessionLease<Connection> lease;

  Connection(Channel channel) {
    this.id = channel.id().asLongText();
    this.channel = channel;
    this.pace = Pace.single(MESSAGES_AT_ONCE, MESSAGES_AGAIN_WITHIN, System::nanoTime);
  }

  String id() {
    return id;
  }

  /** Whether one more message may come in, which is counted. */
  boolean mayTalk() {
    return pace.allows();
  }

  boolean isClosing() {
    return closing.get();
  }

  /** What lets it be here; nothing until it has said who it is. */
  Optional<SessionLease<Connection>> lease() {
    return Optional.ofNullable(lease);
  }

  /** From now on its lease rules: whoever hangs up gives it back. */
  void admitted(SessionLease<Connection> lease) {
    this.lease = lease;
    channel.closeFuture().addListener(closed -> lease.end(LeaseEnd.CLOSED));
  }

  /** Says something. Who does not listen as fast as others talk has to go. */
  void send(Map<String, ?> message) {
    send(Json.text(message));
  }

  /** Says something that is written already. */
  void send(String json) {
    if (closing.get()) {
      return;
    }
    if (channel.isWritable()) {
      channel.writeAndFlush(new TextWebSocketFrame(json), channel.voidPromise());
    } else {
      lease().ifPresent(each -> each.end(LeaseEnd.TRY_LATER));
    }
  }

  /**
   * Says goodbye, once, and closes when the other side has answered or will not. Until then the
   * socket stays open: if we closed it with something unread, the reason might not arrive.
   */
  void close(int code, String reason) {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    channel
        .writeAndFlush(new CloseWebSocketFrame(code, reason))
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                channel.close();
              }
            });
    Future<?> patience =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), SECONDS_TO_SAY_GOODBYE, TimeUnit.SECONDS);
    // Else each connection would be kept for those seconds after it has gone.
    channel.closeFuture().addListener(closed -> patience.cancel(false));
  }
}
