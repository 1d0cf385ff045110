// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.SessionRule;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server was told at start.
 *
 * @param port 0 takes one that is free
 * @param issuer an issuer elsewhere; without it, one of our own
 * @param keysFreshFor how long keys of an issuer elsewhere are fresh, if it does not say so itself
 * @param origins further pages that may connect, besides our own
 * @param life how long our own issuer's access tokens live
 * @param connections how many there may be at once
 * @param queryToken whether a token in the query is taken, although addresses end up in logs
 * @param operator what operators have to bring; without it, nobody is one
 * @param operatorLink whether it was made up for a link, which is to be printed
 */
record Options(
    String host,
    int port,
    Optional<URI> issuer,
    Duration keysFreshFor,
    List<String> origins,
    Duration life,
    SessionRule sessions,
    int connections,
    boolean queryToken,
    Optional<Secret> operator,
    boolean operatorLink) {
  static final String USAGE =
      """
      Usage: game-server [options]

        --host HOST            where to listen (default 127.0.0.1)
        --port PORT            default 8090; 0 takes one that is free
        --issuer URL           an issuer elsewhere, such as the token service; without it, one in this process
        --keys-fresh-for SPAN  how long its keys are fresh if it does not say, PT10S to PT24H (default PT10M)
        --origin ORIGIN        another page that may connect, such as https://play.mygame.example; may be repeated
        --token-life SPAN      how long the own issuer's tokens live, PT1M to PT1H (default PT1M)
        --sessions RULE        many, one-session or one-connection for each player (default many)
        --connections COUNT    how many there may be at once (default 10000)
        --allow-query-token    takes ?token=, although addresses end up in logs
        --operator-link        prints a link that lets its reader kick and ban; on loopback only

      In the environment: GAMEAUTH_ADMIN_TOKEN, what operators have to bring, at least 32 characters.
      """;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not as {@link #USAGE} says
   */
  static Options parse(Map<String, String> environment, String... arguments) {
    String host = "127.0.0.1";
    int port = 8090;
    Optional<URI> issuer = Optional.empty();
    Duration keysFreshFor = Duration.ofMinutes(10);
    List<String> origins = new ArrayList<>();
    Duration life = Duration.ofMinutes(1);
    SessionRule sessions = SessionRule.MANY;
    int connections = 10_000;
    boolean queryToken = false;
    boolean operatorLink = false;
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--host" -> host = value(option, rest);
        case "--port" -> port = number(option, value(option, rest), 0, 65_535);
        case "--issuer" -> issuer = Optional.of(address(option, value(option, rest)));
        case "--keys-fresh-for" ->
            keysFreshFor =
                span(option, value(option, rest), Duration.ofSeconds(10), Duration.ofHours(24));
        case "--origin" -> origins.add(value(option, rest));
        case "--token-life" ->
            life = span(option, value(option, rest), Duration.ofMinutes(1), Duration.ofHours(1));
        case "--sessions" -> sessions = rule(option, value(option, rest));
        case "--connections" -> connections = number(option, value(option, rest), 1, 1_000_000);
        case "--allow-query-token" -> queryToken = true;
        case "--operator-link" -> operatorLink = true;
        default -> throw complaint(option, "unknown", "one of those below");
      }
    }
    if (operatorLink && !isLoopback(host)) {
      throw complaint("--operator-link", "with --host " + host, "a host on loopback");
    }
    Optional<Secret> operator = operator(environment);
    operatorLink &= operator.isEmpty(); // What was configured is not for us to print.
    if (operatorLink) {
      operator = Optional.of(new SecretGenerator().secret());
    }
    return new Options(
        host,
        port,
        issuer,
        keysFreshFor,
        List.copyOf(origins),
        life,
        sessions,
        connections,
        queryToken,
        operator,
        operatorLink);
  }

  private static Optional<Secret> operator(Map<String, String> environment) {
    String token = environment.getOrDefault("GAMEAUTH_ADMIN_TOKEN", "");
    if (!token.isEmpty() && token.length() < Operators.MIN_TOKEN) {
      throw complaint(
          "GAMEAUTH_ADMIN_TOKEN", "too short", "at least " + Operators.MIN_TOKEN + " characters");
    }
    return token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token));
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw complaint(option, "missing", "a value");
    }
    return rest.next();
  }

  private static int number(String option, String text, int least, int most) {
    int number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw complaint(option, text, least + " to " + most);
    }
    return number;
  }

  private static Duration span(String option, String text, Duration least, Duration most) {
    try {
      Duration span = Duration.parse(text);
      if (span.compareTo(least) >= 0 && span.compareTo(most) <= 0) {
        return span;
      }
    } catch (DateTimeException e) {
      // The same complaint.
    }
    throw complaint(option, text, least + " to " + most);
  }

  private static SessionRule rule(String option, String text) {
    return switch (text) {
      case "many" -> SessionRule.MANY;
      case "one-session" -> SessionRule.ONE_SESSION;
      case "one-connection" -> SessionRule.ONE_CONNECTION;
      default -> throw complaint(option, text, "many, one-session or one-connection");
    };
  }

  private static URI address(String option, String text) {
    if (!text.matches("https?://[^/?#@]+")) {
      throw complaint(option, text, "https://host, or http://host on loopback, and no path");
    }
    return URI.create(text);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static IllegalArgumentException complaint(String name, String value, String expected) {
    return new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
  }
}
