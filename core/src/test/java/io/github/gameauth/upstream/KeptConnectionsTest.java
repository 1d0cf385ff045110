// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Twenty logins at once, wave after wave, as a platform with 200 ms sees them. */
final class KeptConnectionsTest {
  private static final int AT_ONCE = 20;

  private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
  private final CyclicBarrier all = new CyclicBarrier(AT_ONCE);

  @Test
  void aSecondWaveOpensNoConnection() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService serving = Executors.newFixedThreadPool(AT_ONCE);
    ExecutorService asking = Executors.newFixedThreadPool(AT_ONCE);
    server.setExecutor(serving);
    server.createContext("/", this::answerTogether);
    server.start();
    try (JsonHttp http = patient()) {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");

      wave(asking, http, url);
      int first = clientPorts.size();
      wave(asking, http, url);

      assertEquals(AT_ONCE, first);
      assertEquals(AT_ONCE, clientPorts.size());
    } finally {
      server.stop(0);
      serving.shutdownNow();
      asking.shutdownNow();
    }
  }

  private static JsonHttp patient() {
    return JsonHttp.builder()
        .read(Duration.ofSeconds(15))
        .wholeCall(Duration.ofSeconds(15))
        .build();
  }

  private static void wave(ExecutorService asking, JsonHttp http, URI url) throws Exception {
    List<Future<HttpAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      answers.add(asking.submit(() -> http.get(url, Map.of())));
    }
    for (Future<HttpAnswer> answer : answers) {
      assertEquals(200, answer.get(30, TimeUnit.SECONDS).status());
    }
  }

  private void answerTogether(HttpExchange exchange) throws IOException {
    clientPorts.add(exchange.getRemoteAddress().getPort());
    try {
      all.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
    byte[] body = "{}".getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
