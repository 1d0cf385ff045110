// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.upstream.JsonHttp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The service within the tests' own process. */
final class Running implements AutoCloseable {
  static final String OPERATOR = "an-operators-token-of-more-than-32-characters";

  final TokenService service;
  final Client players;
  final Client operators;

  private Running(TokenService service) {
    this.service = service;
    this.players = new Client(service.port());
    this.operators = new Client(service.adminPort());
  }

  static Running in(Path data, String json) throws Config.Invalid {
    return in(data, json, Map.of("GAMEAUTH_ADMIN_TOKEN", OPERATOR));
  }

  static Running in(Path data, String json, Map<String, String> environment) throws Config.Invalid {
    return in(data, json, environment, JsonHttp.create());
  }

  static Running in(Path data, String json, Map<String, String> environment, JsonHttp platforms)
      throws Config.Invalid {
    Map<String, String> all = new HashMap<>(environment);
    all.put("GAMEAUTH_ISSUER", "https://id.example.test");
    all.put("GAMEAUTH_LISTEN_PORT", "0");
    all.put("GAMEAUTH_ADMIN_PORT", "0");
    return new Running(TokenService.start(Config.read(json, all, data), platforms));
  }

  @Override
  public void close() {
    service.close();
  }
}
