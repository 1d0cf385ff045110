// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.Map;

/** What readers call those who are measured. */
final class Names {
  static final String RAW_VERIFY = "RAW_VERIFY";
  static final String RAW_SIGN = "RAW_SIGN";
  static final String SHA_256 = "SHA_256";
  private static final String BARE = "_BARE";
  static final String NIMBUS = "NIMBUS";

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry(RAW_VERIFY, "bare `Signature.verify`"),
          Map.entry(RAW_SIGN, "bare `Signature.sign`"),
          Map.entry(SHA_256, "SHA-256 of the same bytes"),
          Map.entry("GAMEAUTH", "**GameAuth**"),
          Map.entry("GAMEAUTH_BYTES", "**GameAuth, bytes in**"),
          Map.entry("GAMEAUTH_HIT", "**GameAuth, remembered**"),
          Map.entry("GAMEAUTH_HIT_BYTES", "**GameAuth, remembered, bytes in**"),
          Map.entry("FUSIONAUTH", "fusionauth-jwt"),
          Map.entry("JAVA_JWT", "java-jwt"),
          Map.entry("JJWT", "jjwt"),
          Map.entry("JOSE4J", "jose4j"),
          Map.entry(NIMBUS, "nimbus-jose-jwt"),
          Map.entry("SMALLRYE", "smallrye-jwt"),
          Map.entry("SPRING", "Spring Security"),
          Map.entry("TINK", "tink-java"),
          Map.entry("STEAM", "Steam, encrypted ticket: AES-256-CBC, CRC-32, SHA-1"),
          Map.entry("APPLE", "Sign in with Apple: RS256"),
          Map.entry("NINTENDO", "Nintendo, user of a console: RS256"),
          Map.entry("GAME_CENTER", "Game Center: SHA-256 with RSA"),
          Map.entry("XBOX", "Xbox: RSA-OAEP, HMAC-SHA-256, AES-128-CBC, RS256 inside"),
          Map.entry("VERTX", "vertx-auth-jwt"));

  private Names() {}

  /** In Markdown, ours in bold. */
  static String title(String name) {
    return TITLES.getOrDefault(name, name);
  }

  /** Without any marks. */
  static String plain(String name) {
    return title(name).replace("*", "").replace("`", "");
  }

  static boolean isOurs(String name) {
    return name.startsWith("GAMEAUTH");
  }

  /** What the cryptography of that proof alone is called. */
  static String bareOf(String proof) {
    return proof + BARE;
  }

  static boolean isBare(String name) {
    return name.endsWith(BARE);
  }

  /** Whether it is about a token that was accepted before. */
  static boolean isHit(String name) {
    return name.contains("_HIT");
  }
}
