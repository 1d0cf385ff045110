// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that writes whatever bytes the test says, whether or not they are HTTP, and
 * may then fall silent, with the connection open.
 */
public final class RawUpstream implements AutoCloseable {
  /** What happens on one connection, after a request was read. */
  @FunctionalInterface
  public interface Behaviour {
    /** Writes an answer; the connection is closed when this returns. */
    void answer(OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

  private RawUpstream(Behaviour behaviour) throws IOException {
    this.server = new ServerSocket(0, 2000, InetAddress.getLoopbackAddress());
    this.behaviour = behaviour;
    Thread acceptor = new Thread(this::accept, "raw-upstream");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** A server that does this on each connection. */
  public static RawUpstream doing(Behaviour behaviour) {
    try {
      return new RawUpstream(behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that writes a text, line ends as given, and closes. */
  public static RawUpstream writing(String answer) {
    return doing(out -> out.write(answer.getBytes(ISO_8859_1)));
  }

  /** A server that reads the request, writes {@code start} and then nothing, ever. */
  public static RawUpstream hangingAfter(String start) {
    CountDownLatch never = new CountDownLatch(1);
    return doing(
        out -> {
          out.write(start.getBytes(ISO_8859_1));
          out.flush();
          await(never);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread worker = new Thread(() -> serve(socket), "raw-upstream-connection");
        worker.setDaemon(true);
        workers.add(worker);
        worker.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      readRequest(socket.getInputStream());
      requests.incrementAndGet();
      OutputStream out = socket.getOutputStream();
      behaviour.answer(out);
      out.flush();
    } catch (IOException e) {
      // The client went away, as it should from a server like this.
    } finally {
      open.remove(socket);
      workers.remove(Thread.currentThread());
    }
  }

  /** Up to the empty line; none of our requests to it has a body. */
  private static void readRequest(InputStream in) throws IOException {
    int matched = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
      if (matched == 4) {
        return;
      }
    }
    throw new IOException("no request");
  }

  /** Its address with a path. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** How many requests have come. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
      workers.forEach(Thread::interrupt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
