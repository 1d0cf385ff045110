// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.VerifiedPlayer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** A game on Netty, behind {@link NettyBearerHandler}. */
final class NettyServer {
  private NettyServer() {}

  static HttpGame start(TokenVerifier verifier) {
    return start(verifier, Greeting::new);
  }

  static HttpGame start(TokenVerifier verifier, Supplier<ChannelHandler> game) {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ChannelInitializer<Channel> pipeline =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new NettyBearerHandler(verifier))
                .addLast(game.get());
          }
        };
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(pipeline)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    return new HttpGame("Netty", port, group::shutdownGracefully);
  }

  private static final class Greeting extends SimpleChannelInboundHandler<HttpObject> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof LastHttpContent) {
        VerifiedPlayer player = context.channel().attr(NettyBearerHandler.PLAYER).get();
        ByteBuf text = Unpooled.copiedBuffer("player " + player.subject(), UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HTTP_1_1, OK, text);
        response.headers().set(CONTENT_LENGTH, text.readableBytes());
        context.writeAndFlush(response);
      }
    }
  }
}
