// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.session.TokenTypes;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A platform whose players bring a token that its issuer signed.
 *
 * @param platform its name, which accounts are kept under
 * @param environment which of its worlds; may be empty
 * @param tokenType what players call its tokens, the {@code subject_token_type}
 * @param once whether each token is good for one login
 * @param issuer how its tokens are checked
 */
record PlatformConfig(
    Platform platform, String environment, String tokenType, boolean once, TrustedIssuer issuer) {
  private static final String SECTION = "platforms";

  static List<PlatformConfig> readAll(Settings settings, String ownIssuer) {
    List<PlatformConfig> platforms = new ArrayList<>();
    for (String name : settings.within(SECTION)) {
      try {
        platforms.add(read(settings, name, ownIssuer));
      } catch (IllegalArgumentException e) {
        settings.complain(SECTION + "." + name + ": " + e.getMessage());
      }
    }
    return List.copyOf(platforms);
  }

  private static PlatformConfig read(Settings settings, String name, String ownIssuer) {
    String section = SECTION + "." + name + ".";
    settings.value(
        section + "kind",
        "trusted-token",
        "trusted-token",
        text -> {
          if (!text.equals("trusted-token")) {
            throw new IllegalArgumentException();
          }
          return text;
        });
    Platform platform = new Platform(name);
    if (platform.equals(Platform.GUEST)) {
      throw new IllegalArgumentException("reserved (expected: another name)");
    }
    TrustedIssuerBuilder issuer =
        TrustedIssuer.named(settings.required(section + "issuer", "the tokens' iss"))
            .audience(audiences(settings, section + "audience"))
            .profile(
                settings.value(
                    section + "profile",
                    TokenProfile.jwt(),
                    "jwt, id or access",
                    PlatformConfig::profile))
            .subjectFrom(settings.text(section + "subject", "sub"));
    List<Algorithm> algorithms =
        settings.texts(section + "algorithms", List.of("RS256")).stream()
            .map(PlatformConfig::algorithm)
            .toList();
    issuer.algorithms(
        algorithms.get(0), algorithms.subList(1, algorithms.size()).toArray(new Algorithm[0]));
    settings.text(section + "jwks").ifPresentOrElse(issuer::jwks, issuer::discovered);
    return new PlatformConfig(
        platform,
        settings.text(section + "environment", ""),
        settings.text(section + "tokenType", TokenTypes.of(ownIssuer, platform)),
        settings.flag(section + "once", true),
        issuer.build());
  }

  private static String[] audiences(Settings settings, String name) {
    List<String> audiences = settings.texts(name, List.of());
    if (audiences.isEmpty()) {
      settings.complain(name + ": missing (expected: what the tokens name in aud)");
      return new String[] {"missing"};
    }
    return audiences.toArray(new String[0]);
  }

  private static TokenProfile profile(String name) {
    return switch (name) {
      case "jwt" -> TokenProfile.jwt();
      case "id" -> TokenProfile.idToken();
      case "access" -> TokenProfile.accessToken();
      default -> throw new IllegalArgumentException();
    };
  }

  private static Algorithm algorithm(String name) {
    return Algorithm.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "algorithms: " + name + " (expected: RS256 or the like)"));
  }
}
