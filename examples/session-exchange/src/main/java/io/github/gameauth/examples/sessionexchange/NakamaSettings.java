// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.secret.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * A Nakama server, as its own configuration has it.
 *
 * @param serverKey {@code socket.server_key}, which clients must not have
 * @param sessions the keys and lifetimes of its sessions
 * @param authenticate path and query of its custom authentication
 */
record NakamaSettings(Secret serverKey, NakamaSessions.Settings sessions, String authenticate) {
  static final String USAGE =
      """
        NAKAMA_URL                      a Nakama server, in place of the stand-in of this process; with it:
        NAKAMA_SERVER_KEY               socket.server_key
        NAKAMA_SESSION_KEY              session.encryption_key
        NAKAMA_SESSION_SECONDS          session.token_expiry_sec (60)
        NAKAMA_REFRESH_KEY              session.refresh_encryption_key
        NAKAMA_REFRESH_SECONDS          session.refresh_token_expiry_sec (3600)
        NAKAMA_AUTHENTICATE             (/v2/account/authenticate/custom?create=true)
      """;

  private static final String AUTHENTICATE = "/v2/account/authenticate/custom?create=true";
  private static final String DEFAULT_SERVER_KEY = "defaultkey";

  /** Refuses the key that everybody knows. */
  NakamaSettings {
    if (serverKey.equals(Secret.of(DEFAULT_SERVER_KEY))) {
      throw new IllegalArgumentException(
          "NAKAMA_SERVER_KEY: a published default (expected: one of your own)");
    }
    if (!authenticate.startsWith("/")) {
      throw new IllegalArgumentException("NAKAMA_AUTHENTICATE: no path (expected: /…)");
    }
  }

  /** For a server of this process, with keys that nobody has seen. */
  static NakamaSettings ofTheStory() {
    return new NakamaSettings(
        randomKey(),
        new NakamaSessions.Settings(
            randomKey(), Duration.ofSeconds(60), randomKey(), Duration.ofSeconds(3600)),
        AUTHENTICATE);
  }

  /** For the server that the environment names. */
  static NakamaSettings of(Map<String, String> environment) {
    return new NakamaSettings(
        required(environment, "NAKAMA_SERVER_KEY"),
        new NakamaSessions.Settings(
            required(environment, "NAKAMA_SESSION_KEY"),
            seconds(environment, "NAKAMA_SESSION_SECONDS", 60),
            required(environment, "NAKAMA_REFRESH_KEY"),
            seconds(environment, "NAKAMA_REFRESH_SECONDS", 3600)),
        environment.getOrDefault("NAKAMA_AUTHENTICATE", AUTHENTICATE));
  }

  URI authenticateAt(URI server) {
    return server.resolve(authenticate);
  }

  private static Secret required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + ": missing (expected: as the server has it)");
    }
    return Secret.of(value);
  }

  private static Duration seconds(Map<String, String> environment, String name, int usual) {
    String value = environment.getOrDefault(name, Integer.toString(usual));
    try {
      return Duration.ofSeconds(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": no number (expected: seconds)", e);
    }
  }

  private static Secret randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(key));
  }
}
