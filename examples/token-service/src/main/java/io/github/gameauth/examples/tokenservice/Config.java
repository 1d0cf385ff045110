// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.GameId;
import io.github.gameauth.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the service is told. The README lists every name with its default.
 *
 * @param issuer the {@code iss} of the tokens; the address that players and game servers see
 * @param listen where players and game servers come in
 * @param admin where operators and metrics collectors come in
 * @param adminToken what operators bring; without it their calls are refused
 * @param clients which game each client is for
 * @param storage where everything is kept
 * @param keys what seals signing keys and derives personas, if it is not made by itself
 * @param edge what has to hold before anything else
 * @param limits how much a source may ask for
 * @param tokens how long sessions live
 * @param shutdown how it ends
 * @param guests whether guests may come
 * @param platforms issuers whose players may come
 * @param adapters game platforms whose players may come
 */
record Config(
    String issuer,
    Address listen,
    Address admin,
    Optional<Secret> adminToken,
    Map<String, GameId> clients,
    StorageConfig storage,
    Keys keys,
    EdgeConfig edge,
    Limits limits,
    Tokens tokens,
    Shutdown shutdown,
    boolean guests,
    List<PlatformConfig> platforms,
    List<AdapterConfig> adapters) {
  private static final Duration DAY = Duration.ofDays(1);

  /** A host and a port; port 0 takes one that is free. */
  record Address(String host, int port) {}

  /** Keys of 32 bytes each. */
  record Keys(Optional<Secret> encryption, Optional<Secret> persona) {}

  /** Requests a minute, guests an hour, and logins a minute with one guest's id. */
  record Limits(int requestsPerMinute, int guestsPerHour, int attemptsPerGuest) {}

  /** How long an access token lives, and a session without and with use. */
  record Tokens(Duration access, Duration idle, Duration absolute) {}

  /** How long it says that it is stopping, and how long requests in progress may then take. */
  record Shutdown(Duration announce, Duration within) {}

  /** A configuration that cannot be used. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(List<String> complaints) {
      super(String.join(System.lineSeparator(), complaints));
    }
  }

  /**
   * Reads a configuration.
   *
   * @param json the file's text
   * @param data where things are kept that are kept in files
   * @throws Invalid with one complaint a line
   */
  static Config read(String json, Map<String, String> environment, Path data) throws Invalid {
    return read(Settings.of(json, environment), data);
  }

  /** The same, out of settings that are read already. */
  static Config read(Settings settings, Path data) throws Invalid {
    Address listen = address(settings, "listen", 8080);
    String issuer = issuer(settings, listen);
    StorageConfig storage = StorageConfig.read(settings, data);
    Config config =
        new Config(
            issuer,
            listen,
            address(settings, "admin", 8081),
            adminToken(settings),
            clients(settings),
            storage,
            keys(settings, storage),
            EdgeConfig.read(settings),
            limits(settings),
            tokens(settings),
            shutdown(settings),
            settings.flag("guests", true),
            PlatformConfig.readAll(settings, issuer),
            AdapterConfig.readAll(settings));
    List<String> complaints = settings.complaints();
    if (!complaints.isEmpty()) {
      throw new Invalid(complaints);
    }
    return config;
  }

  private static String issuer(Settings settings, Address listen) {
    boolean local = listen.host().equals("127.0.0.1") && listen.port() != 0;
    if (settings.text("issuer").isEmpty() && !local) {
      settings.complain("issuer: missing (expected: the address that players and servers see)");
    }
    return settings.value(
        "issuer",
        "http://127.0.0.1:" + listen.port(),
        "https://…, or http://127.0.0.1:…",
        text -> {
          if (!text.matches("(https://|http://127\\.0\\.0\\.1(:|$))[!-~]*")) {
            throw new IllegalArgumentException();
          }
          return text;
        });
  }

  private static Address address(Settings settings, String section, int port) {
    return new Address(
        settings.text(section + ".host", "127.0.0.1"),
        settings.number(section + ".port", port, 0, 65_535));
  }

  private static Optional<Secret> adminToken(Settings settings) {
    Optional<Secret> token = settings.secret("admin.token");
    if (token.isPresent() && token.get().length() < 32) {
      settings.complain("admin.token: too short (expected: at least 32 characters)");
    }
    return token;
  }

  private static Map<String, GameId> clients(Settings settings) {
    Map<String, GameId> clients = new LinkedHashMap<>();
    for (String game : settings.within("games")) {
      List<String> names = settings.texts("games." + game + ".clients", List.of());
      if (!Route.isPlain(game)) {
        settings.complain("games." + game + ": cannot stand in a path (expected: such as my-game)");
      }
      if (names.isEmpty()) {
        settings.complain("games." + game + ".clients: none (expected: at least one)");
      }
      for (String client : names) {
        if (clients.put(client, new GameId(game)) != null) {
          settings.complain("games." + game + ".clients: " + client + " twice (expected: once)");
        }
      }
    }
    return clients.isEmpty() ? Map.of("my-game-client", new GameId("my-game")) : clients;
  }

  private static Keys keys(Settings settings, StorageConfig storage) {
    Optional<Secret> encryption = key(settings, "keys.encryption", storage);
    Optional<Secret> persona = key(settings, "keys.persona", storage);
    if (encryption.isPresent() && encryption.equals(persona)) {
      settings.complain("keys.persona: the same as keys.encryption (expected: another)");
    }
    return new Keys(encryption, persona);
  }

  private static Optional<Secret> key(Settings settings, String name, StorageConfig storage) {
    String expected = " (expected: 32 random bytes, as `openssl rand -base64 32` prints them)";
    Optional<Secret> text = settings.secret(name);
    if (text.isEmpty()) {
      if (storage.isShared()) {
        // Each server would make its own.
        settings.complain(name + ": missing" + expected);
      }
      return Optional.empty();
    }
    Optional<Secret> key = LocalKeys.decoded(text.get());
    if (key.isEmpty()) {
      settings.complain(name + ": not shown" + expected);
    }
    return key;
  }

  private static Limits limits(Settings settings) {
    return new Limits(
        settings.number("limits.requestsPerMinute", 300, 1, 1_000_000),
        settings.number("limits.guestsPerHour", 20, 1, 1_000_000),
        settings.number("limits.attemptsPerGuest", 20, 1, 1_000_000));
  }

  private static Tokens tokens(Settings settings) {
    Duration hour = Duration.ofHours(1);
    return new Tokens(
        settings.span("tokens.access", Duration.ofMinutes(15), Duration.ofMinutes(1), hour),
        settings.span("tokens.idle", Duration.ofDays(14), hour, Duration.ofDays(366)),
        settings.span("tokens.absolute", Duration.ofDays(60), hour, Duration.ofDays(366)));
  }

  private static Shutdown shutdown(Settings settings) {
    return new Shutdown(
        settings.span("shutdown.announce", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(5)),
        settings.span("shutdown.within", Duration.ofSeconds(10), Duration.ZERO, DAY));
  }
}
