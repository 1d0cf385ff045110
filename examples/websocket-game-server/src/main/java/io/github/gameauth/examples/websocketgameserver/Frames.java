// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.ConnectionRegistry;
import io.github.gameauth.live.Handshake;
import io.github.gameauth.live.LeaseAnswer;
import io.github.gameauth.live.LeaseEnd;
import io.github.gameauth.live.PendingHandshake;
import io.github.gameauth.live.SessionLease;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What comes in over a WebSocket. Runs on the connection's event loop, and so never waits. */
final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
  /** So many messages above the limit pass unheard in a minute; then the connection has to go. */
  private static final int PATIENCE = 200;

  private static final int UNSUPPORTED_DATA = 1003;
  private static final int NORMAL = 1000;

  /** Where admitted players go. */
  record Room(ConnectionRegistry<Connection> players, GameLoop game, InstantSource clock) {}

  private final Connection connection;
  private final Room room;
  private final Pace patience = Pace.single(PATIENCE, Duration.ofMinutes(1), System::nanoTime);
  private @Nullable PendingHandshake pending;
  private boolean asked;
  private boolean unheard;

  Frames(Connection connection, Room room) {
    this.connection = connection;
    this.room = room;
  }

  /** Gives an authenticated player a lease, and with it the run of the place. */
  void admit(Connection connection, Handshake.Accepted in) {
    LeaseAnswer<Connection> answer = room.players().open(connection.id(), connection, in.player());
    if (answer instanceof LeaseAnswer.Opened<Connection> opened) {
      SessionLease<Connection> lease = opened.lease();
      Map<String, Object> welcome = new LinkedHashMap<>();
      welcome.put("type", "welcome");
      welcome.put("player", lease.subject());
      welcome.put("way", in.way().name());
      welcome.put("expiresAt", lease.expiresAt().toEpochMilli());
      welcome.put("now", room.clock().millis());
      connection.send(welcome);
      connection.admitted(lease);
    } else {
      LeaseEnd why = ((LeaseAnswer.Refused<Connection>) answer).why();
      connection.close(why.closeCode(), why.code());
    }
  }

  /** Waits for somebody to say who they are; until then they are nobody. */
  void await(Connection connection, PendingHandshake pending) {
    this.pending = pending;
    pending.onTimeout(
        () ->
            connection.close(
                LeaseEnd.HANDSHAKE_TIMEOUT.closeCode(), LeaseEnd.HANDSHAKE_TIMEOUT.code()));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      if (connection.isClosing()) {
        context.close(); // the answer to ours
      } else {
        connection.close(close.statusCode() < 0 ? NORMAL : close.statusCode(), "");
        context.close();
      }
    } else if (connection.isClosing()) {
      return; // Whatever they still say came too late.
    } else if (frame instanceof TextWebSocketFrame text) {
      hear(context, text.text());
    } else if (frame instanceof PingWebSocketFrame) {
      context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
    } else if (!(frame instanceof PongWebSocketFrame)) {
      connection.close(UNSUPPORTED_DATA, "TEXT_EXPECTED");
    }
  }

  private void hear(ChannelHandlerContext context, String text) {
    if (pending != null) {
      firstMessage(context, pending, text);
      return;
    }
    Optional<SessionLease<Connection>> lease = connection.lease();
    if (lease.isEmpty()) {
      return; // The lease ended while it was made.
    }
    if (!connection.mayTalk()) {
      slowDown(lease.get());
      return;
    }
    unheard = false;
    FromClient.read(text)
        .ifPresentOrElse(
            said -> {
              if (!room.game().hear(lease.get(), said)) {
                connection.send(GameLoop.refused("message", "BUSY"));
              }
            },
            () -> connection.send(GameLoop.refused("message", "MALFORMED")));
  }

  /** A second one before there is an answer to the first ends both. */
  private void firstMessage(
      ChannelHandlerContext context, PendingHandshake handshake, String text) {
    CompletableFuture<Handshake> outcome = handshake.firstMessage(text);
    if (!asked) {
      asked = true;
      var unused = outcome.thenAcceptAsync(this::decided, context.executor());
    }
  }

  private void slowDown(SessionLease<Connection> lease) {
    if (!unheard) {
      unheard = true;
      connection.send(GameLoop.refused("message", "RATE_LIMITED"));
    }
    if (!patience.allows()) {
      lease.end(LeaseEnd.TRY_LATER);
    }
  }

  private void decided(Handshake handshake) {
    pending = null;
    if (handshake instanceof Handshake.Accepted in) {
      admit(connection, in);
    } else if (handshake instanceof Handshake.Refused refused) {
      connection.close(refused.refusal().closeCode(), refused.clientText());
    } else {
      connection.close(LeaseEnd.TRY_LATER.closeCode(), LeaseEnd.TRY_LATER.code());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle) {
      if (idle.state() == IdleState.READER_IDLE) {
        context.close(); // It answers no pings: whoever it was is gone.
      } else {
        context.writeAndFlush(new PingWebSocketFrame());
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      connection.close(LeaseEnd.TOO_LARGE.closeCode(), LeaseEnd.TOO_LARGE.code());
    } else {
      context.close(); // The peer has gone, or breaks the rules of WebSockets.
    }
  }
}
