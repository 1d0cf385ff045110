// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.live.HandshakeWay;
import io.github.gameauth.session.Session;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One player of the load, on one connection. */
final class LoadPlayer extends SimpleChannelInboundHandler<WebSocketFrame> {
  /** What became of the players. */
  interface Watcher {
    /** The server has asked for a newer token. */
    void asksForToken(LoadPlayer player);

    /** The server said something else than a welcome. */
    void said(LoadPlayer player, JsonNode message);

    /** The connection has ended; 1006 if nobody said goodbye. */
    void ended(LoadPlayer player, int code, String reason);
  }

  private static final int LEFT = 1000;

  private final Watcher watcher;
  private final HandshakeWay way;
  private final CompletableFuture<LoadPlayer> welcomed = new CompletableFuture<>();
  private volatile Session session;
  private volatile String name = "";
  private final AtomicBoolean fated = new AtomicBoolean();
  private volatile boolean noticed;
  private volatile boolean leaving;
  private volatile @Nullable Channel channel;
  private int closeCode = 1006;
  private String closeReason = "";

  /** When the last echo was asked for, in nanoseconds. */
  volatile long asked;

  LoadPlayer(Session session, HandshakeWay way, Watcher watcher) {
    this.session = session;
    this.way = way;
    this.watcher = watcher;
  }

  HandshakeWay way() {
    return way;
  }

  Session session() {
    return session;
  }

  void session(Session next) {
    this.session = next;
  }

  /** What the game calls the player, once it has said so. */
  String name() {
    return name;
  }

  String token() {
    return session.access().token().reveal();
  }

  /** Whether the caller may decide how the player ends: to be banned, or to leave. Once. */
  boolean isMine() {
    return fated.compareAndSet(false, true);
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Whether the server has asked for a newer token, and we have not brought one since. */
  boolean isLate() {
    return noticed;
  }

  /** Brings the token. */
  void renew() {
    noticed = false;
    say(Map.of("type", "renew", "token", token()));
  }

  /**
   * Connects.
   *
   * @param ticket for that way; otherwise empty
   * @return completes with the welcome, exceptionally if there is none
   */
  CompletableFuture<LoadPlayer> connect(Bootstrap bootstrap, URI address, String ticket) {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (way == HandshakeWay.HEADER) {
      headers.set("Authorization", "Bearer " + token());
    }
    URI play =
        URI.create(
            "ws://"
                + address.getAuthority()
                + "/play"
                + (ticket.isEmpty() ? "" : "?ticket=" + ticket));
    String subprotocol = way == HandshakeWay.SUBPROTOCOL ? "bearer," + token() : null;
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(16 * 1024),
                        new WebSocketClientProtocolHandler(
                            WebSocketClientHandshakerFactory.newHandshaker(
                                play, WebSocketVersion.V13, subprotocol, false, headers, 64 * 1024),
                            false), // we look at close frames ourselves
                        LoadPlayer.this);
              }
            })
        .connect(address.getHost(), address.getPort())
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                welcomed.completeExceptionally(done.cause());
              }
            });
    return welcomed;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    channel = context.channel();
    super.channelActive(context);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE
        && way == HandshakeWay.FIRST_MESSAGE) {
      say(Map.of("type", "auth", "token", token()));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame)
      throws IOException {
    if (frame instanceof TextWebSocketFrame text) {
      heard(Client.JSON.readTree(text.text()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      closeCode = close.statusCode();
      closeReason = close.reasonText();
      context
          .writeAndFlush(new CloseWebSocketFrame(closeCode, ""))
          .addListener(sent -> context.close());
    }
  }

  private void heard(JsonNode message) {
    switch (message.path("type").asText()) {
      case "welcome" -> {
        name = message.path("player").asText();
        welcomed.complete(this);
      }
      case "reauth" -> {
        noticed = true;
        watcher.asksForToken(this);
      }
      default -> watcher.said(this, message);
    }
  }

  /** Says something, unless it has said goodbye. */
  void say(Map<String, ?> message) {
    Channel to = channel;
    if (to != null) {
      to.eventLoop()
          .execute(
              () -> {
                if (!leaving) {
                  to.writeAndFlush(new TextWebSocketFrame(Json.text(message)), to.voidPromise());
                }
              });
    }
  }

  /** Goes, and says so. */
  void leave() {
    Channel from = channel;
    if (from != null) {
      from.eventLoop()
          .execute(
              () -> {
                if (!leaving) {
                  leaving = true;
                  from.writeAndFlush(new CloseWebSocketFrame(LEFT, ""), from.voidPromise());
                }
              });
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (welcomed.completeExceptionally(
        new IOException("closed: " + closeCode + ' ' + closeReason))) {
      return;
    }
    watcher.ended(this, closeCode, closeReason);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    welcomed.completeExceptionally(cause);
    context.close();
  }
}
