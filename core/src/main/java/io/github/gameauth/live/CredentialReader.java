// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.live.Presented.Credential;
import io.github.gameauth.live.Presented.Nothing;
import io.github.gameauth.live.Presented.Unfit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the credential of a request, or says why there is not exactly one. All places are looked
 * at, also those of ways that are switched off: what is there and must not be is refused, since
 * what is ignored becomes a habit.
 */
final class CredentialReader {
  static final String TICKET = "ticket";
  static final String BEARER = "bearer";

  /** Names that tokens have in URLs (RFC 6750 §2.3, and habit). */
  private static final Set<String> TOKEN_NAMES = Set.of("token", "access_token");

  private static final int MOST_PARAMETERS = 64;
  private static final int MOST_SUBPROTOCOLS = 32;

  /** How much may stand beside the credential. */
  private static final int BESIDE = 1024;

  private final Set<HandshakeWay> ways;
  private final Optional<String> tokenName;
  private final int largest;

  CredentialReader(Set<HandshakeWay> ways, Optional<String> tokenName, int largest) {
    this.ways = Set.copyOf(ways);
    this.tokenName = tokenName;
    this.largest = largest;
  }

  Presented read(HandshakeRequest request) {
    List<Presented> found = new ArrayList<>(1);
    header(request.headers("Authorization"), found);
    query(request.query(), found);
    subprotocol(request.headers("Sec-WebSocket-Protocol"), found);
    if (found.isEmpty()) {
      return new Nothing();
    }
    return found.size() == 1 ? found.get(0) : new Unfit(HandshakeRefusal.AMBIGUOUS);
  }

  private Presented credential(HandshakeWay way, String text) {
    if (!ways.contains(way)) {
      return new Unfit(HandshakeRefusal.WAY_DISABLED);
    }
    if (text.length() > largest) {
      return new Unfit(HandshakeRefusal.TOO_LARGE);
    }
    return BearerText.isWellFormed(text)
        ? new Credential(way, text)
        : new Unfit(HandshakeRefusal.MALFORMED);
  }

  /** {@code Bearer}, spaces, token; several of them in one value are joined by commas. */
  private void header(List<String> values, List<Presented> found) {
    for (String value : values) {
      if (value.length() > largest + BESIDE) {
        found.add(new Unfit(HandshakeRefusal.TOO_LARGE));
      } else if (value.indexOf(',') >= 0) {
        found.add(new Unfit(HandshakeRefusal.AMBIGUOUS));
      } else if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        found.add(new Unfit(HandshakeRefusal.MALFORMED));
      } else {
        int start = BEARER.length();
        while (start < value.length() && value.charAt(start) == ' ') {
          start++;
        }
        // "Bearertoken" is one word, and no scheme of ours
        String token = start == BEARER.length() ? "" : value.substring(start);
        found.add(credential(HandshakeWay.HEADER, token));
      }
    }
  }

  /** Values stand as they are: nothing that a token holds needs an escape in a query. */
  private void query(String query, List<Presented> found) {
    if (query.length() > largest + BESIDE) {
      found.add(new Unfit(HandshakeRefusal.TOO_LARGE));
      return;
    }
    int parameters = 0;
    for (int start = 0; start < query.length(); ) {
      if (++parameters > MOST_PARAMETERS) {
        found.add(new Unfit(HandshakeRefusal.TOO_LARGE));
        return;
      }
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', start);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      String value = nameEnd == end ? "" : query.substring(nameEnd + 1, end);
      String name = unescaped(query.substring(start, nameEnd));
      if (name.equals(TICKET)) {
        found.add(credential(HandshakeWay.TICKET, value));
      } else if (tokenName.isPresent() && name.equals(tokenName.get())) {
        found.add(credential(HandshakeWay.QUERY_TOKEN, value));
      } else if (TOKEN_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        found.add(new Unfit(HandshakeRefusal.WAY_DISABLED));
      }
      start = end + 1;
    }
  }

  /** A name as the server behind us would read it; one that it cannot read is no name of ours. */
  private static String unescaped(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * The sub-protocol after {@code bearer} is the token, whether the header came once or in pieces.
   */
  private void subprotocol(List<String> values, List<Presented> found) {
    long length = values.stream().mapToLong(String::length).sum() + values.size();
    if (length > largest + BESIDE) {
      found.add(new Unfit(HandshakeRefusal.TOO_LARGE));
      return;
    }
    List<String> offered = List.of(String.join(",", values).split(",", -1));
    if (offered.size() > MOST_SUBPROTOCOLS) {
      found.add(new Unfit(HandshakeRefusal.TOO_LARGE));
      return;
    }
    for (int i = 0; i < offered.size(); i++) {
      String name = offered.get(i).trim();
      if (name.equals(BEARER)) {
        String token = ++i < offered.size() ? offered.get(i).trim() : "";
        found.add(credential(HandshakeWay.SUBPROTOCOL, token));
      } else if (name.equalsIgnoreCase(BEARER)) {
        // Names of sub-protocols are exact; answered in our spelling, a browser would hang up.
        found.add(new Unfit(HandshakeRefusal.MALFORMED));
      }
    }
  }
}
