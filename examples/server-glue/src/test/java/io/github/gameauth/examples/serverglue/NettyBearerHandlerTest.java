// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.verify.TokenVerifier;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class NettyBearerHandlerTest extends HttpGlueContract {
  @Override
  HttpGame start(TokenVerifier verifier) {
    return NettyServer.start(verifier);
  }

  @Nested
  final class OnAConnection {
    private final Wire wire = new Wire();
    private final EmbeddedChannel channel =
        new EmbeddedChannel(wire, new NettyBearerHandler(verifier));

    @Test
    void showsTheGameTheRequestAndThenItsBody() {
      receive(post(studio.token("p-17")), content("a"), content("b"), end());

      assertEquals("p-17", player());
      assertEquals("POST", channel.<HttpRequest>readInbound().method().name());
      assertEquals("a", channel.<HttpContent>readInbound().content().toString(US_ASCII));
      assertEquals("b", channel.<HttpContent>readInbound().content().toString(US_ASCII));
      assertSame(LastHttpContent.EMPTY_LAST_CONTENT, channel.readInbound());
    }

    @Test
    void servesRequestsOneAfterTheOther() {
      receive(get("p-1"), end(), get("p-2"), end(), get(null), end(), get("p-3"), end());

      assertEquals("p-1", player());
      assertNextRequestIsWholeAndTheLast();
      answer(HttpResponseStatus.OK);
      assertEquals("p-2", player());
      assertNextRequestIsWholeAndTheLast();
      answer(HttpResponseStatus.OK);
      assertEquals("p-3", player());
      assertNextRequestIsWholeAndTheLast();
      answer(HttpResponseStatus.OK);

      assertEquals(200, nextStatus());
      assertEquals(200, nextStatus());
      assertEquals(401, nextStatus());
      assertEquals(200, nextStatus());
    }

    private void assertNextRequestIsWholeAndTheLast() {
      assertNotNull(channel.<HttpRequest>readInbound());
      assertSame(LastHttpContent.EMPTY_LAST_CONTENT, channel.readInbound());
      assertNull(channel.readInbound());
    }

    @Test
    void hasNoPlayerOnceTheResponseIsWritten() {
      receive(get("p-17"), end());

      answer(HttpResponseStatus.OK);

      assertNull(channel.attr(NettyBearerHandler.PLAYER).get());
    }

    @Test
    void waitsForTheEndOfAResponseInParts() {
      receive(get("p-1"), end(), get("p-2"), end());

      channel.writeOutbound(
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK), content("a"));
      assertEquals("p-1", player());
      channel.writeOutbound(end());

      assertEquals("p-2", player());
    }

    @Test
    void takesNoInformationalResponseForTheAnswer() {
      receive(post(studio.token("p-1")), end(), get("p-2"), end());

      answer(HttpResponseStatus.CONTINUE);
      assertEquals("p-1", player());
      answer(HttpResponseStatus.OK);

      assertEquals("p-2", player());
    }

    @Test
    void readsNothingUntilTheAnswerIsWritten() {
      receive(get("p-1"), end());
      int before = wire.count;

      channel.read();
      assertEquals(before, wire.count);
      answer(HttpResponseStatus.OK);

      assertEquals(before + 1, wire.count);
    }

    @Test
    void readsTheBodyThatTheGameWaitsFor() {
      receive(post(studio.token("p-1")), content("a"));
      int before = wire.count;

      channel.read();

      assertEquals(before + 1, wire.count);
    }

    @Test
    void throwsTheBodyOfARefusedRequestAwayAndServesTheNext() {
      HttpContent body = content("a");

      receive(post("p-17"), body, end(), get("p-2"), end());

      assertEquals(401, nextStatus());
      assertEquals(0, body.refCnt());
      assertEquals("p-2", player());
      assertEquals("GET", channel.<HttpRequest>readInbound().method().name());
    }

    @Test
    void takesRequestsThatComeWhole() {
      FullHttpRequest refused = whole("p-17");
      FullHttpRequest good = whole(studio.token("p-2"));

      receive(refused, good, get("p-3"), end());

      assertEquals(401, nextStatus());
      assertEquals(0, refused.refCnt());
      assertSame(good, channel.readInbound());
      assertEquals("p-2", player());
      assertNull(channel.readInbound());
    }

    @Test
    void closesIfTheBodyOfARefusedRequestMayNeverCome() {
      HttpRequest request = post("p-17");
      request.headers().set("Expect", "100-continue");

      receive(request, get("p-2"), end());

      assertEquals(401, nextStatus());
      assertFalse(channel.isOpen());
      assertNull(channel.readInbound());
    }

    @Test
    void closesWhereTheClientAsksForIt() {
      HttpRequest request = get(null);
      request.headers().set("Connection", "close");

      receive(request, end());

      assertEquals(401, nextStatus());
      assertFalse(channel.isOpen());
    }

    @Test
    void takesNothingMoreWhileItIsClosing() {
      wire.swallowing = true; // the client is slow to take its answer
      HttpRequest last = get(null);
      last.headers().set("Connection", "close");

      receive(last, end(), get("p-17"), end());

      assertTrue(channel.isOpen());
      assertNull(channel.readInbound());
    }

    @Test
    void hasNothingToDoWithRequestsThatMakeNoSense() {
      HttpRequest request = get("p-17");
      request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("nonsense")));

      receive(request);

      assertEquals(400, nextStatus());
      assertFalse(channel.isOpen());
      assertNull(channel.readInbound());
    }

    @Test
    void letsNothingThroughThatBelongsToNoRequest() {
      HttpContent stray = content("a");
      ByteBuf bytes = Unpooled.copiedBuffer("b", US_ASCII);
      receive(get("p-17"), end());
      answer(HttpResponseStatus.OK);
      channel.releaseInbound();

      receive(stray, bytes);

      assertNull(channel.readInbound());
      assertEquals(0, stray.refCnt());
      assertEquals(0, bytes.refCnt());
    }

    @Test
    void takesHeadersAwayThatAreForProxiesToSet() {
      HttpRequest request = get("p-17");
      request.headers().set("x-player-id", "p-18").set("X-User-Id", "p-18").set("X-Color", "red");

      receive(request, end());

      HttpRequest seen = channel.readInbound();
      assertFalse(seen.headers().contains("X-Player-Id"));
      assertFalse(seen.headers().contains("X-User-Id"));
      assertTrue(seen.headers().contains("X-Color"));
    }

    @Test
    void leavesThePlayerWithAConnectionThatBecomesAWebSocket() {
      receive(get("p-17"), end());
      channel.releaseInbound();

      answer(HttpResponseStatus.SWITCHING_PROTOCOLS);
      ByteBuf frame = Unpooled.copiedBuffer("frame", US_ASCII);
      receive(frame);

      assertEquals("p-17", player());
      assertSame(frame, channel.readInbound());
      assertNull(channel.pipeline().get(NettyBearerHandler.class));
    }

    @Test
    void leavesNoMemoryBehindWhenTheConnectionEnds() {
      HttpContent waiting = content("a");
      receive(get("p-1"), end(), post(studio.token("p-2")), waiting);

      channel.close();

      assertEquals(0, waiting.refCnt());
    }

    @Test
    void givesUpARequestWhoseConnectionEndsBeforeTheVerdict() {
      channel.pipeline().fireChannelRead(get("p-17"));
      channel.pipeline().remove(NettyBearerHandler.class);
      channel.runPendingTasks();

      assertNull(channel.readInbound());
      assertNull(channel.attr(NettyBearerHandler.PLAYER).get());
    }

    private String player() {
      return channel.attr(NettyBearerHandler.PLAYER).get().subject();
    }

    private void receive(Object... messages) {
      channel.writeInbound(messages);
      channel.runPendingTasks();
    }

    private void answer(HttpResponseStatus status) {
      channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
      channel.runPendingTasks();
      if (status.code() < 200) {
        channel.releaseOutbound();
      }
    }

    private int nextStatus() {
      HttpResponse response = channel.readOutbound();
      ((FullHttpResponse) response).release();
      return response.status().code();
    }

    private HttpRequest get(String player) {
      HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
      if (player != null) {
        request.headers().set("Authorization", "Bearer " + studio.token(player));
      }
      return request;
    }

    private HttpRequest post(String token) {
      HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
      request.headers().set("Authorization", "Bearer " + token);
      return request;
    }

    private FullHttpRequest whole(String token) {
      ByteBuf body = Unpooled.copiedBuffer("a", US_ASCII);
      FullHttpRequest request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", body);
      request.headers().set("Authorization", "Bearer " + token);
      return request;
    }

    private HttpContent content(String text) {
      return new DefaultHttpContent(Unpooled.copiedBuffer(text, US_ASCII));
    }

    private LastHttpContent end() {
      return LastHttpContent.EMPTY_LAST_CONTENT;
    }
  }

  /** Counts how often the connection was asked for more, and may keep what is written to it. */
  @ChannelHandler.Sharable
  static final class Wire extends ChannelOutboundHandlerAdapter {
    int count;
    boolean swallowing;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (!swallowing) {
        context.write(message, promise);
      }
    }

    @Override
    public void read(ChannelHandlerContext context) {
      count++;
      context.read();
    }
  }
}
