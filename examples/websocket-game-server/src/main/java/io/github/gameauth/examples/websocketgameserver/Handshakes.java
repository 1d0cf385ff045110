// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.Handshake;
import io.github.gameauth.live.HandshakeAuthenticator;
import io.github.gameauth.live.HandshakeRequest;
import io.github.gameauth.live.PendingHandshake;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an HTTP request to a WebSocket. Who may not come in gets an HTTP answer and no WebSocket;
 * who says later who they are gets a WebSocket on which nothing works but that.
 */
final class Handshakes {
  private static final Logger log = LoggerFactory.getLogger(Handshakes.class);

  /** The most that a player may send at once, in bytes. */
  static final int MAX_MESSAGE = 4096;

  private static final int SECONDS_UNTIL_PING = 20;
  private static final int SECONDS_UNTIL_GONE = 50;

  private final HandshakeAuthenticator authenticator;
  private final Frames.Room room;
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  Handshakes(HandshakeAuthenticator authenticator, Frames.Room room) {
    this.authenticator = authenticator;
    this.room = room;
  }

  /**
   * Judges a request, and upgrades its connection or refuses.
   *
   * @param upgrade is released here
   * @param refuse sends an HTTP answer
   */
  void begin(
      ChannelHandlerContext context,
      FullHttpRequest upgrade,
      Request request,
      Consumer<Answer> refuse) {
    if (!upgrade
        .headers()
        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      upgrade.release();
      refuse.accept(Answer.refused(426, "websocket_expected").with("Upgrade", "websocket"));
      return;
    }
    var unused =
        authenticator
            .authenticate(HandshakeRequest.of(request.headers(), request.query(), request.source()))
            .thenAcceptAsync(
                handshake -> decided(context, upgrade, handshake, refuse), context.executor())
            .whenComplete(
                (done, failure) -> {
                  upgrade.release();
                  if (failure != null) {
                    log.error("a hand-shake failed", failure);
                    context.close();
                  }
                });
  }

  private void decided(
      ChannelHandlerContext context,
      FullHttpRequest upgrade,
      Handshake handshake,
      Consumer<Answer> refuse) {
    if (!context.channel().isActive()) {
      if (handshake instanceof Handshake.FirstMessageDue due) {
        due.pending().gone();
      }
    } else if (handshake instanceof Handshake.Accepted in) {
      upgrade(
          context,
          upgrade,
          in.subprotocol().orElse(null),
          refuse,
          (frames, ready) -> frames.admit(ready, in));
    } else if (handshake instanceof Handshake.FirstMessageDue due) {
      PendingHandshake pending = due.pending();
      context.channel().closeFuture().addListener(closed -> pending.gone());
      upgrade(context, upgrade, null, refuse, (frames, ready) -> frames.await(ready, pending));
    } else if (handshake instanceof Handshake.Undecided undecided) {
      refuse.accept(Answer.unavailable(undecided.retryAfter()));
    } else {
      refuse.accept(Answer.refused((Handshake.Refused) handshake));
    }
  }

  private void upgrade(
      ChannelHandlerContext context,
      FullHttpRequest upgrade,
      @Nullable String subprotocol,
      Consumer<Answer> refuse,
      BiConsumer<Frames, Connection> then) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(HttpRequests.PLAY, subprotocol, false, MAX_MESSAGE)
            .newHandshaker(upgrade);
    if (handshaker == null) {
      refuse.accept(Answer.refused(426, "websocket_version").with("Sec-WebSocket-Version", "13"));
      return;
    }
    Connection connection = new Connection(context.channel());
    Frames frames = new Frames(connection, room);
    context
        .pipeline()
        .addLast(
            new IdleStateHandler(SECONDS_UNTIL_GONE, SECONDS_UNTIL_PING, 0),
            new Utf8FrameValidator(),
            new WebSocketFrameAggregator(MAX_MESSAGE),
            frames);
    context.pipeline().remove(HttpRequests.class);
    sockets.add(context.channel()); // and it takes itself out when it closes
    ChannelFuture shaken = handshaker.handshake(context.channel(), upgrade);
    shaken.addListener(
        done -> {
          if (done.isSuccess()) {
            then.accept(frames, connection);
          } else {
            context.channel().close();
          }
        });
  }

  /** Waits until all WebSockets of now have closed, or for so long. */
  void awaitFarewells(Duration most) {
    sockets.newCloseFuture().awaitUninterruptibly(most.toMillis());
  }
}
