// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** A token of the reader's own, and the issuer to ask about it, as the command line says. */
record Options(TrustedIssuer issuer, String profile, Optional<String> token) {
  static final String USAGE =
      """
      Usage: quickstart
             quickstart --issuer ISS --audience AUD [--jwks URL] [--profile NAME] [--algorithm ALG] [TOKEN]

      Without arguments: what a verifier says to good, bad and forged tokens, on this machine alone.
      With them: checks a token of yours. Without TOKEN it is read from standard input, one line.

        --issuer ISS      what the token must say in iss, letter by letter
        --audience AUD    what the token must name in aud
        --jwks URL        where the issuer's keys are; without it the issuer's discovery document is asked
        --profile NAME    jwt     typ is JWT or absent (default)
                          access  an access token of RFC 9068, typ at+jwt
                          id      an id token of OpenID Connect
                          player  a token that GameAuth minted
        --algorithm ALG   what the issuer signs with (default RS256)
        --help            prints this

      Exit status: 0 accepted, 1 rejected, 2 bad arguments, 3 undecided.
      """;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not as {@link #USAGE} says; the message holds no
   *     token
   */
  static Options parse(String... args) {
    String issuer = "";
    String audience = "";
    String jwks = "";
    String profile = "jwt";
    String algorithm = "RS256";
    Optional<String> token = Optional.empty();
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String arg = rest.next();
      switch (arg) {
        case "--issuer" -> issuer = valueOf(arg, rest);
        case "--audience" -> audience = valueOf(arg, rest);
        case "--jwks" -> jwks = valueOf(arg, rest);
        case "--profile" -> profile = valueOf(arg, rest);
        case "--algorithm" -> algorithm = valueOf(arg, rest);
        default -> token = Optional.of(onlyToken(arg, token));
      }
    }
    require("--issuer", issuer);
    require("--audience", audience);
    TrustedIssuerBuilder trusted =
        TrustedIssuer.named(issuer)
            .audience(audience)
            .profile(profile(profile))
            .algorithms(algorithm(algorithm));
    return new Options(
        (jwks.isEmpty() ? trusted.discovered() : trusted.jwks(jwks)).build(), profile, token);
  }

  private static String valueOf(String option, Iterator<String> rest) {
    String value = rest.hasNext() ? rest.next() : "";
    require(option, value);
    return value;
  }

  private static void require(String option, String value) {
    if (value.isBlank() || value.startsWith("--")) {
      throw new IllegalArgumentException(option + ": missing (expected: a value)");
    }
  }

  private static String onlyToken(String arg, Optional<String> before) {
    // What looks like an option may be shown; anything else may be a token.
    if (arg.matches("--?[a-z]{1,20}")) {
      throw new IllegalArgumentException(arg + ": unknown (expected: an option named below)");
    }
    if (before.isPresent()) {
      throw new IllegalArgumentException("TOKEN: twice (expected: at most once)");
    }
    return arg;
  }

  private static TokenProfile profile(String name) {
    return switch (name) {
      case "jwt" -> TokenProfile.jwt();
      case "access" -> TokenProfile.accessToken();
      case "id" -> TokenProfile.idToken();
      case "player" -> TokenProfile.playerToken();
      default ->
          throw new IllegalArgumentException(
              "--profile: " + name + " (expected: jwt, access, id or player)");
    };
  }

  private static Algorithm algorithm(String name) {
    return Algorithm.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--algorithm: " + name + " (expected: RS256 or the like)"));
  }
}
