// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Steam's web API, on loopback: it knows one ticket. */
final class SteamStandIn implements AutoCloseable {
  static final String TICKET = "14000000" + "a7f3".repeat(100);
  static final String STEAM_ID = "76561198000000001";

  private static final String PATH =
      "/partner.steam-api.com/ISteamUserAuth/AuthenticateUserTicket/v1/";

  private final HttpServer server;
  private volatile boolean ill;

  SteamStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::authenticate);
    server.start();
  }

  private void authenticate(HttpExchange exchange) throws IOException {
    boolean known = exchange.getRequestURI().getQuery().contains("ticket=" + TICKET);
    String params =
        """
        {"response": {"params": {"result": "OK", "steamid": "%1$s", "ownersteamid": "%1$s",
                                 "vacbanned": false, "publisherbanned": false}}}"""
            .formatted(STEAM_ID);
    String error =
        """
        {"response": {"error": {"errorcode": 101, "errordesc": "Invalid ticket"}}}""";
    byte[] body = (known ? params : error).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(ill ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** From now on it answers 503, or no longer. */
  void ill(boolean ill) {
    this.ill = ill;
  }

  /** Asks this server in place of every host. */
  JsonHttp http() {
    return JsonHttp.builder()
        .client(new OkHttpClient.Builder().addInterceptor(this::rerouted).build())
        .build();
  }

  private Response rerouted(Interceptor.Chain chain) throws IOException {
    HttpUrl asked = chain.request().url();
    HttpUrl here =
        asked
            .newBuilder()
            .scheme("http")
            .host("127.0.0.1")
            .port(server.getAddress().getPort())
            .encodedPath("/" + asked.host() + asked.encodedPath())
            .build();
    return chain.proceed(chain.request().newBuilder().url(here).build());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
