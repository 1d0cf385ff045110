// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.gameauth.key.Algorithm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens the slow and obvious way, from other parts: split, the JDK's Base64, Jackson. {@link
 * UnverifiedToken} must come to the same verdict and the same claims for every input.
 */
final class ReferenceTokenParser {
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final String HIDDEN =
      "[\\p{C}\\p{Zl}\\p{Zp}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164"
          + "\\ufe00-\\ufe0f\\uffa0\\x{e0100}-\\x{e01ef}]";

  private ReferenceTokenParser() {}

  /** What a token says: its header and its claims. */
  record Reading(
      Map<String, @Nullable Object> header,
      Map<String, @Nullable Object> claims,
      List<String> audience,
      Optional<Instant> expiresAt,
      Optional<Instant> notBefore,
      Optional<Instant> issuedAt) {}

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("refused", null, false, false);
    }
  }

  /** What the token says, or empty if it is to be refused, for whatever reason. */
  static Optional<Reading> read(byte[] token, TokenLimits limits, Set<Algorithm> allowed) {
    try {
      require(token.length <= limits.tokenLength());
      String[] segments = new String(token, ISO_8859_1).split("\\.", -1);
      require(segments.length == 3 && !segments[0].isEmpty());
      byte[] header = decoded(segments[0]);
      require(header.length <= limits.headerLength());
      byte[] payload = decoded(segments[1]);
      decoded(segments[2]);
      return Optional.of(reading(header(header, allowed), object(payload)));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  private static byte[] decoded(String segment) throws Refused {
    require(segment.matches("[A-Za-z0-9_-]*") && segment.length() % 4 != 1);
    byte[] bytes = Base64.getUrlDecoder().decode(segment);
    require(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(segment));
    return bytes;
  }

  private static Map<String, @Nullable Object> object(byte[] json) throws Refused {
    Map<String, @Nullable Object> object = ReferenceJson.object(json);
    if (object == null) {
      throw new Refused();
    }
    return object;
  }

  private static Map<String, @Nullable Object> header(byte[] json, Set<Algorithm> allowed)
      throws Refused {
    Map<String, @Nullable Object> header = object(json);
    require(allowed.stream().anyMatch(algorithm -> algorithm.name().equals(header.get("alg"))));
    for (String extension : List.of("crit", "b64", "zip")) {
      require(!header.containsKey(extension));
    }
    for (String name : List.of("kid", "typ", "cty")) {
      int longest = name.equals("kid") ? 256 : 128;
      require(
          !header.containsKey(name)
              || (header.get(name) instanceof String text
                  && text.length() <= longest
                  && isPrintable(text)));
    }
    return header;
  }

  private static Reading reading(
      Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims) throws Refused {
    require(!claims.containsKey("iss") || claims.get("iss") instanceof String);
    for (String name : List.of("sub", "jti")) {
      require(
          !claims.containsKey(name)
              || (claims.get(name) instanceof String text
                  && text.length() <= 255
                  && isPrintable(text)
                  && text.matches("(?s).*[^\\p{Z}].*")));
    }
    Optional<Instant> expiresAt = time(claims, "exp", RoundingMode.FLOOR);
    Optional<Instant> notBefore = time(claims, "nbf", RoundingMode.CEILING);
    Optional<Instant> issuedAt = time(claims, "iat", RoundingMode.FLOOR);
    Instant end = expiresAt.orElse(LAST);
    require(!notBefore.orElse(end).isAfter(end) && !issuedAt.orElse(end).isAfter(end));
    return new Reading(header, claims, audience(claims), expiresAt, notBefore, issuedAt);
  }

  private static List<String> audience(Map<String, @Nullable Object> claims) throws Refused {
    if (!claims.containsKey("aud")) {
      return List.of();
    }
    Object audience = claims.get("aud");
    if (audience instanceof String one) {
      return List.of(one);
    }
    require(audience instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
    return ((List<?>) audience).stream().map(String.class::cast).toList();
  }

  private static Optional<Instant> time(
      Map<String, @Nullable Object> claims, String name, RoundingMode rounding) throws Refused {
    if (!claims.containsKey(name)) {
      return Optional.empty();
    }
    Object value = claims.get(name);
    require(value instanceof Long || value instanceof BigDecimal);
    BigDecimal seconds = new BigDecimal(value.toString()).setScale(0, rounding);
    require(
        seconds.signum() >= 0
            && new BigDecimal(value.toString()).signum() >= 0
            && seconds.compareTo(BigDecimal.valueOf(LAST.getEpochSecond())) <= 0);
    return Optional.of(Instant.ofEpochSecond(seconds.longValueExact()));
  }

  private static boolean isPrintable(String text) {
    return text.replaceFirst(HIDDEN, "").equals(text);
  }

  private static void require(boolean fulfilled) throws Refused {
    if (!fulfilled) {
      throw new Refused();
    }
  }
}
