// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** AWS JSON 1.1 on loopback: reads a request strictly, has its operation done, answers. */
final class AwsJsonServer implements AutoCloseable {
  static final String MEDIA_TYPE = "application/x-amz-json-1.1";

  private static final int MOST_THREADS = 64;
  private static final int MOST_BYTES = 131_072;
  private static final int MOST_REMEMBERED = 1_000;

  private final String targetPrefix;
  private final Operations operations;
  private final SignatureCheck signatures;
  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final FaultQueue faults = new FaultQueue();
  private final Deque<ReceivedCall> received = new ArrayDeque<>();

  AwsJsonServer(String targetPrefix, Operations operations, SignatureCheck signatures) {
    this.targetPrefix = targetPrefix;
    this.operations = operations;
    this.signatures = signatures;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "test-cognito");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Where it listens, with a slash at the end. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Serves something else below a path of its own. */
  void also(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  void failNext(Optional<String> operation, TestFault fault) {
    faults.add(operation, fault);
  }

  List<ReceivedCall> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange);
      } catch (ServiceError e) {
        refuse(exchange, e);
      } catch (RuntimeException e) {
        refuse(exchange, new ServiceError(500, "InternalErrorException", e.toString()));
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    Headers headers = exchange.getRequestHeaders();
    String operation = operationOf(exchange);
    remember(operation, headers, body);
    Optional<TestFault> fault = faults.take(operation);
    if (fault.isPresent() && !happensAfterwards(fault.get())) {
      misbehave(exchange, fault.get());
      return;
    }
    byte[] answer;
    try {
      ObjectNode done = done(exchange, operation, body);
      answer = done == Call.EMPTY ? new byte[0] : Json.bytes(done);
    } catch (ServiceError e) {
      if (fault.isPresent()) {
        return; // a refusal is lost like any other answer
      }
      throw e;
    }
    if (fault.isEmpty()) {
      send(exchange, 200, MEDIA_TYPE, answer);
    } else if (fault.get().kind() == TestFault.Kind.CUT) {
      exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
      exchange.sendResponseHeaders(200, answer.length + 1L);
      exchange.getResponseBody().write(answer, 0, answer.length / 2);
      exchange.getResponseBody().flush();
    }
  }

  private ObjectNode done(HttpExchange exchange, String name, byte[] body) {
    if (body.length > MOST_BYTES) {
      throw ServiceError.unreadable("The request is too long.");
    }
    Headers headers = exchange.getRequestHeaders();
    if (!MEDIA_TYPE.equals(headers.getFirst("Content-Type"))) {
      throw ServiceError.unreadable("Content-Type is not " + MEDIA_TYPE);
    }
    Operations.Operation operation = operations.named(name);
    if (operation.signed()) {
      signatures.check(headers, body);
    } else if (headers.containsKey("Authorization")) {
      throw ServiceError.of(
          "IncompleteSignatureException", "This operation takes no Authorization header.");
    }
    ObjectNode request;
    try {
      request = Json.objectOf(body);
    } catch (IOException e) {
      throw ServiceError.unreadable("The body is not a JSON object.");
    }
    operation.shape().check(request);
    return operation.work().apply(new Call(name, request));
  }

  private String operationOf(HttpExchange exchange) {
    List<String> targets = exchange.getRequestHeaders().getOrDefault("X-Amz-Target", List.of());
    if (!exchange.getRequestMethod().equals("POST")
        || !exchange.getRequestURI().toString().equals("/")
        || targets.size() != 1
        || !targets.get(0).startsWith(targetPrefix + ".")) {
      throw new ServiceError(404, "UnknownOperationException", "");
    }
    return targets.get(0).substring(targetPrefix.length() + 1);
  }

  private void remember(String operation, Headers headers, byte[] body) {
    Map<String, String> first = new HashMap<>();
    headers.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    synchronized (received) {
      if (received.size() == MOST_REMEMBERED) {
        received.removeFirst();
      }
      received.add(new ReceivedCall(operation, first, new String(body, StandardCharsets.UTF_8)));
    }
  }

  private static boolean happensAfterwards(TestFault fault) {
    return fault.kind() == TestFault.Kind.LOST || fault.kind() == TestFault.Kind.CUT;
  }

  private void misbehave(HttpExchange exchange, TestFault fault) throws IOException {
    if (fault.kind() == TestFault.Kind.HANG) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else if (fault.kind() == TestFault.Kind.ANSWER) {
      if (!fault.errorType().isEmpty()) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", fault.errorType());
      }
      if (!fault.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
      }
      send(
          exchange,
          fault.status(),
          fault.mediaType(),
          fault.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void refuse(HttpExchange exchange, ServiceError error) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", error.type() + ":");
    exchange
        .getResponseHeaders()
        .set("x-amzn-ErrorMessage", error.text().replaceAll("[^\\x20-\\x7e]", "?"));
    ObjectNode body = Json.object().put("__type", error.type()).put("message", error.text());
    send(exchange, error.status(), MEDIA_TYPE, Json.bytes(body));
  }

  static void send(HttpExchange exchange, int status, String mediaType, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", mediaType);
    headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
    if (body.length == 0) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
