// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection while it speaks HTTP: one request at a time, each of limited size, each complete
 * within {@value #SECONDS_FOR_A_REQUEST} seconds. A request for {@code /play} goes to the
 * hand-shake instead.
 */
final class HttpRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
  static final String PLAY = "/play";
  static final int SECONDS_FOR_A_REQUEST = 10;

  private static final int LINE = 6 * 1024; // a query may hold a token, where that is allowed
  private static final int HEADERS = 8 * 1024;
  private static final int BODY = 16 * 1024;

  private final Site site;
  private final Handshakes handshakes;
  private @Nullable Future<?> deadline;
  private boolean busy;

  HttpRequests(Site site, Handshakes handshakes) {
    this.site = site;
    this.handshakes = handshakes;
  }

  /** Prepares a fresh connection. */
  static void on(ChannelPipeline pipeline, Site site, Handshakes handshakes) {
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig().setMaxInitialLineLength(LINE).setMaxHeaderSize(HEADERS)),
        new HttpObjectAggregator(BODY, true),
        new HttpRequests(site, handshakes));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    next(context);
  }

  private void next(ChannelHandlerContext context) {
    deadline =
        context.executor().schedule(() -> context.close(), SECONDS_FOR_A_REQUEST, TimeUnit.SECONDS);
    busy = false;
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopWaiting();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
    if (busy) {
      context.close(); // No client of ours sends ahead.
      return;
    }
    busy = true;
    stopWaiting();
    if (message.decoderResult().isFailure()) {
      send(context, Answer.refused(400, "malformed"), false);
      return;
    }
    Request request = read(context, message);
    if (request.path().equals(PLAY)) {
      // It has the connection from here on, or answers by the function.
      handshakes.begin(context, message.retain(), request, answer -> send(context, answer, false));
      return;
    }
    boolean keepAlive = HttpUtil.isKeepAlive(message);
    var unused =
        site.answer(request)
            .thenAcceptAsync(answer -> send(context, answer, keepAlive), context.executor());
  }

  private static Request read(ChannelHandlerContext context, FullHttpRequest message) {
    String uri = message.uri();
    int mark = uri.indexOf('?');
    Map<String, List<String>> headers = new HashMap<>();
    message
        .headers()
        .forEach(
            each ->
                headers
                    .computeIfAbsent(
                        each.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(each.getValue()));
    return new Request(
        message.method().name(),
        mark < 0 ? uri : uri.substring(0, mark),
        mark < 0 ? "" : uri.substring(mark + 1),
        headers,
        message.content().toString(StandardCharsets.UTF_8),
        sourceOf(context));
  }

  /** Behind a proxy this is the proxy; take what it says of the player instead. */
  private static String sourceOf(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress peer
        ? peer.getAddress().getHostAddress()
        : "unknown";
  }

  private void send(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    answer.headers().forEach(response.headers()::set);
    response.headers().set("X-Content-Type-Options", "nosniff");
    response.headers().set("Referrer-Policy", "no-referrer");
    if (answer.status() != 304) {
      HttpUtil.setContentLength(response, answer.body().length);
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ChannelFuture sent = context.writeAndFlush(response);
    if (keepAlive) {
      next(context);
    } else {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // The peer has gone, or breaks the rules of HTTP.
  }
}
