// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The port. It has its number before anybody is let in: whose origin may knock depends on it.
 *
 * <p>Whatever runs on Netty's event loops must not wait for anything.
 */
final class Door implements AutoCloseable {
  /** What a connection may have unsent before it counts as too slow, and when it no longer does. */
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(32 << 10, 64 << 10);

  private static final int WAITING_TO_BE_ACCEPTED = 1024;

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
  private final ChannelGroup guests = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel door;
  private final int most;
  private volatile Consumer<SocketChannel> usher = SocketChannel::close;

  private Door(String host, int port, int most) {
    this.most = most;
    try {
      this.door =
          new ServerBootstrap()
              .group(loops)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, WAITING_TO_BE_ACCEPTED)
              .option(ChannelOption.AUTO_READ, false)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      admit(channel);
                    }
                  })
              .bind(host, port)
              .syncUninterruptibly()
              .channel();
    } catch (RuntimeException | Error e) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e; // Of Netty's making: also a port that is taken comes unchecked.
    }
  }

  /**
   * Takes a port, and lets nobody in yet.
   *
   * @param port 0 takes one that is free
   * @param most how many connections there may be at once
   */
  static Door at(String host, int port, int most) {
    return new Door(host, port, most);
  }

  int port() {
    return ((InetSocketAddress) door.localAddress()).getPort();
  }

  /** How many connections there are, of any kind. */
  int connections() {
    return guests.size();
  }

  /** Lets in, from now on; {@code usher} builds each connection's pipeline. */
  void open(Consumer<SocketChannel> usher) {
    this.usher = usher;
    door.config().setAutoRead(true);
  }

  private void admit(SocketChannel channel) {
    if (guests.size() >= most) {
      channel.close();
      return;
    }
    guests.add(channel); // and it takes itself out when it closes
    usher.accept(channel);
  }

  /** Lets nobody in any more. Who is in, stays. */
  void lock() {
    door.close().syncUninterruptibly();
  }

  /** Closes every connection and ends the event loops. */
  @Override
  public void close() {
    lock();
    guests.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
  }
}
