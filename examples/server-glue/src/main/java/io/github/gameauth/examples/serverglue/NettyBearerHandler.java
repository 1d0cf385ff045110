// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.RETRY_AFTER;
import static io.netty.handler.codec.http.HttpHeaderNames.WWW_AUTHENTICATE;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;
import static io.netty.handler.codec.http.HttpResponseStatus.SWITCHING_PROTOCOLS;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.github.gameauth.session.BearerHeader;
import io.github.gameauth.session.WwwAuthenticate;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Undecided;
import io.github.gameauth.verify.VerifiedPlayer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets requests of verified players through, and nothing else. It stands behind the {@code
 * HttpServerCodec}, one for each channel; handlers behind it find the player as {@code
 * channel.attr(NettyBearerHandler.PLAYER).get()}, from the request until its response is written.
 *
 * <p>Requests of a connection are served one after the other: the next one is looked at when the
 * response before it has been written, so that answers keep their order and the player is always
 * that of the request at hand. Meanwhile, and while keys are fetched, nothing is read from the
 * connection, and the event loop is never held. A request that turns into a WebSocket takes its
 * player along, and this handler leaves the pipeline.
 */
public final class NettyBearerHandler extends ChannelDuplexHandler {
  /** What every token hears that is no good; which check failed is for the server's log. */
  private static final WwwAuthenticate REFUSED =
      WwwAuthenticate.bearer().error(WwwAuthenticate.Problem.INVALID_TOKEN);

  /** Whose request is served. */
  public static final AttributeKey<VerifiedPlayer> PLAYER =
      AttributeKey.valueOf(NettyBearerHandler.class, "player");

  /** Headers by which some servers behind a proxy are told who asks. Clients have no say in it. */
  private static final List<String> PROXY_ONLY = List.of("X-Player-Id", "X-User-Id");

  private final TokenVerifier verifier;
  private final Queue<Object> waiting = new ArrayDeque<>(); // at most what one read brought
  private boolean deciding; // a token is with the verifier
  private boolean bodyDue; // the request at hand has not come to its end
  private boolean answerDue; // nor its response
  private boolean admitted; // the request at hand goes to the game
  private boolean informational; // the response being written is one before the real one
  private boolean readHeld;

  /** The verifier stays the caller's to close. */
  public NettyBearerHandler(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    waiting.add(message);
    drain(context);
  }

  /** Handles what waits, for as long as it may be handled. */
  private void drain(ChannelHandlerContext context) {
    while (isOpen() && !waiting.isEmpty()) {
      take(context, waiting.remove());
    }
    if (readHeld && isOpen()) {
      readHeld = false;
      context.read();
    }
  }

  private boolean isOpen() {
    return !deciding && (bodyDue || !answerDue);
  }

  private void take(ChannelHandlerContext context, Object message) {
    if (!bodyDue && message instanceof HttpRequest request) {
      begin(context, request);
    } else if (bodyDue && admitted) {
      bodyDue = !(message instanceof LastHttpContent);
      context.fireChannelRead(message);
    } else {
      bodyDue &= !(message instanceof LastHttpContent);
      ReferenceCountUtil.release(message); // belongs to a request that was refused, or to none
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    admitted = false;
    bodyDue = !(request instanceof LastHttpContent);
    answerDue = true;
    if (request.decoderResult().isFailure()) {
      refuse(context, request, BAD_REQUEST, new DefaultHttpHeaders());
      return;
    }
    BearerHeader bearer = BearerHeader.of(request.headers().getAll(AUTHORIZATION));
    Optional<String> token = bearer.token();
    if (token.isEmpty()) {
      challenge(context, request, bearer.challenge());
      return;
    }
    deciding = true;
    verifier
        .verifyAsync(token.get())
        .thenAcceptAsync(outcome -> decided(context, request, outcome), context.executor());
  }

  private void decided(ChannelHandlerContext context, HttpRequest request, Verification outcome) {
    deciding = false;
    if (context.isRemoved() || !context.channel().isActive()) {
      ReferenceCountUtil.release(request);
      return;
    }
    if (outcome instanceof Accepted accepted) {
      admitted = true;
      PROXY_ONLY.forEach(request.headers()::remove);
      context.channel().attr(PLAYER).set(accepted.player());
      context.fireChannelRead(request);
    } else if (outcome instanceof Undecided undecided) {
      String seconds = RetryAfter.seconds(undecided.retryAfter());
      HttpHeaders headers = new DefaultHttpHeaders().set(RETRY_AFTER, seconds);
      refuse(context, request, SERVICE_UNAVAILABLE, headers);
    } else {
      challenge(context, request, REFUSED);
    }
    drain(context);
    context.fireChannelReadComplete();
  }

  private void challenge(
      ChannelHandlerContext context, HttpRequest request, WwwAuthenticate challenge) {
    HttpHeaders headers = new DefaultHttpHeaders().set(WWW_AUTHENTICATE, challenge.value());
    refuse(context, request, HttpResponseStatus.valueOf(challenge.status()), headers);
  }

  private void refuse(
      ChannelHandlerContext context,
      HttpRequest request,
      HttpResponseStatus status,
      HttpHeaders headers) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    response.headers().add(headers).set(CONTENT_LENGTH, 0);
    // Whether a body follows after all cannot be told if the client asked first, or made no sense
    boolean stays =
        HttpUtil.isKeepAlive(request)
            && !HttpUtil.is100ContinueExpected(request)
            && request.decoderResult().isSuccess();
    HttpUtil.setKeepAlive(response, stays);
    ReferenceCountUtil.release(request);
    ChannelFuture written = context.writeAndFlush(response);
    if (stays) {
      answerDue = false;
    } else {
      bodyDue = false; // the answer stays due, and so nothing more is taken
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean ends = message instanceof LastHttpContent;
    boolean switches = false;
    if (message instanceof HttpResponse response) {
      switches = response.status().equals(SWITCHING_PROTOCOLS);
      informational = !switches && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    context.write(message, promise);
    if (switches) {
      context.pipeline().remove(this);
    } else if (ends && !informational) {
      answerDue = false;
      context.channel().attr(PLAYER).set(null);
      context.executor().execute(() -> drain(context)); // when the game is through with this one
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (isOpen() && waiting.isEmpty()) {
      context.read();
    } else {
      readHeld = true;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    handlerRemoved(context);
    context.fireChannelInactive();
  }

  /** Nothing that waited has a verified player, so nothing of it goes on. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    if (readHeld) {
      readHeld = false;
      context.read();
    }
  }
}
